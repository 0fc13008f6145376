"""The last look before a message goes out: is it still in time, or would too many go in one second?

Tokens are given out in the database, when messages are claimed, and each is good for `SLACK_MS` from then on. A process
that was held up between the claim and the send would send what has gathered at once, on top of the tokens that others
got meanwhile: so what comes late takes a new token, several at a time, and waits for it if there is none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import nullcontext

from bot.channels.channel import Throttled, Unreachable
from core.errors import Unavailable
from core.outbox import SLACK_MS, Pace

_LATE_CODE = "lease"

Reserve = Callable[[int, int], int]
"""(wanted, at) → how many new tokens there are, good from `at` on."""


class Gate:
    """One channel's, in one event loop. `clock` tells the milliseconds in which tokens are counted."""

    def __init__(self, pace: Pace, clock: Callable[[], int], reserve: Reserve, longest_ms: int) -> None:
        """What was claimed more than `longest_ms` ago is given back: another worker may have it by then."""
        self._clock, self._reserve, self._longest_ms = clock, reserve, longest_ms
        self._pause_s = 1 / pace.rate
        self._spare = self._good_from = self._waiting = self._lead_ms = 0
        self._turn, self._behind = asyncio.Lock(), asyncio.Lock()

    @property
    def is_crowded(self) -> bool:
        """Whether some wait here: tokens are given out here then, and nowhere else."""
        return bool(self._waiting)

    async def passed(self, claimed_at: int, *, hurries: bool = True, has_token: bool = True) -> None:
        """Returns when the message that was claimed with a token (or without) at `claimed_at` may begin now.

        One that hurries waits for at most one that does not.
        """
        if has_token and self._clock() - claimed_at <= SLACK_MS:
            return
        self._waiting += 1
        try:
            async with nullcontext() if hurries else self._behind, self._turn:
                await self._new_token(claimed_at)
        finally:
            self._waiting -= 1

    async def _new_token(self, claimed_at: int) -> None:
        while True:
            now = self._clock()
            age = now - self._good_from
            if now - claimed_at > self._longest_ms:
                raise Throttled(0, _LATE_CODE)
            if not self._spare or age > SLACK_MS:
                await asyncio.sleep(self._asked(now))
            elif age < 0:
                await asyncio.sleep(-age / 1000)
            else:
                break
        self._spare -= 1

    def _asked(self, now: int) -> float:
        """Ask for tokens; the seconds until it is worth while to look."""
        self._good_from = now + self._lead_ms
        try:
            self._spare = self._reserve(self._waiting, self._good_from)
        except Unavailable as away:
            raise Unreachable("database") from away
        if self._clock() - self._good_from > SLACK_MS:  # the database took so long that they are good no more
            self._lead_ms = self._clock() - now
        return 0 if self._spare else self._pause_s
