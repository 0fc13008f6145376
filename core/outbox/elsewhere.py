"""Where does an alert go when its address takes none? To another address of the same person, as a copy, once.

Blocked, gone, given up after hours, or outside WhatsApp's 24 hours without a template: whoever linked two phones is
reached at the other. A reply stays where the person wrote. Who typed STOP gets nothing of this: they were asked.
"""

from __future__ import annotations

from sqlalchemy import BindParameter, and_, bindparam, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx, scalar_rows
from core.outbox.lanes import WAITING, number
from core.outbox.windows import WINDOW_MS
from core.tables import address, lane, outbound

_this: BindParameter[int] = bindparam("address_id")
_message: BindParameter[int] = bindparam("message")
_mine = address.alias("mine")
_OTHER = Q(
    select(address.c.id, address.c.channel)
    .join(_mine, and_(_mine.c.id == _this, _mine.c.person_id == address.c.person_id))
    .where(
        address.c.id != _this,
        address.c.stopped_at.is_(None),
        address.c.doubted_at.is_(None),
        address.c.unreachable_at.is_(None),
        address.c.shut_at.is_(None),
        or_(address.c.channel.not_in(list(WINDOW_MS)), address.c.last_inbound_at > bindparam("open_since")),
    )
    .order_by(address.c.preferred.desc(), func.coalesce(address.c.last_inbound_at, 0).desc(), address.c.id.desc())
    .limit(1)
)
_WAITING_ALERTS = Q(
    select(outbound.c.id)
    .where(outbound.c.lane_id == _this, outbound.c.state == WAITING, outbound.c.kind == "alert")
    .order_by(outbound.c.seq)
)
_COPY = Q(
    insert(outbound)
    .from_select(
        ["lane_id", "seq", "kind", "screen", "dedupe", "created_at", "expires_at"],
        select(
            bindparam("lane", type_=outbound.c.lane_id.type),
            bindparam("seq", type_=outbound.c.seq.type),
            outbound.c.kind,
            outbound.c.screen,
            # still found by what it is about (core/reached.py)
            func.coalesce(outbound.c.dedupe, "") + literal(">") + bindparam("copy_of", type_=outbound.c.dedupe.type),
            bindparam("now", type_=outbound.c.created_at.type),
            outbound.c.expires_at,
        ).where(outbound.c.id == _message, outbound.c.kind == "alert", outbound.c.screen != ""),
    )
    .on_conflict_do_nothing(index_elements=[outbound.c.dedupe], index_where=outbound.c.dedupe.is_not(None))
)
_GONE = Q(
    update(outbound)
    .where(outbound.c.id == _message, outbound.c.state == WAITING)
    .values(state="dropped", error="elsewhere")
)
_LEAVE = Q(update(lane).where(lane.c.address_id == _this).values(lease_until=0, lease_by=""))


def elsewhere(tx: Tx, address_id: int, now: int, message: int | None = None) -> bool:
    """Send that alert, or all that wait for the address, to the person's other address; False where there is none."""
    other = tx.one(_OTHER, address_id=address_id, open_since=now - max(WINDOW_MS.values()))
    if other is None:
        return False
    to, channel = other
    waiting = scalar_rows(tx.all(_WAITING_ALERTS, address_id=address_id)) if message is None else [message]
    copied = False
    for id in waiting:
        seq = number(tx, to, channel, now)
        copied |= bool(tx.run(_COPY, message=id, lane=to, seq=seq, copy_of=str(id), now=now))
        tx.run(_GONE, message=id)
    return copied


def go_on(tx: Tx, address_id: int) -> None:
    """What is claimed there needs no sending after all: the lane's next message may go."""
    tx.run(_LEAVE, address_id=address_id)
