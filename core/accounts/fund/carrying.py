"""Whose hours are set aside for an exchange, and until when does an approval of the fund serve?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, func, literal, or_, select, update

from core import clocks
from core.accounts import balances, owners
from core.accounts.fund.deciding import LAPSE, lock
from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.events import Event, FundLapsed
from core.exchange_states import HELD
from core.policy import DAY_MS
from core.tables import exchange, fund_request, hub, organisation

_COVER = Q(
    select(fund_request.c.id).where(
        fund_request.c.need_id == bindparam("need_id"),
        fund_request.c.organisation_id == bindparam("organisation_id"),
        fund_request.c.state == "approved",
        fund_request.c.until > bindparam("now"),
        fund_request.c.minutes >= bindparam("minutes"),
    )
)
_SET_PAYER = Q(
    update(exchange)
    .where(exchange.c.id == bindparam("exchange_id"))
    .values(payer_account_id=bindparam("new_payer_account_id"))
)
_SERVED = Q(
    select(exchange.c.id)
    .join(hub, hub.c.id == exchange.c.hub_id)
    .where(
        exchange.c.need_id == bindparam("need_id"),
        exchange.c.receiver_id == bindparam("organisation_id"),
        exchange.c.payer_account_id == bindparam("fund_id"),
        or_(
            exchange.c.state.in_(HELD),
            and_(exchange.c.settled_minutes > 0, exchange.c.state != "reversed"),
        ),
    )
    .limit(1)
)
_FINISH = Q(
    update(fund_request)
    .where(fund_request.c.id == bindparam("request_id"), fund_request.c.state == "approved")
    .values(state=bindparam("new_state"))
)


def payer(ctx: Context, one: Any) -> int:
    """Whose account an exchange's hours are set aside on: the fund's, where it carries the request and has them."""
    if one.need_id is None or one.agreed == 0:
        return int(one.payer_account_id)
    asked = {"need_id": one.need_id, "organisation_id": one.receiver_id, "minutes": one.agreed}
    own = owners.member_account(ctx.tx, one.receiver_id)
    if ctx.tx.one(_COVER, now=ctx.now, **asked) is None:
        return own
    fund_id = owners.hub_account(ctx.tx, one.hub_id, "fund")
    return fund_id if balances.balance(ctx.tx, fund_id).available >= one.agreed else own


def set_payer(ctx: Context, one: Any, account_id: int) -> None:
    """Write down who gives the hours; the exchange is locked."""
    if account_id != one.payer_account_id:
        ctx.tx.run(_SET_PAYER, exchange_id=one.id, new_payer_account_id=account_id)


_RESTS = Q(
    select(func.coalesce(organisation.c.frozen_at, hub.c.frozen_at))
    .join(hub, hub.c.id == organisation.c.hub_id)
    .where(organisation.c.id == bindparam("organisation_id"))
)


def lapse(ctx: Context, request_id: int) -> list[Event]:
    """The clock of an approval: used, or over."""
    row = lock(ctx.tx, request_id)
    if row is None:
        return []
    hub_id, organisation_id, need_id, _minutes, state, _asked_by = row
    if ctx.tx.value(_RESTS, organisation_id=organisation_id) is not None:
        clocks.rest(ctx.tx, LAPSE, "fund_request", request_id, ctx.now, ctx.now + DAY_MS)
        return []
    if not clocks.take(ctx.tx, LAPSE, "fund_request", request_id, ctx.now):
        return []
    if state != "approved":
        return []
    fund_id = owners.hub_account(ctx.tx, hub_id, "fund")
    used = ctx.tx.one(_SERVED, need_id=need_id, organisation_id=organisation_id, fund_id=fund_id) is not None
    ctx.tx.run(_FINISH, request_id=request_id, new_state="used" if used else "lapsed")
    return [] if used else [FundLapsed(request_id)]


_GOING_OF = Q(
    update(fund_request)
    .where(
        fund_request.c.organisation_id == bindparam("owner"),
        fund_request.c.state.in_(("asked", "approved")),
    )
    .values(state=literal("lapsed"))
    .returning(fund_request.c.id)
)


def drop(tx: Tx, organisation_id: int) -> None:
    """An organisation leaves: nobody is asked to decide for it any more, and nothing is kept for it."""
    for request_id in scalar_rows(tx.all(_GOING_OF, owner=organisation_id)):
        clocks.stop(tx, LAPSE, "fund_request", request_id)
