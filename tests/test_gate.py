"""What was held up does not go out all at once: no second sees more sends than the channel takes, whoever sends."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from random import Random
from typing import Any

import pytest

from bot.channels.channel import Throttled, Unreachable
from bot.sending.gate import Gate
from core import outbox
from core.db import Database
from core.errors import Unavailable
from core.outbox import SLACK_MS, Pace

PACE = Pace(rate=25.0, burst=5, gap=0)
FOREVER = 10**12


class Jumping(selectors.SelectSelector):
    """Instead of waiting until something is due, time is moved there."""

    now = 1_000.0

    def select(self, timeout: float | None = None) -> Any:
        self.now += max(0.0, timeout or 0.0)
        return super().select(0)


class Loop(asyncio.SelectorEventLoop):
    """An event loop in which waiting takes no time."""

    def __init__(self) -> None:
        self.jumping = Jumping()
        super().__init__(self.jumping)

    def time(self) -> float:
        return self.jumping.now


def run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=Loop) as runner:
        runner.run(work)


def clock() -> int:
    return round(asyncio.get_running_loop().time() * 1000)


def most_in_a_second(begun: list[int]) -> int:
    return max(sum(at <= other < at + 1000 for other in begun) for at in begun)


def bucket(db: Database, pace: Pace = PACE) -> Callable[[int, int], int]:
    """Tokens as the database gives them, to whoever asks."""
    return lambda wanted, at: db.writing(lambda tx: outbox.take_tokens(tx, "telegram", pace, wanted, at))


@pytest.mark.parametrize("seed", range(4))
def test_two_workers_that_are_held_up_send_no_more_in_any_second_than_rate_and_burst(db: Database, seed: int) -> None:
    rng, begun, reserve = Random(seed), [], bucket(db)

    async def worker(gate: Gate, messages: int) -> None:
        while messages > 0:
            got, at = reserve(min(5, messages), clock()), clock()
            messages -= got
            await asyncio.sleep(rng.choice((0, 0, 0.02, 0.3, 1.5)))  # a slow disk, a machine that was busy elsewhere
            sends = [asyncio.create_task(one(gate, at)) for _ in range(got)]
            await asyncio.gather(*sends)
            await asyncio.sleep(0.1)

    async def one(gate: Gate, claimed_at: int) -> None:
        await gate.passed(claimed_at)
        begun.append(clock())

    async def both() -> None:
        gates = [Gate(PACE, clock, reserve, FOREVER) for _ in range(2)]
        await asyncio.gather(*(worker(gate, 60) for gate in gates))

    run(both())
    assert len(begun) == 120
    assert most_in_a_second(begun) <= 30


def test_tokens_used_at_the_last_moment_and_at_once_are_together_not_too_many(db: Database) -> None:
    reserve, start, begun = bucket(db), 1_000_000, []
    begun += [start + SLACK_MS] * reserve(5, start)
    for at in range(start + 1, start + 2000, 5):
        begun += [at] * reserve(5, at)
    assert 40 < len(begun) <= 50
    assert most_in_a_second(begun) <= 30


def test_what_comes_in_time_asks_the_database_nothing() -> None:
    def reserve(wanted: int, at: int) -> int:
        raise AssertionError("asked")

    async def in_time() -> None:
        gate = Gate(PACE, clock, reserve, FOREVER)
        at = clock()
        await asyncio.sleep(SLACK_MS / 1000)
        await gate.passed(at)

    run(in_time())


def test_tokens_are_taken_several_at_a_time(db: Database) -> None:
    asked: list[int] = []

    def reserve(wanted: int, at: int) -> int:
        asked.append(wanted)
        return wanted

    async def late() -> None:
        gate = Gate(PACE, clock, reserve, FOREVER)
        await asyncio.gather(*(gate.passed(clock() - SLACK_MS - 1) for _ in range(40)))

    run(late())
    assert sum(asked) <= 41
    assert len(asked) <= 2


def test_a_database_slower_than_its_tokens_are_good_for_holds_nobody_for_ever() -> None:
    loop_of = asyncio.get_running_loop

    asked: list[int] = []

    def reserve(wanted: int, at: int) -> int:
        asked.append(at)
        assert len(asked) < 10, "it would go on for ever"
        loop: Any = loop_of()
        loop.jumping.now += 0.25  # the disk's time
        return wanted

    async def late() -> None:
        gate = Gate(PACE, clock, reserve, FOREVER)
        began = clock()
        await gate.passed(began - SLACK_MS - 1)
        assert clock() - began <= 1000

    run(late())


def test_what_was_held_up_for_so_long_that_another_worker_may_have_it_is_given_back() -> None:
    async def late() -> None:
        gate = Gate(PACE, clock, lambda wanted, at: wanted, longest_ms=30_000)
        await gate.passed(clock() - 30_000)
        with pytest.raises(Throttled) as back:
            await gate.passed(clock() - 30_001)
        assert back.value.retry_after == 0

    run(late())


def test_a_database_that_is_away_is_not_the_messages_fault() -> None:
    def reserve(wanted: int, at: int) -> int:
        raise Unavailable("away")

    async def late() -> None:
        with pytest.raises(Unreachable):
            await Gate(PACE, clock, reserve, FOREVER).passed(clock() - SLACK_MS - 1)

    run(late())


def test_safety_11_at_the_gate_a_reply_waits_for_one_alert_at_most() -> None:
    passed: list[str] = []

    async def crowded() -> None:
        gate = Gate(PACE, clock, lambda _wanted, _at: 1, FOREVER)

        async def go(name: str, *, hurries: bool, has_token: bool = True) -> None:
            await gate.passed(clock() - SLACK_MS - 1 if has_token else clock(), hurries=hurries, has_token=has_token)
            passed.append(name)

        alerts = [asyncio.create_task(go(f"alert {n}", hurries=False)) for n in range(5)]
        await asyncio.sleep(0)
        assert gate.is_crowded
        reply = asyncio.create_task(go("reply", hurries=True, has_token=False))
        await asyncio.gather(reply, *alerts)
        assert not gate.is_crowded

    run(crowded())
    assert passed.index("reply") <= 1
    assert len(passed) == 6
