"""How long is a listing shown? Its end, the notices 7 days and 1 day before it, and more time in one tap.

One clock carries both notices. It is started without a calendar: when it comes due the first is moved to the next
working hour of its owner, the last, for which it comes early, to the last one a day before the end: what is asked on
the very day, and told as over hours later, is one message too many. It looks again at an end that was moved meanwhile.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, null, select, update

from core import clocks, matching
from core.calendar import end_of_day, today, waking, waking_before
from core.commands.listings import Renew
from core.context import Context
from core.db import Q
from core.errors import Faster, NotYours
from core.events import Event, ListingEnded, ListingEnds, Renewed
from core.exchanges import unasked
from core.exchanges.sides import Side, side
from core.hubs import load_hub
from core.listing_states import LIVE, REVIVABLE
from core.listings import kept as listings
from core.listings import waves
from core.listings.states import EXPIRY, NOTICE, end
from core.matching.values import Listing
from core.messages import _
from core.people.organisations import acting_organisation
from core.policy import DAY_MS, HOUR_MS, Policy
from core.tables import listing

BEFORE = (7 * DAY_MS, DAY_MS)
"""How long before the end its owner is asked."""
RENEWABLE_MS = 14 * DAY_MS
"""From when on its card offers more time."""
KINDS = (EXPIRY, NOTICE)
_EARLY_MS = 3 * DAY_MS  # a weekend, by which the last notice may come sooner
_LATEST = 12 * HOUR_MS  # nobody is asked later than this before the end

_this: BindParameter[int] = bindparam("id")
_STANDS = Q(
    select(listing.c.state, listing.c.due_on, listing.c.organisation_id, listing.c.expires_at)
    .where(listing.c.id == _this)
    .with_for_update(key_share=True)
)
_LONGER = Q(
    update(listing)
    .where(listing.c.id == _this, listing.c.state.in_(REVIVABLE))
    .values(state=bindparam("new_state"), expires_at=bindparam("until"), due_on=null(), version=listing.c.version + 1)
)


def expiry(kind: str, due_on: str | None, zone: str, policy: Policy, now: int) -> int | None:
    """When the policy's days are over, or with the day it is needed by, where that comes sooner; None: never."""
    days = policy.need_days if kind == "need" else policy.offer_days
    latest = now + days * DAY_MS if days else None
    if due_on is None:
        return latest
    ends = end_of_day(due_on, zone)
    return ends if latest is None else min(latest, ends)


def start(ctx: Context, listing_id: int, expires_at: int | None) -> None:
    """Its clocks, instead of those it had. A notice in the first half of its life would tell what is just decided."""
    if expires_at is None:
        for kind in KINDS:
            clocks.stop(ctx.tx, kind, "listing", listing_id)
        return
    clocks.start(ctx.tx, EXPIRY, "listing", listing_id, expires_at)
    half = ctx.now + (expires_at - ctx.now) // 2
    _start_notice(ctx, listing_id, expires_at, after=half)


def _start_notice(ctx: Context, listing_id: int, expires_at: int, after: int) -> None:
    first, last = (expires_at - before for before in BEFORE)
    if after > last:
        clocks.stop(ctx.tx, NOTICE, "listing", listing_id)
    else:
        at = first if after <= first else max(after, last - _EARLY_MS)
        clocks.start(ctx.tx, NOTICE, "listing", listing_id, at)


# ---- the clocks -------------------------------------------------------------------------------------------------


def fire(ctx: Context, kind: str, listing_id: int) -> list[Event]:
    """A clock of a listing came due: looked at again under its lock."""
    row = ctx.tx.one(_STANDS, id=listing_id)
    if row is None:
        return []
    state, due_on, owner_id, expires_at = row
    owner = side(ctx.tx, owner_id, ctx.now)
    if kind == EXPIRY:
        return _end(ctx, listing_id, rests=due_on is None and owner.frozen)
    if owner.frozen:
        clocks.rest(ctx.tx, NOTICE, "listing", listing_id, ctx.now, ctx.now + DAY_MS)
        return []
    if not clocks.take(ctx.tx, NOTICE, "listing", listing_id, ctx.now) or state not in LIVE:
        return []
    return _notice(ctx, listing_id, owner, expires_at) if expires_at and expires_at > ctx.now else []


def _end(ctx: Context, listing_id: int, *, rests: bool) -> list[Event]:
    if rests:
        clocks.rest(ctx.tx, EXPIRY, "listing", listing_id, ctx.now, ctx.now + DAY_MS)
        return []
    if not clocks.take(ctx.tx, EXPIRY, "listing", listing_id, ctx.now) or not end(ctx.tx, listing_id, "expired"):
        return []
    told = [] if listing_helped(ctx, listing_id) else [ListingEnded(listing_id, "expired")]
    return [*told, *unasked.end_with(ctx, listing_id)]


def _notice(ctx: Context, listing_id: int, owner: Side, expires_at: int) -> list[Event]:
    later = _later(ctx.now, owner, expires_at)
    if later > ctx.now:
        clocks.start(ctx.tx, NOTICE, "listing", listing_id, later)
        return []
    if waking(ctx.now, owner.calendar) > ctx.now or ctx.now > expires_at - _LATEST:
        return []  # its moment is over, and the next would be on the day on which it ends
    _start_notice(ctx, listing_id, expires_at, after=ctx.now + _LATEST)
    if listing_helped(ctx, listing_id):
        return []
    return [ListingEnds(listing_id, _last_day(expires_at, owner.calendar.zone))]


def _later(now: int, owner: Side, expires_at: int) -> int:
    """When the notice that has come due is for."""
    first, end = (expires_at - before for before in BEFORE)
    last = waking_before(end, owner.calendar)
    if now < first:  # its end was moved
        return first
    return last if now >= end - _EARLY_MS else min(waking(now, owner.calendar), max(last, now))


def listing_helped(ctx: Context, listing_id: int) -> bool:
    """Whether it is a request that somebody helps with already, or proposes to."""
    found = listings.load(ctx.tx, listing_id)
    return found is not None and found.kind == "need" and waves.goes_on(ctx.tx, listing_id)


def near_end(one: Listing, zone: str, now: int) -> str:
    """Its last day, where its owner may give it more time already: what has a day, not long before."""
    if one.expires_at is None or one.state not in LIVE:
        return ""
    left, soon = one.expires_at - now, 2 * DAY_MS if one.due_on else RENEWABLE_MS
    return _last_day(one.expires_at, zone) if 0 < left <= soon else ""


def _last_day(expires_at: int, zone: str) -> str:
    return today(expires_at - 1, zone).isoformat()


# ---- more time --------------------------------------------------------------------------------------------------


def renew(ctx: Context, command: Renew) -> list[Event]:
    """It stays for the hub's days from now, without the day it was needed by; one that has expired is shown again."""
    owner = acting_organisation(ctx)
    ctx.tx.one(_STANDS, id=command.listing_id)  # two who renew at once find it once
    found = listings.load(ctx.tx, command.listing_id)
    hub = load_hub(ctx.tx, owner.hub_id)
    if found is None or hub is None or found.organisation_id != owner.id:
        raise NotYours()
    if found.held is not None:
        raise Faster(_("A coordinator looks at “{what}” first. I will tell you.", what=found.what))
    until = expiry(found.kind, None, owner.zone, hub.policy, ctx.now)
    again = found.state == "expired"
    state = "open" if again else found.state
    if not ctx.tx.run(_LONGER, id=found.id, new_state=state, until=until):
        raise Faster(_("This has ended meanwhile. Write “menu” to see what is open."))
    start(ctx, found.id, until)
    made = _find_again(ctx, found.id, hub.policy) if again and owner.status == "approved" else []
    ids = tuple(one.exchange_id for one in made)
    day = _last_day(until, owner.zone) if until else ""
    return [Renewed(found.id, day, found.due_on is not None, again, ids), *made]


def _find_again(ctx: Context, listing_id: int, policy: Policy) -> list[Any]:
    shown: Listing | None = listings.load(ctx.tx, listing_id)
    if shown is None:
        return []
    matching.index(ctx.tx, shown)
    made, _look_at = waves.begin(ctx, shown, policy)
    return made


HANDLERS: dict[type, Any] = {Renew: renew}
