"""They went out: what is written down of all that arrived at once?

Alone, each would cost three round trips. So all lanes are locked in one statement, then all messages are marked,
then, in statements of their own after the locks, each lane wakes for what waits in it or rests: one that was added
meanwhile would never be woken for otherwise. A message is marked whoever holds the lane: it did go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, case, exists, func, literal_column, not_, or_, select, update

from core.db import Q, Tx
from core.outbox.cards import Card, remember
from core.outbox.claim import Claimed
from core.outbox.lanes import reply_still_waits, woken_at
from core.tables import conversation, lane, outbound

_LOCK = Q(
    select(lane.c.address_id)
    .where(lane.c.address_id == func.any(bindparam("lanes")))
    .order_by(lane.c.address_id)
    .with_for_update(key_share=True)
)
_unsent = or_(outbound.c.state == "waiting", outbound.c.state == "dropped")
_MARK = Q(
    update(outbound)
    .where(outbound.c.id == bindparam("message"))
    .values(
        # a status may have come before we knew of it (F20), and nothing goes backwards
        state=case((_unsent, "sent"), else_=outbound.c.state),
        error=case((_unsent, ""), else_=outbound.c.error),
        provider_id=bindparam("provider_id"),
        sent_at=bindparam("at"),
        content_id=bindparam("content_id"),
        parts=bindparam("parts"),
        attempts=outbound.c.attempts + 1,
    )
)
_GIVE_BACK = Q(
    update(lane)
    .where(and_(lane.c.address_id == bindparam("lane"), lane.c.lease_by == bindparam("lease")))
    .values(
        next_at=woken_at(bindparam("at", type_=lane.c.next_at.type)),
        reply_waits=reply_still_waits(),
        lease_until=0,
        lease_by="",
    )
)
_SHOWN = Q(
    update(conversation)
    .where(
        conversation.c.address_id == bindparam("lane"),
        or_(conversation.c.shown.is_(None), conversation.c.shown < bindparam("message")),
        # a status may have come before
        not_(exists().where(outbound.c.id == bindparam("message"), outbound.c.state == "failed")),
    )
    .values(shown=bindparam("message", type_=conversation.c.shown.type))
)
_before = (
    select(case((outbound.c.kind == "reply", outbound.c.id), else_=0))
    .where(
        outbound.c.lane_id == bindparam("lane"),
        outbound.c.id < bindparam("message"),
        outbound.c.screen != "",
        outbound.c.state.in_([literal_column(f"'{state}'") for state in ("sent", "delivered", "read")]),
    )
    .order_by(outbound.c.id.desc())
    .limit(1)
)
_NOT_SHOWN = Q(
    update(conversation)
    .where(conversation.c.address_id == bindparam("lane"), conversation.c.shown == bindparam("message"))
    .values(shown=func.coalesce(_before.scalar_subquery(), 0))
)


@dataclass(frozen=True, slots=True)
class Went:
    """A message that the provider took: its id there, as which Content, in how many SMS parts.

    The next one to the same recipient may go `gap` milliseconds later. `card` is set where its buttons may become
    outdated and can be taken away.
    """

    claimed: Claimed
    provider_id: str
    gap: int
    content_id: int | None = None
    parts: int = 0
    card: Card | None = None


def shown(tx: Tx, screens: Iterable[tuple[int, int]]) -> None:
    """(address id, outbound id) of screens that reached their person: what a bare number means from now on.

    In a transaction of its own before `sent`: a message in handling may hold the conversation and want the lane.
    """
    tx.many(_SHOWN, [{"lane": address_id, "message": message} for address_id, message in sorted(screens)])


def not_shown(tx: Tx, address_id: int, message: int) -> None:
    """It never reached its person: a bare number means the reply that stands before it, or nothing where an alert does,
    since that may have come without numbers. Before the lane is locked, as above.
    """
    tx.run(_NOT_SHOWN, lane=address_id, message=message)


def sent(tx: Tx, went: Sequence[Went], now: int) -> None:
    """Mark them, and give back the lanes whose lease is still theirs."""
    went = sorted(went, key=lambda one: one.claimed.address_id)
    if tx.postgres:  # on SQLite the transaction has the whole file to itself
        tx.all(_LOCK, lanes=[one.claimed.address_id for one in went])
    tx.many(
        _MARK,
        [
            {
                "message": one.claimed.id,
                "provider_id": one.provider_id,
                "at": now,
                "content_id": one.content_id,
                "parts": one.parts,
            }
            for one in went
        ],
    )
    remember(tx, [(one.claimed.id, one.provider_id, one.card) for one in went if one.card], now)
    back = [{"lane": one.claimed.address_id, "lease": one.claimed.lease, "at": now + one.gap} for one in went]
    tx.many(_GIVE_BACK, back)
