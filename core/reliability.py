"""How far can an organisation be relied on? What its history says, counted only where it was at fault.

Shown as two figures of a third, never as a mean: "kept 9 of 10, on time 8 of 10". Below a few exchanges nothing is
said but that it is new, so that one bad day marks nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Select, bindparam, select

from core.calendar import end_of_day
from core.db import Q, Tx
from core.exchange_states import BROKEN, COMPLETED
from core.parties import is_party
from core.tables import exchange, history, organisation, review

FEWEST = 3  # with fewer than these it is new here
_MOST = 2000
_MOST_OF_HUB = 50_000  # steps: what came before is not counted

_of_both = is_party(bindparam("organisation_id"))
_steps: Select[Any] = (
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
        exchange.c.receiver_id,
    )
    .join(history, history.c.exchange_id == exchange.c.id)
    .join(organisation, organisation.c.id == exchange.c.provider_id)
    .where(
        exchange.c.state.in_((*COMPLETED, *BROKEN, "lapsed")),
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
)
_STEPS = Q(_steps.where(_of_both).limit(_MOST))
_STEPS_OF_HUB = Q(_steps.where(exchange.c.hub_id == bindparam("hub_id")).limit(_MOST_OF_HUB))
_late: Select[Any] = (
    select(review.c.exchange_id, review.c.about_id)
    .join(exchange, exchange.c.id == review.c.exchange_id)
    .where(
        review.c.on_time == 0,
        exchange.c.state == "closed",  # before that a review is hidden
        exchange.c.provider_id == review.c.about_id,
    )
)
_LATE = Q(_late.where(review.c.about_id == bindparam("organisation_id")))
_LATE_OF_HUB = Q(_late.where(exchange.c.hub_id == bindparam("hub_id")))


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
    receiver_id: int


def reliability(tx: Tx, organisation_id: int) -> Reliability:
    """What the history says of an organisation."""
    late = {(exchange_id, about) for exchange_id, about in tx.all(_LATE, organisation_id=organisation_id)}
    steps = _by_exchange(tx.all(_STEPS, organisation_id=organisation_id))
    return _summed(list(steps.values()), late, organisation_id)


def of_hub(tx: Tx, hub_id: int) -> dict[int, Reliability]:
    """The same of each organisation of a hub that it says anything of, in two statements."""
    late = {(exchange_id, about) for exchange_id, about in tx.all(_LATE_OF_HUB, hub_id=hub_id)}
    of: dict[int, list[list[_Step]]] = defaultdict(list)
    for taken in _by_exchange(tx.all(_STEPS_OF_HUB, hub_id=hub_id)).values():
        for side in (taken[0].provider_id, taken[0].receiver_id):
            of[side].append(taken)
    return {id: _summed(all_of, late, id) for id, all_of in of.items()}


def _by_exchange(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[_Step]]:
    steps: dict[int, list[_Step]] = defaultdict(list)
    for row in rows:
        steps[row[0]].append(_Step(*row))
    return steps


def _summed(exchanges: list[list[_Step]], late: set[tuple[int, int]], me: int) -> Reliability:
    kept = timely = counted = 0
    for taken in exchanges:
        was_kept = _kept(taken, me)
        if was_kept is None:
            continue
        counted += 1
        kept += was_kept
        timely += was_kept and (taken[0].exchange_id, me) not in late and _in_time(taken, me)
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
