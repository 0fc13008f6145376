"""Whatever providers do to a few dozen messages: nothing is lost, nothing is mixed up, and a person sees what failed.

Played through the real channels against the doubles of their servers, which answer by a seed: pauses, errors, broken
connections before and after the work, nonsense with status 200, opt-outs and blocks, windows that are shut, reports
that come late, twice and in any order. Time only passes when the story says so.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import bindparam, select, update

from bot.channels.channel import StatusUpdate
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio_door import Account, TwilioDoor
from bot.channels.twilio_forms import parse_status
from bot.channels.whatsapp import WhatsAppChannel
from bot.doubles import TelegramApi, TwilioApi, dropped, garbage, status
from bot.doubles.mischief import mangled
from bot.doubles.twilio_api import Sent
from bot.worker import Worker
from core import outbox
from core.db import Database, Q
from core.outbox import Item, enqueue
from core.people.addresses import find_or_make
from core.tables import address, outbound, parked_case
from core.vault import Vault
from tests.post import as_written, no_clock, tap_as_written

MINUTE = 60_000
PEOPLE = 4
"""On each channel."""
MESSAGES = 48

_ROWS = Q(
    select(outbound.c.id, outbound.c.lane_id, outbound.c.screen, outbound.c.state, outbound.c.error).order_by(
        outbound.c.lane_id, outbound.c.seq
    )
)
_CASES = Q(select(parked_case.c.address_id))
_HEARD = Q(
    update(address)
    .where(address.c.id == bindparam("address_id"))
    .values(last_inbound_at=bindparam("now"), shut_at=None, unreachable_at=None)
)
_STOPPED = Q(select(address.c.id).where(address.c.stopped_at.is_not(None)))

_REFUSED = status(
    400, b'{"ok": false, "error_code": 400, "description": "Bad Request: no"}', Content_Type="application/json"
)
_STOPS = frozenset(("63003", "63014", "63024", "21610"))


class Weather:
    """Two channels, their servers, and what these do next."""

    def __init__(self, db: Database, vault: Vault, now: int, seed: int) -> None:
        self.db, self.now, self.rng = db, now, Random(seed)
        self.telegram, self.twilio = TelegramApi(), TwilioApi()
        account = Account(self.twilio.account_sid, self.twilio.auth_token, self.twilio.url, "https://bot.example.org")
        channels = {
            "telegram": TelegramChannel(self.telegram.token, self.telegram.url),
            "whatsapp": WhatsAppChannel(TwilioDoor(account), self.twilio.whatsapp_from),
        }
        self._channels, self._loop = channels, asyncio.Runner()
        self.worker = Worker(db, vault, channels, as_written, tap_as_written, no_clock, rng=self.rng)
        self._reported, self.bad = 0, True
        self.people: dict[str, int] = {}
        for n in range(PEOPLE):
            self._join(vault, "telegram", str(100 + n))
            self._join(vault, "whatsapp", f"whatsapp:+5049999000{n}")

    def _join(self, vault: Vault, channel: str, value: str) -> None:
        if channel == "telegram":
            self.telegram.text(int(value), "hola")
        else:
            self.twilio.inbound(value, "hola")
        with self.db.write() as tx:
            self.people[value] = find_or_make(tx, vault, channel, value, "es", self.now).id
        self.hear(value)

    def hear(self, value: str) -> None:
        """That person writes."""
        self.twilio.open_window(value)
        with self.db.write() as tx:
            tx.run(_HEARD, address_id=self.people[value], now=self.now)
            outbox.reopen(tx, self.people[value], self.now)

    def say(self, value: str, text: str) -> None:
        channel = "whatsapp" if value.startswith("whatsapp:") else "telegram"
        kind = self.rng.choice(("reply", "alert"))
        with self.db.write() as tx:
            enqueue(tx, [Item(self.people[value], channel, kind, text)], self.now)

    def brew(self) -> None:
        """Perhaps something goes wrong next."""
        rng = self.rng
        common = [dropped, lambda: dropped(after=True), garbage, lambda: status(rng.choice((500, 502, 503)))]
        if rng.random() < 0.5:
            fault = rng.choice([*common, lambda: self.telegram.too_many(rng.randint(1, 40)), lambda: _REFUSED])()
            self.telegram.plan(fault, only="sendMessage")
        if rng.random() < 0.5:
            code = rng.choice((63018, 21617, 63007, 21610, 63003))
            kinds = [*common, lambda: self.twilio.too_many(rng.randint(1, 40)), lambda: self.twilio.refusing(code)]
            self.twilio.plan(rng.choice(kinds)(), only="Messages.json")
        if rng.random() < 0.1:
            self.telegram.block(int(rng.choice([value for value in self.people if value.isdigit()])))
        if rng.random() < 0.1:
            self.twilio.close_window(rng.choice([value for value in self.people if not value.isdigit()]))

    def calm(self) -> None:
        self.bad = False
        self.telegram.calm()
        self.twilio.calm()

    def round(self) -> None:
        self._loop.run(self.worker.step(self.now))
        self._report()

    def _report(self) -> None:
        """What became of all that Twilio took: late, twice, in any order."""
        fresh, self._reported = self.twilio.sent[self._reported :], len(self.twilio.sent)
        reports = [report for sent in fresh for report in self._life(sent)]
        for report in mangled(reports, self.rng) if reports else ():
            with self.db.write() as tx:
                outbox.status(tx, report.outbound_id, report.provider_id, report.status, report.code, self.now)

    def _life(self, sent: Sent) -> list[StatusUpdate]:
        ends = self.twilio.outcome(sent)
        if self.bad and self.rng.random() < 0.15:
            ends = self.twilio.report(sent, "undelivered", self.rng.choice(("63018", "63032", "63024", "30008")))
        forms = [self.twilio.report(sent, "sent"), ends]
        parsed = [parse_status(form, {"m": url.partition("m=")[2]}) for url, form in forms]
        return [report for report in parsed if report]

    def close(self) -> None:
        async def channels() -> None:
            for channel in self._channels.values():
                await channel.close()

        self._loop.run(channels())
        self._loop.close()
        self.telegram.close()
        self.twilio.close()

    # what is known at the end

    def arrived(self) -> dict[str, list[str]]:
        """What each phone took, in order."""
        got: dict[str, list[str]] = defaultdict(list)
        for telegram in self.telegram.sent:
            got[str(telegram.chat_id)].append(telegram.text)
        for twilio in self.twilio.sent:
            got[twilio.to].append(twilio.body)
        return got

    def lost_answers(self) -> Counter[str]:
        """How often the answer about a text that was taken did not come back."""
        met = [*self.telegram.met, *self.twilio.met]
        return Counter(call.params.get("text") or call.params.get("Body", "") for call, fault in met if fault.after)


@pytest.fixture(params=range(6))
def weather(request: pytest.FixtureRequest, db: Database, vault: Vault, now: int) -> Iterator[Weather]:
    made = Weather(db, vault, now, request.param)
    yield made
    made.close()


def play(weather: Weather) -> dict[str, list[str]]:
    """Messages in bad weather, then as many hours of good weather as it takes; what was said to each."""
    said: dict[str, list[str]] = defaultdict(list)
    for number in range(MESSAGES):
        to = weather.rng.choice(list(weather.people))
        text = f"message {number}"
        said[to].append(text)
        weather.say(to, text)
        weather.brew()
        weather.round()
        weather.now += weather.rng.choice((0, 300, 1_000, 5_000))
    weather.calm()
    for _quarter in range(40):
        weather.now += 15 * MINUTE
        weather.round()
    for value in weather.people:  # those whose window was shut write again
        weather.hear(value)
    for _round in range(MESSAGES):
        weather.now += 10_000
        weather.round()
    return said


def test_f17_f20_f22_in_any_weather_nothing_is_lost_mixed_up_or_failed_unseen(weather: Weather) -> None:
    said = play(weather)
    got, lost = weather.arrived(), weather.lost_answers()
    with weather.db.read() as tx:
        rows = tx.all(_ROWS)
        seen = {row[0] for row in tx.all(_CASES)}
        stopped = {row[0] for row in tx.all(_STOPPED)}
    states: dict[tuple[int, str], list[str]] = defaultdict(list)
    ours: set[tuple[int, str]] = set()  # refused for what we are: one case in all
    for _id, lane, text, state, error in rows:
        states[lane, text].append(state)
        if error in outbox.CREDENTIALS and None in seen:
            ours.add((lane, text))

    for value, texts in said.items():
        lane = weather.people[value]
        first = list(dict.fromkeys(got[value]))
        assert set(first) <= set(texts), "somebody read what was not for them"
        straight = [text for text in texts if len(states[lane, text]) == 1]
        assert [text for text in first if text in straight] == [text for text in straight if text in first], "order"
        for text in texts:
            ends = states[lane, text]
            assert ends, "forgotten"
            assert "waiting" not in ends, "hangs"
            taken = got[value].count(text)
            assert taken <= len(ends) + lost[text], "sent twice without need"
            if set(ends) & {"sent", "delivered", "read"}:
                assert taken, "called sent, and never was"
            elif "dropped" in ends:
                assert lane in stopped, "dropped though nobody stopped"
            else:
                assert lane in seen | stopped or (lane, text) in ours, "failed, and no coordinator sees it"
