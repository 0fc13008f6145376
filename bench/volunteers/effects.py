"""What happened in the world between two moments: rows of the database that are others now, by name.

A verdict is made of these alone, never of what the bot says that it did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bench.volunteers.world import World

Key = tuple[Any, ...]
Rows = Mapping[Key, tuple[Any, ...]]

_TABLES: dict[str, str] = {
    "listing": "SELECT id, organisation_id, kind, state, what, minutes, due_on, coalesce(expires_at, 0) FROM listing",
    "exchange": "SELECT id, state, minutes, due_on, delivered_minutes, asked_minutes, settled_minutes, wish, "
    "wish_value, coalesce(author_id, 0), absent_id, provider_id, receiver_id, follows_id FROM exchange",
    "account": "SELECT id, coalesce(organisation_id, 0), posted FROM account WHERE kind IN ('member', 'fund')",
    "organisation": "SELECT id, name, town, status, assisted FROM organisation",
    "membership": "SELECT person_id || ':' || organisation_id, person_id, organisation_id, role FROM membership",
    "person": "SELECT id, alerts, lang, coalesce(quiet_from, -1), coalesce(quiet_until, -1), "
    "waiting_for_human_at IS NOT NULL FROM person",
    "address": "SELECT id, person_id, stopped_at IS NOT NULL FROM address",
    "case": "SELECT id, code, coalesce(exchange_id, 0), resolved_at IS NOT NULL FROM parked_case",
    "report": "SELECT flag_id || ':' || person_id, reason FROM report",
    "invite": "SELECT id, kind, coalesce(organisation_id, 0) FROM invite",
    "review": "SELECT exchange_id || ':' || by_id, stars, on_time, as_promised, sealed FROM review",
    "fund": "SELECT id, organisation_id, minutes, state FROM fund_request",
    "told": "SELECT id, exchange_id, from_id, phrase, sealed FROM relayed",
    "contact": "SELECT exchange_id || ':' || organisation_id, exchange_id FROM contact",
    "measure": "SELECT id, action FROM measure WHERE action NOT IN ('seen')",
}
_SEALED = {"review": -1, "told": -1}
_NAMES: dict[str, tuple[str, ...]] = {
    "listing": ("", "", "state", "words", "hours", "day", "renewed"),
    "exchange": ("state", "hours", "day", "delivered", "figure", "settled", "wish", "wish", "", "absent", "", "", ""),
    "account": ("", "moved"),
    "organisation": ("name", "town", "status", ""),
    "membership": ("", "", "role"),
    "person": ("alerts", "language", "night", "night", "human"),
    "address": ("person", "stopped"),
    "case": ("", "", "closed"),
    "fund": ("", "", "state"),
    "review": ("stars", "on_time", "promised", "words"),
}


class Effect(NamedTuple):
    """`name` says what became of what: "listing.new", "exchange.agreed", "account.moved", "membership.gone"."""

    name: str
    key: Key
    old: tuple[Any, ...]
    new: tuple[Any, ...]

    def __str__(self) -> str:
        shown = self.new if self.name != "account.moved" else (*self.new, f"was {self.old[-1]}")
        return f"{self.name} {self.key[1]} {shown}"


def rows_of(world: World) -> Rows:
    """Everything that a message may change and somebody would mind."""
    found: dict[Key, tuple[Any, ...]] = {}
    for name, sql in _TABLES.items():
        for id, *values in world.rows(sql):
            if name in _SEALED and values[-1]:
                values[-1] = world.vault.open(values[-1])
            found[name, id] = tuple(values)
    return found


def effects(before: Rows, after: Rows) -> list[Effect]:
    return [one for key in sorted({*before, *after}, key=str) for one in _of(key, before.get(key), after.get(key))]


def _of(key: Key, old: tuple[Any, ...] | None, new: tuple[Any, ...] | None) -> Iterator[Effect]:
    kind = str(key[0])
    if old == new:
        return
    if old is None:
        yield Effect(f"{kind}.new", key, (), new or ())
        return
    if new is None:
        yield Effect(f"{kind}.gone", key, old, ())
        return
    seen: set[str] = set()
    for name, was, now in zip(_NAMES.get(kind, ()), old, new, strict=False):
        if was != now and name and name not in seen:
            seen.add(name)
            named = f"{kind}.{now}" if name == "state" else f"{kind}.{name}"
            yield Effect(named, key, old, new)
