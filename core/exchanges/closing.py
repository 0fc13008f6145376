"""How does a settled exchange end? Both review it, blind, or the time is over."""

from __future__ import annotations

from core import clocks, reviews
from core.commands import Review
from core.context import Context
from core.events import Event
from core.exchanges import sides, timers
from core.exchanges.record import Exchange, move, note
from core.languages import LANGUAGES


def review(ctx: Context, command: Review) -> list[Event]:
    """Transition 19: one side's review; the second one closes the exchange, and both are shown."""
    found = sides.take(ctx, command.exchange_id, None, ("settled",))
    mine = sides.me(ctx)
    both = reviews.write(
        ctx,
        found.id,
        mine,
        found.other(mine),
        on_time=command.on_time,
        as_promised=command.as_promised,
        stars=command.stars,
        text=command.text,
        lang=command.lang if command.lang in LANGUAGES else "",
    )
    told = note(ctx, found, "reviewed", old_state="settled")
    return [told, *(_close_if(ctx, found, both or _both_and_time_enough(ctx, found)))]


def said_by_both(ctx: Context, found: Exchange) -> list[Event]:
    """Days after settling: a tap counts as it stands then, so that nobody waits for words that do not come."""
    return _close_if(ctx, found, len(reviews.written_by(ctx.tx, found.id)) == 2)


def _both_and_time_enough(ctx: Context, found: Exchange) -> bool:
    """Both have said something, and who only tapped has had its days to say more."""
    waits = clocks.due_at(ctx.tx, timers.REVIEW_REMINDER, "exchange", found.id) is not None
    return not waits and len(reviews.written_by(ctx.tx, found.id)) == 2


def _close_if(ctx: Context, found: Exchange, both: bool) -> list[Event]:
    return close(ctx, found) if both and not open_until(ctx, found) else []


def open_until(ctx: Context, found: Exchange) -> int | None:
    """Until when it may still be objected to, appealed or answered; None when nothing is open."""
    ends = [at for at in (found.object_until, found.appeal_until) if at is not None and at > ctx.now]
    return max(ends, default=None)


def review_over(ctx: Context, found: Exchange) -> list[Event]:
    """The clock of the reviews: it waits where something may still be said."""
    later = open_until(ctx, found)
    if later is None:
        return close(ctx, found)
    clocks.start(ctx.tx, timers.REVIEW, "exchange", found.id, later)
    return []


def close(ctx: Context, found: Exchange) -> list[Event]:
    """The time for reviews is over, or both wrote."""
    new, told = move(ctx, found, "closed", state="closed")
    timers.stop(ctx, new)
    return [told]
