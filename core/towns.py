"""Which country is a town in? Only towns whose name hardly misleads; everything else is left to the hub's country.

Also what people write for a town besides its name: "Tegus", "CDMX", and "SP" where the country is known.

A hub may be international (Honduras and Egypt in one), and on Telegram no phone number tells the country; zone, week
and digits follow from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.text.normal import fold
from core.text.sections import sections

_DATA = Path(__file__).parent / "data"
_ONLY_THERE = "?"


class Nickname(NamedTuple):
    """`sure` where it tells the country; all others mean that town only in its own."""

    country: str
    town: str
    name: str
    sure: bool


def country_of_town(town: str) -> str | None:
    """The ISO 3166-1 code, or None for a town that is not listed; what stands after a comma or bracket is ignored."""
    return _towns().get(fold(town.split(",")[0].split("(")[0].strip()))


def nicknames() -> Iterator[Nickname]:
    """What towns are called besides, as people write it."""
    for country, line in sections(_DATA / "town_nicknames.txt"):
        town, _colon, names = line.partition(": ")
        for name in names.split("; "):
            yield Nickname(country, town, name.removeprefix(_ONLY_THERE), not name.startswith(_ONLY_THERE))


def listed_towns() -> Iterator[str]:
    """Those whose name tells the country, as people write them."""
    return (town for towns in _listed().values() for town in towns)


@cache
def _listed() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = json.loads((_DATA / "towns.json").read_text(encoding="utf-8"))
    return listed


@cache
def _towns() -> dict[str, str]:
    called = {fold(one.name): one.country for one in nicknames() if one.sure}
    return called | {fold(town): code for code, towns in _listed().items() for town in towns}
