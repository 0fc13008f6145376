"""What a message says of a conversation that it begins: its words, what they are understood as, and what they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.readable import Readable


@dataclass(frozen=True, slots=True)
class Said:
    """`acts` are the dialogue acts with how likely each is, `named` the organisation's name among the words or '',
    `slots` hours and day.
    """

    words: Readable
    acts: Mapping[str, float]
    named: str
    slots: Mapping[str, str]
