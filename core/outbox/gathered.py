"""Somebody wrote after WhatsApp's 24 hours were over: what becomes of the cards that were kept for that?

One after the other they would ask what was answered meanwhile. They leave the lane and go with the reply, as one
message on how each exchange stands; what else was kept goes before the reply, as it was written. Nobody has to look
after a message that arrives now.
"""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from core.db import Q, Tx
from core.outbox import budget, repeats
from core.outbox.lanes import WAITING
from core.outbox.windows import closed
from core.tables import lane, outbound, parked_case

_SEALED = '{"x":'
"""How words of somebody stand in a screen: they are passed on whole."""
_CARDS = Q(
    select(outbound.c.id, outbound.c.screen)
    .join_from(outbound, lane, lane.c.address_id == outbound.c.lane_id)
    .where(
        outbound.c.lane_id == bindparam("address_id"),
        outbound.c.state == WAITING,
        outbound.c.kind == "alert",
        outbound.c.dedupe.startswith("x:"),  # core.reached.alert_key
        lane.c.lease_until <= bindparam("now"),  # nothing of it is on its way
    )
    .order_by(outbound.c.seq)
)
_ARRIVES = Q(
    update(parked_case)
    .where(
        parked_case.c.address_id == bindparam("address_id"),
        parked_case.c.code == "window",
        parked_case.c.resolved_at.is_(None),
    )
    .values(resolved_at=bindparam("now"))
)


def gather(tx: Tx, address_id: int, wrote_at: int, now: int, *, shut: bool) -> None:
    """They wrote at `now`, and before that at `wrote_at`; `shut`: the provider had taken nothing for them."""
    if not shut and not closed("whatsapp", wrote_at, None, now):
        return
    tx.run(_ARRIVES, address_id=address_id, now=now)
    cards = [id for id, screen in tx.all(_CARDS, address_id=address_id, now=now) if _SEALED not in screen]
    for id in cards:
        budget.take_out(tx, id, repeats.CLOCK)
    if cards:
        budget.they_wrote(tx, address_id, now)
