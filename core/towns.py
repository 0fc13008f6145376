"""Which country is a town in? Only towns whose name hardly misleads; everything else is left to the hub's country.

A hub may be international (Honduras and Egypt in one), and on Telegram no phone number tells the country; zone, week
and digits follow from it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from core.text.normal import fold

_FILE = Path(__file__).parent / "data" / "towns.json"


def country_of_town(town: str) -> str | None:
    """The ISO 3166-1 code, or None for a town that is not listed; what stands after a comma or bracket is ignored."""
    return _towns().get(fold(town.split(",")[0].split("(")[0].strip()))


@cache
def _towns() -> dict[str, str]:
    listed: dict[str, list[str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {fold(town): code for code, towns in listed.items() for town in towns}
