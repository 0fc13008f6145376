"""How the fund stands, and what it was asked for, as it is shown: to members, to who decides, and in the notices."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, distinct, func, or_, select

from core.accounts import balances, owners
from core.coordination.coordinators import belongs
from core.db import Q, Tx
from core.listing_states import LIVE
from core.look.fund import CarriedCard, FundAskCard, FundCard
from core.messages import Sealed
from core.tables import entry, exchange, fund_request, line, listing, name_column, organisation

_MOST = 50
_CARD = (
    select(
        fund_request.c.id,
        fund_request.c.hub_id,
        fund_request.c.organisation_id,
        name_column(organisation),
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
        listing.c.state.in_(LIVE),
    )
    .add_columns(fund_request.c.need_id)
    .order_by(fund_request.c.id)
)
_WAITING = Q(
    _CARD.where(fund_request.c.hub_id == bindparam("hub_id"), fund_request.c.state == "asked")
    .order_by(fund_request.c.id)
    .limit(_MOST)
)
_GIVEN = Q(
    select(func.coalesce(func.sum(-line.c.minutes), 0))
    .join(entry, entry.c.id == line.c.entry_id)
    .where(
        line.c.account_id == bindparam("fund_id"),
        entry.c.at >= bindparam("since"),
        or_(entry.c.exchange_id.is_not(None), and_(entry.c.kind == "donation", line.c.minutes < 0)),
    )
)
_HELPED = Q(
    select(func.count(distinct(exchange.c.receiver_id))).where(
        exchange.c.payer_account_id == bindparam("fund_id"),
        exchange.c.settled_at >= bindparam("since"),
        exchange.c.settled_minutes > 0,
        exchange.c.state != "reversed",
    )
)


def card(tx: Tx, hub_id: int, year: int, zone: str) -> FundCard:
    """How it stands, with what it gave since that year began."""
    fund_id = owners.hub_account(tx, hub_id, "fund")
    since = int(datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).timestamp() * 1000)
    stands = balances.balance(tx, fund_id)
    given, helped = (int(tx.value(q, fund_id=fund_id, since=since)) for q in (_GIVEN, _HELPED))
    return FundCard(stands.available, given, helped)


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
