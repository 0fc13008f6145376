"""Do hours only go round? Two who keep paying each other, or three in a ring: a coordinator looks, nobody is stopped.

Neighbours who help each other are what a network is for, so this forbids nothing. It looks when hours move, at what
moved within a month, and puts one case before the coordinators of neither side, with the numbers of the exchanges.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, bindparam, or_, select

from core.context import Context
from core.coordination import cases
from core.db import Q
from core.events import Event, Moved
from core.exchanges.record import Exchange
from core.policy import DAY_MS
from core.tables import exchange, membership, parked_case

WINDOW_MS = 30 * DAY_MS
PAIR = 4  # settled between the same two within the window, in both directions
_LIKE = 2  # the hours of one direction are at most so many times those of the other
ROUND, SAME_PEOPLE = "going_round", "same_people"

_second, _third = exchange.alias("second"), exchange.alias("third")
_one: ColumnElement[int] = bindparam("one", type_=exchange.c.receiver_id.type)
_other: ColumnElement[int] = bindparam("other", type_=exchange.c.receiver_id.type)
_since: ColumnElement[int] = bindparam("since", type_=exchange.c.settled_at.type)


def _moved(table: FromClause) -> tuple[ColumnElement[bool], ...]:
    columns = table.c
    return (columns.settled_at > _since, columns.settled_minutes > 0, columns.state != "reversed")


_BETWEEN = Q(
    select(exchange.c.provider_id, exchange.c.settled_minutes, exchange.c.number)
    .where(
        or_(
            (exchange.c.provider_id == _one) & (exchange.c.receiver_id == _other),
            (exchange.c.provider_id == _other) & (exchange.c.receiver_id == _one),
        ),
        *_moved(exchange),
    )
    .order_by(exchange.c.id)
)
# `one` gave to `other`, who gave to a third, who gave to `one`.
_RING = Q(
    select(
        _second.c.receiver_id,
        _second.c.settled_minutes,
        _second.c.number,
        _third.c.settled_minutes,
        _third.c.number,
    )
    .join(_third, _third.c.provider_id == _second.c.receiver_id)
    .where(
        _second.c.provider_id == _other,
        _third.c.receiver_id == _one,
        _second.c.receiver_id != _one,
        *_moved(_second),
        *_moved(_third),
    )
    .order_by(_second.c.id.desc(), _third.c.id.desc())
    .limit(20)
)
_mine, _theirs = membership.alias("mine"), membership.alias("theirs")
_BOTH = Q(
    select(_mine.c.person_id)
    .join(_theirs, _theirs.c.person_id == _mine.c.person_id)
    .where(_mine.c.organisation_id == _one, _theirs.c.organisation_id == _other)
    .limit(1)
)
_KNOWN = Q(
    select(parked_case.c.id)
    .join(exchange, exchange.c.id == parked_case.c.exchange_id)
    .where(
        parked_case.c.code == bindparam("code"),
        parked_case.c.at > _since,
        exchange.c.provider_id.in_([_one, _other, bindparam("third", type_=exchange.c.receiver_id.type)]),
        exchange.c.receiver_id.in_([_one, _other, bindparam("third", type_=exchange.c.receiver_id.type)]),
    )
    .limit(1)
)


def watch(ctx: Context, settled: Exchange, minutes: int) -> list[Event]:
    """What to tell the coordinators after `minutes` moved for an exchange: at most once a month for the same ones."""
    if minutes <= 0:
        return []
    sides = {"one": settled.provider_id, "other": settled.receiver_id}
    if ctx.tx.one(_BOTH, **sides):
        return _tell(ctx, settled, SAME_PEOPLE, settled.provider_id, [settled.number])
    since = ctx.now - WINDOW_MS
    numbers = _back_and_forth(ctx, sides, since)
    if numbers:
        return _tell(ctx, settled, ROUND, settled.provider_id, numbers)
    for third, second_minutes, second, third_minutes, last in ctx.tx.all(_RING, since=since, **sides):
        if _alike(minutes, second_minutes, third_minutes):
            return _tell(ctx, settled, ROUND, third, sorted((settled.number, second, last)))
    return []


def _back_and_forth(ctx: Context, sides: dict[str, int], since: int) -> list[int]:
    rows = ctx.tx.all(_BETWEEN, since=since, **sides)
    given = {side: sum(minutes for giver, minutes, _number in rows if giver == side) for side in sides.values()}
    if len(rows) < PAIR or not _alike(*given.values()):
        return []
    return [number for _giver, _minutes, number in rows]


def _alike(*minutes: int) -> bool:
    return 0 < max(minutes) <= _LIKE * min(minutes)


def _tell(ctx: Context, about: Exchange, code: str, third: int, numbers: list[int]) -> list[Event]:
    sides = {"one": about.provider_id, "other": about.receiver_id, "third": third}
    if ctx.tx.one(_KNOWN, code=code, since=ctx.now - WINDOW_MS, **sides):
        return []
    text = ", ".join(map(str, numbers))
    cases.park(ctx.tx, ctx.vault, code, ctx.now, text=text, hub_id=about.hub_id, exchange_id=about.id)
    return [Moved(about.id, code, about.state, about.state, about.version, actor="clock")]
