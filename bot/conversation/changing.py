"""Which part of a card that waits for its yes do words or a choice change?"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.at_its_hour import at_its_hour
from bot.conversation.corrected import corrections
from bot.conversation.revised import was_key
from bot.conversation.session import DRAFTS
from bot.conversation.stage import Decision, Stage, may_be_none, too_few
from bot.engine import State, reopen, revise
from bot.questions import MORE_THAN_NONE, UNSURE, Asked, Confirm, chosen, named
from core.messages import Message, Option, Screen, _


class Changing(Stage):
    """One message that may change a part of what is being written."""

    __slots__ = ()

    def _choice(self, flow: State, question: Asked) -> str:
        if not flow.offered:
            return ""
        options = question.options()
        if isinstance(question, Confirm) and flow.offered and flow.offered[0].startswith("edit."):
            options = tuple(Option(f"edit.{key}", label) for key, label in question.parts.items())
            return named(self.heard, flow.offered, options) or ""
        return chosen(self.heard, flow.offered, options) or ""

    def _says_none(self) -> bool:
        """Whether 0 answers what is asked, and is not the menu: hours that may be none."""
        flow = self.session.flow
        asked = flow is not None and flow.asking == "hours" and may_be_none(flow.flow)
        return asked and self.heard.minutes() == 0

    def _which_part(self, flow: State, question: Confirm) -> Decision:
        parts = _open_to_change(flow, question)
        if len(parts) == 1:
            return self._asked_anew(flow, *parts)
        state = replace(flow, offered=tuple(f"edit.{key}" for key in parts))
        options = tuple(self._option(Option(f"edit.{key}", label), state) for key, label in parts.items())
        self.session = self.session._replace(flow=state, rejected=0)
        return Decision(self.session, Screen((_("Which part shall we change?"),), options))

    def _corrected(self, flow: State, question: Confirm) -> Decision | None:
        """«5 hours», «by Friday», «at 3» or «from a distance» changes that part of the card; «change the day» asks."""
        hours, before = flow.said().get("hours", ""), flow.said().get("by", "")
        of_draft = flow.flow in DRAFTS  # of which was asked before what the words put right (revised.py)
        said = corrections(self.heard, int(hours) if hours.isdecimal() else None)
        taken = ("where",) if of_draft else tuple(question.parts)
        changes = {key: value for key, value in said.items() if key in taken and key in question.parts}
        if "/" in flow.flow and "by" in changes and before not in ("", UNSURE):  # of what is agreed: the next to it
            changes["by"] = self.heard.next_to(changes["by"], before)
        if flow.flow == "either" and "by" not in changes and self.heard.says_any_day():
            changes["by"] = UNSURE
        changes |= {} if of_draft else at_its_hour(self.heard, self.look, flow)
        if too_few(flow.flow, changes.get("hours", "")):
            return self._again((MORE_THAN_NONE,))
        if changes:
            return self._turned(revise(self._start(flow), flow, changes))
        part = self.heard.part()
        if part in _open_to_change(flow, question):
            return self._asked_anew(flow, part)
        return None

    def _asked_anew(self, flow: State, part: str) -> Decision:
        """One part asked again; of a draft it is kept as it was, for "leave it as it was"."""
        turn = reopen(self._start(flow), flow, part)
        was = flow.answers.get(part) or (turn.ask.assumed if turn.ask else None)
        if was and flow.flow in DRAFTS:
            turn = turn._replace(state=replace(turn.state, hints={**turn.state.hints, was_key(part): was}))
        return self._turned(turn)


def _open_to_change(flow: State, question: Confirm) -> dict[str, Message]:
    """The parts that have an answer, or were assumed."""
    return {key: label for key, label in question.parts.items() if key in {*flow.answers, *question.unasked}}
