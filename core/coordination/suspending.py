"""How does a coordinator stop an organisation or a listing, and let it go on? With a reason that they are told.

A suspended organisation may not act and is not found; its talks end, what it agreed rests until a coordinator decides
or it is back. Never by a coordinator who belongs to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, literal, select, update

from core.commands.stopping import LetGoOn, StopListing, Suspend
from core.context import Context
from core.coordination import freezing, measures
from core.coordination.coordinators import require_decider
from core.db import Q
from core.errors import Faster, NotYours
from core.events import Event, Judged
from core.events.hub import ListingStopped, OrganisationStopped
from core.exchange_states import PENDING
from core.exchanges import timers
from core.exchanges.record import Exchange, load, move
from core.listings import kept as listings
from core.listings import states as listing_states
from core.messages import _
from core.moderation import flags
from core.parties import is_party
from core.people.organisations import Organisation, lock_organisation
from core.tables import exchange, listing, organisation

_SINCE = Q(select(organisation.c.frozen_at).where(organisation.c.id == bindparam("id")))
_SUSPEND = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("id"), organisation.c.status == "approved")
    .values(status=literal("suspended"), frozen_at=func.coalesce(organisation.c.frozen_at, bindparam("now")))
)
_BACK = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("id"), organisation.c.status == "suspended")
    .values(status=literal("approved"), frozen_at=None)
)
_talking = exchange.c.state.in_(PENDING)
_TALKS = Q(
    select(exchange.c.id)
    .where(
        is_party(bindparam("side")),
        _talking,
    )
    .order_by(exchange.c.id)
)
# two, since SQLite's planner gives up on an OR of these two indexes
_SUGGESTED = tuple(
    Q(
        select(exchange.c.id)
        .where(column == bindparam("listing_id"), exchange.c.state == "suggested")
        .order_by(exchange.c.id)
    )
    for column in (exchange.c.need_id, exchange.c.offer_id)
)
_LOCK_LISTING = Q(select(listing.c.id).where(listing.c.id == bindparam("id")).with_for_update(key_share=True))


def suspend(ctx: Context, command: Suspend) -> list[Event]:
    """It is out for now: nobody finds it, it may not act, its talks end and its clocks rest."""
    found = _decided_by_another(ctx, command.organisation_id)
    sealed = measures.why(ctx, command.sealed)
    if not ctx.tx.run(_SUSPEND, id=found.id, now=ctx.now):
        raise Faster(_("This is done already, or it is not a member now."))
    id = measures.note(ctx, found.hub_id, "suspended", organisation_id=found.id, sealed=sealed)
    for one in listings.of_organisation(ctx.tx, found.id, most=1000):
        listing_states.pause(ctx.tx, one.id)
    events: list[Event] = [OrganisationStopped(id, found.id, found.hub_id, sealed)]
    for (exchange_id,) in ctx.tx.all(_TALKS, side=found.id):
        events += take_back(ctx, load(ctx.tx, exchange_id, lock=True))
    return events


def let_go_on(ctx: Context, command: LetGoOn) -> list[Event]:
    """It is back; its clocks go on, and it shows its listings again itself."""
    found = _decided_by_another(ctx, command.organisation_id)
    since = ctx.tx.value(_SINCE, id=found.id)
    if not ctx.tx.run(_BACK, id=found.id):
        raise Faster(_("This is done already, or it is not a member now."))
    freezing.go_on(ctx, found.hub_id, found.id, since or ctx.now)
    id = measures.note(ctx, found.hub_id, "resumed", organisation_id=found.id)
    return [OrganisationStopped(id, found.id, found.hub_id, "", back=True)]


def stop_listing(ctx: Context, command: StopListing) -> list[Event]:
    """It rests until its owner shows it again, or is removed; suggestions about it end, proposals go on."""
    if ctx.tx.one(_LOCK_LISTING, id=command.listing_id) is None:
        raise NotYours()
    found = listings.load(ctx.tx, command.listing_id)
    if found is None:
        raise NotYours()
    require_decider(ctx, found.hub_id, found.organisation_id)
    sealed = measures.why(ctx, command.sealed)
    if not _stop(ctx, found.id, remove=command.remove):
        raise Faster(_("It is not shown any more."))
    action = "removed" if command.remove else "paused"
    id = measures.note(
        ctx, found.hub_id, action, organisation_id=found.organisation_id, listing_id=found.id, sealed=sealed
    )
    events: list[Event] = [ListingStopped(id, found.id, found.organisation_id, sealed, command.remove)]
    if command.remove:
        events += (Judged(id, 0, False) for id in flags.refuse_all(ctx, found.id))
    return [*events, *end_suggestions(ctx, found.id)]


def end_suggestions(ctx: Context, listing_id: int) -> list[Event]:
    """What was only suggested of a listing ends without a word."""
    ids = [id for q in _SUGGESTED for (id,) in ctx.tx.all(q, listing_id=listing_id)]
    return [told for id in ids for told in take_back(ctx, load(ctx.tx, id, lock=True))]


def take_back(ctx: Context, found: Exchange) -> list[Event]:
    """A coordinator ends what two were talking about or were suggested, since one of them cannot take part now."""
    acting = replace(ctx, actor=replace(ctx.actor, kind="coordinator", organisation_id=None))
    new, told = move(acting, found, "taken_back", state="withdrawn")
    timers.stop(ctx, new)
    return [told]


def _stop(ctx: Context, listing_id: int, *, remove: bool) -> bool:
    if not remove:
        return listing_states.pause(ctx.tx, listing_id)
    return listing_states.end(ctx.tx, listing_id, "removed")


def _decided_by_another(ctx: Context, organisation_id: int) -> Organisation:
    found = lock_organisation(ctx.tx, organisation_id)
    if found is None:
        raise NotYours()
    require_decider(ctx, found.hub_id, found.id)
    return found


HANDLERS: dict[type, Any] = {Suspend: suspend, LetGoOn: let_go_on, StopListing: stop_listing}
