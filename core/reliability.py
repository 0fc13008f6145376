"""How far can an organisation be relied on? What its history says, counted only where it was at fault.

Shown as two figures of a third, never as a mean: "kept 9 of 10, on time 8 of 10". Below a few exchanges nothing is
said but that it is new, so that one bad day marks nobody.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import orjson
from sqlalchemy import bindparam, or_, select

from core.calendar import end_of_day
from core.db import Q, Tx, scalar_rows
from core.tables import exchange, history, organisation, review

FEWEST = 3  # with fewer than these it is new here
_MOST = 2000

_of_both = or_(
    exchange.c.receiver_id == bindparam("organisation_id"), exchange.c.provider_id == bindparam("organisation_id")
)
_STEPS = Q(
    select(
        exchange.c.id,
        exchange.c.state,
        exchange.c.provider_id,
        exchange.c.author_id,
        exchange.c.absent_id,
        exchange.c.excuse,
        exchange.c.due_on,
        organisation.c.zone,
        history.c.action,
        history.c.old_state,
        history.c.at,
        history.c.organisation_id,
        history.c.terms,
    )
    .join(history, history.c.exchange_id == exchange.c.id)
    .join(organisation, organisation.c.id == exchange.c.provider_id)
    .where(
        _of_both,
        exchange.c.state.in_(("settled", "closed", "cancelled_late", "no_show", "lapsed")),
        history.c.action.in_(
            (
                "settled",
                "settled_together",
                "silent",
                "decided",
                "delivered",
                "moved",
                "cancelled_late",
                "no_show",
                "lapsed",
            )
        ),
    )
    .order_by(exchange.c.id.desc(), history.c.id)
    .limit(_MOST)
)
_CAME_LATE = Q(
    select(review.c.exchange_id)
    .join(exchange, exchange.c.id == review.c.exchange_id)
    .where(
        review.c.about_id == bindparam("organisation_id"),
        review.c.on_time == 0,
        exchange.c.state == "closed",  # before that a review is hidden
        exchange.c.provider_id == review.c.about_id,
    )
)


class Reliability(NamedTuple):
    """Of `all` exchanges that ended, those it kept, and those of them in time."""

    kept: int = 0
    timely: int = 0
    all: int = 0

    @property
    def new(self) -> bool:
        return self.all < FEWEST


class _Step(NamedTuple):
    exchange_id: int
    state: str
    provider_id: int
    author_id: int | None
    absent_id: int | None
    excuse: str
    due_on: str | None
    zone: str
    action: str
    old_state: str | None
    at: int
    by_id: int | None
    terms: str


def reliability(tx: Tx, organisation_id: int) -> Reliability:
    """What the history says of an organisation."""
    late = set(scalar_rows(tx.all(_CAME_LATE, organisation_id=organisation_id)))
    steps: dict[int, list[_Step]] = defaultdict(list)
    for row in tx.all(_STEPS, organisation_id=organisation_id):
        steps[row[0]].append(_Step(*row))
    kept = timely = counted = 0
    for exchange_id, taken in steps.items():
        was_kept = _kept(taken, organisation_id)
        if was_kept is None:
            continue
        counted += 1
        kept += was_kept
        timely += was_kept and exchange_id not in late and _in_time(taken, organisation_id)
    return Reliability(kept, timely, counted)


def _kept(taken: list[_Step], me: int) -> bool | None:
    """Whether it did its part; None where it does not count: the other side's fault, an excuse, never proposed."""
    one = taken[-1]
    match one.state:
        case "settled" | "closed":
            return not any(step.action == "decided" and me == one.provider_id and _less(step) for step in taken)
        case "no_show":
            return False if one.absent_id == me and not one.excuse else None
        case "cancelled_late":
            return False if one.by_id == me and not one.excuse else None
        case _:
            unanswered = one.old_state == "proposed" and one.author_id not in (None, me)
            return False if unanswered else None


def _less(step: _Step) -> bool:
    """A coordinator found fewer hours right than the provider said."""
    terms: dict[str, Any] = orjson.loads(step.terms)
    return int(terms.get("figure", 0)) < int(terms.get("claimed", 0))


def _in_time(taken: list[_Step], me: int) -> bool:
    """As provider: delivered by the day, which it did not move; as receiver: it answered, and did not move the day."""
    for step in taken:
        if step.action == "moved" and orjson.loads(step.terms).get("moved_by") == me:
            return False
        if step.action == "silent" and me != step.provider_id:
            return False
        delivered = step.action == "delivered" and me == step.provider_id
        if delivered and step.due_on and step.at > end_of_day(step.due_on, step.zone):
            return False
    return True
