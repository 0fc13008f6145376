"""What does nobody's word mean? Overdue, then expired; delivered and never confirmed; a figure never answered."""

from __future__ import annotations

from core.context import Context
from core.events import Event
from core.exchanges import cases, timers
from core.exchanges.disputing import open_dispute
from core.exchanges.record import NO_WISH, Exchange, move, note
from core.exchanges.settling import give_back, settle
from core.reached import reached


def overdue(ctx: Context, found: Exchange) -> list[Event]:
    """Transition 11: some days after the agreed one nobody said anything; both are asked whether it happened."""
    new, told = move(ctx, found, "overdue", state="overdue", **NO_WISH)
    timers.stop(ctx, new)
    timers.start_unanswered(ctx, new)
    return [told]


def overdue_long(ctx: Context, found: Exchange) -> list[Event]:
    """Still no word: a coordinator hears of it."""
    cases.park(ctx, found, "overdue_long")
    return [note(ctx, found, "overdue_long", old_state=found.state)]


def expire(ctx: Context, found: Exchange) -> list[Event]:
    """Transition 17: what was set aside goes back, without blame. Where there was a word, a coordinator decides."""
    if found.wish == "absent":
        return open_dispute(ctx, found, "absent")
    new, told = move(ctx, found, "expired", state="expired", **NO_WISH)
    give_back(ctx, new, expired=True)
    timers.stop(ctx, new)
    return [told]


def unconfirmed(ctx: Context, found: Exchange) -> list[Event]:
    """Transition 13: settled by silence, if one reminder really reached the receiver; else a coordinator has it."""
    if not reached(ctx.tx, found.id, found.version, found.receiver_id, "reminded"):
        return open_dispute(ctx, found, "no_answer")
    until = timers.window(ctx, found.receiver_id, found.spans.object_ms)
    return settle(ctx, found, found.claimed, "silent", silent=1, object_until=until)


def figure_unanswered(ctx: Context, found: Exchange) -> list[Event]:
    """The rest of transition 12: the provider never answered a lower figure."""
    return open_dispute(ctx, found, "hours") if found.asked_minutes is not None else []
