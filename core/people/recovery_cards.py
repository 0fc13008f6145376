"""Whose lost phone or forgotten PIN do coordinators see to, and how does that stand? Reading only; see
core/people/recovering.py."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select

from core.db import Q, Tx
from core.look.team import RecoveryCard
from core.people.lost import GOING_ON
from core.tables import address, coordinator, membership, name_column, organisation, recovery

_wrong = (
    select(func.coalesce(func.sum(address.c.pin_wrong), 0))
    .where(address.c.person_id == recovery.c.person_id, address.c.pin.is_not(None))
    .correlate(recovery)
    .scalar_subquery()
)
_CARD: Select[Any] = select(
    recovery.c.id,
    recovery.c.hub_id,
    recovery.c.organisation_id,
    name_column(organisation),
    recovery.c.person_id,
    recovery.c.by_id,
    recovery.c.state,
    recovery.c.ready_at,
    recovery.c.kind,
    _wrong,
).join(organisation, organisation.c.id == recovery.c.organisation_id)
_FIND = Q(_CARD.where(recovery.c.id == bindparam("recovery_id")))
_READABLE = (
    recovery.c.state.in_(GOING_ON),
    exists().where(coordinator.c.person_id == bindparam("reader"), coordinator.c.hub_id == recovery.c.hub_id),
    or_(
        recovery.c.kind == "pin",
        ~exists().where(
            membership.c.person_id == bindparam("reader"), membership.c.organisation_id == recovery.c.organisation_id
        ),
    ),
)
_ONE = Q(_CARD.where(recovery.c.id == bindparam("recovery_id"), *_READABLE))


def find(tx: Tx, recovery_id: int) -> RecoveryCard | None:
    """One, in whatever state, whoever asks."""
    row = tx.one(_FIND, recovery_id=recovery_id)
    return _card(row) if row else None


def readable(tx: Tx, recovery_id: int, reader: int) -> RecoveryCard | None:
    """One that goes on, for a coordinator of its hub who does not belong to its organisation."""
    row = tx.one(_ONE, recovery_id=recovery_id, reader=reader)
    return _card(row) if row else None


def _card(row: tuple[Any, ...]) -> RecoveryCard:
    return RecoveryCard(*(*row[:-1], int(row[-1])))
