"""Somebody wrote after WhatsApp's 24 hours were over: what becomes of the cards that were kept for that?

One after the other they would ask what was answered meanwhile. They leave the lane and go before the reply, as one
message on how each exchange stands; what else was kept goes as it was written. Nobody has to look after a message that
arrives now.
"""

from __future__ import annotations

from sqlalchemy import bindparam, null, select, update

from core.db import Q, Tx
from core.outbox.lanes import WAITING
from core.outbox.windows import closed
from core.tables import lane, outbound, parked_case

_SEALED = '{"x":'
"""How words of somebody stand in a screen: they are passed on whole."""
_CARDS = Q(
    select(outbound.c.id, outbound.c.screen, outbound.c.dedupe)
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
_OUT = Q(
    update(outbound)
    .where(outbound.c.id == bindparam("message"))
    .values(state="dropped", error="gathered", dedupe=null())
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


def gather(tx: Tx, address_id: int, wrote_at: int, now: int, *, shut: bool) -> list[tuple[str, str]]:
    """The screens and keys of the cards that were kept, oldest first; they are out of the lane.

    They wrote at `now`, and before that at `wrote_at`; `shut`: the provider had taken nothing for them.
    """
    if not shut and not closed("whatsapp", wrote_at, None, now):
        return []
    tx.run(_ARRIVES, address_id=address_id, now=now)
    rows = tx.all(_CARDS, address_id=address_id, now=now)
    cards = [(id, screen, key) for id, screen, key in rows if _SEALED not in screen]
    tx.many(_OUT, [{"message": id} for id, _screen, _key in cards])
    return [(screen, key) for _id, screen, key in cards]
