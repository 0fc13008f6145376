"""A channel that keeps what it was given, for tests and simulations, and fails when told to."""

from __future__ import annotations

from bot.channels.channel import Limits, Outgoing, Receipt

LIMITS = Limits(text=4096, button_bytes=64, buttons=100, rate=1000.0, burst=1000, gap=0)


class MemoryChannel:
    """`sent` is (address, text, ref) in order, `answers` (tap id, text).

    `failures[address]` is a list of errors raised there, one a send, oldest first; then messages go through again.
    """

    def __init__(self, name: str = "memory", limits: Limits = LIMITS) -> None:
        self.name = name
        self.limits = limits
        self.sent: list[tuple[str, str, int]] = []
        self.answers: list[tuple[str, str]] = []
        self.failures: dict[str, list[Exception]] = {}

    def length(self, text: str) -> int:
        return len(text)

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        if waiting := self.failures.get(address):
            raise waiting.pop(0)
        self.sent.append((address, outgoing.text, ref))
        return Receipt(f"{self.name}-{ref}")

    async def answer(self, tap_id: str, text: str) -> None:
        self.answers.append((tap_id, text))

    async def close(self) -> None:
        """Nothing is open."""

    def texts(self, address: str) -> list[str]:
        """What one recipient got, in order."""
        return [text for to, text, _ in self.sent if to == address]
