"""How punctual is a hub, or an organisation of it? Of what ended: done by the day, done later, or not kept."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, func, literal, or_, select

from core.calendar import end_of_day
from core.db import Q, Tx
from core.exchange_states import BROKEN, COMPLETED
from core.tables import exchange, history, organisation, review

TIMELY, LATE, MISSED = "timely", "late", "missed"
_hub: BindParameter[int] = bindparam("hub_id")
_ended_at = func.coalesce(exchange.c.settled_at, exchange.c.updated_at)
_said_late = exists().where(
    review.c.exchange_id == exchange.c.id,
    review.c.about_id == exchange.c.provider_id,
    review.c.on_time == 0,
    exchange.c.state == "closed",  # before that a review is hidden
)
_cancelled_by = (
    select(func.max(history.c.organisation_id))
    .where(history.c.exchange_id == exchange.c.id, history.c.action == "cancelled_late")
    .correlate(exchange)
    .scalar_subquery()
)
_ended: Select[tuple[object, ...]] = (
    select(
        exchange.c.state,
        exchange.c.provider_id,
        exchange.c.due_on,
        organisation.c.zone,
        func.coalesce(exchange.c.delivered_at, exchange.c.settled_at),
        _ended_at,
        _said_late,
        func.coalesce(exchange.c.absent_id, _cancelled_by, literal(0)),
    )
    .join(organisation, organisation.c.id == exchange.c.provider_id)
    .where(
        exchange.c.hub_id == _hub,
        or_(
            exchange.c.state.in_(COMPLETED),
            and_(exchange.c.state.in_(BROKEN), exchange.c.excuse == ""),
        ),
        _ended_at >= bindparam("since"),
        _ended_at < bindparam("until"),
    )
)
_mine: BindParameter[int] = bindparam("organisation_id")
_OF_HUB = Q(_ended)
_OF_ONE = Q(_ended.where(or_(exchange.c.provider_id == _mine, exchange.c.receiver_id == _mine)))


class Ended(NamedTuple):
    """When an exchange ended, and how: in time, later than agreed, or missed."""

    at: int
    how: str


def of_hub(tx: Tx, hub_id: int, since: int, until: int) -> list[Ended]:
    """All that ended then."""
    rows = tx.all(_OF_HUB, hub_id=hub_id, since=since, until=until)
    return [Ended(row[5], _how(*row[:5], said_late=row[6])) for row in rows]


def of_organisation(tx: Tx, hub_id: int, organisation_id: int, since: int, until: int) -> list[Ended]:
    """What it gave, and what did not take place by its own fault."""
    rows = tx.all(_OF_ONE, hub_id=hub_id, organisation_id=organisation_id, since=since, until=until)
    return [
        Ended(row[5], _how(*row[:5], said_late=row[6]))
        for row in rows
        if organisation_id == (row[1] if row[0] in COMPLETED else row[7])
    ]


def _how(state: str, _provider_id: int, due_on: str | None, zone: str, done_at: int, *, said_late: bool) -> str:
    if state not in COMPLETED:
        return MISSED
    return LATE if said_late or (due_on and done_at > end_of_day(due_on, zone)) else TIMELY
