"""What was held up does not go out all at once: no second sees more sends than the channel takes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.gate import Gate
from core.outbox import Pace


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer instead of waiting for it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, *args: Any, **more: Any) -> asyncio.TimerHandle:
        handle = super().call_at(when, *args, **more)
        self.call_soon(self._jump, when)
        return handle

    def _jump(self, when: float) -> None:
        self.now = max(self.now, when)


def run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=Loop) as runner:
        runner.run(work)


def test_no_second_sees_more_than_rate_and_burst() -> None:
    begun: list[float] = []

    async def held_up() -> None:
        gate, loop = Gate(Pace(rate=25.0, burst=5, gap=0)), asyncio.get_running_loop()

        async def one() -> None:
            await gate.passed()
            begun.append(loop.time())

        await asyncio.gather(*(one() for _ in range(95)))

    run(held_up())
    assert len(begun) == 95
    for at in begun:
        assert sum(at <= other < at + 1.0 for other in begun) <= 30
    assert max(begun) - min(begun) < 4


def test_what_comes_in_time_does_not_wait() -> None:
    async def in_time() -> None:
        gate, loop = Gate(Pace(rate=2.0, burst=1, gap=0)), asyncio.get_running_loop()
        began = loop.time()
        for _ in range(3):
            await gate.passed()
        assert loop.time() == began
        await gate.passed()
        assert loop.time() == began + 1

    run(in_time())
