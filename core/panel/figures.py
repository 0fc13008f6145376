"""What do a hub's hours tell? Who serves whom, hours by week, whose needs are met."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, func, select

from core.db import Q, Tx
from core.exchange_states import COMPLETED
from core.parties import PROVIDER, RECEIVER, WITH_BOTH
from core.policy import DAY_MS
from core.tables import account, entry, exchange, line, listing, organisation

WEEK_MS = 7 * DAY_MS
WEEKS = 12
_hub: BindParameter[int] = bindparam("hub_id")
is_completed = exchange.c.state.in_(COMPLETED)
_FLOWS = Q(
    select(PROVIDER.c.name, RECEIVER.c.name, func.sum(exchange.c.settled_minutes), func.count())
    .select_from(WITH_BOTH)
    .where(exchange.c.hub_id == _hub, is_completed)
    .group_by(PROVIDER.c.id, PROVIDER.c.name, RECEIVER.c.id, RECEIVER.c.name)
    .order_by(func.sum(exchange.c.settled_minutes).desc(), func.count().desc())
)
_LINES = Q(
    select(entry.c.at, entry.c.kind, line.c.account_id, line.c.minutes)
    .join(line, line.c.entry_id == entry.c.id)
    .join(account, account.c.id == line.c.account_id)
    .where(entry.c.hub_id == _hub, account.c.kind == "member")
    .order_by(entry.c.id)
)
_LIMITS = Q(
    select(account.c.id, account.c.line, account.c.ceiling).where(account.c.hub_id == _hub, account.c.kind == "member")
)
_first = (
    select(func.min(exchange.c.created_at))
    .where(exchange.c.need_id == listing.c.id)
    .correlate(listing)
    .scalar_subquery()
)
completed_for = (
    select(func.count())
    .select_from(exchange)
    .where(exchange.c.need_id == listing.c.id, is_completed)
    .correlate(listing)
    .scalar_subquery()
)
_NEEDS = Q(
    select(
        organisation.c.id,
        organisation.c.kind,
        listing.c.lang,
        organisation.c.country,
        listing.c.created_at,
        _first,
        completed_for,
    )
    .join(organisation, organisation.c.id == listing.c.organisation_id)
    .where(listing.c.hub_id == _hub, listing.c.kind == "need")
)
_MOVED = {
    side: Q(
        select(
            organisation.c.id,
            organisation.c.kind,
            organisation.c.languages,
            organisation.c.country,
            func.sum(exchange.c.settled_minutes),
        )
        .join(exchange, exchange.c[side] == organisation.c.id)
        .where(exchange.c.hub_id == _hub, is_completed)
        .group_by(organisation.c.id, organisation.c.kind, organisation.c.languages, organisation.c.country)
    )
    for side in ("provider_id", "receiver_id")
}


class Flow(NamedTuple):
    provider: str
    receiver: str
    minutes: int
    times: int


class Week(NamedTuple):
    """`moved` are minutes of exchanges in that week, `has` what members have at its end; so are the counts."""

    ends: int
    moved: int
    has: int
    members: int
    active: int
    floor: int
    ceiling: int


class Share(NamedTuple):
    """Needs of a group: how many, how many were met, days to the first suggestion (the middle one), and by how many."""

    needs: int
    met: int
    days: int | None
    organisations: int


class _Asked(NamedTuple):
    """A need: of which organisation, whether it was met, after how many days somebody was suggested."""

    who: int
    met: bool
    day: int | None


class Moved(NamedTuple):
    """Minutes that a group gave and received, and how many organisations that were."""

    given: int
    received: int
    organisations: int


def flows(tx: Tx, hub_id: int) -> list[Flow]:
    """Who gave whom how many minutes, the most first."""
    return [
        Flow(giver, taker, int(minutes or 0), times) for giver, taker, minutes, times in tx.all(_FLOWS, hub_id=hub_id)
    ]


def weeks(tx: Tx, hub_id: int, now: int) -> list[Week]:
    """The last weeks, oldest first."""
    limits = {id: (floor, ceiling) for id, floor, ceiling in tx.all(_LIMITS, hub_id=hub_id)}
    rows = tx.all(_LINES, hub_id=hub_id)
    balance: dict[int, int] = {}
    found, at = [], 0
    for week in range(WEEKS):
        ends = now - (WEEKS - 1 - week) * WEEK_MS
        moved, active = 0, set()
        while at < len(rows) and rows[at][0] <= ends:
            when, kind, id, minutes = rows[at]
            balance[id] = balance.get(id, 0) + minutes
            if kind == "settle" and when > ends - WEEK_MS:
                moved += max(minutes, 0)
                active.add(id)
            at += 1
        floor = sum(have <= -limits[id][0] for id, have in balance.items() if id in limits)
        most = sum(limits[id][1] is not None and have >= limits[id][1] for id, have in balance.items() if id in limits)
        has = sum(max(have, 0) for have in balance.values())
        found.append(Week(ends, moved, has, len(balance), len(active), floor, most))
    return found


def inclusion(tx: Tx, hub_id: int) -> dict[tuple[str, str], Share]:
    """By ('kind', 'grassroots'), ('kind', 'other'), ('lang', 'ar'), ('country', 'EG'): how their needs fare."""
    groups: dict[tuple[str, str], list[_Asked]] = defaultdict(list)
    for id, kind, lang, country, created_at, first, met in tx.all(_NEEDS, hub_id=hub_id):
        one = _Asked(id, bool(met), None if first is None else max(int(first) - created_at, 0) // DAY_MS)
        for group in (("kind", grouped(kind)), ("lang", lang), ("country", country)):
            groups[group].append(one)
    return {group: _share(all_of) for group, all_of in sorted(groups.items())}


def given(tx: Tx, hub_id: int) -> dict[tuple[str, str], Moved]:
    """By the same groups, as organisations are of them: minutes given and received, and by how many."""
    found: dict[tuple[str, str], dict[str, dict[int, int]]] = defaultdict(lambda: {side: {} for side in _MOVED})
    for side, q in _MOVED.items():
        for id, kind, languages, country, minutes in tx.all(q, hub_id=hub_id):
            lang = languages.partition(" ")[0]
            for group in (("kind", grouped(kind)), ("lang", lang), ("country", country)):
                found[group][side][id] = int(minutes or 0)
    return {
        group: Moved(sum(out.values()), sum(into.values()), len({*out, *into}))
        for group, (out, into) in sorted((group, (by["provider_id"], by["receiver_id"])) for group, by in found.items())
        if group[1]
    }


def grouped(kind: str) -> str:
    return "grassroots" if kind == "grassroots" else "other"


def _share(all_of: list[_Asked]) -> Share:
    days = sorted(one.day for one in all_of if one.day is not None)
    middle = days[len(days) // 2] if days else None
    return Share(len(all_of), sum(one.met for one in all_of), middle, len({one.who for one in all_of}))
