"""How are hours given without an exchange? From what an organisation has, never from what it may owe.

They are set aside first and move ten minutes later, by a clock: until then whoever gave them can take them back.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core import clocks
from core.accounts import balances, holds, owners, pumping
from core.accounts.balances import Balance
from core.accounts.holds import Hold
from core.commands.giving import Donate, TakeBack
from core.context import Context
from core.db import Q, Tx
from core.errors import NotEnough, NotYours, Refusal
from core.events import Donated, Event, Promised, TakenBack
from core.messages import Amount, _
from core.people import seconding
from core.people.organisations import acting_organisation
from core.policy import TAKE_BACK_MS
from core.privacy.seeing import may_meet
from core.tables import account, name_column, organisation

CLOCK = "gift"

_RECEIVER = Q(
    select(organisation.c.hub_id, organisation.c.status, name_column(organisation))
    .where(organisation.c.id == bindparam("organisation_id"))
    .with_for_update(read=True)
)
_SIDE = Q(select(account.c.organisation_id).where(account.c.id == bindparam("account_id")))


def givable(stands: Balance) -> int:
    """How many minutes of an account may be given away: what it has, without its credit line."""
    return max(stands.posted - stands.held_out, 0)


def donate(ctx: Context, command: Donate) -> list[Event]:
    """Set the hours aside; refused where they do not reach or the other has no room for them."""
    giver = acting_organisation(ctx)
    if ctx.actor.kind == "assisted":
        raise Refusal(_("Only the people of an organisation give its hours away."))
    if command.minutes <= 0:
        raise Refusal(_("How many hours do you want to give? Write a number, for example 2."))
    if giver.status != "approved":
        raise Refusal(
            _("A coordinator looks at your organisation first. You can give hours as soon as it is approved.")
        )
    name = _receiver(ctx, command, giver.hub_id, giver.id)
    mine, theirs = owners.member_account(ctx.tx, giver.id), _target(ctx.tx, command, giver.hub_id)
    seconding.one_by_one(ctx.tx, giver.id)
    stands = {id: balances.lock(ctx.tx, id) for id in sorted((mine, theirs))}
    holds.check_drift(ctx.tx, giver.hub_id)
    _check(stands[mine], stands[theirs], command.minutes, name)
    seconding.check(ctx, giver.id, command.minutes)
    hold_id = holds.place_gift(ctx.tx, giver.hub_id, mine, theirs, command.minutes, ctx.now)
    until = ctx.now + TAKE_BACK_MS
    clocks.start(ctx.tx, CLOCK, "hold", hold_id, until)
    return [Promised(hold_id, giver.id, command.to_id, command.minutes, until)]


def take_back(ctx: Context, command: TakeBack) -> list[Event]:
    """The hours are the giver's to use again, and nobody else was told of them."""
    giver = acting_organisation(ctx)
    held = holds.live_gift(ctx.tx, command.hold_id)
    if held is None or _side(ctx.tx, held.payer_id) != giver.id:
        raise Refusal(_("They have moved by now, and I cannot take them back."))
    return [_return(ctx, held, by_clock=False)]


def fire(ctx: Context, hold_id: int) -> list[Event]:
    """The time to take them back is over: they move. Not where one of the two has left or is taken out meanwhile, or
    has shut the other off: then they go back.
    """
    held = holds.live_gift(ctx.tx, hold_id)
    if held is None or not clocks.take(ctx.tx, CLOCK, "hold", hold_id, ctx.now):
        return []
    giver, receiver = _side(ctx.tx, held.payer_id), _side(ctx.tx, held.payee_id)
    rows = {id: ctx.tx.one(_RECEIVER, organisation_id=id) for id in sorted(filter(None, (giver, receiver)))}
    may = giver is not None and all(row is not None and row[1] == "approved" for row in rows.values())
    if not may or (receiver is not None and not may_meet(ctx.tx, giver or 0, receiver)):
        return [_return(ctx, held, by_clock=True)]
    entry_id = holds.post_hold(ctx.tx, held, held.minutes, ctx.now)
    name = (rows[receiver] or ("", "", ""))[2] if receiver else ""
    seen = receiver is not None and pumping.watch_gifts(ctx, held.hub_id, held.payee_id, held.payer_id, name)
    return [Donated(entry_id, held.hub_id, giver or 0, receiver, held.minutes, seen)]


def return_all(ctx: Context, account_id: int) -> list[Event]:
    """Gifts from and to an account that is closed have not moved: they go back."""
    found = (holds.live_gift(ctx.tx, id) for id in holds.live_gifts(ctx.tx, account_id))
    return [_return(ctx, held, by_clock=True) for held in found if held]


def _return(ctx: Context, held: Hold, *, by_clock: bool) -> TakenBack:
    giver = _side(ctx.tx, held.payer_id) or 0
    holds.void_hold(ctx.tx, held, ctx.now)
    clocks.stop(ctx.tx, CLOCK, "hold", held.id)
    seconding.uncount(ctx.tx, giver, held.minutes, held.at)
    return TakenBack(held.id, giver, _side(ctx.tx, held.payee_id), held.minutes, by_clock)


def _side(tx: Tx, account_id: int) -> int | None:
    """Whose account it is; None for the fund's."""
    found: int | None = tx.value(_SIDE, account_id=account_id)
    return found


def _receiver(ctx: Context, command: Donate, hub_id: int, giver_id: int) -> str:
    """The receiver's name, '' for the fund; its row stays as it is until this transaction ends."""
    if command.to_id is None:
        return ""
    row = ctx.tx.one(_RECEIVER, organisation_id=command.to_id)
    if row is None or row[0] != hub_id:
        raise NotYours()
    if command.to_id == giver_id:
        raise Refusal(_("That is your own organisation. Give the hours to another one, or to the fund."))
    if not may_meet(ctx.tx, giver_id, command.to_id):
        raise NotYours()
    if row[1] != "approved":
        raise Refusal(_("{organisation} cannot receive hours now.", organisation=row[2]))
    name: str = row[2]
    return name


def _check(giver: Balance, receiver: Balance, minutes: int, name: str) -> None:
    most = givable(giver)
    if most == 0:
        raise NotEnough(_("You have no hours to give just now. What is set aside for exchanges stays there."))
    if most < minutes:
        raise NotEnough(_("You can give up to {most} now. How many hours shall it be?", most=Amount(most)))
    if receiver.room is not None and receiver.room < minutes:
        raise Refusal(
            _(
                "{organisation} has many unused hours and cannot receive so many more. The fund can.",
                organisation=name,
            )
        )


def _target(tx: Tx, command: Donate, hub_id: int) -> int:
    if command.to_id is None:
        return owners.hub_account(tx, hub_id, "fund")
    return owners.member_account(tx, command.to_id)


HANDLERS: dict[type, Any] = {Donate: donate, TakeBack: take_back}
