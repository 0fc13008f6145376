"""What runs without being spoken to? The outbox is delivered and clocks are run, in an event loop of their own."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from random import Random

from bot.channels.channel import Channel
from bot.sending.delivery import LEASE_MS, Delivery, Prepare, Render, SayTap
from bot.trouble import DATABASE, Trouble
from bot.wake import Bell
from core import clocks
from core.clocks import Clock
from core.db import Database
from core.errors import Unavailable
from core.lock import locked
from core.outbox import pause_ms, set_back
from core.prices import Prices
from core.vault import Vault

log = logging.getLogger(__name__)

POLL_S = 1.0
"""Longest rest when nobody rings."""
PACE_S = 0.1
"""Shortest rest while something is due that may not go yet: the channel's bucket fills meanwhile."""
CLOCKS = 50
"""Clocks run between two looks at the outbox."""
_LONGEST_PAUSE_S = 5.0
_STEP_S = 0.5
"""How soon a pause after a failure notices that it is time to stop."""


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


class Worker:
    """`run` goes on until told to stop; `step` is one round of it, for tests and simulations.

    `render` makes a claimed message's text in its reader's language and says whether numbers were printed; `say_tap`
    does it for a tap's answer. `on_clock` does what a due clock is for, in a transaction of its own.
    """

    def __init__(
        self,
        db: Database,
        vault: Vault,
        channels: Mapping[str, Channel],
        render: Render,
        say_tap: SayTap,
        on_clock: Callable[[Clock], None],
        *,
        clock: Callable[[], int] = _milliseconds,
        rng: Random | None = None,
        bell: Bell | None = None,
        prepare: Prepare | None = None,
        prices: Prices | None = None,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        """`clock` tells epoch milliseconds, `bell` is rung by whoever commits a message, `beat` called each round."""
        self._beat = beat
        self._db, self._clock, self._on_clock = db, clock, on_clock
        self._rng = rng or Random()  # noqa: S311  it spreads retries, it keeps no secret
        self._delivery = Delivery(db, vault, channels, render, say_tap, self._rng, prepare, prices)
        self._bell = bell or Bell()
        self._failures = 0
        self._undelivered = Trouble(log, "nothing can be delivered")
        self._looked_at = 0  # what the clock said last

    async def step(self, now: int) -> int:
        """One round: what is due goes out and is written down, then the due clocks run; how many of all these.

        Raises Unavailable when the database is away; what was sent until then is written down in the next round.
        """
        if self._locked():
            return 0
        self._set_back(now)
        self._delivery.launch(now)
        done = 0
        while self._delivery.flying:
            done += await self._delivery.land(lambda: now)
        return done + self._run_clocks(now)

    async def run(self, stop: threading.Event) -> None:
        """Rounds until `stop` is set, which is noticed within seconds, or at once when the bell is rung after it.

        Survives a database that is away: what was sent is written down when it is back, before anything else is sent.
        """
        self._delivery.keep_pace(self._clock)
        rung = self._bell.listen()
        while not stop.is_set():
            rung.clear()  # before looking: what is committed from here on rings again
            self._beat()
            await self._rest(rung, self._round(), stop)
        with suppress(Unavailable):  # what cannot be written down is sent again by who finds its lease run out
            while self._delivery.flying:
                await self._delivery.land(self._clock)

    def _round(self) -> float:
        """Start and write down what can be; the seconds to rest. Never raises: this loop must not end in silence."""
        try:
            now = self._clock()
            self._delivery.collect(now)
            if self._locked():
                return POLL_S
            self._set_back(now)
            now = self._clock()  # tokens are good from now on, not from before what was written down
            started = self._delivery.launch(now)
            started += self._run_clocks(now)
            rest = 0.0 if started else self._until_due(now)
        except Unavailable:
            return self._back_off(DATABASE)
        except Exception as error:  # noqa: BLE001  said above
            return self._back_off(type(error).__name__)
        self._failures = 0
        self._undelivered.over()
        return rest

    def _set_back(self, now: int) -> None:
        """What waits for a moment of a clock that was ahead goes now; seen at the start, and while we run."""
        before, self._looked_at = self._looked_at, now
        if before:
            ahead = now < before - set_back.JUMP_MS
        else:
            with self._db.read() as tx:
                ahead = set_back.was_ahead(tx, now)
        if ahead:
            log.warning("the clock was ahead until now; what waited for it goes at once")
            set_back.due_now(self._db, now)

    def _locked(self) -> bool:
        with self._db.read() as tx:
            return locked(tx)

    def _until_due(self, now: int) -> float:
        due = self._delivery.next_due(now)
        return POLL_S if due is None else min(POLL_S, max(PACE_S, (due - now) / 1000))

    def _back_off(self, why: str) -> float:
        self._failures += 1
        self._undelivered.met(why)
        return min(_LONGEST_PAUSE_S, POLL_S * self._failures)

    async def _rest(self, rung: asyncio.Event, seconds: float, stop: threading.Event) -> None:
        """Until the bell rings, a send is over, or the time is up; after a failure only the time counts."""
        if self._failures:
            while seconds > 0 and not stop.is_set():
                await asyncio.sleep(min(seconds, _STEP_S))
                seconds -= _STEP_S
            return
        bell = asyncio.create_task(rung.wait())
        try:
            await asyncio.wait({bell, *self._delivery.flying}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            bell.cancel()

    def _run_clocks(self, now: int) -> int:
        with self._db.read() as tx:
            if not clocks.any_due(tx, now):
                return 0
        due = self._db.writing(lambda tx: clocks.due(tx, now, CLOCKS, LEASE_MS))
        for clock in due:
            self._run_clock(clock, now)
        return len(due)

    def _run_clock(self, clock: Clock, now: int) -> None:
        """Run one; a clock that fails is tried again later and later, and holds back no other."""
        try:
            self._on_clock(clock)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  said above
            log.error(
                "clock %s of %s %d failed (%s)", clock.kind, clock.subject, clock.subject_id, type(error).__name__
            )
            until = now + pause_ms(clock.tries, self._rng)
            self._db.writing(lambda tx: clocks.postpone(tx, clock, until))
        else:
            self._db.writing(lambda tx: clocks.finished(tx, clock))
