"""Out of what was begun: to the menu, a question back, or dropped."""

from __future__ import annotations

from bot.cards import pages
from bot.cards.danger import GO_ON
from bot.cards.fund import given
from bot.conversation.naming import Naming
from bot.conversation.stage import Decision, back_to
from bot.engine import State, advance, reopen
from core.commands import ResumeBot
from core.messages import Message, Screen

_CARDS = ("x:", "l:", "n:")
"""How choices begin that are about an exchange or a listing."""


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

    def _cancel(self) -> Decision:
        flow = self.session.flow
        if flow is None and (waits := self._waits()):
            self.session = self.session._replace(parked=None)
            return self._idle(Screen(self._dropped(waits.flow), pages.menu_options(self.look)))
        if flow is None and self._may_take_back():
            return self._shown(given(self.look))
        if flow is None:
            return self._leave(pages.menu(self.look))
        if flow.flow.startswith("cancel/") and flow.asking == "sure":
            return self._cancelling(flow)
        self.session = self.session._replace(flow=None)
        return self.over(Screen(self._dropped(flow.flow), pages.menu_options(self.look)))

    def _may_take_back(self) -> bool:
        """Whether hours that were given are what ends here: they can be taken back, and no card is shown since."""
        shown = any(one[:2] in _CARDS for one in self.session.idle)
        return self.look.me.joined and not shown and self.look.gift_waiting() is not None

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
