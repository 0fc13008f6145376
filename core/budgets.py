"""A hub's month is nearly or wholly spent: its coordinators are told, each level once."""

from __future__ import annotations

from core import clocks
from core.context import Context
from core.events import Event
from core.events.hub import BudgetReached
from core.outbox import budget


def reached(ctx: Context, hub_id: int) -> list[Event]:
    """The clock of a level that was reached."""
    if not clocks.take(ctx.tx, budget.CLOCK, "hub", hub_id, ctx.now):
        return []
    now = budget.standing(ctx.tx, hub_id, ctx.now)
    if not now.level or not budget.tell_once(ctx.tx, hub_id, now.level, now.month):
        return []
    return [BudgetReached(hub_id, now.level, now.month)]
