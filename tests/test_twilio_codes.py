"""Every error code of Twilio's that we know does one thing, whether it answers the request or comes later as a status.

What a code means: twilio.com/docs/api/errors/<code>. The messages go through the real channel to the double of Twilio's
server; the reports come as the forms that Twilio posts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import pytest
from sqlalchemy import bindparam, select, update

from bot.channels.memory import MemoryChannel
from bot.channels.twilio_codes import CODES
from bot.channels.twilio_door import Account, TwilioDoor
from bot.channels.twilio_forms import parse_status
from bot.channels.whatsapp import WhatsAppChannel
from bot.doubles import TwilioApi
from bot.worker import Worker
from core import outbox
from core.db import Database, Q
from core.outbox import Item, enqueue
from core.outbox.finish import ATTEMPTS, FIRST_PAUSE_MS
from core.outbox.status import LATER_MS
from core.people.addresses import find_or_make
from core.tables import address, outbound, parked_case
from core.vault import Vault
from tests.post import LIMITS, as_written, no_clock, tap_as_written

SECOND, DAY = 1000, 86_400_000
ANA = "whatsapp:+50499990001"
AFTER = "another word"

_STATES = Q(select(outbound.c.screen, outbound.c.state).order_by(outbound.c.seq))
_MARKS = Q(select(address.c.stopped_at, address.c.unreachable_at, address.c.shut_at))
_CASES = Q(select(parked_case.c.code))
_WROTE = Q(update(address).values(last_inbound_at=bindparam("now"), shut_at=None))

_LINKED = Q(update(address).where(address.c.id == bindparam("id")).values(person_id=bindparam("person_id")))


class Became(NamedTuple):
    """What a code leads to: the state of each message in its lane, the cases open, and what the address is marked as.

    `again` is when the same message is tried once more by itself, in milliseconds; None for never.
    """

    states: tuple[str, ...]
    cases: tuple[str, ...] = ()
    marked: str = ""
    again: int | None = None


STOPPED = Became(("dropped", "dropped"), marked="stopped")
PARKED = Became(("parked", "sent"), ("rejected",))
LATER = Became(("waiting", "waiting"), again=FIRST_PAUSE_MS)
AT_ONCE = {
    "63016": Became(("waiting", "waiting"), ("window",), "shut"),
    "63018": LATER,
    "63003": STOPPED,
    "63024": STOPPED,
    "63014": STOPPED,
    "21610": STOPPED,
    "30003": LATER,
    "30001": LATER,
    "30008": LATER,
    "30004": STOPPED,
    "30005": STOPPED,
    "30006": STOPPED,
    "21614": STOPPED,
    **dict.fromkeys(("20429", "500", "502", "503"), LATER),
    **dict.fromkeys(("63032", "63021", "21211", "21604", "21910", "21602", "21617"), PARKED),
    **dict.fromkeys(("21654", "21655", "21656", "99999"), PARKED),
    **dict.fromkeys(("20003", "63007", "21606"), PARKED._replace(cases=("credentials",))),
}
FAILED = Became(("failed", "sent"), ("failed",))
REPORTED_STOP = Became(("failed", "dropped"), marked="stopped")
REPORTED = {
    "63016": Became(("failed", "waiting", "waiting"), ("window",), "shut"),
    "63018": Became(("failed", "waiting", "waiting"), again=LATER_MS),
    **dict.fromkeys(("63003", "63024", "30004", "30005", "30006", "21614"), FAILED._replace(marked="unreachable")),
    **dict.fromkeys(("30001", "30003", "30008"), Became(("failed", "waiting", "waiting"), again=LATER_MS)),
    "63014": REPORTED_STOP,
    "21610": REPORTED_STOP,
    **dict.fromkeys(("20003", "63007", "21606"), FAILED._replace(cases=("credentials",))),
    **dict.fromkeys(("63032", "63021", "21211", "21604", "21910", "21602", "21617"), FAILED),
    **dict.fromkeys(("21654", "21655", "21656", "20429", "99999", ""), FAILED),
}


class Line:
    """One person on WhatsApp, and two messages for her: the first meets the code."""

    def __init__(self, db: Database, vault: Vault, now: int) -> None:
        self.db, self.now = db, now
        self.api = TwilioApi()
        account = Account(self.api.account_sid, self.api.auth_token, self.api.url, "https://bot.example.org")
        self._channel = WhatsAppChannel(TwilioDoor(account), self.api.whatsapp_from)
        self.sms = MemoryChannel("sms", LIMITS)
        channels = {"whatsapp": self._channel, "sms": self.sms}
        self._worker = Worker(db, vault, channels, as_written, tap_as_written, no_clock, rng=Random(1))
        self._loop = asyncio.Runner()
        with db.write() as tx:
            find_or_make(tx, vault, "whatsapp", ANA, "es", now)
            tx.run(_WROTE, now=now)
        self._vault = vault
        self.say("hello")

    def also_by_sms(self) -> None:
        """She linked her old phone."""
        with self.db.write() as tx:
            old = find_or_make(tx, self._vault, "sms", "+50499990002", "es", self.now)
            tx.run(_LINKED, id=old.id, person_id=find_or_make(tx, self._vault, "whatsapp", ANA, "es", 0).person_id)

    def say(self, text: str, to: str = ANA) -> None:
        with self.db.write() as tx:
            id = find_or_make(tx, self._vault, "whatsapp", to, "es", self.now).id
            enqueue(tx, [Item(id, "whatsapp", "alert", text)], self.now)

    def step(self, after: int = 0) -> None:
        self.now += after
        self._loop.run(self._worker.step(self.now))

    def report(self, code: str, of: int = 0) -> None:
        url, form = self.api.report(self.api.sent[of], "undelivered", code)
        update = parse_status(form, {"m": url.partition("m=")[2]})
        assert update
        with self.db.write() as tx:
            outbox.status(tx, update.outbound_id, update.provider_id, update.status, update.code, self.now)

    def tried(self) -> int:
        return len(self.api.calls)

    def became(self) -> Became:
        with self.db.read() as tx:
            states = tuple(state for _text, state in tx.all(_STATES))
            cases = tuple(code for (code,) in tx.all(_CASES))
            marks = tx.one(_MARKS)
        assert marks
        marked = [name for name, at in zip(("stopped", "unreachable", "shut"), marks, strict=True) if at]
        return Became(states, cases, " ".join(marked))

    def close(self) -> None:
        self._loop.run(self._channel.close())
        self._loop.close()
        self.api.close()


@pytest.fixture
def line(db: Database, vault: Vault, now: int) -> Iterator[Line]:
    made = Line(db, vault, now)
    yield made
    made.close()


def test_every_code_that_the_table_of_meanings_knows_is_tried_here() -> None:
    assert set(CODES) <= set(AT_ONCE)
    assert set(CODES) <= set(REPORTED)


@pytest.mark.parametrize("code", AT_ONCE)
def test_a_code_that_answers_the_request_does_what_it_must(line: Line, code: str) -> None:
    status = {"20429": 429, "20003": 401}.get(code, int(code) if len(code) == 3 else 400)
    line.api.plan(line.api.refusing(int(code), status))
    line.say(AFTER)
    line.step()
    line.step(SECOND - 1)
    wanted = AT_ONCE[code]
    assert line.became() == wanted._replace(again=None)
    settled = line.tried()
    line.step(LATER_MS)
    assert (line.tried() > settled) is (wanted.again is not None)


@pytest.mark.parametrize(("code", "status"), [(20003, 401), (63007, 400), (21606, 400)])
def test_what_refuses_us_and_not_a_message_makes_one_case_in_all(
    line: Line, caplog: pytest.LogCaptureFixture, code: int, status: int
) -> None:
    line.api.plan(*[line.api.refusing(code, status)] * 3)
    line.say(AFTER)
    line.say("hello", to="whatsapp:+50499990003")
    with line.db.write() as tx:
        tx.run(_WROTE, now=line.now)
    for _round in range(3):
        line.step(SECOND)
    assert line.became().cases == ("credentials",)
    assert line.became().states == ("parked", "parked", "parked")
    assert caplog.text.count("python -m bot doctor") == 3


def test_too_many_requests_without_a_pause_are_tried_later_and_later_and_given_up(line: Line) -> None:
    line.api.plan(*[line.api.too_many()] * 100)
    for _second in range(60):
        line.step(SECOND)
    assert 4 <= line.tried() <= 7
    while line.became().states == ("waiting",):
        line.step(LATER_MS)
    assert line.tried() == ATTEMPTS
    assert line.became() == Became(("failed",), ("failed",))


@pytest.mark.parametrize("code", ["30001", "30003", "30008"])
def test_what_a_carrier_could_not_do_is_tried_once_more_and_then_told(line: Line, code: str) -> None:
    line.step()
    line.report(code)
    line.step(SECOND)
    assert line.tried() == 1
    line.step(LATER_MS)
    assert line.tried() == 2
    line.report(code, of=1)
    line.step(LATER_MS)
    assert line.tried() == 2
    assert line.became() == Became(("failed", "failed"), ("failed",))


@pytest.mark.parametrize("code", REPORTED)
def test_a_code_that_is_reported_later_does_what_it_must(line: Line, code: str) -> None:
    line.step()
    line.say(AFTER)
    line.report(code)
    line.report(code)  # Twilio says it twice
    line.step(SECOND)
    wanted = REPORTED[code]
    assert line.became() == wanted._replace(again=None)
    settled = line.tried()
    line.step(LATER_MS)
    assert (line.tried() > settled) is (wanted.again is not None)


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("63003", ["hello"]),
        ("63024", ["hello"]),
        ("63032", ["hello"]),
        ("63014", ["hello", AFTER]),
        ("63016", ["hello", AFTER]),  # the window is shut: what waits for her goes there as well
        ("63018", []),  # too fast, not in vain: again after a rest
        ("21610", []),  # she wrote STOP herself
    ],
)
def test_who_can_be_reached_by_sms_as_well_gets_it_there(line: Line, code: str, texts: list[str]) -> None:
    line.also_by_sms()
    line.step()
    line.say(AFTER)
    line.report(code)
    for _round in range(4):
        line.step(SECOND)
    assert sorted(line.sms.texts("+50499990002")) == sorted(texts)
    assert line.became().cases == ()
