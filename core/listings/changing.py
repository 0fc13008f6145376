"""How does a listing come to say something else? Its owner says it anew, and what it fits is found anew, too.

Whom it was only suggested to, and still fits, is shown it as it is now: what they had before can no longer be answered.
Whom it no longer fits hears nothing of it. What two talk about already has terms of its own and goes on.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, or_, select, update

from core import limits, matching
from core.commands import Actor
from core.commands.listings import ChangeListing
from core.context import Context
from core.db import Q, scalar_rows
from core.errors import Faster, NotYours, Refusal
from core.events import Event, ListingChanged, Moved
from core.exchanges import load, opening, timers
from core.exchanges.record import Exchange, move
from core.hubs import Hub, load_hub, lock_hub
from core.listing_states import LIVE
from core.listings import kept as listings
from core.listings import lasting, posting, waves
from core.listings.states import resume
from core.listings.untold import unheard, untelling
from core.matching.values import Listing, Match
from core.messages import _, dump_value
from core.moderation import flags
from core.people.organisations import Organisation, acting_organisation
from core.reached import alert_key
from core.tables import exchange, history, listing, organisation

_MOST_FOUND = 64  # who was suggested and is not among them fits no longer
_SAID = ("what", "minutes", "due_on", "place", "remote", "lang", "service", "expires_at")
_SAY = Q(
    update(listing)
    .where(listing.c.id == bindparam("listing_id"), listing.c.state.in_(LIVE))
    .values({name: bindparam(name) for name in _SAID} | {"version": listing.c.version + 1})
)
_LOCK = Q(select(listing.c.id).where(listing.c.id == bindparam("id")).with_for_update(key_share=True))
_this = bindparam("listing_id", type_=listing.c.id.type)
_outdated = exists().where(  # … by a change before, so a change may bring it back
    exchange.c.state == "lapsed",
    history.c.exchange_id == exchange.c.id,
    history.c.version == exchange.c.version,
    history.c.action == "outdated",
)
_SUGGESTED = Q(
    select(exchange.c.id)
    .where(
        or_(exchange.c.need_id == _this, exchange.c.offer_id == _this), or_(exchange.c.state == "suggested", _outdated)
    )
    .order_by(exchange.c.id)
)
_WHY = Q(
    update(exchange)
    .where(exchange.c.id == bindparam("exchange_id"))
    .values(score=bindparam("score"), reasons=bindparam("why"))
)
_OWNER = Q(select(listing.c.organisation_id).where(listing.c.id == bindparam("id")))
_ASKED = select(organisation.c.id).where(organisation.c.id == bindparam("who"))
_UNTOLD, _UNHEARD = untelling(_ASKED), unheard(_ASKED)


def change(ctx: Context, command: ChangeListing) -> list[Event]:
    """By its owner, while it is shown or rests. Raises a Refusal as `posting.post`."""
    owner = acting_organisation(ctx)
    hub = load_hub(ctx.tx, owner.hub_id)
    ctx.tx.one(_LOCK, id=command.listing_id)
    before = listings.load(ctx.tx, command.listing_id)
    if before is None or hub is None or before.organisation_id != owner.id:
        raise NotYours()
    said = _said(ctx, hub, before, owner, command)
    if all(getattr(before, name) == value for name, value in said.items()):
        raise Refusal(_("It says that already. Nothing was changed."))
    limits.check_changes(ctx.tx, before.id, ctx.now)
    if not ctx.tx.run(_SAY, listing_id=before.id, **said):
        raise Faster(_("This has ended meanwhile. Write “menu” to see what is open."))
    if before.held is not None and flags.rewritten(ctx, before.id, before.held, f"{said['what']}\n{said['place']}"):
        resume(ctx.tx, before.id)
    if said["expires_at"] != before.expires_at:
        lasting.start(ctx, before.id, said["expires_at"])
    return _told_anew(ctx, hub, before.id, approved=owner.status == "approved")


def _said(ctx: Context, hub: Hub, before: Listing, owner: Organisation, command: ChangeListing) -> dict[str, Any]:
    """What it says from now on, checked as when it was published; a day that stays may have come meanwhile."""
    need = before.kind == "need"
    due_on = command.due_on
    if due_on != before.due_on:
        due_on = posting.due_day(due_on, owner.zone, ctx.now)
    what = posting.words(command.what, owner.name)
    service = before.service if command.service is None and what == before.what else command.service or ""
    return {
        "what": what,
        "minutes": posting.within(command.minutes, hub.policy) if need else before.minutes,
        "due_on": due_on,
        "place": posting.town(command.place),
        "remote": int(command.remote),
        "lang": before.lang if what == before.what else posting.language(ctx, command.lang),
        "service": matching.service_chosen(ctx.tx, hub.id, service) if service else "",
        "expires_at": before.expires_at
        if due_on == before.due_on
        else lasting.expiry(before.kind, due_on, owner.zone, hub.policy, ctx.now),
    }


def _told_anew(ctx: Context, hub: Hub, listing_id: int, *, approved: bool) -> list[Event]:
    about = listings.load(ctx.tx, listing_id)
    assert about, "a listing of this transaction"
    if not approved:
        return [ListingChanged(listing_id, (), ())]
    lock_hub(ctx.tx, hub.id)  # nobody is just being suggested
    found = {ctx.tx.value(_OWNER, id=one.listing_id): one for one in matching.find(ctx.tx, about, _MOST_FOUND)}
    unheard_of: list[tuple[int, int]] = []
    again = _again(ctx, about, found, unheard_of)
    if about.state == "paused":  # nobody could answer
        return [ListingChanged(listing_id, (), ()), *again]
    matching.unindex(ctx.tx, listing_id)
    matching.index(ctx.tx, about)
    made, _look_at = waves.begin(ctx, about, hub.policy)
    stays = [one for one in again if one.action == "changed"]
    kept = tuple(one.exchange_id for one in stays if one.old_state == "suggested")
    # what had ended comes back as something new: who slept meanwhile never heard of it
    back = (one.exchange_id for one in stays if one.old_state != "suggested")
    told = ListingChanged(listing_id, kept, (*back, *(one.exchange_id for one in made)), tuple(unheard_of))
    return [told, *again, *made]


def _again(ctx: Context, about: Listing, found: dict[Any, Match], unheard_of: list[tuple[int, int]]) -> list[Moved]:
    """What was suggested before, by the clock's hand: it stays with what is said now, or ends without a word.

    `unheard_of` gets the exchange and the address of whoever had not been told of it yet.
    """
    clock = Context(ctx.tx, ctx.vault, Actor(None, None, "", "", "clock"), ctx.now)
    before = [load(ctx.tx, id, lock=True) for id in scalar_rows(ctx.tx.all(_SUGGESTED, listing_id=about.id))]
    again: list[Moved] = []
    for one in before:
        unheard_of += [(one.id, address_id) for address_id in _not_yet_told(clock, about, one)]
        fits = found.get(one.other(about.organisation_id))
        if fits is not None:
            again.append(_stays(clock, about, one, fits))
        elif one.state == "suggested":
            again.append(_ends(clock, about, one))
    return again


def _stays(clock: Context, about: Listing, one: Exchange, fits: Match) -> Moved:
    _untell(clock, about, one)
    other = opening.read_listing(clock.tx, fits.listing_id, lock=False)
    terms = _terms(about, other) if about.kind == "need" else opening.where_between(other, about)
    new, told = move(clock, one, "changed", state="suggested", **terms)
    why = "[" + ",".join(dump_value(reason) for reason in fits.reasons) + "]"
    clock.tx.run(_WHY, exchange_id=one.id, score=fits.score, why=why)
    timers.start_suggestion(clock, new)
    return told


def _ends(clock: Context, about: Listing, one: Exchange) -> Moved:
    _untell(clock, about, one)
    new, told = move(clock, one, "outdated", state="lapsed")
    timers.stop(clock, new)
    return told


def _not_yet_told(clock: Context, about: Listing, one: Exchange) -> list[int]:
    """The addresses for which its first word waits for the morning, or in a lane: to them nothing has changed."""
    first = "%" + alert_key(one.id, one.version, "suggested") + ":%"
    return scalar_rows(clock.tx.all(_UNHEARD, who=one.other(about.organisation_id), first=first))


def _untell(clock: Context, about: Listing, one: Exchange) -> None:
    """What waits to be told of it says what was before."""
    for waits in _UNTOLD:
        clock.tx.run(waits, who=one.other(about.organisation_id), button=f"x:{one.id}:")


def _terms(need: Listing, offer: opening.Placed) -> dict[str, Any]:
    """What a suggestion takes over from a request, for who offers it."""
    return {
        "what": need.what,
        "minutes": need.minutes,
        "due_on": need.due_on,
        **opening.where_between(need, offer),
    }


HANDLERS: dict[type, Any] = {ChangeListing: change}
