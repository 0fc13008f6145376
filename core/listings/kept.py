"""What do organisations ask for and offer? Reading needs and offers, and ending them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core import clocks, matching
from core.calendar import after_quiet, instant_of, today
from core.commands import TakeDown
from core.commands.listings import Rest
from core.context import Context
from core.db import Q, Tx
from core.errors import Faster, NotYours, Refusal
from core.events import Event, ListingEnded, Rested
from core.exchanges import unasked
from core.listing_states import LIVE
from core.listings.states import AGAIN, end, pause
from core.matching.rows import COLUMNS, FROM, listing_of
from core.matching.values import Listing
from core.messages import _
from core.people.organisations import Organisation, acting_organisation
from core.privacy.seeing import SEEN
from core.tables import listing
from core.text.clean import clean

_LONGEST_SEARCH = 300

_LOAD = Q(select(*COLUMNS).select_from(FROM).where(listing.c.id == bindparam("id")))
_OF_ORGANISATION = Q(
    select(*COLUMNS)
    .select_from(FROM)
    .where(
        listing.c.organisation_id == bindparam("organisation_id"),
        listing.c.state.in_(LIVE),
    )
    .order_by(listing.c.id.desc())
    .limit(bindparam("most"))
)
_OF_HUB = Q(
    select(*COLUMNS)
    .select_from(FROM)
    .where(
        listing.c.hub_id == bindparam("hub_id"),
        listing.c.kind == bindparam("kind"),
        listing.c.state == "open",
        listing.c.id < bindparam("before"),
        SEEN,
    )
    .order_by(listing.c.id.desc())
    .limit(bindparam("most"))
)
_NEWEST = 1 << 62

# ---- ending -----------------------------------------------------------------------------------------------------


def take_down(ctx: Context, command: TakeDown) -> list[Event]:
    """The owner withdraws an open listing; what was suggested ends with it, exchanges that were proposed go on."""
    owner = acting_organisation(ctx)
    found = load(ctx.tx, command.listing_id)
    if found is None or found.organisation_id != owner.id:
        raise NotYours()
    if not end(ctx.tx, found.id, "withdrawn"):
        raise Faster(_("This was taken down before. Write “menu” to see what you have."))
    return [ListingEnded(found.id, "withdrawn"), *unasked.end_with(ctx, found.id)]


def rest(ctx: Context, command: Rest) -> list[Event]:
    """The owner lets an open listing rest, or tells until when; what is under way about it goes on."""
    owner = acting_organisation(ctx)
    found = load(ctx.tx, command.listing_id)
    if found is None or found.organisation_id != owner.id:
        raise NotYours()
    at = _again_at(ctx, command.until, owner)
    rests = found.state == "paused" and found.held is None and bool(command.until)
    if not (pause(ctx.tx, found.id) or rests):
        raise Faster(_("This rests already, or has ended. Write “menu” to see what you have."))
    if at:
        clocks.start(ctx.tx, AGAIN, "listing", found.id, at)
    return [Rested(found.id, command.until)]


def _again_at(ctx: Context, until: str, owner: Organisation) -> int:
    """When the night ends on that day, be it a holiday: it is the day that they were told; 0 for no day."""
    if not until:
        return 0
    if until <= today(ctx.now, owner.zone).isoformat():
        raise Refusal(_("That day is past or more than a year away. Write another day."))
    return after_quiet(instant_of(until, 0, owner.zone), owner.zone)


def rests_until(tx: Tx, one: Listing, zone: str) -> str:
    """The day on which what rests is shown again by itself, '' for none."""
    at = clocks.due_at(tx, AGAIN, "listing", one.id) if one.state == "paused" else None
    return today(at, zone).isoformat() if at else ""


def end_all_of(ctx: Context, organisation_id: int, state: str) -> list[Event]:
    """The same for all listings of an organisation."""
    mine = of_organisation(ctx.tx, organisation_id, most=1000)
    return [ListingEnded(one.id, state) for one in mine if end(ctx.tx, one.id, state)]


# ---- reading ----------------------------------------------------------------------------------------------------


def load(tx: Tx, listing_id: int) -> Listing | None:
    """The listing with that id, in whatever state, or None."""
    row = tx.one(_LOAD, id=listing_id)
    return listing_of(row) if row else None


def of_organisation(tx: Tx, organisation_id: int, most: int = 50) -> list[Listing]:
    """What an organisation has open or paused, newest first."""
    return [listing_of(row) for row in tx.all(_OF_ORGANISATION, organisation_id=organisation_id, most=most)]


def of_hub(tx: Tx, hub_id: int, kind: str, viewer: int, *, before: int = 0, most: int = 20) -> list[Listing]:
    """Open listings of that kind of other organisations of the hub, as far as the viewer may see them, newest first.

    `before`: only those with a smaller id, for the next page.
    """
    rows = tx.all(_OF_HUB, hub_id=hub_id, kind=kind, viewer=viewer, before=before or _NEWEST, most=most)
    return [listing_of(row) for row in rows]


def by_text(tx: Tx, hub_id: int, kind: str, text: str, viewer: int, *, lang: str = "", most: int = 20) -> list[Listing]:
    """Open listings of that kind that have words or a service of `text`, best first; `viewer` as in `of_hub`."""
    return matching.look_for(tx, hub_id, kind, clean(text, _LONGEST_SEARCH), lang, viewer)[:most]


HANDLERS: dict[type, Any] = {TakeDown: take_down, Rest: rest}
