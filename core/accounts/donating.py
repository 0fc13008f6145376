"""How are hours given without an exchange? From what an organisation has, never from what it may owe."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.accounts import balances, holds, ledger, owners, pumping
from core.accounts.balances import Balance
from core.commands.giving import Donate
from core.context import Context
from core.db import Q, Tx
from core.errors import NotEnough, NotYours, Refusal
from core.events import Donated, Event
from core.messages import Amount, _
from core.people import seconding
from core.people.organisations import acting_organisation
from core.privacy.seeing import may_meet
from core.tables import name_column, organisation

_RECEIVER = Q(
    select(organisation.c.hub_id, organisation.c.status, name_column(organisation))
    .where(organisation.c.id == bindparam("organisation_id"))
    .with_for_update(read=True)
)


def givable(stands: Balance) -> int:
    """How many minutes of an account may be given away: what it has, without its credit line."""
    return max(stands.posted - stands.held_out, 0)


def donate(ctx: Context, command: Donate) -> list[Event]:
    """Move the hours by an entry of their own; refused where they do not reach or the other has no room for them."""
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
    lines = [(mine, -command.minutes), (theirs, command.minutes)]
    entry_id = ledger.post(ctx.tx, giver.hub_id, "donation", lines, ctx.now)
    seen = command.to_id is not None and pumping.watch_gifts(ctx, giver.hub_id, theirs, mine, name)
    return [Donated(entry_id, giver.hub_id, giver.id, command.to_id, command.minutes, seen)]


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


HANDLERS: dict[type, Any] = {Donate: donate}
