"""Who coordinates and belongs to no organisation asks for or offers something: what comes first?"""

from __future__ import annotations

from bot.cards import browsing
from bot.cards.listing import MENU
from bot.cards.unattached import LACKING, WAYS
from bot.conversation.arriving import Arriving
from bot.conversation.heard import Heard
from bot.conversation.session import ALL_DRAFTS, Session
from bot.conversation.stage import Decision
from core.look import Look
from core.messages import Message, Screen, _

_IN_A_NAME = ALL_DRAFTS | {"answer", "donate", "ask_fund"}


class Unattached(Arriving):
    """One message of somebody who may have no organisation in whose name to ask or offer."""

    __slots__ = ("_came_in", "_coordinated")

    def __init__(self, heard: Heard, session: Session, look: Look) -> None:
        super().__init__(heard, session, look)
        self._coordinated, self._came_in = look.me.coordinates, self._known()

    def _begin(
        self,
        flow: str,
        hints: dict[str, str],
        lines: tuple[Message, ...] = (),
        *,
        beside: bool = False,
        kept: bool = False,
    ) -> Decision:
        """What is done in an organisation's name begins with having one; the words are kept until then."""
        if not self._is_unattached() or flow.partition("/")[0] not in _IN_A_NAME:
            return super()._begin(flow, hints, lines, beside=beside, kept=kept)
        if flow == "need" and "what" in hints and self.heard.asks_something():  # «¿quién puede ayudar con …?»
            return self._aside(browsing.newest(self.look, "offer", words=hints["what"]))
        if "what" in hints and self.heard.text:
            self.session = self.session._replace(kept=self.heard.text)
        return self._shown(Screen((*lines, _first(self.session.kept)), (*WAYS, MENU)))

    def _end_what_is_over(self, outcome: Screen) -> None:
        """Who was asked to join and writes a colleague's or a coordinator's code is in, and is not asked any more."""
        super()._end_what_is_over(outcome)
        flow = self.session.flow
        if flow and flow.flow.partition("/")[0] in ("join", "other_phone") and self._known() and not self._came_in:
            self.session = self.session._replace(flow=None)

    def _kept(self, outcome: Screen) -> Decision:
        if self._is_unattached():
            self.heard = self.heard.again(self.session.kept)  # it waits on, and is what is said to wait
        return super()._kept(outcome)

    def _goes_on(self) -> bool:
        """Whether what was kept is read now; without an organisation once, when they begin to coordinate, and for one
        without a phone where they chose to act for it, and not because of something of its own.
        """
        if not (self.session.kept and self._known()):
            return False
        if self.look.me.assists:
            return self.tapped == f"a:{self.look.me.organisation_id}:0"
        return not (self._coordinated and self._is_unattached())

    def _is_unattached(self) -> bool:
        return self._known() and not self.look.me.joined


def _first(kept: str) -> Message:
    if kept:
        return _(
            "I keep “{words}”: first join or create an organisation, or act for one that has no phone.", words=kept
        )
    return LACKING
