"""The terminal: what is said is shown and kept."""

from __future__ import annotations

import asyncio

from bot.channels.channel import Channel, Outgoing, Receipt
from bot.channels.console import ConsoleChannel


def test_the_terminal_shows_and_keeps_what_is_said() -> None:
    shown: list[str] = []
    console = ConsoleChannel(shown.append)
    channel: Channel = console
    receipt = asyncio.run(channel.send("ana", Outgoing("¿Qué necesita?"), 3))
    asyncio.run(channel.answer("tap", ""))
    asyncio.run(channel.close())
    assert shown == ["¿Qué necesita?"]
    assert console.said == [("ana", Outgoing("¿Qué necesita?"))]
    assert receipt == Receipt("console-3")
    assert channel.length("😀") == 1
