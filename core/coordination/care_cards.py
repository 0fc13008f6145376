"""An exchange as a coordinator sees it who belongs to neither side: both by name, and who takes care of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select

from core.coordination.caring import care_of
from core.db import Q, Tx
from core.look.coordinators import CareCard
from core.many import Among
from core.naming import side_names
from core.tables import coordinator, exchange, history, membership

_MOST = 50
_COLUMNS = (
    *(exchange.c.id, exchange.c.hub_id, exchange.c.version, exchange.c.state, exchange.c.created_at),
    func.coalesce(exchange.c.need_id, exchange.c.offer_id, 0),
)
_mine = exists().where(
    membership.c.person_id == bindparam("person_id"),
    or_(membership.c.organisation_id == exchange.c.receiver_id, membership.c.organisation_id == exchange.c.provider_id),
)
_ONE = Q(select(*_COLUMNS).where(exchange.c.id == bindparam("exchange_id"), ~_mine))
_WAITING = Q(
    select(*_COLUMNS)
    .where(exchange.c.hub_id == bindparam("hub_id"), exchange.c.state == "suggested", ~_mine)
    .order_by(exchange.c.id)
    .limit(_MOST)
)
_last = (
    select(history.c.id)
    .where(history.c.exchange_id == exchange.c.id, history.c.action.in_(("cared", "freed")))
    .order_by(history.c.id.desc())
    .limit(1)
    .correlate(exchange)
    .scalar_subquery()
)
_TAKERS = Among(
    select(exchange.c.id, coordinator.c.person_id)
    .outerjoin(history, and_(history.c.id == _last, history.c.action == "cared"))
    .outerjoin(
        coordinator,
        and_(coordinator.c.person_id == history.c.person_id, coordinator.c.hub_id == exchange.c.hub_id),
    )
    .where(exchange.c.hub_id == bindparam("hub_id"), exchange.c.state == "suggested", ~_mine),
    exchange.c.id,
)
_BY_NUMBER = Q(
    select(exchange.c.id).where(exchange.c.hub_id == bindparam("hub_id"), exchange.c.number == bindparam("number"))
)


def card_of(tx: Tx, exchange_id: int, person_id: int, hubs: tuple[int, ...]) -> CareCard | None:
    """One of these hubs; None for anybody else, and for who belongs to one of its sides."""
    row = tx.one(_ONE, exchange_id=exchange_id, person_id=person_id)
    return _card(tx, row, person_id) if row and row[1] in hubs else None


def cards_of(tx: Tx, hub_id: int, person_id: int) -> list[CareCard]:
    """The hub's suggestions that wait, oldest first."""
    return [_card(tx, row, person_id) for row in tx.all(_WAITING, hub_id=hub_id, person_id=person_id)]


def takers(tx: Tx, hub_id: int, person_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Of those that are suggestions of the hub between others than the reader's: '', 'me' or 'other' takes care."""
    rows = _TAKERS.rows(tx, ids, hub_id=hub_id, person_id=person_id)
    return {id: _whose(taker, person_id) for id, taker in rows}


def id_of(tx: Tx, hub_id: int, number: int) -> int | None:
    """The exchange of that public number."""
    found: int | None = tx.value(_BY_NUMBER, hub_id=hub_id, number=number)
    return found


def _card(tx: Tx, row: tuple[Any, ...], person_id: int) -> CareCard:
    id, hub_id, version, state, since, listing_id = row
    names, care = side_names(tx, id), care_of(tx, id, hub_id)
    return CareCard(
        id=id,
        number=names.number,
        version=version,
        state=state,
        receiver=names.receiver,
        provider=names.provider,
        need=names.need,
        offer=names.offer,
        reasons=names.reasons,
        by=_whose(care.person_id, person_id),
        reminded_at=care.reminded_at,
        since=since,
        listing_id=listing_id,
    )


def _whose(taker: int | None, person_id: int) -> str:
    return "" if taker is None else "me" if taker == person_id else "other"
