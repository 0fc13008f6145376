"""When does a chat show that somebody is typing? Only where what comes before a message takes long (a translation)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Protocol, TypeVar, runtime_checkable

from bot.channels.channel import SendError

SLOW_S = 1.0
T = TypeVar("T")


@runtime_checkable
class Types(Protocol):
    """A channel that can show it."""

    async def typing(self, address: str) -> None: ...


async def meanwhile(work: Awaitable[T], channel: object, address: str, slow_s: float = SLOW_S) -> T:
    """What `work` gives; the chat shows "typing" once it has taken `slow_s`. Quick work costs no call."""
    task = asyncio.ensure_future(work)
    try:
        done, _waits = await asyncio.wait({task}, timeout=slow_s)
        if not done and isinstance(channel, Types):
            with suppress(SendError):  # nobody waits for it
                await channel.typing(address)
        return await task
    finally:
        task.cancel()
