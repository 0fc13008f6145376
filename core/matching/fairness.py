"""Who was suggested often, and who kept what was agreed? Among equals, those come first who were seldom shown.

Without it the one listing that fits a shade better takes every suggestion, and others as good are never seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)

from core.db import Tx
from core.exchange_states import COMPLETED
from core.many import Among
from core.tables import exchange, history

_SHOWN_DAYS = 90
_DAY_MS = 86_400_000
_NEW_DAYS = 30  # an organisation younger than that counts as shown as often as the median of the others
WEIGHT = 0.1
_CALM = 2.0  # suggestions of each, on average, from which on their number says something
_BROKEN, _DOUBT = -0.1, 3  # what broken agreements cost at most, and how many kept ones a newcomer is taken to have


@dataclass(frozen=True, slots=True)
class Record:
    """How often an organisation was suggested, and how many agreements it kept and broke, in the last 90 days."""

    shown: int = 0
    kept: int = 0
    broken: int = 0


def records(tx: Tx, kind: str, organisation_ids: Iterable[int], now: int) -> dict[int, Record]:
    """Of organisations whose offers (or needs) are compared; who was never suggested is left out."""
    rows = _COUNTED[kind].rows(tx, organisation_ids, since=since(now))
    return {id: Record(shown, kept, broken) for id, shown, kept, broken in rows}


def since(now: int) -> int:
    """From when on suggestions count."""
    return now - _SHOWN_DAYS * _DAY_MS


def allowances(
    records: Mapping[int, Record], joined: Mapping[int, int], now: int, weight: float = WEIGHT
) -> dict[int, float]:
    """What is added to the score of each organisation in `joined` (id → when it came), never above 0."""
    shown = {id: records.get(id, NOTHING).shown for id in joined}
    new = {id for id, since in joined.items() if now - since < _NEW_DAYS * _DAY_MS}
    others = [times for id, times in shown.items() if times or id not in new]  # many newcomers are no middle of theirs
    middle = median(others) if others else 0
    mean = sum(shown.values()) / max(len(shown), 1)
    given = {}
    for id in joined:
        record = records.get(id, NOTHING)
        share = max(record.shown, middle if id in new else 0) / (mean + _CALM)
        given[id] = -weight * math.log1p(share) + reliability(record)
    return given


def reliability(record: Record) -> float:
    """0 for who kept everything."""
    return _BROKEN * record.broken / (record.kept + record.broken + _DOUBT)


NOTHING = Record()


_SIDE = {"offer": exchange.c.provider_id, "need": exchange.c.receiver_id}
_LATELY = exchange.c.created_at >= bindparam("since")


def _counts(side: ColumnElement[int]) -> tuple[Any, ...]:
    """Suggested, kept and broken of the organisation that is that side of its exchanges.

    What the other side broke, and what a coordinator excused, counts against nobody.
    """
    called_off = exists().where(
        history.c.exchange_id == exchange.c.id,
        history.c.action == "cancelled_late",
        history.c.organisation_id == side,
    )
    stayed_away = and_(exchange.c.state == "no_show", exchange.c.absent_id == side)
    at_fault = or_(stayed_away, and_(exchange.c.state == "cancelled_late", called_off))
    return (
        func.count().label("shown"),
        _times(exchange.c.state.in_(COMPLETED)),
        _times(and_(exchange.c.excuse == "", at_fault)),
    )


def _times(true: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((true, 1), else_=0)), 0)


def counted_of(kind: str, organisation: ColumnElement[int]) -> Select[tuple[int, int, int]]:
    """One row with the record of one organisation, whose offers (or needs) are compared."""
    return select(*_counts(_SIDE[kind])).where(_SIDE[kind] == organisation, _LATELY)


_COUNTED = {
    kind: Among(select(side, *_counts(side)).where(_LATELY).group_by(side), side) for kind, side in _SIDE.items()
}
