"""What does reading a person's words give? Plain values: an understanding, or what is still unclear."""

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Unclear:
    """Words that have several readings, or none that is sure: ask, never guess.

    `reason` is 'ambiguous' ("1.000"), 'range' ("2 o 3 horas") or 'several' (two dates); `choices` are the readings.
    """

    reason: str
    choices: tuple[object, ...] = ()


@dataclass(frozen=True)
class Understanding:
    """What a message asks for: one intent and the values found in it (see the package's docstring).

    `by` says what it was read from: 'words' that say it; a 'name' of a service alone, the 'shape' of a listing, or
    'likeness' to other sentences, where a listing may be a need as well as an offer; '' where nothing said anything.
    """

    intent: str
    slots: dict[str, object] = field(default_factory=dict)
    by: str = field(default="", compare=False)


class Span(NamedTuple):
    """Tokens `start` to `end` (exclusive) of a message, and what they say."""

    start: int
    end: int
    value: object
