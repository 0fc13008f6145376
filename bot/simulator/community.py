"""Who lives here already? The demonstration hub and its neighbours, with three weeks of help between them.

Who helps whom with what, and when, is drawn by a seeded generator; the story is then told through the real commands
(core/seed.py), so every hour of it is in the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from bot.simulator.phone import OURS, user_id
from core import seed
from core.db import Tx
from core.people import aliases
from core.people.addresses import another
from core.policy import DAY_MS
from core.vault import Vault

_FILE = Path(__file__).parent / "data" / "neighbours.json"
_SEED = 20261124
_EXCHANGES = 26
_FIRST_DAY, _LAST_DAY = 21, 3  # before today
_HOURS = (1, 2, 3)
_GOES = ("late", "absent", "late", "cancelled", "hours", "late")
"""What does not go well: of those that would have been completed every third, in this order."""
_STARTER = 5  # of their six first hours, which are never spent to the last


class Person(NamedTuple):
    """Who has a telephone on the page: their key in the story, their addresses as providers write them, their town."""

    key: str
    lang: str
    channel: str
    telegram: str
    number: str
    place: tuple[float, float]

    @property
    def addresses(self) -> dict[str, str]:
        return {"telegram": self.telegram, "whatsapp": f"whatsapp:{self.number}", "sms": self.number}


PEOPLE = {
    "a": Person("casa-luz", "es", "telegram", "900000001", "+50400000001", (14.106, -87.205)),
    "b": Person("nour", "ar", "whatsapp", "900000002", "+20000000002", (30.044, 31.236)),
    "c": Person("coordina-ana", "es", "telegram", "900000003", "+50400000003", (14.099, -87.187)),
}


def story() -> dict[str, Any]:
    """The demonstration's story with the neighbours' in it; the same each time."""
    told, more = seed.demo(), json.loads(_FILE.read_text(encoding="utf-8"))
    told["organisations"] += more["organisations"]
    told["listings"] |= more["listings"]
    told["exchanges"] += more["exchanges"]
    told["gifts"] = more["gifts"]
    _Drawn(Random(_SEED), more, told).draw()  # noqa: S311  it tells a story, it keeps no secret
    return told


def settle_in(tx: Tx, vault: Vault, now: int, heard: Callable[[int, int], None]) -> dict[str, int]:
    """All of it happens in the database; the person behind each telephone, with an address on every channel.

    `heard` is told of each step, and how many there are.
    """
    people = seed.tell_people(tx, vault, now, story(), heard)
    found = {}
    for phone, one in PEOPLE.items():
        found[phone] = people[one.key]
        for channel, value in one.addresses.items():
            address_id = another(tx, vault, found[phone], channel, value, now - 7 * DAY_MS)
            if channel == aliases.CHANNEL:  # it told their ids before anybody hid a number
                id = f"{user_id(value)}@{OURS.removeprefix(aliases.PREFIX)}"
                aliases.keep(tx, vault, address_id, (value, id), now - 7 * DAY_MS)
    return found


class _Drawn:
    """The neighbours' exchanges, drawn in the order of their days, and nobody spends what they do not have."""

    def __init__(self, rng: Random, more: dict[str, Any], told: dict[str, Any]) -> None:
        self._rng, self._needs, self._told = rng, more["needs"], told
        self._trouble = more["trouble"]
        self._lang = {row["key"]: row["lang"] for row in more["organisations"]}
        self._left = dict.fromkeys(self._lang, _STARTER)
        self._asked: set[tuple[str, str]] = set()

    def draw(self) -> None:
        days = sorted((self._rng.randint(_LAST_DAY, _FIRST_DAY) for _ in range(_EXCHANGES)), reverse=True)
        for number, day in enumerate(days):
            self._one(f"n-drawn-{number}", day)
        going = iter(_GOES)
        for row in [row for row in self._told["exchanges"] if self._may_go_wrong(row)][::3]:
            self._goes(row, next(going, ""))

    def _may_go_wrong(self, row: dict[str, Any]) -> bool:
        """Completed, with a day between the yes and the deed on which it could have been due, and one after it."""
        return "n-drawn" in row["need"] and row.get("confirmed", 0) > 1 and row["accepted"] - row["delivered"] > 1

    def _goes(self, row: dict[str, Any], how: str) -> None:
        """Too late; not at all, since nobody came or it was cancelled on the last day; or not as it is told."""
        listing, done = self._told["listings"][row["need"]], row["delivered"]
        if how in ("late", "absent", "cancelled"):
            listing["due"] = listing["day"] - done - (how != "cancelled")
        if how == "late":
            row["late"], row["stars"] = True, 3
        elif how == "cancelled":
            row["cancelled"] = row.pop("delivered")
            del row["confirmed"]
        elif how in ("absent", "hours"):
            words, at = self._trouble[how], row.pop("confirmed")
            row |= {"disputed": at, "reason": how, "why": words["why"], "says": words[self._lang[listing["by"]]]}
            row["judged_absent" if how == "absent" else "decided"] = at - 1
            row["hours_decided"] = max(1, listing["hours"] // 2)
            if how == "absent":
                del row["delivered"]

    def _one(self, key: str, day: int) -> None:
        hours = self._rng.choice(_HOURS)
        can = [who for who, left in self._left.items() if left >= hours and self._open(who)]
        if not can:
            return
        receiver = self._rng.choice(can)
        provider = self._rng.choice([who for who in self._lang if who != receiver])
        what = self._rng.choice(self._open(receiver))
        self._asked.add((receiver, what))
        self._left[receiver] -= hours
        self._told["listings"][key] = {
            "day": day, "by": receiver, "kind": "need", "what": what, "hours": hours, "due": 14, "remote": True,
            "audience": "all",
        }  # fmt: skip
        self._told["exchanges"].append(self._steps(key, provider, day))

    def _open(self, who: str) -> list[str]:
        return [what for what in self._needs[self._lang[who]] if (who, what) not in self._asked]

    def _steps(self, key: str, provider: str, day: int) -> dict[str, Any]:
        """Answered within a day or two, done within a week, confirmed soon after: as far as the days reach."""
        row: dict[str, Any] = {"need": key, "by": provider, "stars": self._rng.choice((4, 5, 5))}
        for step, wait in (("proposed", (0, 1)), ("accepted", (0, 1)), ("delivered", (1, 5)), ("confirmed", (0, 2))):
            day -= self._rng.randint(*wait)
            if day < 1:
                break
            row[step] = day
        return row
