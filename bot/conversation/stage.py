"""How a conversation moves: begin a flow, ask, ask again, set one aside, come back to it. No meaning, no database."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bot.cards import pages, single
from bot.cards.browsing import GO_ON, beside_question
from bot.cards.choices import OTHER_TERMS
from bot.cards.fund import given_lately
from bot.cards.listing import MENU
from bot.cards.repair import ALSO, still_waits
from bot.conversation.heard import Heard
from bot.conversation.overtaken import DONE, card_of, is_over, moved_on
from bot.conversation.session import ABOUT_MESSAGES, ALL_DRAFTS, RESUMED, Session, new_token, waiting
from bot.conversation.shown_card import sum_of
from bot.conversation.then import in_a_row, is_kept, one_by_one, remembered, then, without_contacts
from bot.dialogue.readings import Reading
from bot.dialogue.situation import LATELY_MS
from bot.engine import Start, State, Turn, advance, reopen
from bot.flows import about as about_exchange
from bot.flows import start_of
from bot.questions import MORE_THAN_NONE, Asked
from bot.understand.alike import named_among, stems
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from core.commands import CallHuman, Command, StopMessages
from core.errors import Faster, NotYours, OwnHours, Refusal
from core.exchange_states import ONGOING
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard
from core.messages import Code, Message, Option, Screen, _
from core.text.mask import mask_contacts
from core.text.normal import fold

_PATIENCE, _NO = 2, small("negated")
_TELLS = 3  # letters of a word that tells something
_REFUSALS = 4
"""More at one message, and nothing of what waits goes on."""
_AS_BEFORE = frozenset(
    (
        *("stop", "take_out", "new_phone", "leave", "second_above", "pin", "pin_on", "unlink", "cancel", "undo"),
        *("cannot_come", "let_rest", "join_too", "kind", "details", "rename", "resettle", "my_name", "change"),
        *("reach", "publish", "pause", "light", "quiet_hours", "discreet", "block", "block_owner", "hand", "away"),
        *("suspend", "refuse", "rest", "remove", "recover", "forgotten_pin", "register", "deny"),
    )
)
"""What changes how things are, and sends nothing to anybody before its last yes."""

_MAY_BE_NONE = frozenset(("decide", "figure", "counter", "answer", "more"))
"""Conversations in which the hours may be none: in a disagreement, and as a gift."""
_ENDING = frozenset(("cancel", "cannot_come"))
DROPPED = _("I dropped what we had begun before that.")


class Decision(NamedTuple):
    """The session to keep and what to do: a command to run first, or a screen to send."""

    session: Session
    screen: Screen | None = None
    command: Command | None = None
    quiet: bool = False  # nothing is answered: one of several that came together
    missed: bool = False  # the words meant nothing to us: worth learning from


class Stage:
    """One person's conversation while one message of theirs is handled."""

    __slots__ = ("anew", "draft", "heard", "hushed", "look", "read", "refusals", "session", "tapped")

    def __init__(self, heard: Heard, session: Session, look: Look) -> None:
        self.heard = heard
        self.session = session
        self.look = look
        self.draft: State | None = None  # a finished flow, until its command is done
        self.hushed = False  # the command asks for silence: a person is called, or messages are stopped
        self.anew = False  # what was asked was asked in a language that is not theirs
        self.tapped = ""  # the payload of the choice that was made, by button or number
        self.read: tuple[Reading, ...] = ()  # what the words may mean, where that was asked
        self.refusals = 0  # how often something was refused while this message is handled

    def _on(self) -> State:
        """The flow that is on."""
        assert self.session.flow is not None
        return self.session.flow

    def _command(self, command: Command) -> Decision:
        self.hushed = isinstance(command, CallHuman | StopMessages)
        return Decision(self.session, command=command)

    def _turned(self, turn: Turn, lines: tuple[Message, ...] = (), *, short: bool = False) -> Decision:
        """Ask, ask again, hand over the command, or say why not. `short`: the whole question was read before."""
        if turn.refusal:
            return self.refused(turn.refusal, lines)
        if turn.done:
            self.session = self.session._replace(flow=None, rejected=0)
            if turn.result is None:
                return self._came_to_nothing(turn.state, lines)
            self.draft = None if turn.state.flow == "pin" else turn.state
            return self._command(turn.result)
        assert turn.ask is not None
        if turn.retry and turn.retry.command:
            self.draft = replace(turn.state, answers={**turn.state.answers, turn.state.asking: ""})
            self.session = self.session._replace(flow=None)
            return self._command(turn.retry.command)
        turn = self._offered(turn)
        rejected = self.session.rejected + 1 if turn.retry else 0
        self.session = self.session._replace(flow=turn.state, rejected=rejected, card=sum_of(turn.state.flow, turn.ask))
        if turn.retry:
            lines = (*lines, turn.retry.message)
            if rejected >= _PATIENCE and isinstance(turn.ask, Asked):
                lines = (*lines, turn.ask.example(), ALSO)
        return Decision(self.session, self._asked(turn, lines, short))

    def _offered(self, turn: Turn) -> Turn:
        """What is asked, with the choices that only the conversation so far can add."""
        return turn

    def _asked(self, turn: Turn, lines: tuple[Message, ...], short: bool = False) -> Screen:
        question = turn.ask
        assert isinstance(question, Asked)
        prompt = question.again if (turn.retry or short) and not (self.heard.late or self.anew) else question.prompt
        lines = tuple(line for line in lines if line != prompt)
        return Screen((*lines, prompt), tuple(self._option(o, turn.state) for o in question.options()))

    def _option(self, option: Option, state: State) -> Option:
        return Option(f"q:{self.session.token}:{state.asking}:{option.id}", option.label, option.numbered)

    def _start(self, flow: State) -> Start:
        return start_of(self.look, flow.flow)

    # ---- what is refused ----------------------------------------------------------------------------------------

    def refused(self, refusal: Refusal, lines: tuple[Message, ...] = ()) -> Decision:
        """A refusal said below `lines`, with the card it refused, the pending question or the menu behind it.

        The one place where it is answered, whoever refuses: a command, a choice, or a flow that is begun, answered,
        changed or gone on with. What cannot go on any more is dropped, so each refusal leaves less to refuse.
        """
        self.refusals += 1
        if self.refusals > _REFUSALS:
            self.draft, self.session = None, self.session._replace(flow=None, parked=None, kept="")
            return self._idle(Screen((*lines, refusal.message), (MENU,)))
        draft, self.draft = self.draft, None
        if draft and not isinstance(refusal, Faster | NotYours):
            turn = reopen(self._start(draft), draft)
            if not turn.done:  # where nothing was asked, nothing can be asked anew
                self.session = self.session._replace(flow=draft if turn.ask else None)
                return self._turned(turn, (*lines, refusal.message))
        if now_is := self._overtaken(draft, refusal):
            return self._aside(replace(now_is, lines=(*lines, *now_is.lines)))
        said = lines if refusal.message in lines else (*lines, refusal.message)
        return self._aside(Screen(said, self._instead_of(refusal)))

    def _instead_of(self, refusal: Refusal) -> tuple[Option, ...]:
        """What can be done where their hours do not reach: the fund, or fewer hours in the same exchange."""
        if not isinstance(refusal, OwnHours):
            return ()
        card, _colon, verb = self.tapped.rpartition(":")
        fewer = (Option(f"{card}:{OTHER_TERMS[0]}", OTHER_TERMS[1]),) if verb in ("acc", "prop") else ()
        return (Option("m:ask_fund", _("Ask the fund")), *fewer, MENU)

    # ---- between flows ------------------------------------------------------------------------------------------

    def _begin(
        self,
        flow: str,
        hints: dict[str, str],
        lines: tuple[Message, ...] = (),
        *,
        beside: bool = False,
        kept: bool = False,
    ) -> Decision:
        """Start a flow; the one that was on waits, and one that waited already is dropped and said.

        The same flow begins anew, unless it is another one `beside` it. What was `kept` is named again.
        """
        if self.session.parked and self.session.parked.flow == flow and not self.session.parked.answers:
            hints = {**self.session.parked.hints, **hints}  # it was to be begun later, and is now
            self.session = self.session._replace(parked=None)
        hints = remembered(without_contacts(hints))
        turn = advance(self._start(State(flow)), State(flow, hints=hints))  # first: nothing makes room for a no
        if turn.refusal:
            return self.refused(turn.refusal, lines)
        named = beside or (kept and turn.state.asking != "sure")
        now = (now_about(hints["what"]),) if named and "what" in hints and not then(flow, hints) else ()
        none = (MORE_THAN_NONE,) if too_few(flow, hints.get("hours", "")) else ()
        lines, session = (*lines, *now, *none), self.session
        if session.flow and session.flow.flow == flow and not beside:
            parked = session.parked
        else:
            on = None if _gives_way(session.flow, flow) else self._left()
            parked = on or session.parked
            if on and session.parked and not is_kept(session.parked, on):
                lines = (*lines, DROPPED)
        if (following := then(flow, hints)) and parked != following:
            lines = (*lines, one_by_one(flow, hints, kept=parked is None))
            parked = parked or following
        self.session = session._replace(token=new_token(), flow=None, parked=parked, idle=(), rejected=0)
        return self._turned(turn, lines)

    def _left(self) -> State | None:
        """What is on, where it is to be gone on with after something else: not what they say no to by that."""
        flow = waiting(self.session.flow)
        refused = flow is not None and flow.flow not in ALL_DRAFTS and not self.heard.payload
        return None if refused and not _NO.isdisjoint(tokenise(self.heard.text).forms[:1]) else flow

    def _silent(self, outcome: Screen) -> Decision:
        """The outcome alone; what was being asked waits, and on the doorstep begins anew."""
        parked = (waiting(self.session.flow) or self.session.parked) if self.look.me.joined else None
        if parked and parked.flow in ABOUT_MESSAGES:  # a typed STOP has answered it
            parked = None
        self.session = self.session._replace(flow=None, parked=parked)
        return self._idle(outcome if outcome.options else replace(outcome, options=(MENU,)))

    def over(self, outcome: Screen) -> Decision:
        """A flow has ended: what was parked comes back, or the outcome's own choices are the screen."""
        if self.session.flow:
            return self._aside(outcome)
        if self.session.parked and not asks(outcome):
            came_back = RESUMED in self.session.parked.hints and not self._joins
            return self._ended(outcome, again=True) if came_back else self._resume(outcome)
        return self._idle(outcome if outcome.options else replace(outcome, options=(MENU,)))

    def _ended(self, outcome: Screen, of: State | None = None, *, again: bool = False) -> Decision:
        """What waits is not asked by itself, but named, and can be gone on with: nothing came `of` what was on, or it
        was asked before (`again`). What was to follow it anyway does follow.
        """
        waits = self._waits()
        if waits and (self._joins or (of and is_kept(waits, of))):
            return self.over(outcome)
        if waits is None:
            return self._idle(outcome if outcome.options else replace(outcome, options=(MENU,)))
        what = "" if again else named_by(waits)
        lines = (*outcome.lines, still_waits(what)) if what else outcome.lines
        options = outcome.options or (MENU,)
        return self._idle(replace(outcome, lines=lines, options=(*options, GO_ON)))

    @property
    def _joins(self) -> bool:
        """On the doorstep joining goes on, whatever came between."""
        return not (self.look.me.joined or self.look.me.coordinates)

    def _waits(self) -> State | None:
        """What was begun before what is on; who talks to a person comes back to the bot first."""
        return None if self.look.me.with_human else self.session.parked

    def _resume(self, outcome: Screen) -> Decision:
        """Back to what was parked, in the same message."""
        parked = self.session.parked
        assert parked is not None
        following = then(parked.flow, parked.hints)
        if self._is_said_again(parked):
            self.session = self.session._replace(parked=following)
            return self.over(outcome)
        on = replace(parked, hints={**parked.hints, RESUMED: "yes"})
        self.session = self.session._replace(token=new_token(), flow=on, parked=following)
        refusal = advance(self._start(parked), parked).refusal
        if refusal and not isinstance(refusal, Faster):
            self.session = self.session._replace(flow=None)
            why = DROPPED if isinstance(refusal, NotYours) else refusal.message
            return self.over(replace(outcome, lines=(*outcome.lines, why)))
        return self._again((*_told(outcome.lines), *self._to_open(outcome), back_to(parked)))

    def _is_said_again(self, parked: State) -> bool:
        """Whether what was heard as the next of several is what was published just now: one thing, told twice."""
        what = "" if parked.answers else parked.hints.get("what", "")
        lately = self.look.now - LATELY_MS
        mine = [one.what for one in self.look.my_listings() if one.kind == parked.flow and one.created_at > lately]
        said = stems(what)
        return any(2 * len(said & stems(one)) >= len(said) for one in mine) if said else False

    def _is_one(self, flow: State) -> None:
        """What was taken for the next of several is none where words that put the first one right name it as well:
        "they are not apart, it is the desks and the tables".
        """
        parked = self.session.parked
        while parked and is_kept(parked, flow) and _names(parked.hints.get("what", ""), self.heard.text):
            flow, parked = parked, then(parked.flow, parked.hints)
        self.session = self.session._replace(parked=parked)

    def _again(self, lines: tuple[Message, ...], *, short: bool = False) -> Decision:
        """Lines, then the pending question once more."""
        flow = self.session.flow
        assert flow is not None
        turn = advance(self._start(flow), flow)
        if gone := turn.refusal:  # what it was about moved on, is not theirs any more, or a release ended it
            self.session = self.session._replace(flow=None)
            if now_is := moved_on(self.look, card_of(flow), gone):
                return self.over(replace(now_is, lines=(*lines, *now_is.lines)))
            return self.over(Screen(lines if gone.message in lines else (*lines, gone.message)))
        if turn.done:
            return self._turned(turn, lines)
        turn = self._offered(turn)
        self.session = self.session._replace(flow=turn.state, card=sum_of(turn.state.flow, turn.ask))
        return Decision(self.session, self._asked(turn, lines, short))

    def _overtaken(self, draft: State | None, refusal: Refusal) -> Screen | None:
        """The exchange as it stands now; what was being asked about it as it stood before is over."""
        again = self._did_it()
        if not isinstance(refusal, Faster | NotYours) or not (again or isinstance(refusal, Faster)):
            return None
        payload = self.tapped or card_of(draft or self.session.flow)
        self._end(payload)
        return moved_on(self.look, payload, refusal, again=again) or (Screen((DONE,)) if again else None)

    def _from_before(self) -> Decision:
        """An answer to what is not asked any more."""
        text = DONE if self._did_it() else _("That list is from before. Here is where we are.")
        return self._aside(Screen((text,)))

    def _did_it(self) -> bool:
        """Whether this very button was pressed and did its work before."""
        return bool(self.heard.payload) and self.heard.payload == self.session.done

    def _end_what_is_over(self, outcome: Screen) -> None:
        """Who chose something else on a card, or is shown it as it stands by now, is not asked on about its exchange as
        it stood before.
        """
        self._end(self.tapped)
        shown = next((one.id for one in outcome.options if one.id.startswith("x:")), "")
        if shown and not shown.endswith(":see"):
            self._end(shown)

    def _end(self, payload: str) -> None:
        if is_over(self.look, self.session.flow, payload):
            self.session = self.session._replace(flow=None)
        if is_over(self.look, self.session.parked, payload):
            self.session = self.session._replace(parked=None)

    def _to_open(self, screen: Screen) -> tuple[Message, ...]:
        """How to open the exchanges that a screen leads to, whose choices cannot be shown beside a question."""
        cards = [card for option in screen.options if (card := self._card_to_see(option.id))]
        if len(cards) > 1:
            return (_("To open one, write its number."),)
        return tuple(_("To open it, write {code}.", code=Code(str(card.number))) for card in cards)

    def _card_to_see(self, payload: str) -> ExchangeCard | None:
        kind, id, *rest = (*payload.split(":"), "")
        return self.look.exchange(int(id)) if kind == "x" and is_id(id) and rest[-2:-1] == ["see"] else None

    def _aside(self, screen: Screen) -> Decision:
        """An answer that does not leave the pending question: it comes back in the same message. Where the answer asks
        something itself, it is the screen, and the question waits.

        What we did but guess is dropped for choices: their numbers would be taken for its own.
        """
        if screen.options and waiting(self.session.flow) is None:
            self.session = self.session._replace(flow=None)
        if self.session.flow is None:
            return self._idle(screen if screen.options else replace(screen, options=(MENU,)))
        if any(one.id.startswith("l:") and one.id.endswith(":see") for one in screen.options):
            return self._listed(screen)
        beside = replace(screen, lines=_told(beside_question(screen)))
        if asks(beside) and (self.look.me.joined or self.look.me.coordinates):
            return self._shown(screen)
        return self._again((*beside.lines, *self._to_open(screen)))

    def _listed(self, screen: Screen) -> Decision:
        """A list between two questions is the screen, to be chosen from, with the choice that goes on with what was
        asked. Who looks for just what they were taken to ask for or offer never wanted to write it: that is dropped.
        """
        flow = self._on()
        what = flow.said().get("what", "") if flow.flow in ALL_DRAFTS and not self.heard.payload else ""
        if what and named_among(self.heard.text, [what], self.look.me.lang):
            self.session = self.session._replace(flow=None)
            return self._idle(screen)
        return self._shown(replace(screen, options=(*screen.options, GO_ON)))

    def _answer_aside(self, screen: Screen) -> Decision:
        """A question of theirs about the service: answered, and then the pending one with what it is about."""
        if waiting(self.session.flow) is None:
            return self._aside(screen)
        assert self.session.flow is not None
        return self._aside(replace(screen, lines=(*screen.lines, *about(self.session.flow)), options=()))

    def _shown(self, screen: Screen) -> Decision:
        """A card that was opened: its choices are the screen, and a question that was being asked waits."""
        session = self.session
        if session.flow:
            on = self._left()
            self.session = session._replace(flow=None, parked=on or session.parked)
            if on and session.parked and not is_kept(session.parked, on):
                screen = replace(screen, lines=(*screen.lines, DROPPED))
        return self._idle(screen)

    def _ask_leave(self) -> Decision:
        text = _("You left it. Do you also want me to stop all messages? Your data stays.")
        self.session = self.session._replace(flow=None, parked=None)
        return self._idle(Screen((text,), (Option("m:stop", _("Stop all messages")), MENU)))

    def _beyond(self, last: int) -> Decision:
        """A number that the list on the screen does not have: the list stays, and its numbers mean what they did."""
        text = _("The list goes to {last}. Write one of its numbers, or “menu”.", last=last)
        return Decision(self.session, Screen((text,)))

    def _without_draft(self, screen: Screen) -> Screen:
        """Nothing waits any more, which is said where something was written already."""
        left = next((flow for flow in (self.session.flow, self.session.parked) if flow and flow.answers), None)
        self.session = self.session._replace(flow=None, parked=None)
        return replace(screen, lines=(*self._dropped(left.flow), *screen.lines)) if left else screen

    def _came_to_nothing(self, on: State, lines: tuple[Message, ...]) -> Decision:
        """Nothing came of it: back to the card of the exchange that it was about, else to the menu."""
        flow = on.flow
        id, _version = about_exchange(flow) or ("", "")
        card = self.look.exchange(int(id)) if id else None
        page = single.exchange(self.look, card.id) if card and card.mine and card.state in ONGOING else None
        said = (*lines, *self._dropped(flow))
        if page is None:
            return self._ended(Screen(said, pages.menu_options(self.look)), on)
        return self._ended(replace(page, lines=(*said, *page.lines)))

    def _dropped(self, flow: str) -> tuple[Message, ...]:
        """What is said where a conversation ends without having done anything; of hours that were not given, which ones
        were given lately.
        """
        return (dropped(flow), *given_lately(self.look)) if flow == "donate" else (dropped(flow),)

    def _idle(self, screen: Screen) -> Decision:
        """Nothing is asked: the screen's numbered choices are what 1–9 mean."""
        numbered = tuple(option.id for option in screen.options if option.numbered)
        self.session = self.session._replace(idle=numbered, rejected=0)
        return Decision(self.session, screen)


def _names(what: str, text: str) -> bool:
    """Whether most words of what is asked for stand in a text, with or without what is written together with them."""
    words, text = [word for word in fold(what).split() if len(word) >= _TELLS], fold(text)
    return bool(words) and 2 * sum(word in text for word in words) >= len(words)


def _gives_way(flow: State | None, to: str) -> bool:
    """Whether a question about ending an exchange is over by what is begun about the same one in its place."""
    name, _slash, rest = (flow.flow if flow else "").partition("/")
    return name in _ENDING and rest.partition("/")[0] == to.partition("/")[2].partition("/")[0]


def _told(lines: tuple[Message, ...]) -> tuple[Message, ...]:
    """What a screen tells; beside a question the menu asks nothing."""
    return tuple(line for line in lines if line != pages.WHAT_TO_DO)


def asks(screen: Screen) -> bool:
    """Whether a screen with choices asks something itself: a question comes last in its words, in every language."""
    return bool(screen.options) and any(line.id.endswith("?") for line in screen.lines)


def back_to(parked: State) -> Message:
    """What is gone on with: a request or an offer by its words, where they are known and its card does not say them."""
    return next(iter(about(parked)), _("Now back to what we had begun:"))


def about(flow: State) -> tuple[Message, ...]:
    """The words of a request or an offer that is being written, unless its card says them."""
    named = flow.flow in ALL_DRAFTS and flow.asking != "sure"
    what = flow.said().get("what", "") if named else ""
    return (now_about(what),) if what else ()


def named_by(flow: State) -> str:
    """The words of a request or an offer that is being written."""
    what = flow.said().get("what", "") if flow.flow in ALL_DRAFTS else ""
    return in_a_row(what) if what else ""


def now_about(what: str) -> Message:
    return _("Now: {what}", what=in_a_row(what))


def may_be_none(flow: str) -> bool:
    return flow.partition("/")[0] in _MAY_BE_NONE


def too_few(flow: str, hours: str) -> bool:
    """Whether that conversation takes no such hours as «-3 hours» are, or 0."""
    return hours.startswith("-") or (hours == "0" and not may_be_none(flow))


def you_wrote(words: str) -> Message:
    return _("You wrote: {words}", words=mask_contacts(words))


def dropped(flow: str) -> Message:
    """What is said where a conversation ends without having done anything."""
    if flow == "erase":
        return _("All right, nothing was deleted.")
    if flow == "donate":
        return _("All right, no hours were given now.")
    as_before = flow.partition("/")[0] in _AS_BEFORE
    return _("All right, it stays as it is.") if as_before else _("All right, nothing was sent.")
