"""The one clock of a month: what happens in its order, and the worker that is let do what is due."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.house import House
from bot.wording import Wording
from bot.worker import Worker
from core.clocks import Clock
from core.db import Database, Q
from core.policy import HOUR_MS
from core.settings import Settings
from core.tables import clock, lane, outbound
from tests.months.books import Books
from tests.months.network import BASE, Killed, Network
from tests.months.watch import Watch
from webhooks.app import create_app

MINUTE = 60_000
KEY = "test-key-test-key-test-key-test-key"
STARTS = ("2026-11-24", "2026-10-20", "2026-04-14", "2026-12-18", "2028-02-20", "2027-03-02", "2026-06-30")
"""Days around changes of summer time in Egypt, the holidays, a leap day, and none of these."""
_LINES = 60  # of what happened last, to be read where something does not hold
_ROUNDS = 40
_ROUND_MS = 1_100

_NEXT_CLOCK = Q(select(func.min(clock.c.due_at)).where(clock.c.lease_until <= bindparam("now")))
_NEXT_LANE = Q(select(func.min(lane.c.next_at)).where(lane.c.lease_until <= bindparam("now")))
_leased = (lane.c.next_at.is_not(None), lane.c.lease_until > bindparam("now"))
_NEXT_LEASE = Q(select(func.min(lane.c.lease_until)).where(*_leased))
_UNWRITTEN = Q(select(outbound.c.id).where(outbound.c.state == "waiting"))


class Broken(AssertionError):
    """Something that must hold does not."""


class Clockwork:
    """`seed` draws everything. `now` goes on with what happens; nothing waits for it.

    `skew` is by how much the host's clock is wrong.
    """

    def __init__(self, db: Database, seed: int, wording: Wording) -> None:
        self.rng, self.db = Random(seed), db
        start = datetime.fromisoformat(self.rng.choice(STARTS)).replace(hour=15, tzinfo=UTC)
        self.begin = self.now = int(start.timestamp() * 1000)
        self.skew = 0
        self.network = Network(self.rng, self.arrived)
        self.network.twilio.clock = lambda: datetime.fromtimestamp(self.now / 1000, UTC)
        api = self.network.twilio
        settings = Settings(
            db.engine.url.render_as_string(hide_password=False),
            (KEY,),
            public_base_url=BASE,
            telegram_bot_token=self.network.telegram.token,
            telegram_webhook_secret=self.network.telegram.secret,
            twilio_account_sid=api.account_sid,
            twilio_auth_token=api.auth_token,
            twilio_whatsapp_from=api.whatsapp_from,
            twilio_sms_from=api.sms_from,
        )
        self.house = House(settings, clock=lambda: self.now + self.skew, hears=False, db=db, wording=wording)
        self.books = Books(db)
        self.watch = Watch(self.house, self.wrong, self.books.note)
        self.web = create_app(settings, self.watch).test_client()
        self.loop = asyncio.new_event_loop()
        self.log: deque[str] = deque(maxlen=_LINES)
        self.broken: list[str] = []
        self.done: Counter[str] = Counter()
        self.channels: dict[str, Any] = {}
        self._workers: list[Worker] = []
        self._events: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def arrived(self, channel: str, sent: Any, ref: int) -> None:
        """A provider took message `ref`."""

    def reported(self) -> None:
        """Providers say what became of what they took."""

    def wrong(self, what: str) -> None:
        self.broken.append(what)
        self.note(f"!! {what}")

    def note(self, what: str) -> None:
        self.log.append(f"{datetime.fromtimestamp(self.now / 1000, UTC):%m-%d %H:%M:%S} {what}")

    def at(self, when: int, do: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when, next(self._order), do))

    def run(self, end: int) -> None:
        while self.now < end:
            at = self._events[0][0] if self._events else end
            due = self._next_work()
            if due is not None and due < at:
                self.now = began = max(self.now, min(due, end))
                self._work()
                if self.now == began:  # what is due has to wait for the channel's pace: time goes on meanwhile
                    self.now += _ROUND_MS
                continue
            self.now = max(self.now, min(at, end))
            if at > end or not self._events:
                break
            heapq.heappop(self._events)[2]()
            self._work()
            if self.broken:
                raise Broken("\n".join(self.broken))

    def _next_work(self) -> int | None:
        """When the worker has something to do."""
        if not self._workers:
            return None
        now = self.now + self.skew
        with self.db.read() as tx:
            found = [tx.value(query, now=now) for query in (_NEXT_CLOCK, _NEXT_LANE, _NEXT_LEASE)]
        due = [one - self.skew for one in found if one is not None]
        return max(self.now, min(due)) if due else None

    # ---- the worker ---------------------------------------------------------------------------------------------

    def start_workers(self) -> None:
        if self._workers:
            return
        self.channels = self.network.channels()
        self._workers = [self._worker() for _ in range(1 + (self.rng.random() < 0.4))]

    def _worker(self) -> Worker:
        worker = self.house.worker(self.channels)
        worker._delivery._rng = Random(self.rng.random())  # by which a seed plays the same again
        fires = worker._on_clock

        def noted(due: Clock) -> None:
            fires(due)
            self.books.note()

        worker._on_clock = noted
        return worker

    def stop_workers(self) -> None:
        for worker in self._workers:
            for task in worker._delivery.flying:
                task.cancel()
        self._workers = []

    def weather(self, bad: float, dies: float) -> None:
        self.note(f"the network: {bad}, {dies}")
        self.network.bad, self.network.dies = bad, dies

    def set_clock(self, by: int) -> None:
        """The host's clock is wrong for some hours."""
        self.note(f"the host's clock is off by {by // MINUTE} minutes")
        self.skew = by
        self.at(self.now + 3 * HOUR_MS, lambda: setattr(self, "skew", 0))

    def _work(self) -> None:
        """All that is due goes out and happens."""
        for _round in range(_ROUNDS):
            if not self._workers:
                return
            try:
                moved = sum(self.loop.run_until_complete(self._step()))
            except Killed:
                self.note("the worker dies")
                with self.db.read() as tx:
                    self.network.lost([id for (id,) in tx.all(_UNWRITTEN)])
                self.stop_workers()
                self.start_workers()
                return
            self.network.landed()
            self.reported()
            if not moved:
                return
            self.now += _ROUND_MS

    async def _step(self) -> list[int]:
        now = self.now + self.skew
        done = await asyncio.gather(*(worker.step(now) for worker in self._workers), return_exceptions=True)
        self.books.note()
        dead = [one for one in done if isinstance(one, BaseException)]
        if dead:
            raise dead[0]
        return [one for one in done if isinstance(one, int)]
