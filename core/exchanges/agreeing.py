"""How does a side answer what was proposed to it: accept, decline? And who proposed, take it back?"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from core.accounts import holds, owners
from core.accounts.fund import carrying
from core.commands import Accept, Decline, Withdraw
from core.context import Context
from core.db import Q
from core.errors import Faster, Refusal
from core.events import Event
from core.exchange_states import HELD, PENDING
from core.exchanges import allowed, parts, sides, timers
from core.exchanges.nearing import start_near
from core.exchanges.record import Exchange, move
from core.messages import _
from core.tables import exchange
from core.text.clean import clean

_LONGEST_REASON = 500

_HELPED = Q(
    select(exchange.c.id)
    .where(
        exchange.c.need_id == bindparam("need_id"),
        exchange.c.id != bindparam("exchange_id"),
        or_(
            exchange.c.state.in_(HELD),
            and_(
                exchange.c.settled_at.is_not(None),
                exchange.c.state != "reversed",
                or_(exchange.c.settled_minutes > 0, exchange.c.minutes == 0),
            ),
        ),
    )
    .limit(1)
)


def accept(ctx: Context, command: Accept) -> list[Event]:
    """Transition 4: the side that did not write the terms accepts exactly these; the hours are set aside.

    What is long becomes several exchanges, all of them or none.
    """
    found, need_state = sides.take_with_need(ctx, command.exchange_id, command.version, ("proposed",))
    allowed.check_asked(ctx, found)
    allowed.check_open(need_state)
    if found.need_id is not None and ctx.tx.one(_HELPED, need_id=found.need_id, exchange_id=found.id):
        raise Faster(_("Someone was faster: another organisation already helps with this request."))
    sides.check_both_in(ctx, found)
    today, last = allowed.today_of(ctx, found.provider_id), date.fromisoformat(found.due_on or "0001-01-01")
    if last < today:
        raise Refusal(_("That day has passed. Propose another day?"))
    allowed.check_second(ctx, found.receiver_id, found.agreed, found.id)
    lengths = parts.sizes(found.agreed, found.spans.confirm_parts_above)
    dues = parts.days(today, last, len(lengths))
    whole: dict[str, Any] = {"whole_id": found.id, "minutes": lengths[0], "due_on": dues[0]} if len(lengths) > 1 else {}
    new, told = move(ctx, found, "accepted", figure=found.agreed, state="agreed", **whole)
    timers.stop(ctx, new)
    each = [new, *parts.divide(ctx, new, lengths, dues)]
    for one in each:
        timers.start_overdue(ctx, one)
        start_near(ctx, one)
    _set_aside(ctx, found, each)
    allowed.answered(ctx)
    return [told]


def decline(ctx: Context, command: Decline) -> list[Event]:
    """Transition 5: the side that was asked says no, thanks; either side says it to a suggestion."""
    found = sides.take(ctx, command.exchange_id, command.version, PENDING)
    if found.state == "proposed":
        allowed.check_asked(ctx, found)
    new, told = move(ctx, found, "declined", text=clean(command.reason, _LONGEST_REASON), state="declined")
    timers.stop(ctx, new)
    allowed.answered(ctx)
    return [told]


def withdraw(ctx: Context, command: Withdraw) -> list[Event]:
    """Transition 5: the author takes the proposal back."""
    found = sides.take(ctx, command.exchange_id, command.version, ("proposed",))
    sides.only(ctx, found.author_id)
    new, told = move(ctx, found, "withdrawn", state="withdrawn")
    timers.stop(ctx, new)
    return [told]


def _set_aside(ctx: Context, agreed: Exchange, each: list[Exchange]) -> None:
    """What was agreed, as the terms said it, and the exchanges that it became."""
    if agreed.agreed == 0:
        return
    payee = owners.member_account(ctx.tx, agreed.provider_id)
    payer = carrying.payer(ctx, agreed)
    for one in each:
        carrying.set_payer(ctx, one, payer)
    holds.place_holds(
        ctx.tx,
        agreed.hub_id,
        {one.id: one.agreed for one in each},
        payer,
        payee,
        ctx.now,
        payer_asks=sides.me(ctx) == agreed.receiver_id,
    )
