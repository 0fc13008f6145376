"""What happens when a figure stands? The hours move, the need is fulfilled, the provider's line may grow."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, distinct, func, select

from core.accounts import balances, bounds, corrections, holds, owners, pumping
from core.accounts.corrections import Paid
from core.context import Context
from core.db import Q
from core.errors import Bug
from core.events import Event, LineGrown, ListingEnded
from core.exchanges import timers, unasked
from core.exchanges.record import NO_WISH, Exchange, move
from core.hubs import load_hub
from core.listings import states as listing_states
from core.people.organisations import has_begun, load_organisation
from core.tables import exchange

_PARTNERS = Q(
    select(func.count(distinct(exchange.c.receiver_id))).where(
        exchange.c.provider_id == bindparam("provider_id"),
        exchange.c.settled_minutes > 0,
        exchange.c.state != "reversed",
    )
)


def settle(
    ctx: Context,
    found: Exchange,
    minutes: int,
    action: str = "settled",
    *,
    text: str = "",
    said: dict[str, Any] | None = None,
    **more: Any,
) -> list[Event]:
    """Transition 12: post `minutes` of what is set aside, return the rest, open the reviews, fulfil the need.

    The need's row is locked before the exchange's by whoever calls this. With another `action`, and more columns, it
    is how a settlement by silence (13) or a decision (16) ends; what was settled before is put right.
    """
    changes = {
        "state": "settled",
        "asked_minutes": None,
        **NO_WISH,
        "settled_minutes": minutes,
        "settled_at": ctx.now if found.settled_at is None else found.settled_at,
        **more,
    }
    new, told = move(ctx, found, action, figure=minutes, text=text, said=said, **changes)
    events: list[Event] = [told]
    done = minutes > 0 or new.agreed == 0
    if done and new.need_id is not None and listing_states.end(ctx.tx, new.need_id, "fulfilled"):
        events += [ListingEnded(new.need_id, "fulfilled"), *unasked.end_with(ctx, new.need_id)]
    if found.settled_at is None:
        events += _move_hours(ctx, new, minutes)
    else:
        corrections.compensate(ctx.tx, paid(ctx, new), minutes, ctx.now)
    timers.stop(ctx, new)
    timers.start_review(ctx, new)
    return [*events, *pumping.watch(ctx, new, minutes)]


def paid(ctx: Context, one: Exchange) -> Paid:
    """Between which accounts its hours move."""
    return Paid(one.hub_id, one.id, one.payer_account_id, owners.member_account(ctx.tx, one.provider_id))


def give_back(ctx: Context, one: Exchange, *, expired: bool = False) -> None:
    """Return all that is set aside; a gift has nothing."""
    held = holds.live_hold(ctx.tx, one.id)
    if held is not None:
        holds.void_hold(ctx.tx, held, ctx.now, expired=expired)


def _move_hours(ctx: Context, one: Exchange, minutes: int) -> list[Event]:
    held = holds.live_hold(ctx.tx, one.id)
    if held is None:
        if minutes:
            raise Bug(f"exchange {one.id} settles {minutes} minutes that were never set aside")
        return []
    if minutes == 0:
        holds.void_hold(ctx.tx, held, ctx.now)
        return []
    holds.post_hold(ctx.tx, held, minutes, ctx.now)
    return _grow_line(ctx, one, held.payee_id)


def earned_line(ctx: Context, one: Exchange) -> int:
    """The credit line that the provider has by policy, with all partners whom it has helped, in minutes."""
    hub, provider = load_hub(ctx.tx, one.hub_id), load_organisation(ctx.tx, one.provider_id)
    if hub is None or provider is None:
        raise Bug(f"exchange {one.id} has no hub or provider")
    partners = int(ctx.tx.value(_PARTNERS, provider_id=one.provider_id))
    earned = bounds.first_line(hub.policy, provider.kind) + partners * hub.policy.line_per_partner
    return min(earned, hub.policy.line_most)


def take_line_back(ctx: Context, one: Exchange, earned: int) -> None:
    """What an exchange that is undone had added to the provider's line, where that is what it had `earned` till then;
    a line that somebody set otherwise stays.
    """
    account_id = owners.account_of(ctx.tx, one.provider_id)
    stands = balances.balance(ctx.tx, account_id) if account_id is not None else None
    left = earned_line(ctx, one)
    if account_id is not None and stands is not None and left < earned == stands.line:
        bounds.set_limits(ctx.tx, account_id, line=left, ceiling=stands.ceiling, actor="policy", at=ctx.now)


def _grow_line(ctx: Context, one: Exchange, account_id: int) -> list[Event]:
    """A provider's line grows with each distinct partner, so two accounts cannot pump it; it shrinks where an exchange
    is undone.
    """
    if not has_begun(ctx.tx, one.provider_id):
        return []
    grown, stands = earned_line(ctx, one), balances.balance(ctx.tx, account_id)
    if grown <= stands.line:
        return []
    bounds.set_limits(ctx.tx, account_id, line=grown, ceiling=stands.ceiling, actor="policy", at=ctx.now)
    return [LineGrown(one.provider_id, grown - stands.line, grown)]
