"""Which numbers help in an emergency, by country? `data/emergency.json` says how each was checked."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "emergency.json"


@dataclass(frozen=True, slots=True)
class Emergency:
    """Short numbers of one country; '' where there is none, or none that we know.

    `general` reaches police, ambulance and fire brigade. `women` answers violence against women, `child` children in
    danger or those who saw it, `suicide` whoever thinks of suicide. `unconfirmed` names the fields that no source at
    hand confirmed.
    """

    general: str = ""
    police: str = ""
    ambulance: str = ""
    fire: str = ""
    women: str = ""
    child: str = ""
    suicide: str = ""
    unconfirmed: frozenset[str] = frozenset()


NUMBERS = tuple(field.name for field in fields(Emergency) if field.name != "unconfirmed")


def emergency(country: str) -> Emergency:
    """The numbers of a country by its ISO code, in any case; all '' for one that nobody knows."""
    return _countries().get(country.strip().upper(), Emergency())


@cache
def _countries() -> dict[str, Emergency]:
    told: dict[str, dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["countries"]
    return {
        code: Emergency(
            **{name: row[name] for name in NUMBERS if name in row},
            unconfirmed=frozenset(row.get("unconfirmed", "").split()),
        )
        for code, row in told.items()
    }
