"""What does the provider say later about a message? Statuses are a set that only moves forward, never a stream.

They come late, doubled, in any order, and even before we know that the message went out (F20). What a failure means
is read from its code: https://www.twilio.com/docs/api/errors.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, case, exists, func, literal_column, or_, select, update

from core import contents
from core.db import Q, Tx
from core.outbox.again import append_copy
from core.outbox.cases import open_case, we_are_refused
from core.outbox.elsewhere import elsewhere
from core.outbox.finish import ATTEMPTS, CREDENTIALS, NAMES, TYPED
from core.outbox.lanes import WAITING
from core.outbox.sent import not_shown, shown
from core.outbox.windows import WINDOW_MS, shut
from core.people import aliases
from core.people.addresses import block, stop
from core.tables import address, content, lane, outbound

LATER_MS = 10 * 60_000
"""How long a recipient rests after a code that names no pause."""

# what each status says about the message, and from which states it is a step forward
_FORWARD = {
    "queued": "sent",
    "accepted": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "partially_delivered": "delivered",
    "read": "read",
}
_FAILED = frozenset(("failed", "undelivered", "canceled"))
_RANK = {"dropped": 0, "waiting": 0, "sent": 1, "delivered": 2, "read": 3}
_BEFORE = {state: tuple(old for old in _RANK if _RANK[old] < _RANK[state]) for state in ("sent", "delivered", "read")}
_STOP = frozenset(("63014", "21610"))
_WINDOW = "63016"
_CROWDED = "63018"
_NOBODY_THERE = frozenset(("63003", "63024", "30004", "30005", "30006", "21614"))
_ONCE_MORE = frozenset(("30001", "30003", "30008"))
"""Of a carrier, and perhaps over soon: each try is billed, so one more and no other."""
_BAD_CONTENT = "63021"

_columns = (
    select(
        outbound.c.id,
        outbound.c.lane_id,
        outbound.c.state,
        outbound.c.kind,
        outbound.c.attempts,
        address.c.channel,
        func.coalesce(outbound.c.sent_at, outbound.c.created_at),
        outbound.c.content_id,
        content.c.use,
    )
    .join_from(outbound, address, address.c.id == outbound.c.lane_id)
    .outerjoin(content, content.c.id == outbound.c.content_id)
)
_BY_ID = Q(_columns.where(outbound.c.id == bindparam("message")))
_BY_PROVIDER = Q(_columns.where(outbound.c.provider_id == bindparam("provider_id")).limit(1))
_STEPS = {
    state: Q(
        update(outbound)
        .where(outbound.c.id == bindparam("message"), or_(*(outbound.c.state == old for old in before)))
        .values(
            state=state,
            provider_id=func.coalesce(outbound.c.provider_id, bindparam("provider_id")),
            sent_at=func.coalesce(outbound.c.sent_at, bindparam("now")),
        )
    )
    for state, before in _BEFORE.items()
}
_LOCK = Q(select(lane.c.address_id).where(lane.c.address_id == bindparam("lane")).with_for_update(key_share=True))
_FAIL = Q(
    update(outbound)
    .where(outbound.c.id == bindparam("message"), or_(outbound.c.state == "waiting", outbound.c.state == "sent"))
    .values(
        state="failed",
        error=bindparam("code"),
        provider_id=func.coalesce(outbound.c.provider_id, bindparam("provider_id")),
    )
)
_EMPTY = Q(
    update(outbound)
    .where(outbound.c.lane_id == bindparam("lane"), outbound.c.state == WAITING)
    .values(state="dropped", error="stopped")
)
_GONE = Q(update(address).where(address.c.id == bindparam("lane")).values(unreachable_at=bindparam("now")))
_at = bindparam("at", type_=lane.c.next_at.type)
_NOT_BEFORE = Q(
    update(lane)
    .where(lane.c.address_id == bindparam("lane"))
    .values(next_at=case((lane.c.next_at > _at, lane.c.next_at), else_=_at))
)
_carriers = outbound.c.error.in_([literal_column(f"'{code}'") for code in sorted(_ONCE_MORE)])
_RESTED = Q(
    update(lane)
    .where(
        lane.c.address_id == bindparam("address_id"),
        lane.c.next_at > bindparam("now"),
        exists().where(outbound.c.lane_id == lane.c.address_id, outbound.c.state == WAITING, _carriers),
    )
    .values(next_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class _Reported:
    id: int
    address_id: int
    state: str
    kind: str
    attempts: int
    channel: str
    tried_at: int
    content_id: int | None
    use: str | None


def status(
    tx: Tx, outbound_id: int | None, provider_id: str, status: str, code: str, now: int, sent_to: bytes = b""
) -> bool:
    """Take a provider's report; True when it changed something.

    Found by our own id, which the callback's address carries, else by the provider's. Unknown messages and statuses
    change nothing. `sent_to` is the blind index of the name to which it went, where the report says it.
    """
    row = tx.one(_BY_ID, message=outbound_id) if outbound_id is not None else None
    row = row or (tx.one(_BY_PROVIDER, provider_id=provider_id) if provider_id else None)
    if row is None:
        return False
    message = _Reported(*row)
    if status in _FAILED:
        return message.state in ("waiting", "sent") and _failed(tx, message, provider_id, code, now, sent_to)
    return status in _FORWARD and _forward(tx, message, provider_id, _FORWARD[status], now)


def rested(tx: Tx, address_id: int, now: int) -> None:
    """They write by SMS, so their telephone is on: what the carrier could not deliver goes again at once."""
    tx.run(_RESTED, address_id=address_id, now=now)


def _forward(tx: Tx, message: _Reported, provider_id: str, state: str, now: int) -> bool:
    # beyond its window an alert may have come as a template, without the numbers of its choices
    whole = message.kind == "reply" or message.channel not in WINDOW_MS
    if message.state == "waiting" and whole:  # sent, but the answer was lost, or its worker died
        shown(tx, [(message.address_id, message.id)])
    return bool(tx.run(_STEPS[state], message=message.id, provider_id=provider_id or None, now=now))


def _failed(tx: Tx, message: _Reported, provider_id: str, code: str, now: int, sent_to: bytes) -> bool:
    lane = message.address_id
    by_another = code in NAMES and message.attempts < ATTEMPTS and aliases.refuse(tx, lane, sent_to, now)
    if code in _STOP:
        (stop if code in TYPED else block)(tx, lane, now)
    if code in _NOBODY_THERE and not by_another:
        tx.run(_GONE, lane=lane, now=now)
    not_shown(tx, lane, message.id)
    tx.run(_LOCK, lane=lane)
    if not tx.run(_FAIL, message=message.id, provider_id=provider_id or None, code=code):
        return False
    if by_another:
        append_copy(tx, message.id, lane, message.channel, message.attempts + 1, code, now)
    elif code in _STOP:
        if code not in TYPED:
            elsewhere(tx, lane, now, message.id)
            elsewhere(tx, lane, now)
        tx.run(_EMPTY, lane=lane)
    elif code == _WINDOW and message.attempts < ATTEMPTS:
        if message.content_id is not None and message.use == contents.TEMPLATE:
            contents.refuse(tx, message.content_id, code)
        else:
            shut(tx, lane, message.tried_at, now)
        append_copy(tx, message.id, lane, message.channel, message.attempts, "", now)
    elif code == _BAD_CONTENT and message.content_id is not None and message.attempts < ATTEMPTS:
        contents.refuse(tx, message.content_id, code)
        append_copy(tx, message.id, lane, message.channel, message.attempts, code, now)
        open_case(tx, "failed", lane, now)
    elif message.attempts < (ATTEMPTS if code == _CROWDED else 2 if code in _ONCE_MORE else 0):
        if append_copy(tx, message.id, lane, message.channel, message.attempts, code, now):
            tx.run(_NOT_BEFORE, lane=lane, at=now + LATER_MS)
        else:
            open_case(tx, "failed", lane, now)
    elif code in CREDENTIALS:
        we_are_refused(tx, now)
        elsewhere(tx, lane, now, message.id)
    elif not elsewhere(tx, lane, now, message.id):
        open_case(tx, "failed", lane, now)
    return True
