"""What one message means now, in this order: button, global word, pending question, new flow, menu. No database.

`decide` gives a `Decision`: the next session and either a screen or a command to run; `after` makes the screen once
the command's outcome is known. The caller (bot/handle.py) saves, runs and sends.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import pages
from bot.cards import phones as phone_pages
from bot.cards.team import acting
from bot.cards.worded import opened, worded
from bot.conversation.answering import Answering
from bot.conversation.arriving import is_invite
from bot.conversation.choosing import meant, written_out
from bot.conversation.heard import LONGEST
from bot.conversation.overtaken import done_already, once_more
from bot.conversation.session import ALL_DRAFTS
from bot.conversation.stage import Decision, asks
from bot.dialogue.in_turn import in_turn
from bot.engine import advance
from core.commands import CallHuman, StartMessages, StopMessages
from core.commands.safety import SetLight
from core.errors import NotYours, Refusal
from core.messages import Screen, _


class Dialogue(Answering):
    """One message of one person, being understood."""

    __slots__ = ()

    # ---- the order ----------------------------------------------------------------------------------------------

    def decide(self) -> Decision:
        """The first that fits: what cannot be read, button, newcomer, global word, pending question, new flow, menu."""
        heard = self.heard
        try:
            if self.look.me.doubted:
                return self._whose()
            if heard.payload:
                return self._tapped(heard.payload)
            if heard.files and (attached := self._attached()):
                return attached
            if heard.cut:
                return self._aside(Screen((_("That is too long for me. Write it in at most {n} letters.", n=LONGEST),)))
            if (heard.media == "edit" and not self._on_draft()) or (heard.media and not heard.text):
                return self._instead()
            if not self._known():
                return self._to_coordination() or self._newcomer() or self._answer(self._on())
            if heard.start:
                return self._started()
            if found := worded(heard.text):
                return self._shown(opened(self.look, found))
            if label := written_out(heard, self.look, self.session):
                return self._tapped(label)
            return self._global() or self._words()
        except Refusal as refusal:
            return self.refused(refusal)

    def in_turn(self) -> tuple[str, ...]:
        """The words, in parts where they do several things that are done one after the other."""
        heard = self.heard
        plain = heard.payload or heard.files or heard.media or heard.start or heard.cut or heard.number() is not None
        if plain or self.look.me.doubted or self.look.me.with_human or heard.word() is not None:
            return (heard.text,)
        return in_turn(heard.text, self.situation(), heard.language())

    def decide_on_page(self) -> Decision:
        """The same for what is done on the coordinators' pages: a button, or words that answer the question that waits
        there. They mean nothing else.
        """
        try:
            if self.heard.payload:
                return self._tapped(self.heard.payload)
            if self.session.flow is None:
                raise NotYours
            return self._turned(advance(self._start(self.session.flow), self.session.flow, self.heard))
        except Refusal as refusal:
            return self.refused(refusal)

    def after(self, outcome: Screen) -> Decision:
        """The outcome of a command, then what was parked, what a newcomer first wrote, or the outcome's own choices."""
        self.draft = None
        try:
            self._end_what_is_over(outcome)
            self.session = self.session._replace(done=self.heard.payload or self.session.done)
            if self.hushed:
                return self._silent(outcome)
            return self._kept(outcome) if self._goes_on() and not asks(outcome) else self.over(outcome)
        except Refusal as refusal:
            return self.refused(refusal, outcome.lines)

    def _on_draft(self) -> bool:
        """Whether a request or an offer waits for its yes: its message, put right on the phone, is as good as new."""
        flow = self.session.flow
        if flow is None or flow.flow not in ALL_DRAFTS or flow.asking != "sure":
            return False
        return bool(self.heard.listing())  # a yes is never put where another word was

    # ---- buttons ------------------------------------------------------------------------------------------------

    def _tapped(self, payload: str) -> Decision:
        if not payload.startswith("q:"):
            return self._act(payload)
        token, key, choice = (*payload.split(":", 3)[1:], "", "", "")[:3]
        flow = self.session.flow
        if flow is None or token != self.session.token or key != flow.asking:
            return self._from_before()
        self.heard.choice = choice
        return self._that_is_us(flow) or self._answer(flow)

    def _started(self) -> Decision:
        if is_invite(self.heard.start):
            return self._short_code(self.heard.start)
        if found := worded(self.heard.start):
            return self._shown(opened(self.look, found))
        return self._aside(pages.menu(self.look))

    # ---- global words -------------------------------------------------------------------------------------------

    def _global(self) -> Decision | None:
        word = self.heard.word()
        if word and self.session.flow and word in self.session.flow.offered:
            return None  # it is a choice of what is asked
        if (word == "menu" or self.heard.text in ("0", "/start")) and not self._says_none():
            return self._leave(pages.menu(self.look))
        if word == "person" and self.look.me.coordinates and (label := self._label()):
            return label  # "coordination" is where they work, not whom they call
        if self.heard.text == "/coordination" and self.look.me.coordinates:
            return self._act("m:coordinate")
        if word == "flag" and (found := self._reports()):
            return found
        handle = _GLOBAL.get(word or "")
        if handle:
            return handle(self)
        if found := self._blocks_by_number():
            return found
        if self.session.flow is None and self.look.me.with_human and not self._chooses():
            return self._label() or self._complaint() or self._command(CallHuman(self.heard.text))
        return None

    def _chooses(self) -> bool:
        """Whether it is a number of the screen; of any other, who talks to a person means how many or when."""
        number = self.heard.number()
        return number is not None and number <= len(self.session.idle)

    # ---- words --------------------------------------------------------------------------------------------------

    def _words(self) -> Decision:
        if self.session.flow:
            return self._answer(self.session.flow)
        heard = self.heard
        number = heard.number()
        if number is not None and 1 <= number <= len(self.session.idle):
            if heard.twice:
                return self._aside(done_already(self.look, self.session.idle[number - 1]))
            if not heard.seen:
                return self._from_before() if heard.early else self._leave(pages.menu(self.look))
            return self._chosen(self.session.idle[number - 1])
        if number is not None and len(self.session.idle) > 1 and heard.seen:
            return self._beyond(len(self.session.idle))
        code = heard.code()
        if is_invite(code):
            return self._short_code(code)
        if code:
            return self._opened(code)
        page = self._label()  # "nuestros pedidos" is one, though "Pedir ayuda" is on the screen
        if not page and (choice := meant(heard, self.look, self.session)):
            return self._tapped(choice)
        page = page or self._to_coordination() or self._by_policy()
        found = page or self._once_a_day() or self._meaning()
        found = found or self._own_name() or self._only_named()
        found = found or self._guessed() or self._for_who_wrote()
        return found or self._told() or self._not_understood()

    def _chosen(self, payload: str) -> Decision:
        """By its number. Who has just done something by the same one may not have read what it means now."""
        asked = once_more(self.look, payload) if self.heard.same else None
        return self._aside(asked) if asked else self._act(payload)


_GLOBAL: dict[str, Callable[[Dialogue], Decision]] = {
    "cancel": Dialogue._cancel,
    "back": Dialogue._back,
    "help": lambda talk: talk._aside(pages.help_(talk.look)),
    "switch": lambda talk: talk._aside(acting(talk.look)),
    "language": lambda talk: talk._shown(pages.language(talk.look)),
    "balance": lambda talk: talk._aside(pages.balance(talk.look)),
    "phones": lambda talk: talk._aside(phone_pages.phones(talk.look)),
    "block": Dialogue._block,
    "person": lambda talk: talk._command(CallHuman()),
    "stop": lambda talk: talk._command(StopMessages(talk.look.me.address_id)),
    "start": lambda talk: talk._command(StartMessages(talk.look.me.address_id)),
    "light": lambda talk: talk._command(SetLight(on=True)),
    "full": lambda talk: talk._command(SetLight(on=False)),
    "leave": Dialogue._ask_leave,
}
