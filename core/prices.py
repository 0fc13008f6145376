"""What does a message cost? Prices by country as data, with date and source; an operator may put their own on top.

Millionths of a US dollar. WhatsApp costs by the market of the recipient and the category of the message, and Twilio's
fee in either direction; SMS by the part, wherever it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from core.errors import Misconfigured

DOLLAR = 1_000_000
CATEGORIES = ("marketing", "utility", "authentication", "service")
OTHER = "other"
"""Where a country has no price of its own."""
_OURS = Path(__file__).parent / "data" / "prices.json"
_REST = "Other"
_WORDS = frozenset(("date", "unit", "note", "whatsapp_note", "whatsapp_source", "sms_note"))


@dataclass(frozen=True, slots=True)
class Prices:
    """`date` is when they were looked up, an ISO day. `whatsapp` has the price by country and category; it is not known
    but guessed for the countries that are `estimated`."""

    date: str
    fee: int
    whatsapp: Mapping[str, Mapping[str, int]]
    sms: Mapping[str, int]
    estimated: frozenset[str]

    def out(self, channel: str, parts: int = 0, *, country: str = "", category: str = "service") -> int:
        """What one message of ours to that country costs; by SMS, `parts` of them."""
        if channel == "sms":
            return max(parts, 1) * self.sms.get(country, self.sms[OTHER])
        if channel == "whatsapp":
            return self.fee + self.whatsapp.get(country, self.whatsapp[OTHER])[category]
        return 0

    def came(self, channel: str, parts: int = 1) -> int:
        """What a message to us costs."""
        return {"sms": self.sms["in"] * parts, "whatsapp": self.fee}.get(channel, 0)


@cache
def read_prices(path: str = "") -> Prices:
    """The prices of that file over ours; raises Misconfigured with one sentence."""
    found = orjson.loads(_OURS.read_bytes())
    try:
        own = orjson.loads(Path(path).read_bytes()) if path else {}
        _lay_over(found, own)
    except (OSError, ValueError, TypeError, AttributeError):
        raise Misconfigured(
            f"PRICES_FILE is {path!r}; write where a JSON file like core/data/prices.json is."
        ) from None
    for name, value in _figures(found):
        if type(value) is not int or not 0 <= value <= 100 * DOLLAR:
            raise Misconfigured(f"PRICES_FILE: {name!r} is no whole number of millionths of a dollar.")
    markets = found["whatsapp"]["markets"]
    told = {
        country for name in own.get("whatsapp", {}).get("markets", {}) for country in markets[name]["countries"].split()
    }
    estimated = frozenset(str(found["estimates"]["countries"]).split()) - told
    return Prices(str(found["date"]), found["whatsapp"]["fee"], _by_country(markets), found["sms"], estimated)


def _lay_over(ours: dict[str, Any], own: dict[str, Any]) -> None:
    """Put what the operator wrote over what we ship; a name that we do not have is a slip, but for a country's SMS."""
    for name, value in own.items():
        if isinstance(value, dict) != isinstance(ours.get(name), dict):
            raise TypeError(name)
        if isinstance(value, dict):
            _lay_over(ours[name], value)
        elif name in ours or len(name) == len("HN"):
            ours[name] = value
        else:
            raise ValueError(name)


def _figures(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every price with its name."""
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _figures(value)
        elif name not in _WORDS and name != "countries":
            yield name, value


def _by_country(markets: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, int]]:
    found = {country: market for market in markets.values() for country in str(market["countries"]).split()}
    return {**found, OTHER: markets[_REST]}
