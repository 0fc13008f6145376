"""Something that runs for ever fails again and again: when is it said? Once, then each hour with how long, and its end.

A provider that is away for a night would otherwise fill the log with the same line, and hide the one that matters.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from bot.channels.channel import SendError
from core.errors import Unavailable

HOUR_S = 3600.0
DATABASE = "the database is away"


class Trouble:
    """One thing that may fail: `met` each time it does, `over` each time it does not. `what` is a sentence's beginning.

    Another reason than those that were said is said at once. `clock` tells seconds.
    """

    def __init__(self, log: logging.Logger, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._log, self._what, self._clock = log, what, clock
        self._since: float | None = None
        self._said_at = 0.0
        self._reasons: set[str] = set()

    def met(self, why: str, *, ours: bool = False) -> None:
        """It failed. `ours`: by an exception that is just being handled, and whose place is worth to be known."""
        now = self._clock()
        since = self._since = now if self._since is None else self._since
        if why in self._reasons and now - self._said_at < HOUR_S:
            return
        lasts = f", for {span(now - since)} now" if now > since else ""
        level = logging.ERROR if ours else logging.WARNING
        place = ours and why not in self._reasons
        self._log.log(level, "%s (%s)%s; tried again", self._what, why, lasts, exc_info=place)
        self._reasons.add(why)
        self._said_at = now

    def over(self) -> None:
        """It went well."""
        if self._since is not None:
            self._log.warning("%s: that is over, after %s", self._what, span(self._clock() - self._since))
            self._since = None
            self._reasons.clear()

    async def attempt(self, work: Callable[[], Awaitable[object]]) -> bool:
        """Whether `work` went well. Nothing that it raises ends who asks."""
        try:
            await work()
        except Unavailable:
            self.met(DATABASE)
        except SendError as error:
            self.met(error.code or type(error).__name__)
        except Exception as error:  # noqa: BLE001  said above
            self.met(type(error).__name__, ours=True)
        else:
            self.over()
            return True
        return False


def span(seconds: float) -> str:
    """In the two largest units, for who reads a log: "2 h 5 min", "40 s"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
