"""Is a message for the people who are called when somebody is in danger? Asked before anything else is made of it.

Words that tell of danger set aside whatever was being asked, in every state, and leave it as it was: the session that
waits is kept whole in `Session.before`. From then on all that is written goes to who coordinates, until the person goes
on, says that there is no danger, or a coordinator closes the case. Words that come after a coordinator's go there, too.

Where it is not sure, it is asked, with the number to call: coordinators are called by a yes, or by more words that tell
of danger. A no goes on with the very message, as if nothing had been asked. What answers this question never answers
another one: what is neither yes nor no, nor surely about something else, is asked about once more. Who says in their
own words that nobody is in danger has said no: behind the question it is closed, in an open case the coordinators read
those words, once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from bot.cards.danger import (
    ASKED,
    NOBODY_TOLD,
    NOT_SO,
    OPTIONS,
    SO,
    TELL,
    WORDS_ONLY,
    asked_again,
    asked_whether,
    numbers_lines,
)
from bot.cards.talk import REPLY_TO_US
from bot.channels.channel import Incoming
from bot.conversation.dialogue import Dialogue
from bot.conversation.session import Session, dump_session, load_session
from bot.conversation.stage import Decision
from bot.dialogue.readings import says_yes
from bot.dialogue.situation import IDLE, QUESTION
from bot.flows import about
from bot.notices import Notices, Told
from bot.on_screen import session_of
from bot.understand import guess_language
from bot.understand.asked import says_harm
from bot.understand.of_coordination import complains_of_coordination
from bot.understand.words import option_number, word
from bot.understanding.acts import NONE, acts, likely
from bot.wording import Reader, Wording
from core.commands import Actor, Command, SetLanguage
from core.commands.cases import RaiseAlarm, TellCoordination, TellMore
from core.context import Context
from core.coordination import cases
from core.coordination.danger import is_asked, open_of
from core.db import Tx
from core.errors import Refusal
from core.handlers import run
from core.languages import LANGUAGES, NAMES
from core.look import Me, is_id
from core.messages import Message
from core.moderation import DANGERS, DENIED_IF_ASKED, danger, denies, is_surely_danger, kind_of_danger
from core.moderation.emergency import numbers
from core.outbox import Item
from core.people import arrival
from core.people.arrival import Arrival
from core.reads import Reads
from core.relay.phrases import NO_DANGER, SENT, WANTS_PERSON
from core.text.clean import clean
from core.text.normal import fold
from core.vault import Vault

# Words that lead out of it; "help" and "yes" do not, since they are said to who reads them.
_LEADS_OUT = frozenset(
    ("menu", "cancel", "back", "stop", "start", "leave", "balance", "language", "light", "full", "phones", "switch")
)
_SAID = {"d:safe": NO_DANGER, "d:person": WANTS_PERSON, "d:yes": "yes", "d:no": "no", "m:person": WANTS_PERSON}
_OPENS = ("v:", "t:", "z:")
_GO_ON = ("d:on", "d:safe")
_EVERYDAY, _RATHER = 0.9, 0.7
_DANGER, _MOST, _MAY_TELL, _SAYS_LITTLE, _TELLS = "danger", 8, 0.1, 0.5, 0.86
"""How likely words have to be that act, or to say little at all, where the models of danger are in doubt, and how
likely where they find none.
"""
_FEWEST = 3  # words of which the classifier alone may say so
_FEW = 5  # words of an answer
_YES, _NO, _ASKS_US = "affirm", "deny", "ask_faq"
_SURE_YES, _NOT_SO, _ELSE = 0.97, 0.8, 0.6
"""How likely words behind the question have to be a yes where no word for it stands in them, a no, or something that
may be said in the middle of any question.
"""
YES, NO, OTHER, UNCLEAR = "yes", "no", "other", ""
"""What an answer to the question, whether somebody is in danger, can be."""
_SAY_NOTHING, _SAY_LITTLE = frozenset((NONE, "unsure", "call_human")), frozenset(("safety", "social", "repair"))
"""Acts that a cry may be taken for, and kinds of them."""
_SURE = 300  # letters that tell a language
_OF_TWO = frozenset(("child", "sexual", "violence"))  # what somebody of the other side may have done
_TALKS = frozenset(("write", "phrase", "contact", "translate", "attach"))
_NAMED = {fold(name): lang for lang, name in NAMES.items() if lang in LANGUAGES}


class Meant(NamedTuple):
    """What one message means to who is or was in danger.

    `command` is run and answered. `on`: the conversation goes on as it stood, below what the command says. `lang`: all
    is said again in that language. `opens`: the message opens something, and what is written after it still goes to who
    coordinates. None of these: the conversation takes the message, as it stood before.
    """

    command: RaiseAlarm | TellCoordination | TellMore | None = None
    on: bool = False
    lang: str = ""
    opens: bool = False


def tells_of_danger(incoming: Incoming, screen: str = IDLE) -> str:
    """The kind of danger that the words of a message tell of, '' for none: a button, a number, a code or one of the
    words that work anywhere tells of none. `screen`: what they have before them, as bot/dialogue/situation.py names it.
    """
    words = incoming.words
    if incoming.payload or incoming.event or not any(map(str.isalpha, words)) or option_number(words) is not None:
        return ""
    return danger_in(words, screen) if word(words) in (None, "person") else ""


def danger_in(words: str, screen: str = IDLE) -> str:
    """The same of the words alone. Where the models of danger are in doubt, it counts if the classifier of acts does
    not surely take the words for something else; where they find none, if that finds a cry likely. A short answer to
    what is asked is none. A cry may come on any screen, so what it finds on this one counts half, and half what it
    finds on none.
    """
    kind = danger(words)
    if kind and is_surely_danger(words):
        return kind
    read = _shares(words, screen)
    chance = read.get(_DANGER, 0.0)
    if not kind:
        tells = chance >= _TELLS and len(words.split()) >= _FEWEST and not denies(words)
        told = tells and says_harm(words, guess_language(words) or LANGUAGES[0])  # a person hears of that at once
        return kind_of_danger(words) if tells and not told else ""
    little = sum(share for act, share in read.items() if _says_little(act))
    answers = screen != IDLE and len(words.split()) <= _FEW and _is_everyday(words, screen, _RATHER)
    may = chance >= _MAY_TELL or little >= _SAYS_LITTLE
    return kind if may and not answers and not _is_everyday(words, screen) else ""


def _shares(words: str, screen: str) -> dict[str, float]:
    """How likely words are which acts, halfway between this screen and none."""
    shares: dict[str, float] = defaultdict(float)
    for one in (IDLE, screen):
        for act, share in likely(words, one, _MOST):
            shares[act] += share / 2
    return shares


def _says_little(act: str) -> bool:
    """Whether an act is no more than that somebody writes, or wants help."""
    return act in _SAY_NOTHING or acts()[act].kind == "repair"


def _is_everyday(words: str, screen: str, least: float = _EVERYDAY) -> bool:
    """Whether doubted words are surely an act of every day: "nothing at night, the baby wakes up"."""
    act, chance = next(iter(likely(words, screen, 1)), (NONE, 0.0))
    return chance > least and act not in _SAY_NOTHING and acts()[act].kind not in _SAY_LITTLE


def answer_to_whether(words: str, lang: str) -> str:
    """What words say to the question whether somebody is in danger: YES, NO, OTHER where they are surely about
    something else, UNCLEAR. "no, but she is" is a yes, "no, it is the sewing machine" a no.
    """
    if not words.strip():
        return UNCLEAR
    plain = word(words, lang)
    if plain in (YES, NO):
        return plain
    read = dict(likely(words, QUESTION, _MOST))
    if denies(words, DENIED_IF_ASKED) and not says_yes(words):
        return NO
    agrees = read.get(_YES, 0.0) > (_RATHER if says_yes(words) else _SURE_YES)
    if agrees or danger_in(words) or (plain == "person" and read.get(_NO, 0.0) < _NOT_SO):  # French: nobody, too
        return YES
    if read.get(_NO, 0.0) >= _NOT_SO and not says_yes(words):
        return NO
    beside = sum(share for act, share in read.items() if _is_beside(act))
    return OTHER if beside >= _ELSE or plain is not None else UNCLEAR


def _is_beside(act: str) -> bool:
    """Whether an act may come in the middle of a question that it does not answer, and is no cry, insult or talk. Who
    asks back who will read it, or whether the police comes, has not passed to something else.
    """
    return acts()[act].interrupts and not _says_little(act) and acts()[act].kind != "safety" and act != _ASKS_US


def says_no_danger(incoming: Incoming) -> bool:
    """Whether words, and no button, say that nobody is in danger."""
    return not (incoming.payload or incoming.event) and denies(incoming.words)


def first_told(kind: str, incoming: Incoming, session: Session, me: Me) -> RaiseAlarm:
    """The alarm, with what the conversation knows of where they are and of what they were writing about."""
    name = (session.before or session).flow
    head, _slash, id = (name.flow if name else "").partition("/")
    hub_id = int(id) if head == "join" and is_id(id) else 0
    about = _exchange(session) if kind in _OF_TWO else None
    of_them = me.joined and not me.coordinates and complains_of_coordination(incoming.words)
    return RaiseAlarm(kind, incoming.words, me.country, hub_id, about, of_coordination=of_them)


def _exchange(session: Session) -> int | None:
    """The exchange that is being written about, or whose card is the screen."""
    stands = session.before or session
    if stands.flow:
        head, _slash, rest = stands.flow.flow.partition("/")
        found = about(stands.flow.flow)
        id = found[0] if found else rest if head in _TALKS else ""
    else:
        first = next((payload for payload in stands.idle if payload.startswith("x:")), "")
        id = first.partition(":")[2].partition(":")[0]
    return int(id) if is_id(id) else None


def chosen(incoming: Incoming, idle: tuple[str, ...], lang: str, say: Callable[[Message, str], str]) -> str:
    """The choice that a message is: a button, a number of the screen, or one of our labels written out."""
    if incoming.payload:
        return incoming.payload
    number = option_number(incoming.words) if incoming.words else None
    if number is not None:
        return idle[number - 1] if 1 <= number <= len(idle) else ""
    labels = {fold(say(one.label, lang)): one.id for one in (*OPTIONS, TELL) if isinstance(one.label, Message)}
    return labels.get(fold(incoming.words).strip(" .!¡"), "") if incoming.words else ""


def meant(choice: str, incoming: Incoming, lang: str, *, inside: bool, is_open: bool) -> Meant | None:
    """What it means where a case of theirs may be open; None where it is the conversation's from the start.

    `inside`: since they told of danger they have not gone on with anything else.
    """
    if choice in _SAID and (inside or choice != "m:person") and is_open:
        return Meant(TellMore(phrase=_SAID[choice]), on=choice == "d:safe")
    if choice in _GO_ON:
        return Meant(on=True)
    if choice == TELL.id:
        return Meant(TellCoordination())
    if is_open and not choice and says_no_danger(incoming):
        return Meant(TellMore(incoming.words, NO_DANGER), on=True)
    if not inside:
        return None
    if not is_open or incoming.start:
        return Meant()
    if choice.startswith(REPLY_TO_US):
        return Meant(TellMore(phrase=WANTS_PERSON))
    if choice:
        return Meant(opens=choice.startswith(_OPENS))
    if named := _NAMED.get(fold(incoming.words).strip(" .!")):
        return Meant(TellMore(), lang=named)
    if word(incoming.words, lang) in _LEADS_OUT:
        return Meant()
    return Meant(TellMore(incoming.words) if incoming.words else TellMore(phrase=SENT))


# ---- inside the one transaction ---------------------------------------------------------------------------------


Handled = tuple[Decision, list[Item], Arrival]
"""What to answer, whom else to tell, and who wrote."""


class HearsDanger(ABC):
    """The part of the handler of messages that looks for danger first."""

    _vault: Vault
    _wording: Wording

    @abstractmethod
    def _talk(self, tx: Tx, incoming: Incoming, found: Arrival, now: int) -> Handled: ...

    @abstractmethod
    def _dialogue(self, tx: Tx, incoming: Incoming, found: Arrival, session: Session, now: int) -> Dialogue: ...

    @abstractmethod
    def _who(self, tx: Tx, incoming: Incoming, now: int) -> Arrival: ...

    @abstractmethod
    def _reads(self, tx: Tx, found: Arrival, now: int) -> Reads: ...

    @abstractmethod
    def _actor(self, incoming: Incoming, found: Arrival) -> Actor: ...

    def _danger(self, tx: Tx, incoming: Incoming, found: Arrival, now: int, *, fast: bool) -> Handled | None:
        """What is for those who are called when somebody is in danger (bot/danger.py), before all else is looked at.

        `fast`: they are beyond the limit of messages; the first words that tell of danger are never too many.
        """
        session = load_session(found.state)
        kind = tells_of_danger(incoming, self._reads_on(tx, incoming, found, now))
        if session.before is not None and SO.id in session.idle:
            return self._answered_whether(tx, incoming, found, session, now, fast=fast)
        inside = session.before is not None
        numbered = not incoming.payload and option_number(incoming.words) is not None
        newer = found.shown > session.screen  # something has arrived since our last answer
        plain = bool(incoming.words) and not incoming.payload and not numbered
        asked = plain and not inside and not found.me.doubted and is_asked(tx, found.me.address_id)
        denied = plain and bool(open_of(tx, found.me.address_id)) and says_no_danger(incoming)
        if not (kind or inside or asked or denied or incoming.payload[:2] == "d:" or (numbered and newer)):
            return None
        idle = session_of(tx, found, incoming).idle if newer else session.idle
        choice = self._chosen(incoming, idle, found)
        is_open = bool(open_of(tx, found.me.address_id))
        if fast and (is_open or not kind):
            return None
        if kind and not choice.startswith("d:") and not self._is_answer(tx, found, session, idle):
            found = self._spoken(tx, incoming, found, session)
            if not (is_open or inside or is_surely_danger(incoming.words)):
                return self._asks_whether(incoming, found, session, kind)
            command = first_told(kind, incoming, session, found.me)
            return self._called(tx, incoming, found, session, command, now)
        said = meant(choice, incoming, found.me.lang, inside=inside or asked, is_open=is_open)
        return self._done(tx, incoming._replace(payload=choice), found, session, said, now) if said else None

    def _reads_on(self, tx: Tx, incoming: Incoming, found: Arrival, now: int) -> str:
        """What they have before them while they write, as the classifier of acts knows it."""
        if incoming.payload or incoming.event or not incoming.words:
            return IDLE
        return self._dialogue(tx, incoming, found, session_of(tx, found, incoming), now).situation().reads_as

    def _done(self, tx: Tx, incoming: Incoming, found: Arrival, session: Session, said: Meant, now: int) -> Handled:
        """What a message means to who is or was in danger; its choice is its payload."""
        if said.lang:
            run(Context(tx, self._vault, self._actor(incoming, found), now), SetLanguage(said.lang))
            found = self._who(tx, incoming, now)
        if said.command is not None and not said.on:
            try:
                return self._called(tx, incoming, found, session, said.command, now)
            except Refusal:  # a button from long ago
                said = Meant(on=True)
        before = (session.before or session)._replace(screen=session.screen)
        found = found._replace(state=dump_session(before))
        if said.on:
            return self._gone_on(tx, incoming, found, before, said.command, now)
        told = self._talk(tx, incoming, found, now)
        if not said.opens:
            return told
        wrapped = Session(before=session.before, idle=told[0].session.idle)
        return told[0]._replace(session=wrapped), told[1], told[2]

    def _chosen(self, incoming: Incoming, idle: tuple[str, ...], found: Arrival) -> str:
        return chosen(incoming, idle, found.me.lang, lambda one, lang: self._wording.say(one, Reader(lang)))

    def _asks_whether(self, incoming: Incoming, found: Arrival, session: Session, kind: str) -> Handled:
        """What they wrote may tell of danger: whom to call, and whether coordinators shall be called."""
        here = numbers(kind, found.me.country)
        screen = asked_whether(numbers_lines([here] if here.now else [], kind)[:1])
        before = session._replace(screen=0)
        kept = self._vault.seal(incoming.words).decode()
        return Decision(Session(before=before, idle=ASKED, kept=kept), screen), [], found

    def _answered_whether(
        self, tx: Tx, incoming: Incoming, found: Arrival, session: Session, now: int, *, fast: bool
    ) -> Handled | None:
        """A yes calls them; a no goes on with the words that were doubted, something else with itself; what is none of
        these is asked about once more. None for all but a call where they write too fast.
        """
        assert session.before is not None
        before = session.before._replace(screen=session.screen)
        choice = self._chosen(incoming, session.idle, found)
        said = {SO.id: YES, NOT_SO.id: NO}.get(choice, OTHER)
        if said == OTHER and not (incoming.payload or incoming.event or incoming.start):
            said = answer_to_whether(incoming.words, found.me.lang)
        told = self._vault.open(session.kept.encode())
        both = f"{told}\n{incoming.words}" if incoming.words and not choice else told
        if said == YES:
            kind, called = danger(told) or danger(both) or DANGERS[-1], incoming._replace(words=both, payload="")
            return self._called(tx, called, found, before, first_told(kind, called, before, found.me), now)
        if fast:
            return None
        if said == UNCLEAR and not session.rejected:
            return self._asks_again(found, session, both)
        found = found._replace(state=dump_session(before))
        if said == UNCLEAR:
            talk = self._dialogue(tx, incoming._replace(words="", payload=""), found, before, now)
            return talk.gone_on((NOBODY_TOLD,)), [], found
        return self._talk(tx, incoming._replace(words=told, payload="") if said == NO else incoming, found, now)

    def _asks_again(self, found: Arrival, session: Session, told: str) -> Handled:
        """The question once more; all that they wrote goes with a yes."""
        here = numbers(danger(told) or DANGERS[-1], found.me.country)
        screen = asked_again(numbers_lines([here] if here.now else [], DANGERS[-1])[:1])
        kept = self._vault.seal(told).decode()
        return Decision(session._replace(kept=kept, rejected=1, screen=0), screen), [], found

    def _called(
        self, tx: Tx, incoming: Incoming, found: Arrival, session: Session, command: Command, now: int
    ) -> Handled:
        """Coordinators are called; how the conversation stood is kept for later."""
        told = self._told(tx, incoming, found, command, now)
        idle = tuple(option.id for option in told.outcome.options)
        before = session if session.before is None else session.before
        screen = told.outcome
        if incoming.words and incoming.media not in ("", "edit"):
            screen = replace(screen, lines=(*screen.lines, WORDS_ONLY))
        return Decision(Session(before=before._replace(screen=0), idle=idle), screen), [*told.alerts], found

    def _gone_on(
        self, tx: Tx, incoming: Incoming, found: Arrival, before: Session, command: Command | None, now: int
    ) -> Handled:
        """Back to what was being asked, or to the menu."""
        told = self._told(tx, incoming, found, command, now) if command else None
        talk = self._dialogue(tx, incoming._replace(payload=""), found, before, now)
        return talk.gone_on(told.outcome.lines if told else ()), [*told.alerts] if told else [], found

    def _told(self, tx: Tx, incoming: Incoming, found: Arrival, command: Command, now: int) -> Told:
        events = run(Context(tx, self._vault, self._actor(incoming, found), now), command)
        return Notices(tx, now, found.me, self._reads(tx, found, now)).tell(events)

    def _is_answer(self, tx: Tx, found: Arrival, session: Session, idle: tuple[str, ...]) -> bool:
        """Whether a coordinator writes to somebody in danger: such words are shown once before they go."""
        flow = session.flow.flow if session.flow else ""
        case = next((one for one in idle if one[:2] == "c:" and one.endswith(":answer")), "") if not flow else ""
        id = flow.removeprefix("answer_case/") if flow.startswith("answer_case/") else case[2:].partition(":")[0]
        about = cases.find(tx, int(id)) if found.me.coordinates and is_id(id) else None
        return about is not None and bool(about.danger)

    def _spoken(self, tx: Tx, incoming: Incoming, found: Arrival, session: Session) -> Arrival:
        """Where their language was but assumed, that of these words."""
        said = guess_language(clean(incoming.words, _SURE))
        if not (session.before or session).assumed or said not in LANGUAGES or said == found.me.lang:
            return found
        arrival.speaks(tx, found.me.person_id, said)
        return found._replace(me=found.me._replace(lang=said))
