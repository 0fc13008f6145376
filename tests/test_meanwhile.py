"""A chat shows "typing" only where something slow comes before the message, and nothing waits for that."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram import TelegramChannel
from bot.doubles.telegram_api import TelegramApi
from bot.meanwhile import meanwhile


async def work(over: asyncio.Event) -> str:
    await over.wait()
    return "done"


class Watched:
    """The chat of a slow piece of work, which is over once it was shown."""

    def __init__(self, channel: TelegramChannel, over: asyncio.Event) -> None:
        self._channel, self._over = channel, over

    async def typing(self, address: str) -> None:
        try:
            await self._channel.typing(address)
        finally:
            self._over.set()


async def prepared(api: TelegramApi, quick: bool) -> str:
    channel, over = TelegramChannel(api.token, api.url), asyncio.Event()
    if quick:
        over.set()
    try:
        return await meanwhile(work(over), Watched(channel, over), "7", slow_s=60.0 if quick else 0.0)
    finally:
        await channel.close()


@pytest.mark.parametrize(("quick", "shown"), [(True, []), (False, [7])])
def test_typing_is_shown_only_while_it_takes_long(quick: bool, shown: list[int]) -> None:
    with TelegramApi() as api:
        api.text(7, "hola")
        assert asyncio.run(prepared(api, quick)) == "done"
        assert api.typing_in == shown


def test_a_chat_that_does_not_take_it_is_sent_to_all_the_same() -> None:
    with TelegramApi() as api:
        api.text(7, "hola")
        api.block(7)
        assert asyncio.run(prepared(api, quick=False)) == "done"
        assert api.typing_in == []
