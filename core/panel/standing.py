"""How does each organisation of a hub stand between giving and receiving, and when did it last take part?"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, case, func, select

from core.db import Q, Tx
from core.exchange_states import COMPLETED
from core.policy import DAY_MS
from core.tables import exchange, listing, organisation

QUIET_DAYS = 60
_hub: BindParameter[int] = bindparam("hub_id")
_MEMBERS = Q(
    select(
        organisation.c.id,
        organisation.c.name,
        organisation.c.town,
        organisation.c.kind,
        func.coalesce(organisation.c.approved_at, organisation.c.created_at),
    )
    .where(organisation.c.hub_id == _hub, organisation.c.status == "approved")
    .order_by(func.lower(organisation.c.name), organisation.c.id)
)
_MOVED = {
    side: Q(
        select(exchange.c[side], func.sum(exchange.c.settled_minutes), func.max(exchange.c.settled_at))
        .where(exchange.c.hub_id == _hub, exchange.c.state.in_(COMPLETED))
        .group_by(exchange.c[side])
    )
    for side in ("provider_id", "receiver_id")
}
_is_open_need = (listing.c.kind == "need") & (listing.c.state == "open")
_POSTED = Q(
    select(listing.c.organisation_id, func.sum(case((_is_open_need, 1), else_=0)), func.max(listing.c.created_at))
    .where(listing.c.hub_id == _hub)
    .group_by(listing.c.organisation_id)
)


class Standing(NamedTuple):
    """A member: minutes given and received, open requests, and when it last gave, received or published, if ever."""

    id: int
    name: str
    town: str
    kind: str
    since: int
    given: int
    received: int
    asks: int
    last: int | None


def standings(tx: Tx, hub_id: int) -> list[Standing]:
    """All members, by name."""
    given, received = (_by_id(tx, _MOVED[side], hub_id) for side in ("provider_id", "receiver_id"))
    posted = _by_id(tx, _POSTED, hub_id)
    found = []
    for id, name, town, kind, since in tx.all(_MEMBERS, hub_id=hub_id):
        of = [one.get(id, (0, None)) for one in (given, received, posted)]
        last = max((at for _count, at in of if at is not None), default=None)
        gave, got, asks = (count for count, _at in of)
        found.append(Standing(id, name, town, kind, since, gave, got, asks, last))
    return found


def only_gave(tx: Tx, hub_id: int) -> list[Standing]:
    """Who gave and received nothing yet, who gave most first."""
    return sorted((one for one in standings(tx, hub_id) if one.given and not one.received), key=lambda one: -one.given)


def only_received(tx: Tx, hub_id: int) -> list[Standing]:
    """Who received and gave nothing yet, who received most first."""
    return sorted(
        (one for one in standings(tx, hub_id) if one.received and not one.given), key=lambda one: -one.received
    )


def quiet(tx: Tx, hub_id: int, now: int) -> list[Standing]:
    """Who came more than QUIET_DAYS ago and took part in nothing since, who was longest away first."""
    long_ago = now - QUIET_DAYS * DAY_MS
    found = [one for one in standings(tx, hub_id) if max(one.since, one.last or 0) < long_ago]
    return sorted(found, key=lambda one: one.last or one.since)


def _by_id(tx: Tx, q: Q, hub_id: int) -> dict[int, tuple[int, int | None]]:
    return {id: (int(count or 0), at) for id, count, at in tx.all(q, hub_id=hub_id)}
