"""Did it really reach them? Whether silence may count as an answer.

A provider's "accepted" proves nothing: what counts is a report that our alert was delivered or read, or any message or
tap of that organisation since. Who has stopped messages is never held to their silence.
"""

from __future__ import annotations

from sqlalchemy import bindparam, exists, func, or_, select

from core.db import Q, Tx
from core.tables import address, history, membership, outbound

_SINCE = Q(
    select(func.min(history.c.at)).where(
        history.c.exchange_id == bindparam("exchange_id"),
        history.c.version == bindparam("version"),
        history.c.action == bindparam("what"),
    )
)
_arrived = exists().where(
    outbound.c.lane_id == address.c.id,
    outbound.c.state.in_(("delivered", "read")),
    outbound.c.dedupe.like(bindparam("keys")),
)
_REACHED = Q(
    select(address.c.id)
    .join(membership, membership.c.person_id == address.c.person_id)
    .where(
        membership.c.organisation_id == bindparam("organisation_id"),
        address.c.stopped_at.is_(None),
        or_(address.c.last_inbound_at > bindparam("since"), _arrived),
    )
    .limit(1)
)


def reached(tx: Tx, exchange_id: int, version: int, organisation_id: int, what: str) -> bool:
    """Whether one alert about `what` (a history action of that version) came to somebody of the organisation."""
    since = tx.value(_SINCE, exchange_id=exchange_id, version=version, what=what)
    if since is None:
        return False
    keys = alert_key(exchange_id, version, what) + "%"
    return tx.one(_REACHED, organisation_id=organisation_id, since=since, keys=keys) is not None


_EARS = Q(
    select(func.count(address.c.id), func.count(address.c.stopped_at))
    .join(membership, membership.c.person_id == address.c.person_id)
    .where(membership.c.organisation_id == bindparam("organisation_id"))
)


def silenced(tx: Tx, organisation_id: int) -> bool:
    """Whether all its people have stopped messages, so that nobody would read what is asked of it."""
    there, stopped = tx.one(_EARS, organisation_id=organisation_id) or (0, 0)
    return bool(there) and there == stopped


_LATELY = Q(
    select(outbound.c.id)
    .where(
        outbound.c.lane_id == bindparam("lane_id"),
        outbound.c.sent_at > bindparam("since"),
        outbound.c.dedupe.like(bindparam("keys")),
    )
    .limit(1)
)


def told_lately(tx: Tx, address_id: int, key: str, since: int) -> bool:
    """Whether an alert whose key begins so went to that address after `since`: as it was due, or because they wrote
    after it had been kept back for them.
    """
    return tx.one(_LATELY, lane_id=address_id, keys=f"%{key}:%", since=since) is not None


def alert_key(exchange_id: int, version: int, what: str) -> str:
    """How the keys of such alerts begin, in the outbox."""
    return f"x:{exchange_id}:{version}:{what}"
