"""The agreed day is near: both sides hear of it once, the morning before, so that nobody forgets it.

Not where it was agreed, or moved, so late that they know it anyway.
"""

from __future__ import annotations

from core import clocks
from core.calendar import morning_before, today
from core.context import Context
from core.events import Event
from core.exchanges.record import Exchange, note
from core.exchanges.sides import side
from core.policy import DAY_MS

NEAR = "overdue_near"
"""A clock beside the one that ends some days after the agreed day."""


def start_near(ctx: Context, one: Exchange) -> None:
    """In the days of where the service is given; also on a weekend, when many have time for it."""
    assert one.due_on is not None
    at = morning_before(one.due_on, side(ctx.tx, one.provider_id, ctx.now).calendar.zone)
    if at - ctx.now >= DAY_MS:
        clocks.start(ctx.tx, NEAR, "exchange", one.id, at)
    else:
        clocks.stop(ctx.tx, NEAR, "exchange", one.id)


def near(ctx: Context, found: Exchange) -> list[Event]:
    """Told to both; not on the day itself or after it (a worker that was away)."""
    here = today(ctx.now, side(ctx.tx, found.provider_id, ctx.now).calendar.zone).isoformat()
    return [note(ctx, found, "near", old_state=found.state)] if here < (found.due_on or "") else []
