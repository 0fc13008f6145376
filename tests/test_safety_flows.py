"""No conversation breaks the chat: whatever it refuses, in whatever state of whomever, is said, and they go on.

Every flow is begun, gone on with and played again: with ids that are there and ids that are not, with answers that are
good, bad and none, by people in every state that somebody can be in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count, cycle
from typing import Any

import pytest
from sqlalchemy import bindparam, update

from bot.channels.channel import Incoming
from bot.conversation.dialogue import Dialogue
from bot.conversation.session import Session
from bot.conversation.stage import Decision
from bot.engine import Question, Reject, State, advance
from bot.flows import _IDS, start_of
from bot.questions import Letter, Note
from bot.whose import who as writes
from core.commands import InvitePerson, StopMessages
from core.commands.assisted import ActFor, Register
from core.commands.giving import Donate
from core.commands.pinning import SetPin
from core.context import Context
from core.db import Database, Q, Tx
from core.errors import Faster, NotEnough, NotYours, OwnHours, PinNeeded
from core.handlers import run
from core.look import Look
from core.messages import Screen, _
from core.tables import organisation
from core.vault import Vault
from tests.conftest import NOW
from tests.faults import agreed, joins, rows, version
from tests.story import Story, telling

PEOPLE = (
    *(
        "newcomer",
        "waiting",
        "luz",
        "mar",
        "several",
        "coordinator",
        "unattached",
        "acting",
        "stopped",
        "poor",
        "pinned",
    ),
    *("suspended", "called"),
)
IDS = ("1", "2", "99")
PAIRS = (("1", "{version}"), ("1", "0"), ("99", "1"))
THREE = (("1", "2", "99"),)
BAD = {
    "hours": "-7",
    "by": "nunca",
    "what": "",
    "who": "=Nadie",
    "need": "99",
    "sure": "quizás",
    "to": "99",
    "which": "99",
}
WORDS = (
    "1",
    "sí",
    "no",
    "cancelar",
    "2 horas",
    "mañana",
    "volver",
    "Casa Mar",
    "unas palabras de más",
    "menú",
    "12345678",
)
SAID = _("Thank you.")
_STATUS = Q(update(organisation).where(organisation.c.name == bindparam("called")).values(status=bindparam("now_is")))


@dataclass
class Place:
    """A network with somebody in every state; what is tried leaves no trace."""

    story: Story
    numbers: Iterator[int]

    def names(self) -> Iterator[str]:
        """Every flow with ids that are there, ids that are not, and none."""
        for name, (least, most) in _IDS.items():
            for n in range(least, most + 1):
                pairs = ((one[0], one[1].format(version=version(self.story))) for one in PAIRS)
                for ids in {0: ((),), 1: ((one,) for one in IDS), 2: pairs, 3: THREE}[n]:
                    yield "/".join((name, *ids))
            yield f"{name}/no/such/ids"

    def states(self, who: str, name: str, how: str) -> list[State]:
        """Those of `answered`, as that person would come to them."""
        with tried(self.story.db) as tx:
            found = writes(tx, self.story.vault, self.said(who), self.story.now)
            states = list(answered(self.story.handler._reads(tx, found, self.story.now), name, how))
        return states

    def run(self, tx: Tx, session: Session, incoming: Incoming, do: Any = Dialogue.decide) -> Decision:
        """What becomes of it in the end, with all commands done."""
        handler, now = self.story.handler, self.story.now
        found = writes(tx, self.story.vault, incoming, now)
        talk = handler._dialogue(tx, incoming, found, session, now)
        decision, _alerts, _found = handler._carry_out(tx, incoming, found, talk, do(talk), now)
        assert decision.command is None
        assert decision.screen is not None
        assert decision.screen.lines or decision.screen.options
        return decision

    def said(self, who: str, words: str = "", payload: str = "") -> Incoming:
        return Incoming(
            "console", f"t{next(self.numbers)}", who, words=words, payload=payload, lang="es", at=self.story.now
        )


class Undo(Exception):
    """Nothing of this stays."""


@contextmanager
def tried(db: Database) -> Iterator[Tx]:
    """A transaction that is undone."""
    try:
        with db.write() as tx:
            yield tx
            raise Undo
    except Undo:
        pass


def do(story: Story, who: str, command: Any) -> Any:
    """A command of theirs."""
    with story.db.write() as tx:
        found = writes(tx, story.vault, story.phones.typed(who, "", "es", story.now), story.now)
        actor = story.handler._actor(story.phones.typed(who, "", "es", story.now), found)
        command = command(found.me) if callable(command) else command
        return run(Context(tx, story.vault, actor, story.now), command)


@pytest.fixture(scope="module")
def place(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    file = tmp_path_factory.mktemp("flows") / "place.sqlite3"
    file.write_bytes(sqlite_template.read_bytes())
    db = Database(f"sqlite:///{file}")
    with telling(db, Vault(("test-key-test-key-test-key-test-key",)), NOW) as story:
        agreed(story)
        (hub_id,) = (id for (id,) in rows(story, "hub", "id"))
        story.say("newcomer", "hola")
        for who in PEOPLE:
            if who not in ("newcomer", "luz", "mar", "unattached"):
                joins(story, who)
        for who in ("coordinator", "unattached", "acting"):
            story.say(who, story.code("coordinator", hub_id))
        story.say("several", do(story, "luz", InvitePerson())[0].digits)
        story.say("several", "1")
        made, *_told = do(story, "acting", Register("Casa Sol", "Tela"))
        do(story, "acting", ActFor(made.organisation_id))
        do(story, "stopped", lambda me: StopMessages(me.address_id))
        do(story, "poor", Donate(360))
        do(story, "pinned", lambda me: SetPin(me.address_id, "2468"))
        story.say("called", "persona")
        with story.db.write() as tx:
            for who, status in (("waiting", "pending"), ("suspended", "suspended")):
                tx.run(_STATUS, called=f"Casa {who.title()}", now_is=status)
        yield Place(story, count(1))
    db.close()


TOKEN = Vault(("test-key-test-key-test-key-test-key",)).seal("unas palabras").decode()
CANONICAL = ("m:statement", "2468", "yes", "60", "2026-12-01", "=Casa Mar", "here", "Casa Nueva\nTela\n")
"""Stored answers, of which each kind of question takes one where it offers none to choose."""


def canonical(question: Question) -> str | None:
    """A stored answer that it takes."""
    if isinstance(question, Letter):
        return f"es {TOKEN}" if isinstance(question, Note) else TOKEN
    return next((one for one in (*question.offered(), *CANONICAL) if _takes(question, one)), None)


def answered(look: Look, name: str, how: str) -> Iterator[State]:
    """The flow's states from its first question to its end, with answers that it takes ("good"), with stored ones that
    it does not ("bad"), or with none.
    """
    state = State(name)
    yield state
    if how == "bad":
        yield State(name, "sure", ("yes", "1"), BAD, BAD)
    for _question in range(9 if how == "good" else 0):
        turn = advance(start_of(look, name), state)
        good = canonical(turn.ask) if turn.ask else None
        if not turn.ask or good is None:
            return
        state = replace(turn.state, answers={**turn.state.answers, turn.ask.key: good})
        yield state


def _takes(question: Question, canonical: str) -> bool:
    try:
        question.value(canonical)
    except Reject:
        return False
    return True


def each(place: Place, who: str) -> Iterator[tuple[str, str]]:
    """Every flow by name, and how it is answered: over all people each of them in each way."""
    ways = ("good", "bad", "none")
    return zip(place.names(), (ways[(at + PEOPLE.index(who)) % 3] for at in count()), strict=False)


@pytest.mark.parametrize("who", PEOPLE)
def test_safety_03_every_flow_is_begun_in_every_state(place: Place, who: str) -> None:
    for name, how in each(place, who):

        def begins(talk: Dialogue) -> Decision:
            *_first, state = answered(talk.look, name, how)  # noqa: B023 (called at once)
            return talk._begin(name, {**state.said()}, (SAID,))  # noqa: B023

        with tried(place.story.db) as tx:
            place.run(tx, Session(), place.said(who), begins)


@pytest.mark.parametrize("who", PEOPLE)
def test_safety_03_every_flow_is_gone_on_with_in_every_state(place: Place, who: str) -> None:
    for name, how in each(place, who):
        for state in place.states(who, name, how):
            with tried(place.story.db) as tx:
                place.run(tx, Session(parked=state), place.said(who), lambda talk: talk.after(Screen((SAID,))))


@pytest.mark.parametrize("who", PEOPLE)
def test_safety_03_every_flow_is_played_again_in_every_state(place: Place, who: str) -> None:
    words = cycle(WORDS)
    for name, how in each(place, who):
        for state in place.states(who, name, how):
            with tried(place.story.db) as tx:
                place.run(tx, Session(token="ab", flow=state, parked=State("need")), place.said(who, next(words)))


@pytest.mark.parametrize("who", PEOPLE)
def test_safety_02_finding_18_whatever_is_refused_of_a_flow_is_said(place: Place, who: str) -> None:
    refusals = cycle((NotEnough(SAID), NotYours(), Faster(), PinNeeded("m:statement"), OwnHours(SAID)))
    for name, how in each(place, who):
        for state in place.states(who, name, how):

            def is_refused(talk: Dialogue) -> Decision:
                talk.draft = state  # noqa: B023
                return talk.refused(next(refusals))

            with tried(place.story.db) as tx:
                place.run(tx, Session(), place.said(who), is_refused)


FIRST = (
    "hola, es para lo de cambiar horas con otras organizaciones",
    "quiero regalar 2 horas al fondo",
    "queremos pedir horas al fondo",
    "quiero borrar mis datos",
    "necesitamos contabilidad",
    "P123456",
    "R1",
)


@pytest.mark.parametrize("who", PEOPLE)
def test_safety_03_what_was_kept_breaks_nothing_in_any_state(place: Place, who: str) -> None:
    for first in FIRST:
        with tried(place.story.db) as tx:
            decision = place.run(tx, Session(kept=first), place.said(who), lambda talk: talk.after(Screen((SAID,))))
            assert decision.screen
            assert SAID in decision.screen.lines
