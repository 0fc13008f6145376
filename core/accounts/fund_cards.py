"""What the fund was asked for, as it is shown: to the coordinators who decide, and in the notices."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.coordination.coordinators import belongs
from core.db import Q, Tx
from core.look.fund import CarriedCard, FundAskCard
from core.messages import Sealed
from core.tables import fund_request, listing, organisation

_MOST = 50
_CARD = (
    select(
        fund_request.c.id,
        fund_request.c.hub_id,
        fund_request.c.organisation_id,
        organisation.c.name,
        listing.c.what,
        fund_request.c.minutes,
        fund_request.c.sealed,
        fund_request.c.state,
        fund_request.c.until,
    )
    .join(organisation, organisation.c.id == fund_request.c.organisation_id)
    .join(listing, listing.c.id == fund_request.c.need_id)
)
_ONE = Q(_CARD.where(fund_request.c.id == bindparam("request_id")))
_CARRIED = Q(
    _CARD.where(
        fund_request.c.organisation_id == bindparam("organisation_id"),
        fund_request.c.state == "approved",
        fund_request.c.until > bindparam("now"),
        listing.c.state.in_(("open", "paused")),
    )
    .add_columns(fund_request.c.need_id)
    .order_by(fund_request.c.id)
)
_WAITING = Q(
    _CARD.where(fund_request.c.hub_id == bindparam("hub_id"), fund_request.c.state == "asked")
    .order_by(fund_request.c.id)
    .limit(_MOST)
)


def find(tx: Tx, request_id: int) -> FundAskCard | None:
    """One, whoever asks."""
    row = tx.one(_ONE, request_id=request_id)
    return _card(*row) if row else None


def carried(tx: Tx, organisation_id: int, now: int) -> list[CarriedCard]:
    """The requests of an organisation that the fund has promised to carry."""
    rows = tx.all(_CARRIED, organisation_id=organisation_id, now=now)
    return [CarriedCard(row[-1], row[4], row[5]) for row in rows]


def waiting(tx: Tx, hub_ids: tuple[int, ...], person_id: int) -> list[FundAskCard]:
    """Those that this coordinator may decide, oldest first."""
    rows = [row for hub_id in hub_ids for row in tx.all(_WAITING, hub_id=hub_id)]
    return [_card(*row) for row in rows if not belongs(tx, person_id, row[2])]


def _card(
    id: int,
    hub_id: int,
    organisation_id: int,
    name: str,
    what: str,
    minutes: int,
    sealed: bytes,
    state: str,
    until: int | None,
) -> FundAskCard:
    why = Sealed(bytes(sealed).decode()) if sealed else "…"  # whoever wrote it was forgotten
    return FundAskCard(id, hub_id, organisation_id, name, what, minutes, why, state, until)
