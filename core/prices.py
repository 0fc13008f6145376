"""What does a message cost? Estimates as data with a date; an operator may put their own in their place.

Millionths of a US dollar. `sms` is the price of a part; `sms_HN` that of a part to Honduras, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from core.errors import Misconfigured

DOLLAR = 1_000_000
_OURS = Path(__file__).parent / "data" / "prices.json"
_WORDS = ("date", "note")


@dataclass(frozen=True, slots=True)
class Prices:
    """`date` is when they were looked up, an ISO day."""

    date: str
    each: Mapping[str, int]

    def out(self, channel: str, parts: int = 0, *, template: bool = False, country: str = "") -> int:
        """What one message of ours costs."""
        if channel == "sms":
            return max(parts, 1) * self.each.get(f"sms_{country}", self.each.get("sms", 0))
        if template:
            return self.each.get(f"{channel}_template", self.each.get(channel, 0))
        return self.each.get(channel, 0)

    def came(self, channel: str, parts: int = 1) -> int:
        """What a message to us costs."""
        return self.each.get(f"{channel}_in", 0) * (parts if channel == "sms" else 1)


@cache
def read_prices(path: str = "") -> Prices:
    """The prices of that file over ours; raises Misconfigured with one sentence."""
    ours = orjson.loads(_OURS.read_bytes())
    try:
        own: dict[str, Any] = orjson.loads(Path(path).read_bytes()) if path else {}
        found = {**ours, **own}
    except (OSError, ValueError, TypeError):
        raise Misconfigured(
            f"PRICES_FILE is {path!r}; write where a JSON file like core/data/prices.json is."
        ) from None
    each = {name: value for name, value in found.items() if name not in _WORDS}
    wrong = [name for name, value in each.items() if type(value) is not int or not 0 <= value <= 100 * DOLLAR]
    if wrong:
        raise Misconfigured(f"PRICES_FILE: {wrong[0]!r} is no whole number of millionths of a dollar.")
    return Prices(str(found["date"]), each)
