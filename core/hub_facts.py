"""What is a hub called, where is it, in which languages, who may choose it: how does that change, and for whom?

Like its rules, each change is a dated row that says who made it. Everything reads the hub's row anew, so it counts
from the next message on in every process; what was worked out before, such as the deadlines that run, stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, update

from core import clocks
from core.calendar import same_morning
from core.countries import country as facts_of
from core.db import Q, Tx
from core.errors import Misconfigured
from core.hubs import (
    LATE,
    WEEKLY,
    Hub,
    all_hubs,
    check_country,
    check_languages,
    check_name,
    check_zone,
    load_hub,
    lock_hub,
    note_change,
)
from core.tables import hub, organisation
from core.text.normal import fold

_SET = Q(
    update(hub)
    .where(hub.c.id == bindparam("hub_id"))
    .values({name: bindparam(f"new_{name}") for name in ("name", "country", "zone", "languages", "open")})
)
_MOVE = Q(
    update(organisation)
    .where(
        organisation.c.hub_id == bindparam("of_hub"),
        organisation.c.country == bindparam("of_country"),
        organisation.c.zone == bindparam("old_zone"),
        organisation.c.status != "closed",
    )
    .values(zone=bindparam("new_zone"))
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be from now on; None for what stays."""

    name: str | None = None
    country: str | None = None
    zone: str | None = None
    languages: tuple[str, ...] | None = None
    open: bool | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """The hub before and after; `moved` counts the organisations that live by its zone and follow it."""

    before: Hub
    after: Hub
    moved: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Which facts are not what they were."""
        both = ((name, getattr(self.before, name), getattr(self.after, name)) for name in FACTS)
        return tuple(name for name, old, new in both if old != new)


FACTS = ("name", "country", "zone", "languages", "open")


def change_facts(tx: Tx, hub_id: int, actor: str, wanted: Wanted, now: int) -> Changed:
    """Set what is wanted, each with its dated row. A new country brings its zone, unless another is wanted.

    Raises Misconfigured with one sentence, as `add_hub` does, and for a name that another hub has.
    """
    lock_hub(tx, hub_id)
    before = load_hub(tx, hub_id)
    if before is None:
        raise Misconfigured(f"There is no hub with the number {hub_id}.")
    new = _checked(tx, before, wanted)
    tx.run(_SET, hub_id=hub_id, **{f"new_{name}": _stored(value) for name, value in new.items()})
    for name, value in new.items():
        if value != getattr(before, name):
            note_change(tx, hub_id, actor, name, getattr(before, name), value, now)
    after = load_hub(tx, hub_id)
    assert after, "a hub whose row is locked"
    return Changed(before, after, _follow(tx, before, after, now) if before.zone != after.zone else 0)


def must_be_free(tx: Tx, name: str, but: int = 0) -> None:
    """Raises Misconfigured where another hub than `but` has that name, or one that reads the same."""
    if any(fold(one.name) == fold(name) for one in all_hubs(tx) if one.id != but):
        raise Misconfigured(f"A hub is called {name!r} already; people could not tell the two apart.")


def _checked(tx: Tx, before: Hub, wanted: Wanted) -> dict[str, Any]:
    name = before.name if wanted.name is None else check_name(wanted.name)
    if name != before.name:
        must_be_free(tx, name, before.id)
    country = before.country if wanted.country is None else check_country(wanted.country)
    zone = wanted.zone or (before.zone if country == before.country else facts_of(country).zone)
    check_zone(zone)
    languages = before.languages if wanted.languages is None else wanted.languages
    check_languages(languages)
    is_open = before.open if wanted.open is None else wanted.open
    return {"name": name, "country": country, "zone": zone, "languages": languages, "open": is_open}


def _stored(value: Any) -> Any:
    return " ".join(value) if isinstance(value, tuple) else int(value) if isinstance(value, bool) else value


# ---- what lives by the zone -------------------------------------------------------------------------------------


def _follow(tx: Tx, before: Hub, after: Hub, now: int) -> int:
    """Its own mornings, and the organisations that took the zone from it: those of its country, where that stays."""
    for kind in (WEEKLY, LATE):
        _move_morning(tx, kind, before, after, now)
    if before.country != after.country:
        return 0
    return tx.run(_MOVE, of_hub=after.id, of_country=after.country, old_zone=before.zone, new_zone=after.zone)


def _move_morning(tx: Tx, kind: str, before: Hub, after: Hub, now: int) -> None:
    """The morning of the same day there, so that none comes twice or is left out; one that came due goes first."""
    due = clocks.due_at(tx, kind, "hub", after.id)
    if due is not None and due > now:
        clocks.start(tx, kind, "hub", after.id, same_morning(due, before.zone, after.zone))
