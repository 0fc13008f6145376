"""Who hears of a listing when? The best few at first, the next when nobody answers in time or somebody declines.

Four clocks of a listing: NEXT asks the next few, NEXT_ONE puts another in the place of who declined or let it lapse,
LOOK calls a person when nobody fits. FROM_LIST makes findable what came in with many others, then asks as NEXT does,
but calmly. While an exchange of the listing is proposed or further, they rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeGuard

from sqlalchemy import bindparam, case, or_, select

from core import clocks, exchanges, matching
from core.calendar import Calendar, after_quiet, waking
from core.commands.caring import AskNext
from core.context import Context
from core.coordination.coordinators import coordinators_of, require_decider
from core.db import Q, Tx
from core.errors import NotYours, Refusal
from core.events import Event, Moved, NobodyFits, Suggested
from core.exchange_states import CANCELLED, TAKEN_UP, UNAGREED
from core.exchanges.sides import side
from core.hubs import load_hub, lock_hub
from core.listings import kept as listings
from core.matching.values import Listing
from core.messages import _
from core.policy import DAY_MS, Policy
from core.privacy import seeing
from core.tables import exchange, listing

NEXT, NEXT_ONE, LOOK, FROM_LIST = "next_match", "next_one", "look_at", "from_list"
KINDS = (NEXT, NEXT_ONE, LOOK, FROM_LIST)
_A_LITTLE_MS = 10 * 60_000

_WITHOUT_RESULT = (*UNAGREED, *CANCELLED, "no_show", "expired")

_LOCK = Q(select(listing.c.id).where(listing.c.id == bindparam("id")).with_for_update(key_share=True))
_OWNER = Q(select(listing.c.organisation_id).where(listing.c.id == bindparam("id")))
_this = bindparam("listing_id", type_=listing.c.id.type)
_TRIED = Q(
    select(
        case((exchange.c.need_id == _this, exchange.c.provider_id), else_=exchange.c.receiver_id),
        exchange.c.state,
        exchange.c.created_at,
        exchange.c.updated_at,
    ).where(or_(exchange.c.need_id == _this, exchange.c.offer_id == _this))
)


@dataclass(frozen=True, slots=True)
class _Tried:
    """An exchange about the listing: with which organisation, how it stands, since when."""

    other: int
    state: str
    created_at: int
    updated_at: int


# ---- at first ---------------------------------------------------------------------------------------------------


def begin(ctx: Context, posted: Listing, policy: Policy, *, new: bool = False) -> tuple[list[Moved], int | None]:
    """The first few for a listing that has just become findable, or is again, and the clock of what comes after.

    The moment is when a coordinator will look at a request that nobody fits; None where somebody fits, for an offer,
    and while there is no coordinator. `new`: nobody can have been asked yet.
    """
    tried = [] if new else _tried(ctx.tx, posted.id)
    if posted.kind == "need" and any(one.state in TAKEN_UP for one in tried):
        return [], None  # shown again while somebody helps with it already
    made = _suggest(ctx, posted, policy.matches_told, tried)
    if made or _waiting(tried):
        _start(ctx, NEXT, posted, policy.next_ms)
        return made, None
    if posted.kind != "need":
        return [], None
    look_at = _start(ctx, LOOK, posted, policy.look_ms)
    return [], look_at if coordinators_of(ctx.tx, posted.hub_id, ctx.now) else None


def _suggest(ctx: Context, about: Listing, most: int, tried: list[_Tried], then: str = NEXT) -> list[Moved]:
    """The best that were not asked before. A request that an offer found waits for an answer from here on too."""
    asked = {one.other for one in tried}
    made: list[Moved] = []
    for match in _still_seen(ctx, about, matching.find(ctx.tx, about, most + len(asked)) if most else []):
        if len(made) == most:
            break
        if asked and ctx.tx.value(_OWNER, id=match.listing_id) in asked:
            continue
        need_id, offer_id = (about.id, match.listing_id) if about.kind == "need" else (match.listing_id, about.id)
        found = exchanges.suggest(ctx, need_id, offer_id, match.score, match.reasons)
        if found is not None:
            made.append(found)
            if about.kind == "offer":
                now_waits(ctx, need_id, then)
    return made


def _still_seen(ctx: Context, about: Listing, found: list[matching.Match]) -> list[matching.Match]:
    """Those that nobody blocked or shut off in the same instant: from here on who does it waits, and ends what we made.

    SQLite has one writer, who has seen all there is.
    """
    if not found or not ctx.tx.postgres:
        return found
    lock_hub(ctx.tx, about.hub_id)
    seen = seeing.seen_of(ctx.tx, about.organisation_id, [one.listing_id for one in found])
    return [one for one in found if one.listing_id in seen]


def now_waits(ctx: Context, need_id: int, then: str = NEXT) -> None:
    """Somebody has just been found for that request: if they do not answer either, the next are asked."""
    need = listings.load(ctx.tx, need_id)
    hub = load_hub(ctx.tx, need.hub_id) if need else None
    if need and hub and all(clocks.due_at(ctx.tx, kind, "listing", need_id) is None for kind in (NEXT, FROM_LIST)):
        _start(ctx, then, need, hub.policy.next_ms)


def _start(ctx: Context, kind: str, about: Listing, after_ms: int) -> int:
    due_at = waking(ctx.now + after_ms, _calendar(ctx, about))
    clocks.start(ctx.tx, kind, "listing", about.id, due_at)
    return due_at


def _calendar(ctx: Context, about: Listing) -> Calendar:
    return side(ctx.tx, about.organisation_id, ctx.now).calendar


# ---- later ------------------------------------------------------------------------------------------------------


def follow(ctx: Context, events: list[Event]) -> list[Event]:
    """The same events. Where an exchange ended without result its request looks for the next one, at once by day.

    The clock does it, in a transaction of its own: whoever declined is answered first.
    """
    for event in events:
        if _ended(event):
            ended = exchanges.load(ctx.tx, event.exchange_id)
            owner = ended.receiver_id if ended.need_id is not None else ended.provider_id
            listing_id = ended.need_id if ended.need_id is not None else ended.offer_id
            if listing_id is not None:
                zone = side(ctx.tx, owner, ctx.now).calendar.zone
                clocks.start(ctx.tx, NEXT_ONE, "listing", listing_id, after_quiet(ctx.now, zone))
    return events


def _ended(event: Event) -> TypeGuard[Moved]:
    """Whether an exchange ended without result; whoever changed the listing has asked the next already."""
    if not isinstance(event, Moved) or event.action == "outdated":
        return False
    return event.new_state in _WITHOUT_RESULT and event.old_state != event.new_state


def fire(ctx: Context, kind: str, listing_id: int) -> list[Event]:
    """A clock of a listing came due: whether it is still wanted is seen under the listing's lock."""
    if ctx.tx.one(_LOCK, id=listing_id) is None or not clocks.take(ctx.tx, kind, "listing", listing_id, ctx.now):
        return []
    about = listings.load(ctx.tx, listing_id)
    hub = load_hub(ctx.tx, about.hub_id) if about else None
    if about is None or hub is None or about.state != "open":
        return []
    owner = side(ctx.tx, about.organisation_id, ctx.now)
    if owner.frozen:
        _start(ctx, kind, about, DAY_MS)
        return []
    tried = _tried(ctx.tx, listing_id)
    if owner.status != "approved" or any(one.state in TAKEN_UP for one in tried):
        return []
    if kind == FROM_LIST:
        return _from_list(ctx, about, hub.policy, tried)
    if kind == LOOK:
        return [] if _waiting(tried) else [NobodyFits(listing_id)]
    return _next(ctx, kind, about, hub.policy, tried)


def _from_list(ctx: Context, about: Listing, policy: Policy, tried: list[_Tried]) -> list[Event]:
    """Found from its first time on; the best few, and after a while the next. Nobody is called for so many at once."""
    if not matching.findable(ctx.tx, about.id):
        matching.index(ctx.tx, about)
    made = _suggest(ctx, about, policy.matches_told, tried, FROM_LIST)
    if not made:
        return []
    _start(ctx, FROM_LIST, about, policy.next_ms)
    return [Suggested(about.id, tuple(one.exchange_id for one in made), calm=True), *made]


def _next(ctx: Context, kind: str, about: Listing, policy: Policy, tried: list[_Tried]) -> list[Event]:
    most = policy.matches_told if kind == NEXT else min(_empty_places(tried), policy.matches_told)
    made = _suggest(ctx, about, most, tried)
    if made:
        if kind == NEXT or clocks.due_at(ctx.tx, NEXT, "listing", about.id) is None:
            _start(ctx, NEXT, about, policy.next_ms)
        return [Suggested(about.id, tuple(one.exchange_id for one in made)), *made]
    if about.kind == "need" and not _waiting(tried) and clocks.due_at(ctx.tx, LOOK, "listing", about.id) is None:
        _start(ctx, LOOK, about, policy.look_ms)
    return []


def ask_next(ctx: Context, command: AskNext) -> list[Event]:
    """A coordinator of another organisation wants the next few asked at once."""
    ctx.tx.one(_LOCK, id=command.listing_id)
    about = listings.load(ctx.tx, command.listing_id)
    hub = load_hub(ctx.tx, about.hub_id) if about else None
    if about is None or hub is None:
        raise NotYours
    require_decider(ctx, about.hub_id, about.organisation_id)
    owner, tried = side(ctx.tx, about.organisation_id, ctx.now), _tried(ctx.tx, about.id)
    if about.state != "open" or owner.status != "approved" or owner.frozen:
        raise Refusal(_("It is paused now, so nobody is asked about it."))
    if any(one.state in TAKEN_UP for one in tried):
        raise Refusal(_("Two are talking about it already. If that ends without a result, the next are asked."))
    if any(ctx.now - one.created_at < _A_LITTLE_MS for one in tried):
        raise Refusal(_("Some were asked just now. Give them a few minutes."))
    made = _suggest(ctx, about, max(1, hub.policy.matches_told), tried)
    if not made:
        raise Refusal(_("Nobody else fits now. I keep looking."))
    _start(ctx, NEXT, about, hub.policy.next_ms)
    return [Suggested(about.id, tuple(one.exchange_id for one in made)), *made]


def goes_on(tx: Tx, listing_id: int) -> bool:
    """Whether an exchange of the listing is proposed or further."""
    return any(one.state in TAKEN_UP for one in _tried(tx, listing_id))


def _tried(tx: Tx, listing_id: int) -> list[_Tried]:
    return [_Tried(*row) for row in tx.all(_TRIED, listing_id=listing_id)]


def _waiting(tried: list[_Tried]) -> bool:
    return any(one.state == "suggested" for one in tried)


def _empty_places(tried: list[_Tried]) -> int:
    """How many have ended since somebody was last asked: two who declined in one night are two to replace."""
    last = max((one.created_at for one in tried), default=0)
    return sum(one.state in _WITHOUT_RESULT and one.updated_at >= last for one in tried) or 1


HANDLERS: dict[type, Callable[[Context, Any], list[Event]]] = {AskNext: ask_next}
