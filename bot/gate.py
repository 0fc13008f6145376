"""The last look before a message goes out: not more in any one second than the channel takes.

Tokens are given out in the database, when messages are claimed. A process that was held up between the claim and the
send would send what has gathered at once, on top of the next tokens: so it looks at its own last second, too.
"""

from __future__ import annotations

import asyncio
from collections import deque

from core.outbox import Pace

_SECOND = 1.0


class Gate:
    """One channel's, in one event loop."""

    def __init__(self, pace: Pace) -> None:
        self._begun: deque[float] = deque(maxlen=max(1, int(pace.rate) + pace.burst))

    async def passed(self) -> None:
        """Returns when one more may begin now."""
        time = asyncio.get_running_loop().time
        while len(self._begun) == self._begun.maxlen and (wait := self._begun[0] + _SECOND - time()) > 0:  # noqa: ASYNC110  it waits for time itself
            await asyncio.sleep(wait)
        self._begun.append(time())
