"""What one message means now, in this order: button, global word, pending question, new flow, menu. No database.

`decide` gives a `Decision`: the next session and either a screen or a command to run; `after` makes the screen once
the command's outcome is known. The caller (bot/handle.py) saves, runs and sends.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import pages
from bot.cards import phones as phone_pages
from bot.cards import safety as safety_pages
from bot.cards.coordinating import NAMED
from bot.cards.listing import MENU
from bot.cards.sharing import page_asked
from bot.cards.team import acting, belongs_elsewhere
from bot.cards.worded import opened, worded
from bot.conversation import apart
from bot.conversation.acts import Act, act
from bot.conversation.arriving import is_invite
from bot.conversation.choosing import named, written_out
from bot.conversation.ending import to_end
from bot.conversation.heard import LONGEST
from bot.conversation.meaning import act_of, asked_aside, flow_hints
from bot.conversation.naming import Naming
from bot.conversation.on_card import on_card
from bot.conversation.stage import Decision, dropped
from bot.engine import Question, State, Turn, advance, reopen, revise
from bot.flows import start_of
from bot.questions import REMOTE, Asked, Confirm, Text
from bot.understand.words import word
from core.commands import CallHuman, ResumeBot, SetLanguage, StartMessages, StopMessages
from core.commands.assisted import ActFor
from core.commands.safety import SetLight
from core.commands.team import SwitchTo
from core.errors import Faster, NotYours, OwnHours, PinNeeded, Refusal
from core.look import is_id
from core.messages import Option, Screen, _
from core.text.normal import digits, fold

_SHORT = 80  # letters of a message that may be a question in place of an answer


class _Instead(Exception):
    """The words were no answer but something else, which was decided."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("not an answer")
        self.decision = decision


class Dialogue(Naming):
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
            if heard.media == "edit" or (heard.media and not heard.text):
                return self._instead()
            if not self._known():
                return self._newcomer() or self._answer(self._on())
            if heard.start:
                return self._started()
            if found := worded(heard.text):
                return self._shown(opened(self.look, found))
            if label := written_out(heard, self.look, self.session):
                return self._tapped(label)
            return self._global() or self._words()
        except Refusal as refusal:
            return self.refused(refusal)

    def refused(self, refusal: Refusal) -> Decision:
        """A refusal said, with the card it refused, the pending question or the menu behind it."""
        if isinstance(refusal, PinNeeded):
            return self.pin_for(refusal.page)
        draft, self.draft = self.draft, None
        if draft and not isinstance(refusal, Faster | NotYours):
            start = self._start(draft)
            self.session = self.session._replace(flow=draft)
            return self._turned(reopen(start, draft), (refusal.message,))
        if isinstance(refusal, Faster) and (now_is := self._overtaken(draft, refusal)):
            return self._aside(now_is)
        ask_fund = (Option("m:ask_fund", _("Ask the fund")), MENU) if isinstance(refusal, OwnHours) else ()
        return self._aside(Screen((refusal.message,), ask_fund))

    def after(self, outcome: Screen) -> Decision:
        """The outcome of a command, then what was parked, what a newcomer first wrote, or the outcome's own choices."""
        self._end_what_is_over()
        if self.hushed:
            return self._silent(outcome)
        return self._kept(outcome) if self._goes_on() else self.over(outcome)

    # ---- buttons ------------------------------------------------------------------------------------------------

    def _tapped(self, payload: str) -> Decision:
        if not payload.startswith("q:"):
            return self._act(payload)
        token, key, choice = (*payload.split(":", 3)[1:], "", "", "")[:3]
        flow = self.session.flow
        if flow is None or token != self.session.token or key != flow.asking:
            return self._aside(Screen((_("That list is from before. Here is where we are."),)))
        self.heard.choice = choice
        return self._answer(flow)

    def _act(self, payload: str) -> Decision:
        self.tapped = payload
        found = self._elsewhere_or(payload, act(self.look, payload))
        if found is None or not (self._known() or isinstance(found.command, SetLanguage | StopMessages | CallHuman)):
            raise NotYours
        return self._do(found)

    def _do(self, found: Act) -> Decision:
        if isinstance(found.command, SwitchTo | ActFor):  # nothing that was begun for one is finished for another
            kept = "" if self.look.me.joined else self.session.kept
            self.session = self.session._replace(flow=None, parked=None, idle=(), kept=kept)
        if found.command is not None:
            return self._command(found.command)
        if found.flow:
            return self._begin(found.flow, dict(found.hints))
        assert found.page is not None
        return self._shown(found.page) if found.opens else self._aside(found.page)

    def _started(self) -> Decision:
        if is_invite(self.heard.start):
            return self._short_code(self.heard.start)
        if found := worded(self.heard.start):
            return self._shown(opened(self.look, found))
        return self._aside(pages.menu(self.look))

    # ---- global words -------------------------------------------------------------------------------------------

    def _global(self) -> Decision | None:
        word = self.heard.word()
        if (word == "menu" or self.heard.text in ("0", "/start")) and not self._says_none():
            return self._leave(pages.menu(self.look))
        if word == "person" and self.look.me.coordinates and (label := self._label()):
            return label  # "coordination" is where they work, not whom they call
        if self.heard.text == "/coordination" and self.look.me.coordinates:
            return self._act("m:coordinate")
        handle = _GLOBAL.get(word or "")
        if handle:
            return handle(self)
        if self.session.flow is None and self.look.me.with_human and self.heard.number() is None:
            return self._label() or self._command(CallHuman(self.heard.text))
        return None

    def _leave(self, screen: Screen) -> Decision:
        """Out of everything, also of what was parked; out of a talk with a person, back to it."""
        if self.look.me.with_human:
            self.session = self.session._replace(flow=None)
            return Decision(self.session, command=ResumeBot())
        return self._idle(self._without_draft(screen))

    def _cancel(self) -> Decision:
        flow = self.session.flow
        if flow is None and (waits := self._waits()):
            self.session = self.session._replace(parked=None)
            return self._idle(Screen((dropped(waits.flow),), pages.menu_options(self.look)))
        if flow is None:
            return self._leave(pages.menu(self.look))
        self.session = self.session._replace(flow=None)
        return self.over(Screen((dropped(flow.flow),), pages.menu_options(self.look)))

    def _back(self) -> Decision:
        flow = self.session.flow
        if flow is None or not flow.answers:
            return self._resume(Screen(())) if self._waits() else self._leave(pages.menu(self.look))
        return self._cancel() if flow.flow == "pin" else self._turned(reopen(self._start(flow), flow))

    # ---- words --------------------------------------------------------------------------------------------------

    def _words(self) -> Decision:
        if self.session.flow:
            return self._answer(self.session.flow)
        heard = self.heard
        number = heard.number()
        if number is not None and 1 <= number <= len(self.session.idle):
            if not heard.seen:
                return self._leave(pages.menu(self.look))
            return self._act(self.session.idle[number - 1])
        if number is not None and len(self.session.idle) > 1 and heard.seen:
            return self._beyond(len(self.session.idle))
        code = heard.code()
        if is_invite(code):
            return self._short_code(code)
        if code:
            return self._opened(code)
        page = self._label()  # "nuestros pedidos" is one, though "Pedir ayuda" is on the screen
        if page is None and (choice := named(heard, self.look, self.session)):
            return self._do(choice)
        meant = page or self._blocks_by_number() or self._meaning()
        return meant or self._only_named() or self._told() or self._not_understood()

    def _block(self, card: str = "") -> Decision:
        """Who is on the card that is open, or on that card ("x:17"); where none is, how to do it."""
        card = card or next((payload for payload in self.session.idle if payload[:2] in ("x:", "l:")), "")
        kind, id, *_verb = (*card.split(":"), "")
        if is_id(id):
            return self._begin(f"block/{id}" if kind == "x" else f"block_owner/{id}", {})
        return self._aside(safety_pages.blocked(self.look))

    def _blocks_by_number(self) -> Decision | None:
        """«block 1004»."""
        text, _space, code = self.heard.text.rpartition(" ")
        if not 4 <= len(code) <= 6 or not is_id(digits(code)) or word(text) != "block":
            return None
        card = self.look.exchange_by_number(int(digits(code)))
        if card is None:
            raise NotYours
        return self._block(f"x:{card.id}")

    def _opened(self, code: str) -> Decision:
        """A card's own digits make its choices the screen."""
        card = self.look.exchange_by_number(int(code))
        page = pages.exchange(self.look, card.id) if card else None
        if page is None and self.look.me.several and (found := self.look.number_elsewhere(int(code))):
            other, exchange_id = found
            page = belongs_elsewhere(other.organisation_id, other.name, f"x:{exchange_id}:0:see")
        if page is None:
            raise NotYours
        return self._shown(page)

    def _meaning(self) -> Decision | None:
        """A flow or a page that the words ask for."""
        if self.heard.word() == "more":
            return self._aside(pages.more(self.look))
        return self._meant()

    def _meant(self) -> Decision | None:
        """What the understanding made of the words."""
        if found := on_card(self.heard, self.look, self.session.idle):
            return self._do(found)
        meant = self.heard.understood().intent
        if meant == "cancel" and not (self.session.flow or self._waits()) and (found := to_end(self.heard, self.look)):
            return self._do(found)
        if meant in ("cancel", "back"):
            return self._cancel() if meant == "cancel" else self._back()
        if found := act_of(self.heard, self.look):
            return self._do(found)
        flow = flow_hints(self.heard, self.look)
        if flow and flow[0] == "either":
            return self._which_kind(flow[1])
        return self._begin(*flow) if flow else None

    def _label(self) -> Decision | None:
        """A choice of the menus written out."""
        if self.look.me.coordinates and (name := self.heard.coordinators()):
            return self._act(NAMED[name])
        words = fold(self.heard.text).strip(" ?¿¡!.؟")
        payload = self._labels().get(words) or page_asked(self.look, words) or self._named_organisation()
        return self._act(payload) if payload else None

    def _not_understood(self) -> Decision:
        return self._aside(pages.not_understood(self.look))._replace(missed=True)

    # ---- the flow that is on ------------------------------------------------------------------------------------

    def _answer(self, flow: State) -> Decision:
        """An answer to the question; else a question of theirs, or another flow while this one waits."""
        start = start_of(self.look, flow.flow)
        if start is None:
            self.session = self.session._replace(flow=None)
            return self._idle(
                Screen((_("That conversation has ended. Here is the menu."),), pages.menu_options(self.look))
            )
        try:
            turn = advance(start, flow, self.heard, self._meet)
        except _Instead as instead:
            return instead.decision
        if turn.retry is None or not self._known():
            return self._turned(turn)
        return self._elsewhere(turn) or self._turned(turn)

    def _meet(self, question: Question) -> None:
        """The question that waits, before the words answer it: they may mean something else."""
        flow = self.session.flow
        assert flow is not None
        decision = self._special(flow, question) if isinstance(question, Asked) else None
        if decision:
            raise _Instead(decision)

    def _special(self, flow: State, question: Asked) -> Decision | None:
        """Questions of theirs, languages, "change", and numbers for a list that was not seen yet."""
        if self.heard.late and (self.heard.number() is not None or self.heard.word() in ("yes", "no")):
            return self._again((_("Some time has passed. This is what we had begun:"),))
        if isinstance(question, Text):  # whatever is told of a problem or a reason is an answer
            return self._what(flow) if question.key == "what" else None
        choice = self._choice(flow, question)
        if choice and not self.heard.choice and not self.heard.seen and self.heard.number() is not None:
            return self._again((_("I had just sent you another list. Please choose again."),))
        if choice.startswith("lang:"):
            return Decision(self.session, command=SetLanguage(choice.removeprefix("lang:")))
        if choice.startswith("m:"):
            return self._act(choice)
        if choice.startswith("edit."):
            return self._turned(reopen(self._start(flow), flow, choice.removeprefix("edit.")))
        if isinstance(question, Confirm) and question.parts and (choice or self.heard.word()) == "change":
            return self._which_part(flow, question)
        if not choice and flow.flow == "need" and apart.from_afar(self.heard, question):
            return self._turned(revise(self._start(flow), flow, {"where": REMOTE}), (_("Noted: from a distance."),))
        if not choice and apart.may_be_apart(self.heard, question) and (other := self._apart(flow)):
            return other
        if flow.flow == "need" and (said := apart.more_than_asked(self.heard, question)):
            return self._turned(revise(self._start(flow), flow, said))
        if isinstance(question, Confirm) and question.parts and not choice and self.heard.word() is None:
            return self._corrected(flow, question)
        return None

    def _what(self, flow: State) -> Decision | None:
        return self._asks_back() or self._other_kind(flow) or self._told_more(flow) or self._tells(flow)

    def _asks_back(self) -> Decision | None:
        """Where any words are an answer, a clear question ("how many hours do we have?") is still answered."""
        if self.heard.choice or len(self.heard.text) > _SHORT or not self._known():
            return None
        code = self.heard.code()
        if code and not (is_invite(code) or self.heard.files) and self.look.exchange_by_number(int(code)):
            return self._opened(code)
        meant = self.heard.glimpsed()
        if meant == "delete_my_data":
            return self._begin("erase", {})
        page = asked_aside(meant, self.look)
        return self._aside(page) if page else None

    def _tells(self, flow: State) -> Decision | None:
        """«no vino nadie», «4 horas», «buscar» are not what they need: said to be so, with the hours kept."""
        if not self._known() or self.heard.choice:
            return None
        if only := apart.only_hours(self.heard):
            return self._begin(flow.flow, {**flow.hints, **only}, (_("I need a few words. Write what it is about."),))
        tells = apart.tells_of_something(self.heard, self.look)
        return self._meant() if tells else self._looked(flow) or self._label()  # a choice of a menu is no need

    def _apart(self, flow: State) -> Decision | None:
        """A question of theirs, or another request: neither answers ours, whatever hours or day it names."""
        if not self._known() or self.heard.files:
            return None
        if page := apart.asks_first(self.heard, self.look):
            return self._aside(page)
        listing = apart.another_listing(self.heard, self.look, flow)
        return self._begin(*listing, beside=True) if listing else None

    def _elsewhere(self, turn: Turn) -> Decision | None:
        """Words that do not answer but mean something: answered, or begun while the first conversation waits."""
        if self.heard.files:  # what is said of a photo opens nothing else
            return self._again((self._added(),))
        if self.heard.choice or self.heard.number() is not None:
            return None
        code = self.heard.code()
        if code and not is_invite(code):
            return self._opened(code)
        if not any(map(str.isalpha, self.heard.text)):
            return None  # "1.000" is an answer that could not be taken
        if self.heard.understood().intent in ("yes", "no", "skip"):
            return self._in_other_words(turn)
        return self._said_again() or self._label() or self._meant()

    def _in_other_words(self, turn: Turn) -> Decision | None:
        """«go ahead and publish it» is a yes to a draft, «rather not» a no to anything, «leave that open» a skip."""
        if turn.ask is None or self.heard.late or self.heard.word() is not None:
            return None
        said = self.heard.understood().intent
        draft = isinstance(turn.ask, Confirm) and turn.ask.parts  # where hours move, only the card's own yes counts
        if said in ("no", "skip") or (said == "yes" and draft):
            flow = self.session.flow
            again = advance(self._start(turn.state), turn.state, self.heard.meaning(said), None)
            return self._turned(again) if flow and again.retry is None else None
        return None


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
