"""Whose lost phone do coordinators see to, and how does that stand? Reading only; see core/people/recovering.py."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, exists, select

from core.db import Q, Tx
from core.look.team import RecoveryCard
from core.people.lost import GOING_ON
from core.tables import coordinator, membership, name_column, organisation, recovery

_CARD: Select[Any] = select(
    recovery.c.id,
    recovery.c.hub_id,
    recovery.c.organisation_id,
    name_column(organisation),
    recovery.c.person_id,
    recovery.c.by_id,
    recovery.c.state,
    recovery.c.ready_at,
).join(organisation, organisation.c.id == recovery.c.organisation_id)
_FIND = Q(_CARD.where(recovery.c.id == bindparam("recovery_id")))
_READABLE = (
    recovery.c.state.in_(GOING_ON),
    exists().where(coordinator.c.person_id == bindparam("reader"), coordinator.c.hub_id == recovery.c.hub_id),
    ~exists().where(
        membership.c.person_id == bindparam("reader"), membership.c.organisation_id == recovery.c.organisation_id
    ),
)
_ONE = Q(_CARD.where(recovery.c.id == bindparam("recovery_id"), *_READABLE))
_OF = Q(_CARD.where(recovery.c.organisation_id == bindparam("organisation_id"), *_READABLE))


def find(tx: Tx, recovery_id: int) -> RecoveryCard | None:
    """One, in whatever state, whoever asks."""
    row = tx.one(_FIND, recovery_id=recovery_id)
    return RecoveryCard(*row) if row else None


def readable(tx: Tx, recovery_id: int, reader: int) -> RecoveryCard | None:
    """One that goes on, for a coordinator of its hub who does not belong to its organisation."""
    row = tx.one(_ONE, recovery_id=recovery_id, reader=reader)
    return RecoveryCard(*row) if row else None


def of_organisation(tx: Tx, organisation_id: int, reader: int) -> RecoveryCard | None:
    """The same, where that organisation has one."""
    row = tx.one(_OF, organisation_id=organisation_id, reader=reader)
    return RecoveryCard(*row) if row else None
