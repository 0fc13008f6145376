"""What waits for a second person's yes, as the people of its organisation see it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from core.db import Q, Tx
from core.look.team import ApprovalCard
from core.messages import Sealed
from core.privacy.nameless import called
from core.tables import approval, exchange, listing, membership, name_column, organisation

_mine = organisation.alias("mine")
_other = organisation.alias("other")
_other_id = func.coalesce(
    approval.c.to_id,
    case((exchange.c.receiver_id == approval.c.organisation_id, exchange.c.provider_id), else_=exchange.c.receiver_id),
    listing.c.organisation_id,
)
_CARD: Select[Any] = (
    select(
        approval.c.id,
        approval.c.organisation_id,
        name_column(_mine),
        approval.c.person_id,
        membership.c.sealed,
        approval.c.kind,
        approval.c.minutes,
        approval.c.above,
        approval.c.ends_at,
        approval.c.state,
        approval.c.exchange_id,
        exchange.c.number,
        func.coalesce(exchange.c.what, listing.c.what, ""),
        func.coalesce(name_column(_other), ""),
        _other.c.kind,
        case((approval.c.to_id.is_not(None), "agreed"), else_=func.coalesce(exchange.c.state, "suggested")),
    )
    .select_from(approval)
    .join(_mine, _mine.c.id == approval.c.organisation_id)
    .outerjoin(
        membership,
        (membership.c.person_id == approval.c.person_id) & (membership.c.organisation_id == approval.c.organisation_id),
    )
    .outerjoin(exchange, exchange.c.id == approval.c.exchange_id)
    .outerjoin(listing, listing.c.id == approval.c.listing_id)
    .outerjoin(_other, _other.c.id == _other_id)
)
_ONE = Q(_CARD.where(approval.c.id == bindparam("approval_id")))
_WAITING = Q(
    _CARD.where(approval.c.organisation_id == bindparam("organisation_id"), approval.c.state == "waiting")
    .order_by(approval.c.id)
    .limit(20)
)
_ABOVE = Q(select(organisation.c.second_above).where(organisation.c.id == bindparam("organisation_id")))


def find(tx: Tx, approval_id: int) -> ApprovalCard | None:
    """One, in whatever state."""
    row = tx.one(_ONE, approval_id=approval_id)
    return _card(row) if row else None


def waiting(tx: Tx, organisation_id: int) -> list[ApprovalCard]:
    """What waits in an organisation, oldest first."""
    return [_card(row) for row in tx.all(_WAITING, organisation_id=organisation_id)]


def above(tx: Tx, organisation_id: int) -> int | None:
    """Above how many minutes it wants two people; None where it does not."""
    found: int | None = tx.value(_ABOVE, organisation_id=organisation_id)
    return found


def _card(row: tuple[Any, ...]) -> ApprovalCard:
    """Before an agreement the other side has no name here either; who is given hours is chosen by name."""
    *stored, other, other_kind, state = row
    stored[4] = Sealed(bytes(row[4]).decode()) if row[4] else None
    return ApprovalCard(*(*stored, called(other, other_kind, state) if other else ""))
