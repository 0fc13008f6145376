"""Out of what was begun, or on with it: to the menu, a question back, dropped, put off, or asked once more."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import pages
from bot.cards.danger import GO_ON
from bot.cards.fund import given
from bot.cards.repair import ALSO, HERE, IT_WAITS, NO_HURRY, REPLIES, let_go, waits_for_you, why
from bot.conversation.naming import Naming
from bot.conversation.stage import Decision, back_to, named_by
from bot.engine import State, advance, reopen
from bot.questions import Asked
from core.commands import ResumeBot
from core.messages import Message, Screen

_CARDS = ("x:", "l:", "n:")
"""How choices begin that are about an exchange or a listing."""
_OF_COORDINATION = ("c:", "f:", "i:", "o:", "r:")
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

    def _cancel(self) -> Decision:
        flow = self.session.flow
        if flow is None and (waits := self._waits()):
            self.session = self.session._replace(parked=None)
            return self._idle(Screen(self._let_go(waits), pages.menu_options(self.look)))
        if flow is None and self._may_take_back():
            return self._shown(given(self.look))
        if flow is None:
            return self._leave(pages.menu(self.look))
        if flow.flow.startswith("cancel/") and flow.asking == "sure":
            return self._cancelling(flow)
        self.session = self.session._replace(flow=None)
        return self._ended(Screen(self._let_go(flow), pages.menu_options(self.look)), flow)

    def _let_go(self, flow: State) -> tuple[Message, ...]:
        """What is said of what was dropped: a request or an offer is named."""
        what = named_by(flow)
        return (let_go(what),) if what else self._dropped(flow.flow)

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

    # ---- repair -------------------------------------------------------------------------------------------------

    def _repair(self, act: str, screen: str) -> Decision:
        """What is done about words that are about the conversation itself, or ask for nothing; `screen` is where."""
        match act:
            case "cancel":
                return self._cancel()
            case "back":
                return self._back()
            case "repeat":
                return self._once_more()
            case "later":
                return self._put_off()
            case "help":
                return self._what_to_say(screen)
            case "why":
                return self._again((why(self.session.flow.asking),)) if self.session.flow else self._what_to_say(screen)
        return self._civil(act)

    def _once_more(self) -> Decision:
        """The question, or the screen, again."""
        if self.session.flow:
            return self._again(())
        shown = self.look.whole(self.session.screen)
        return Decision(self.session, shown) if shown and shown.options else self._aside(pages.menu(self.look))

    def _put_off(self) -> Decision:
        """What is asked waits without being asked again, and is gone on with by an answer to it."""
        flow = self.session.flow
        what = named_by(flow) if flow else ""
        if what:
            return Decision(self.session, Screen((waits_for_you(what),)))
        return Decision(self.session, Screen((IT_WAITS if flow or self._shows_something() else NO_HURRY,)))

    def _what_to_say(self, screen: str) -> Decision:
        """What can be written here: an example of an answer, or what the card can do; else how all of it works."""
        flow = self.session.flow
        if flow:
            ask = advance(self._start(flow), flow).ask
            example = (ask.example(),) if isinstance(ask, Asked) else ()
            return self._again((*example, ALSO))
        shown = self.look.whole(self.session.screen) if screen in HERE else None
        if shown and shown.options:
            return Decision(self.session, Screen((HERE[screen],), shown.options))
        return self._aside(pages.help_(self.look))

    def _civil(self, act: str) -> Decision:
        """A short answer; what is on the screen stays, and what is asked is asked again."""
        said = REPLIES[act]
        if self.session.flow:
            return self._again((said,))
        if self._shows_something():
            return Decision(self.session, Screen((said,)))
        page = pages.menu(self.look)
        return self._aside(replace(page, lines=(said, *page.lines) if act == "greet" else (said,)))

    def _shows_something(self) -> bool:
        return any(one[:2] in _OF_SOMETHING or one[:2] in _OF_COORDINATION for one in self.session.idle)
