"""Which requests of a hub is nobody helping with yet, and who is told of them on Mondays?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select

from core import clocks
from core.calendar import next_monday, next_morning
from core.context import Context
from core.db import Q, Tx
from core.events import Event, WeeklyDue
from core.exchange_states import TAKEN_UP
from core.hubs import LATE, WEEKLY, all_hubs, load_hub
from core.listings.cards import ListingCard, card_of
from core.matching.rows import COLUMNS, FROM, listing_of
from core.privacy.nameless import unnamed
from core.tables import exchange, hub, listing, name_column, organisation

_MOST = 100


def _has(*states: str) -> ColumnElement[bool]:
    return exists().where(exchange.c.need_id == listing.c.id, exchange.c.state.in_(states))


_shown = (
    select(
        *COLUMNS,
        name_column(organisation),
        organisation.c.kind,
        organisation.c.status,
        _has(*TAKEN_UP),
        _has("suggested"),
    )
    .select_from(FROM)
    .where(listing.c.hub_id == bindparam("hub_id"), listing.c.kind == bindparam("kind"), listing.c.state == "open")
    .limit(_MOST)
)
_OLDEST, _NEWEST = Q(_shown.order_by(listing.c.id)), Q(_shown.order_by(listing.c.id.desc()))
_ALONE = Q(
    select(listing.c.id, listing.c.created_at)
    .join(organisation, organisation.c.id == listing.c.organisation_id)
    .where(
        listing.c.hub_id == bindparam("hub_id"),
        listing.c.kind == "need",
        listing.c.state == "open",
        organisation.c.status == "approved",
        ~_has(*TAKEN_UP),
    )
)
_FROZEN = Q(select(hub.c.frozen_at).where(hub.c.id == bindparam("id")).with_for_update(key_share=True))


@dataclass(frozen=True, slots=True)
class Open:
    """An open request or offer: whether its organisation is a member, somebody helps, or was at least suggested."""

    card: ListingCard
    kind: str
    member: bool
    helped: bool
    urgent: bool


def open_listings(tx: Tx, hub_id: int, kind: str) -> list[ListingCard]:
    """The hub's open requests, oldest first, or its offers, the newest first."""
    order = _OLDEST if kind == "need" else _NEWEST
    return [_open(row).card for row in tx.all(order, hub_id=hub_id, kind=kind)]


def alone(tx: Tx, hub_id: int) -> list[tuple[Any, ...]]:
    """(id, since) of all open requests of members that nobody helps with, to be counted."""
    return tx.all(_ALONE, hub_id=hub_id)


def unmet(tx: Tx, hub_id: int) -> list[ListingCard]:
    """Those of members that nobody helps with, of the newest, as others see them: the urgent first, then by their day.

    Whoever shows them asks core/privacy/seeing.py which of them the reader may see.
    """
    return [replace(one.card, organisation=unnamed(one.kind)) for one in _most_urgent(tx, hub_id)]


def asked_for(tx: Tx, hub_id: int) -> list[ListingCard]:
    """The same, of whom they are: for coordinators alone."""
    return [one.card for one in _most_urgent(tx, hub_id)]


def _most_urgent(tx: Tx, hub_id: int) -> list[Open]:
    newest = [_open(row) for row in tx.all(_NEWEST, hub_id=hub_id, kind="need")]
    found = [one for one in newest if one.member and not one.helped]
    return sorted(found, key=lambda one: (not one.urgent, one.card.due_on or "9", -one.card.id))


def _open(row: tuple[Any, ...]) -> Open:
    *columns, name, kind, status, helped, suggested = row
    one = listing_of(tuple(columns))
    card = card_of(one, name, alone=not helped and not suggested)
    return Open(card, kind, status == "approved", bool(helped), one.urgent)


# ---- Mondays ----------------------------------------------------------------------------------------------------


def start_missing(tx: Tx, now: int) -> None:
    """Hubs that were made before there was a weekly message get their clock, as for the daily look at the queue."""
    for one in all_hubs(tx):
        if clocks.due_at(tx, WEEKLY, "hub", one.id) is None:
            clocks.start(tx, WEEKLY, "hub", one.id, next_monday(now, one.zone))
        if clocks.due_at(tx, LATE, "hub", one.id) is None:
            clocks.start(tx, LATE, "hub", one.id, next_morning(now, one.zone))


def fire_weekly(ctx: Context, hub_id: int) -> list[Event]:
    """It is Monday: the next one is waited for, and unless the hub does not want it, everybody may be told."""
    row = ctx.tx.one(_FROZEN, id=hub_id)
    found = load_hub(ctx.tx, hub_id)
    if row is None or found is None or not clocks.take(ctx.tx, WEEKLY, "hub", hub_id, ctx.now):
        return []
    clocks.start(ctx.tx, WEEKLY, "hub", hub_id, next_monday(ctx.now, found.zone))
    return [WeeklyDue(hub_id)] if found.policy.weekly and row[0] is None else []
