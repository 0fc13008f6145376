"""What do the words of a message name? Hours and a day, as the canonical answers of the questions for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard


def slots_of(heard: Heard) -> dict[str, str]:
    """Hours and day that the words name, as the canonical answers of the questions for them."""
    found: dict[str, str] = {}
    if isinstance(minutes := heard.minutes(), int) and minutes > 0:
        found["hours"] = str(minutes)
    if isinstance(day := heard.day(), date):
        found["by"] = day.isoformat()
    return found


def with_slots(found: Act | None, slots: dict[str, str]) -> Act | None:
    """The same with what the words named, where it begins a conversation that may ask for it."""
    return replace(found, hints={**found.hints, **slots}) if found and found.flow else found
