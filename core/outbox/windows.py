"""When may we not write first? WhatsApp allows free text for 24 hours after the person's last message.

A message that comes too late keeps its place in the lane until she writes again, and a coordinator is told once.
https://www.twilio.com/docs/api/errors/63016
"""

from __future__ import annotations

from sqlalchemy import bindparam, null, update

from core.db import Q, Tx
from core.outbox.cases import open_case
from core.policy import DAY_MS
from core.tables import lane, outbound

WINDOW_MS = {"whatsapp": DAY_MS}

_NOTE = Q(
    update(outbound).where(outbound.c.id == bindparam("message"), outbound.c.error != "window").values(error="window")
)
_REST = Q(update(lane).where(lane.c.address_id == bindparam("lane")).values(next_at=null(), lease_until=0, lease_by=""))


def closed(channel: str, last_inbound_at: int | None, now: int) -> bool:
    """Whether the channel takes nothing from us at `now`."""
    window = WINDOW_MS.get(channel)
    return window is not None and (last_inbound_at is None or now - last_inbound_at >= window)


def keep_for_later(tx: Tx, outbound_id: int, address_id: int, now: int) -> None:
    """The message waits for the person's next one; its lane, which the caller has locked, rests until then."""
    tx.run(_REST, lane=address_id)
    if tx.run(_NOTE, message=outbound_id):
        open_case(tx, "window", address_id, now)
