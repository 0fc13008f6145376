"""What is agreed as one and confirmed in parts: how long is each part, by which day, and which come after it?"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import bindparam, select

from core.context import Context
from core.db import Q, scalar_rows
from core.errors import Bug
from core.exchanges.opening import create
from core.exchanges.record import Exchange, load, note, terms_of
from core.tables import exchange

_UNITS = (60, 15, 1)  # minutes: whole hours are read most easily

_LATER = Q(
    select(exchange.c.id)
    .where(
        exchange.c.whole_id == bindparam("whole_id"),
        exchange.c.id > bindparam("exchange_id"),
        exchange.c.state == "agreed",
    )
    .order_by(exchange.c.id)
)


def sizes(minutes: int, most: int) -> tuple[int, ...]:
    """As few parts as there may be, of nearly the same length, none above `most`; one where that is long enough."""
    count = -(-minutes // most)
    if count < 2:
        return (minutes,)
    for unit in _UNITS:
        each = min(-(-minutes // (count * unit)) * unit, most)
        last = minutes - (count - 1) * each
        if 2 * last >= each:
            break
    return (*(each,) * (count - 1), last)


def days(today: date, last: date, count: int) -> tuple[str, ...]:
    """By when each part is due: evenly from today on, the last on the day that was agreed."""
    span = max((last - today).days, 0)
    return tuple((last - timedelta(days=span * (count - n) // count)).isoformat() for n in range(1, count + 1))


def divide(ctx: Context, first: Exchange, lengths: tuple[int, ...], dues: tuple[str, ...]) -> list[Exchange]:
    """The parts after the first one, which is agreed, as exchanges of their own with its terms and clocks."""
    made = (_part(ctx, first, minutes, due_on) for minutes, due_on in zip(lengths[1:], dues[1:], strict=True))
    return list(made)


def _part(ctx: Context, first: Exchange, minutes: int, due_on: str) -> Exchange:
    one = create(
        ctx,
        first,
        receiver_id=first.receiver_id,
        provider_id=first.provider_id,
        state="agreed",
        need_id=first.need_id,
        offer_id=first.offer_id,
        whole_id=first.id,
        author_id=first.author_id,
        terms_version=1,
        minutes=minutes,
        due_on=due_on,
        clocks=first.clocks,
    )
    if one is None:
        raise Bug(f"a part of exchange {first.id} was there already")
    note(ctx, one, "divided", old_state=None, figure=minutes, terms=terms_of(one))
    return one


def later(ctx: Context, one: Exchange) -> list[Exchange]:
    """The parts after this one that are agreed still, locked; none where it is no part."""
    if one.whole_id is None:
        return []
    ids = scalar_rows(ctx.tx.all(_LATER, whole_id=one.whole_id, exchange_id=one.id))
    return [found for found in (load(ctx.tx, id, lock=True) for id in ids) if found.state == "agreed"]
