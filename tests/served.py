"""Organisations that served each other, in a line each: what the stories about figures begin with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from core.commands import Accept, Confirm, Deliver, Post, Propose, Terms
from core.db import Q
from core.events import Joined
from core.tables import organisation
from tests.members import Town

DAY = 86_400_000


def member(town: Town, name: str, kind: str = "grassroots", **more: str) -> Joined:
    """An approved organisation of that kind."""
    joined = town.member(name, **more)
    with town.db.write() as tx:
        tx.run(Q(update(organisation).where(organisation.c.id == joined.organisation_id).values(kind=kind)))
    return joined


def agreed(
    town: Town, giver: Joined, taker: Joined, minutes: int = 60, what: str = "contabilidad", day: str = "2026-12-01"
) -> int:
    """Somebody asks, the other proposes, the first accepts; the exchange's id."""
    posted: Any = town.do(taker.person_id, Post("need", what, minutes=minutes, remote=True, audience="all"))[0]
    terms = Terms(minutes, day, remote=True)
    events = town.do(giver.person_id, Propose(listing_id=posted.listing_id, terms=terms))
    id = next(int(event.exchange_id) for event in events if hasattr(event, "exchange_id"))
    town.do(taker.person_id, Accept(id, version(town, id)))
    return id


def served(town: Town, giver: Joined, taker: Joined, minutes: int = 60, **more: str) -> int:
    """The same up to the end: the hours have moved."""
    id = agreed(town, giver, taker, minutes, **more)
    finish(town, giver, taker, id)
    return id


def finish(town: Town, giver: Joined, taker: Joined, id: int) -> None:
    """Done, and confirmed."""
    town.do(giver.person_id, Deliver(id, version(town, id)))
    town.do(taker.person_id, Confirm(id, version(town, id), on_time=True))


def version(town: Town, id: int) -> int:
    found: int = town.rows("exchange", "version", id=id)[0][0]
    return found
