"""Do hours only go round? Two who keep paying each other, or three in a ring: a coordinator looks, nobody is stopped.

Neighbours who help each other are what a network is for, so this forbids nothing. It looks when hours move, at what
moved within a month, and puts one case before the coordinators of neither side, with the numbers of the exchanges.
The same where several who have not served anybody yet give hours to one: names are cheap, and each begins with some.
And where somebody who serves nobody else gathers the hours of organisations for which one coordinator acts.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, bindparam, exists, func, or_, select

from core.context import Context
from core.coordination import cases
from core.db import Q
from core.events import Event, Moved
from core.exchanges.record import Exchange
from core.policy import DAY_MS
from core.tables import account, entry, exchange, history, line, membership, name_column, organisation, parked_case

WINDOW_MS = 30 * DAY_MS
PAIR = 4  # settled between the same two within the window, in both directions
_LIKE = 2  # the hours of one direction are at most so many times those of the other
ROUND, SAME_PEOPLE, GATHERED = "going_round", "same_people", "gathered"
GIVERS = 3
"""So many who have served nobody yet gave hours to one: a coordinator looks, and again with each so many more."""

_second, _third = exchange.alias("second"), exchange.alias("third")
_one: ColumnElement[int] = bindparam("one", type_=exchange.c.receiver_id.type)
_other: ColumnElement[int] = bindparam("other", type_=exchange.c.receiver_id.type)
_since: ColumnElement[int] = bindparam("since", type_=exchange.c.settled_at.type)


def _moved(table: FromClause) -> tuple[ColumnElement[bool], ...]:
    columns = table.c
    return (columns.settled_at > _since, columns.settled_minutes > 0, columns.state != "reversed")


_BETWEEN = Q(
    select(
        exchange.c.provider_id,
        exchange.c.settled_minutes,
        exchange.c.number,
        func.coalesce(exchange.c.whole_id, exchange.c.id),
    )
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


_acted = history.alias("acted")
_ACTED_FOR = Q(  # by each coordinator, for how many organisations that took hours to this one
    select(_acted.c.person_id, func.count(exchange.c.receiver_id.distinct()))
    .join(_acted, (_acted.c.exchange_id == exchange.c.id) & (_acted.c.organisation_id == exchange.c.receiver_id))
    .where(exchange.c.provider_id == _one, _acted.c.actor == "assisted", *_moved(exchange))
    .group_by(_acted.c.person_id)
    .having(func.count(exchange.c.receiver_id.distinct()) >= GIVERS)
    .order_by(func.count(exchange.c.receiver_id.distinct()).desc())
    .limit(1)
)
_FOR_WHICH = Q(
    select(exchange.c.number)
    .join(_acted, (_acted.c.exchange_id == exchange.c.id) & (_acted.c.organisation_id == exchange.c.receiver_id))
    .where(
        *(exchange.c.provider_id == _one, _acted.c.actor == "assisted", _acted.c.person_id == bindparam("by")),
        *_moved(exchange),
    )
    .distinct()
    .order_by(exchange.c.number)
)
_SERVES_OTHERS = Q(
    select(exchange.c.id)
    .where(
        exchange.c.provider_id == _one,
        *_moved(exchange),
        ~exists().where(
            _acted.c.exchange_id == exchange.c.id,
            _acted.c.organisation_id == exchange.c.receiver_id,
            _acted.c.actor == "assisted",
            _acted.c.person_id == bindparam("by"),
        ),
    )
    .limit(1)
)
_GATHERS = Q(
    select(parked_case.c.id)
    .join(exchange, exchange.c.id == parked_case.c.exchange_id)
    .where(parked_case.c.code == GATHERED, parked_case.c.at > _since, exchange.c.provider_id == _one)
    .limit(1)
)
_to, _from, _giver = line.alias("to"), line.alias("from"), organisation.alias("giver")
_served = exists().where(exchange.c.provider_id == _giver.c.id, exchange.c.settled_minutes > 0)
_GAVE = Q(
    select(_giver.c.id, name_column(_giver), func.sum(_to.c.minutes))
    .select_from(entry)
    .join(_to, _to.c.entry_id == entry.c.id)
    .join(_from, (_from.c.entry_id == entry.c.id) & (_from.c.account_id != _to.c.account_id))
    .join(account, account.c.id == _from.c.account_id)
    .join(_giver, _giver.c.id == account.c.organisation_id)
    .where(
        *(entry.c.kind == "donation", entry.c.at > _since, ~_served),
        *(_to.c.account_id == bindparam("account_id"), _to.c.minutes > 0),
    )
    .group_by(_giver.c.id, _giver.c.name)
    .order_by(_giver.c.id)
)
_GAVE_BEFORE = Q(
    select(func.count())
    .select_from(entry)
    .join(_to, _to.c.entry_id == entry.c.id)
    .join(_from, _from.c.entry_id == entry.c.id)
    .where(
        *(entry.c.kind == "donation", entry.c.at > _since),
        *(_to.c.account_id == bindparam("account_id"), _to.c.minutes > 0),
        _from.c.account_id == bindparam("giver_account"),
    )
)


def watch_gifts(ctx: Context, hub_id: int, account_id: int, giver_account: int, name: str) -> bool:
    """After a donation to the organisation of that account and name: whether coordinators now have a case about it."""
    since = ctx.now - WINDOW_MS
    which = {"account_id": account_id, "since": since}
    givers = ctx.tx.all(_GAVE, **which)
    again = int(ctx.tx.value(_GAVE_BEFORE, giver_account=giver_account, **which)) > 1
    if again or not givers or len(givers) % GIVERS:
        return False
    given = ", ".join(f"{giver} ({minutes / 60:g})" for _id, giver, minutes in givers)
    cases.park(ctx.tx, ctx.vault, GATHERED, ctx.now, text=f"{given} → {name}", hub_id=hub_id)
    return True


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
    return _gathers(ctx, settled, since)


def _gathers(ctx: Context, settled: Exchange, since: int) -> list[Event]:
    """Whether the provider serves only organisations without a phone, for which one coordinator acts: one case."""
    which = {"one": settled.provider_id, "since": since}
    by = ctx.tx.value(_ACTED_FOR, **which)
    if by is None or ctx.tx.one(_SERVES_OTHERS, by=by, **which) or ctx.tx.one(_GATHERS, **which):
        return []
    text = ", ".join(str(number) for (number,) in ctx.tx.all(_FOR_WHICH, by=by, **which))
    cases.park(ctx.tx, ctx.vault, GATHERED, ctx.now, text=text, hub_id=settled.hub_id, exchange_id=settled.id)
    return [Moved(settled.id, GATHERED, settled.state, settled.state, settled.version, actor="clock")]


def _back_and_forth(ctx: Context, sides: dict[str, int], since: int) -> list[int]:
    rows = ctx.tx.all(_BETWEEN, since=since, **sides)
    given = {side: sum(minutes for giver, minutes, _number, _whole in rows if giver == side) for side in sides.values()}
    agreements = {whole for _giver, _minutes, _number, whole in rows}
    if len(agreements) < PAIR or not _alike(*given.values()):
        return []
    return [number for _giver, _minutes, number, _whole in rows]


def _alike(*minutes: int) -> bool:
    return 0 < max(minutes) <= _LIKE * min(minutes)


def _tell(ctx: Context, about: Exchange, code: str, third: int, numbers: list[int]) -> list[Event]:
    sides = {"one": about.provider_id, "other": about.receiver_id, "third": third}
    if ctx.tx.one(_KNOWN, code=code, since=ctx.now - WINDOW_MS, **sides):
        return []
    text = ", ".join(map(str, numbers))
    cases.park(ctx.tx, ctx.vault, code, ctx.now, text=text, hub_id=about.hub_id, exchange_id=about.id)
    return [Moved(about.id, code, about.state, about.state, about.version, actor="clock")]
