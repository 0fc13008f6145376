"""Who may decide for a hub, and about whom? Never about an organisation one belongs to.

The rules of the exchange ask for two coordinators, or one and a named deputy, before a hub opens its exchanges.
That is a promise between people: `doctor` says where it is not kept, and nothing
here blocks a hub that has one, so that a demonstration or a first evening can be run by one person.
"""

from __future__ import annotations

from sqlalchemy import bindparam, or_, select

from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.errors import NotYours, Refusal
from core.messages import _
from core.tables import coordinator, membership

ENOUGH = 2

_PRESENT = Q(
    select(coordinator.c.person_id, coordinator.c.deputy)
    .where(
        coordinator.c.hub_id == bindparam("hub_id"),
        or_(coordinator.c.away_until.is_(None), coordinator.c.away_until <= bindparam("now")),
    )
    .order_by(coordinator.c.since, coordinator.c.person_id)
)
_COORDINATES = Q(
    select(coordinator.c.hub_id, coordinator.c.deputy).where(
        coordinator.c.hub_id == bindparam("hub_id"), coordinator.c.person_id == bindparam("person_id")
    )
)
_BELONGS = Q(
    select(membership.c.person_id).where(
        membership.c.person_id == bindparam("person_id"), membership.c.organisation_id == bindparam("organisation_id")
    )
)
_HUBS_OF = Q(
    select(coordinator.c.hub_id).where(coordinator.c.person_id == bindparam("person_id")).order_by(coordinator.c.hub_id)
)


def coordinators_of(tx: Tx, hub_id: int, now: int) -> list[int]:
    """Who coordinates the hub and is not away, those who began first first; its deputies where there is nobody."""
    own, deputies = _present(tx, hub_id, now)
    return own or deputies


def others(tx: Tx, hub_id: int, person_id: int, now: int) -> list[int]:
    """Who would be there without that person, deputies included."""
    return [one for found in _present(tx, hub_id, now) for one in found if one != person_id]


def deciders(tx: Tx, hub_id: int, organisation_ids: tuple[int, ...], now: int) -> list[int]:
    """Those of `coordinators_of` who belong to none of these organisations; where all do, the deputies who do not."""
    for present in _present(tx, hub_id, now):
        free = [one for one in present if not any(belongs(tx, one, each) for each in organisation_ids)]
        if free:
            return free
    return []


def _present(tx: Tx, hub_id: int, now: int) -> tuple[list[int], list[int]]:
    """The hub's own who are not away, and its deputies."""
    rows = tx.all(_PRESENT, hub_id=hub_id, now=now)
    return [id for id, deputy in rows if not deputy], [id for id, deputy in rows if deputy]


def is_deputy(tx: Tx, person_id: int, hub_id: int) -> bool:
    """Whether a person stands in for that hub's coordinators from outside."""
    row = tx.one(_COORDINATES, person_id=person_id, hub_id=hub_id)
    return row is not None and row[1] == 1


def hubs_of(tx: Tx, person_id: int) -> list[int]:
    """The hubs that a person coordinates."""
    return scalar_rows(tx.all(_HUBS_OF, person_id=person_id))


def coordinates(tx: Tx, person_id: int, hub_id: int) -> bool:
    """Whether a person coordinates that hub (away or not: who is there may act)."""
    return tx.one(_COORDINATES, person_id=person_id, hub_id=hub_id) is not None


def belongs(tx: Tx, person_id: int, organisation_id: int) -> bool:
    """Whether a person acts for that organisation."""
    return tx.one(_BELONGS, person_id=person_id, organisation_id=organisation_id) is not None


def require_decider(ctx: Context, hub_id: int, *organisation_ids: int) -> int:
    """The acting person's id, if they coordinate the hub and belong to none of the organisations.

    Raises NotYours for everybody else, and a Refusal that says why for a coordinator of the organisation's own.
    """
    person_id = ctx.actor.person_id
    if person_id is None or not coordinates(ctx.tx, person_id, hub_id):
        raise NotYours()
    if any(belongs(ctx.tx, person_id, organisation) for organisation in organisation_ids):
        raise Refusal(_("You belong to this organisation, so another coordinator decides."))
    return person_id
