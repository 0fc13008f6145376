"""The terminal as a channel: the same bot for trying out, demonstrations and tests, with nobody's API behind it."""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.channel import Limits, Outgoing, Receipt


class ConsoleChannel:
    """Says each message through `say` (default: print) and keeps it in `said` as (address, Outgoing)."""

    name = "console"
    limits = Limits(text=100_000, button_bytes=0, buttons=0, rate=1_000.0, burst=1_000, gap=0)

    def __init__(self, say: Callable[[str], None] = print) -> None:
        self._say = say
        self.said: list[tuple[str, Outgoing]] = []

    def length(self, text: str) -> int:
        return len(text)

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        self.said.append((address, outgoing))
        self._say(outgoing.text)
        return Receipt(f"console-{ref}")

    async def answer(self, tap_id: str, text: str) -> None:
        """A terminal has no taps."""

    async def close(self) -> None:
        """Nothing is open."""
