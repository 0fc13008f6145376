"""The hub's clock: it goes on by itself, and whoever tries things out may move it forward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

_MORNING_UTC = 15
"""Nine in Tegucigalpa and five or six in Cairo: nobody's alerts wait for the end of a night."""


class HubClock:
    """Epoch milliseconds, from `start` on. `ticking` tells milliseconds of a clock that nobody moves."""

    def __init__(self, start: int, ticking: Callable[[], int]) -> None:
        self._ticking = ticking
        self._ahead = start - ticking()

    def __call__(self) -> int:
        return self._ticking() + self._ahead

    def move(self, milliseconds: int) -> None:
        """Forward, never back."""
        self._ahead += max(0, milliseconds)


def at_a_good_hour(now: int) -> int:
    """That day at an hour at which people are awake on both sides of the ocean."""
    day = datetime.fromtimestamp(now / 1000, UTC)
    return int(day.replace(hour=_MORNING_UTC, minute=0, second=0, microsecond=0).timestamp() * 1000)
