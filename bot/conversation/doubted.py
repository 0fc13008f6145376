"""Somebody writes after a long silence: until they say that it is still them, nothing counts and nothing is shown."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.session import Session
from bot.conversation.several import Several
from bot.conversation.stage import Decision
from bot.engine import advance
from core.commands import StopMessages
from core.commands.team import StillMe

_WAS = "was"  # the hint with the person's language, where whoever writes now has asked for another


class Doubted(Several):
    """One message from an address that may be somebody else's by now."""

    __slots__ = ("_was",)

    def _whose(self) -> Decision:
        """The question, or their answer to it; what they wrote first is kept for after a yes."""
        heard, flow = self.heard, self.session.flow
        if heard.word() == "stop":
            return self._command(StopMessages(self.look.me.address_id))
        if flow is None or flow.flow != "still":
            kept = heard.text if heard.text and not heard.payload and heard.word() is None else ""
            self.session = Session(kept=kept, screen=self.session.screen)
            return self._begin("still", {})
        if heard.payload:
            token, key, choice = (*heard.payload.split(":", 3)[1:], "", "", "")[:3]
            if not heard.payload.startswith("q:") or token != self.session.token or key != flow.asking:
                return self._again(())
            heard.choice = choice
        elif asked := self._language(flow):
            return self._noting_language(asked)
        self._was = flow.hints.get(_WAS, "")
        return self._answered(self._turned(advance(self._start(flow), flow, heard)))

    def _noting_language(self, decision: Decision) -> Decision:
        """The question comes in the language that was asked for; a stranger's wish is undone with the no."""
        flow = self._on()
        if decision.command is None or _WAS in flow.hints:
            return decision
        noted = replace(flow, hints={**flow.hints, _WAS: self.look.me.lang})
        self.session = decision.session._replace(flow=noted)
        return decision._replace(session=self.session)

    def _answered(self, decision: Decision) -> Decision:
        """Nothing that was kept goes on with a stranger."""
        match decision.command:
            case StillMe(yes=False) as no:
                self.draft = None
                command = replace(no, lang=self._was)
                return decision._replace(command=command, session=Session(screen=self.session.screen))
        return decision
