"""Did the same template go to them a short while ago? One says that something waits; the rest comes when they write.

Outside WhatsApp's 24 hours different things look alike: all that waits for a coordinator is one sentence. A second one
within hours tells nothing and costs as much. What it announced leaves the lane, goes with the reply to their next
message (core/outbox/budget.py starts that clock), and after `QUIET_MS` without one announces itself after all.

A template that names an exchange or a case always goes: each step of it waits for an answer of its own, with a time.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, literal_column, select

from core import clocks
from core.calendar import after_quiet
from core.contents import Content
from core.db import Q, Tx
from core.outbox.budget import take_out
from core.tables import outbound

CLOCK = "repeat"
"""The clock, and what held alerts of this kind are called."""
QUIET_MS = 4 * 3_600_000

_went = outbound.c.state.in_([literal_column(f"'{state}'") for state in ("sent", "delivered", "read")])
_SINCE = Q(
    select(func.max(outbound.c.sent_at)).where(
        outbound.c.lane_id == bindparam("lane_id"),
        outbound.c.content_id == bindparam("content_id"),
        outbound.c.sent_at > bindparam("since"),
        _went,
    )
)


def announced_at(tx: Tx, address_id: int, template: Content, wrote_at: int | None, now: int) -> int | None:
    """When the same template, which names nothing, went to them last, if they have not written since; else None."""
    if template.places:
        return None
    since = max(wrote_at or 0, now - QUIET_MS)
    found: int | None = tx.value(_SINCE, lane_id=address_id, content_id=template.id, since=since)
    return found


def keep(tx: Tx, outbound_id: int, address_id: int, zone: str, announced: int) -> None:
    """It waits for their next message, or announces itself by day when hours have gone by without one."""
    take_out(tx, outbound_id, CLOCK)
    due = after_quiet(announced + QUIET_MS, zone)
    running = clocks.due_at(tx, CLOCK, "address", address_id)
    if running is None or due < running:
        clocks.start(tx, CLOCK, "address", address_id, due)
