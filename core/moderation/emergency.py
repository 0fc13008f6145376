"""Which numbers help in an emergency, by country? `data/emergency.json` says how each was checked."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

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


# ---- for one kind of danger -------------------------------------------------------------------------------------

# Who helps first where no number reaches all of them.
_FIRST: dict[str, tuple[str, ...]] = {
    "self_harm": ("ambulance", "police"),
    "child": ("police", "ambulance"),
    "sexual": ("police", "ambulance"),
    "violence": ("police", "ambulance"),
    "emergency": ("police", "ambulance", "fire"),
}
_LINES = {"self_harm": "suicide", "child": "child", "sexual": "women", "violence": "women"}


class Numbers(NamedTuple):
    """Whom to call in one country: `now` by who answers ("" for all of them), and the `line` for this kind of danger.

    `sure` says whether that line was confirmed.
    """

    country: str
    now: dict[str, str]
    line: str = ""
    sure: bool = True

    @property
    def first(self) -> str:
        """The number to call first; '' where none is known."""
        return next(iter(self.now.values()), "")


def numbers(kind: str, country: str) -> Numbers:
    """The numbers for a kind of danger (core.moderation.DANGERS) in a country."""
    found = emergency(country)
    each = {who: number for who in _FIRST[kind] if (number := getattr(found, who))}
    if found.general or len(set(each.values())) == 1:
        each = {"": found.general or next(iter(each.values()))}
    name = _LINES.get(kind, "")
    line = getattr(found, name) if name else ""
    return Numbers(country, each, "" if line in each.values() else line, name not in found.unconfirmed)
