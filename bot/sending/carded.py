"""Does a message show a card of an exchange whose buttons die when the exchange moves on? Its exchange and version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from bot.channels.channel import Button, Channel, Outgoing
from core.outbox import Card

LASTING = frozenset(
    ("see", "past", "read", "files", "file", "write", "phr", "share", "trans", "talk", "rev", "block", "code", "keep")
)
"""What a button of an older card still does as it did (bot/conversation/buttons/); all others name a version."""


@runtime_checkable
class Unbuttoning(Protocol):
    """A channel that can change a message it sent before, or take the buttons off it."""

    async def edit(self, address: str, screen_ref: str, outgoing: Outgoing) -> None: ...

    async def unbutton(self, address: str, screen_ref: str) -> None: ...


def card_on(channel: Channel, buttons: Sequence[Button]) -> Card | None:
    """The one exchange that these buttons move; None where none is, and where others beside them go on working."""
    found: set[Card] = set()
    for button in buttons:
        kind, *parts = button.data.split(":")
        if kind not in ("x", "m"):
            return None
        if kind == "x" and len(parts) == 3 and parts[2] not in LASTING and parts[1] != "0":
            found.add(Card(int(parts[0]), int(parts[1])))
    return found.pop() if len(found) == 1 and isinstance(channel, Unbuttoning) else None
