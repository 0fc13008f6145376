"""Out of what was begun: to the menu, a question back, or dropped."""

from __future__ import annotations

from bot.cards import pages
from bot.cards.danger import GO_ON
from bot.cards.fund import LATELY_MS, given
from bot.conversation.naming import Naming
from bot.conversation.session import ALL_DRAFTS
from bot.conversation.stage import Decision, back_to
from bot.engine import State, advance, reopen
from bot.understand.cues.intents import POSTING
from bot.understand.regretting import regrets
from core.commands import ResumeBot
from core.look.hours import MovementCard
from core.messages import Message, Screen
from core.policy import HOUR_MS

_REGRETS_IN = ALL_DRAFTS | {"", "donate"}
"""The conversations in which words about a gift are no answer, and no words for somebody else."""
_OF_SOMETHING = ("x:", "l:", "n:", "q:")
"""How choices begin that are about an exchange, a listing or a question."""


class Leaving(Naming):
    """One message that may end something."""

    __slots__ = ()

    def _leave(self, screen: Screen) -> Decision:
        """Out of everything, also of what was parked; out of a talk with a person, back to it."""
        if self.look.me.with_human:
            self.session = self.session._replace(flow=None)
            return Decision(self.session, command=ResumeBot())
        return self._idle(self._without_draft(screen))

    def gone_on(self, lines: tuple[Message, ...]) -> Decision:
        """After something that came before everything: what was being asked, below these lines, or the menu."""
        if self.session.flow is None and self._waits():
            return self._resume(Screen(lines))
        if self.session.flow is None and self._known():
            menu = pages.menu(self.look)
            return self._idle(Screen(lines, menu.options) if lines else menu)
        if self.session.flow is not None:
            return self._again((*lines, back_to(self.session.flow)))
        if lines:  # on the doorstep nobody is asked who they are before they want to go on
            return self._idle(Screen(lines, (GO_ON,)))
        return self._aside(Screen(lines))

    def _regrets(self) -> Decision | None:
        """Who is sorry for hours that were given reads which they were and that they have moved: nothing was cancelled.

        Words that name a gift are about the last one. Others are about it where it is what was done last: by the
        ledger, with nothing begun since and nothing else on the screen.
        """
        flow = self.session.flow.flow if self.session.flow else ""
        me = self.look.me
        if not me.joined or me.with_human or self.heard.files or flow not in _REGRETS_IN:
            return None
        said = regrets(self.heard.text)
        card = self.look.last_gift() if said and not self._lists() else None
        if card is None or (said == "last" and not (flow == "" and self._was_last(card))):
            return None
        return self._cancel() if flow == "donate" else self._aside(given(self.look))

    def _lists(self) -> bool:
        """Whether a service is asked for or offered: «recuperar una base de datos»."""
        heard = self.heard
        return heard.glimpsed() in POSTING and self.look.names_service(heard.text, heard.language())

    def _was_last(self, card: MovementCard) -> bool:
        """Whether the gift is what they did last; a word that works anywhere means it only for a while."""
        shown = any(one[:2] in _OF_SOMETHING for one in self.session.idle)
        if shown or self._waits() or self.heard.ended():
            return False
        lately = HOUR_MS if self.heard.word() else LATELY_MS
        newest = next(iter(self.look.movements()), None)
        return newest is not None and newest.entry_id == card.entry_id and self.look.now - card.at <= lately

    def _cancel(self) -> Decision:
        flow = self.session.flow
        if flow is None and (waits := self._waits()):
            self.session = self.session._replace(parked=None)
            return self._idle(Screen(self._dropped(waits.flow), pages.menu_options(self.look)))
        if flow is None:
            return self._leave(pages.menu(self.look))
        if flow.flow.startswith("cancel/") and flow.asking == "sure":
            return self._cancelling(flow)
        self.session = self.session._replace(flow=None)
        return self.over(Screen(self._dropped(flow.flow), pages.menu_options(self.look)))

    def _cancelling(self, flow: State) -> Decision:
        """«cancelar» where just that is asked is its yes, and the reason is asked next; «mejor no» may mean either."""
        if self.heard.word() == "cancel":
            return self._turned(advance(self._start(flow), flow, self.heard.meaning("yes"), None))
        return self._again(())

    def _back(self) -> Decision:
        flow = self.session.flow
        if flow is None or not flow.answers:
            return self._resume(Screen(())) if self._waits() else self._leave(pages.menu(self.look))
        return self._cancel() if flow.flow == "pin" else self._turned(reopen(self._start(flow), flow))
