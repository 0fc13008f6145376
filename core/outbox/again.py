"""How does a message go out once more? As a copy behind what waits already: nothing is ever re-ordered."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, exists, or_, select
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.outbox.budget import AGAIN
from core.outbox.lanes import number, reply_added
from core.tables import lane, outbound

_copied = outbound.alias("copied")
MAY_GO_AGAIN: ColumnElement[bool] = and_(
    or_(outbound.c.state == "parked", outbound.c.state == "failed"),
    outbound.c.screen != "",  # emptied by its age, or with a person's data
    or_(outbound.c.kind != "alert", outbound.c.expires_at.is_(None), outbound.c.expires_at > bindparam("now")),
    ~exists().where(_copied.c.dedupe == AGAIN + cast(outbound.c.id, Text)),
)
"""Of a message in a query with the parameter `now`: it did not arrive, and would still mean something."""
_lane_of = select(outbound.c.lane_id, lane.c.channel).join_from(outbound, lane, lane.c.address_id == outbound.c.lane_id)
_ENDED = Q(_lane_of.where(outbound.c.id == bindparam("message"), MAY_GO_AGAIN))
_COPY = Q(
    insert(outbound)
    .from_select(
        ["lane_id", "seq", "kind", "screen", "dedupe", "created_at", "expires_at", "attempts", "error"],
        select(
            outbound.c.lane_id,
            bindparam("seq", type_=outbound.c.seq.type),
            outbound.c.kind,
            outbound.c.screen,
            bindparam("dedupe", type_=outbound.c.dedupe.type),
            bindparam("now", type_=outbound.c.created_at.type),
            outbound.c.expires_at,
            bindparam("attempts", type_=outbound.c.attempts.type),
            bindparam("error", type_=outbound.c.error.type),
        ).where(outbound.c.id == bindparam("message"), outbound.c.screen != ""),
    )
    .on_conflict_do_nothing(index_elements=[outbound.c.dedupe], index_where=outbound.c.dedupe.is_not(None))
)


def append_copy(tx: Tx, outbound_id: int, lane_id: int, channel: str, attempts: int, error: str, now: int) -> bool:
    """The same message again, once for each original; its lane is woken. False for a file without its words."""
    return _copy(tx, outbound_id, lane_id, channel, attempts, error, now)


def send_again(tx: Tx, outbound_id: int, now: int) -> bool:
    """A coordinator wants a message tried once more that did not arrive; False for others, and a second time."""
    row = tx.one(_ENDED, message=outbound_id, now=now)
    return row is not None and _copy(tx, outbound_id, row[0], row[1], 0, "", now)


def _copy(tx: Tx, outbound_id: int, lane_id: int, channel: str, attempts: int, error: str, now: int) -> bool:
    seq, dedupe = number(tx, lane_id, channel, now), f"{AGAIN}{outbound_id}"
    copied = tx.run(_COPY, message=outbound_id, seq=seq, dedupe=dedupe, attempts=attempts, error=error, now=now)
    reply_added(tx, lane_id)
    return bool(copied)
