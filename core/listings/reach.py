"""Who may see a listing from now on? Its owner opens it to companies and public bodies, or shuts it to them again.

Shut off, what was only suggested to them ends without a word, and what still waits to be told them is not sent. What
they and its owner talk about already goes on: its owner answers each proposal. Opened, it looks for more who fit.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select, update

from core.commands import Actor
from core.commands.listings import SetAudience
from core.context import Context
from core.db import Q, scalar_rows
from core.errors import Faster, NotYours
from core.events import AudienceSet, Event, Moved
from core.exchanges import load, timers
from core.exchanges.record import move
from core.hubs import load_hub, lock_hub
from core.listing_states import LIVE
from core.listings import kept as listings
from core.listings import waves
from core.listings.untold import untelling
from core.messages import _
from core.people.organisations import Organisation, acting_organisation
from core.privacy.nameless import ALL, AUDIENCES
from core.privacy.seeing import institution
from core.tables import exchange, listing, organisation

_this: BindParameter[int] = bindparam("listing_id", type_=listing.c.id.type)
_SET = Q(
    update(listing)
    .where(
        listing.c.id == _this,
        listing.c.state.in_(LIVE),
        listing.c.audience != bindparam("wanted", type_=listing.c.audience.type),
    )
    .values(audience=bindparam("wanted", type_=listing.c.audience.type), version=listing.c.version + 1)
)
_shut_out = select(organisation.c.id).where(
    organisation.c.hub_id == bindparam("hub_id", type_=organisation.c.hub_id.type), institution(organisation)
)
_SUGGESTED = Q(
    select(exchange.c.id)
    .where(
        exchange.c.state == "suggested",
        or_(
            (exchange.c.need_id == _this) & exchange.c.provider_id.in_(_shut_out),
            (exchange.c.offer_id == _this) & exchange.c.receiver_id.in_(_shut_out),
        ),
    )
    .order_by(exchange.c.id)
)
_UNTOLD = untelling(_shut_out)


def set_audience(ctx: Context, command: SetAudience) -> list[Event]:
    """By its owner, while it is shown or rests."""
    owner = acting_organisation(ctx)
    found = listings.load(ctx.tx, command.listing_id)
    if found is None or found.organisation_id != owner.id or command.audience not in AUDIENCES:
        raise NotYours()
    if not ctx.tx.run(_SET, listing_id=found.id, wanted=command.audience):
        raise Faster(_("It is so already, or has ended. Write “menu” to see what you have."))
    if command.audience == ALL:
        made = _more(ctx, owner, found.id)
        return [AudienceSet(found.id, tuple(one.exchange_id for one in made)), *made]
    return [AudienceSet(found.id, ()), *_shut(ctx, owner.hub_id, found.id)]


def _more(ctx: Context, owner: Organisation, listing_id: int) -> list[Moved]:
    """Who fits and was not asked before."""
    shown = listings.load(ctx.tx, listing_id)
    hub = load_hub(ctx.tx, owner.hub_id)
    if shown is None or hub is None or shown.state != "open" or owner.status != "approved":
        return []
    made, _look_at = waves.begin(ctx, shown, hub.policy)
    return made


def _shut(ctx: Context, hub_id: int, listing_id: int) -> list[Event]:
    lock_hub(ctx.tx, hub_id)  # nobody is just being suggested
    clock = Context(ctx.tx, ctx.vault, Actor(None, None, "", "", "clock"), ctx.now)
    ended: list[Event] = []
    ids = scalar_rows(ctx.tx.all(_SUGGESTED, hub_id=hub_id, listing_id=listing_id))
    for id in ids:
        new, told = move(clock, load(ctx.tx, id, lock=True), "lapsed", state="lapsed")
        timers.stop(ctx, new)
        ended.append(told)
    for button in (f"l:{listing_id}:", *(f"x:{id}:" for id in ids)):
        for waits in _UNTOLD:
            ctx.tx.run(waits, hub_id=hub_id, button=button)
    return ended


HANDLERS: dict[type, Any] = {SetAudience: set_audience}
