"""Was the clock ahead until just now? What waits for a moment of that clock would wait for hours: now it is due.

A machine that starts with a wrong clock has it set right by the network a little later. Who waited longer than that for
a reason of the provider's is tried early, once, and waits again.
"""

from __future__ import annotations

from sqlalchemy import BindParameter, bindparam, case, or_, select, update

from core.db import Database, Q, Tx
from core.tables import clock, lane, outbound

JUMP_MS = 60_000
"""Hosts are less apart than that."""
_MOST_LEASED_MS = 300_000
_now: BindParameter[int] = bindparam("now")
_leased: BindParameter[int] = bindparam("leased")
_NEWEST = Q(select(outbound.c.created_at).order_by(outbound.c.id.desc()).limit(1))
_LANES = Q(
    update(lane)
    .where(or_(lane.c.next_at > _now, lane.c.lease_until > _leased))
    .values(
        next_at=case((lane.c.next_at > _now, _now), else_=lane.c.next_at),
        lease_until=case((lane.c.lease_until > _leased, 0), else_=lane.c.lease_until),
    )
)
_CLOCKS = Q(update(clock).where(clock.c.lease_until > _leased).values(lease_until=0))


def was_ahead(tx: Tx, now: int) -> bool:
    """Whether the newest message is of a moment that has not come yet."""
    newest: int | None = tx.value(_NEWEST)
    return newest is not None and newest > now + JUMP_MS


def due_now(db: Database, now: int) -> None:
    """Nothing waits any longer for what the clock had said."""

    def mend(tx: Tx) -> None:
        tx.run(_LANES, now=now, leased=now + _MOST_LEASED_MS)
        tx.run(_CLOCKS, leased=now + _MOST_LEASED_MS)

    db.writing(mend)
