"""May an organisation ask the fund to carry a request, and for how many minutes? Small ones are approved by rule."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, insert, select

from core.accounts import balances, owners
from core.accounts.fund.deciding import decide
from core.calendar import instant_of, today
from core.commands.giving import AskFund
from core.context import Context
from core.db import New, Q, Tx
from core.errors import NotYours, Refusal
from core.events import Event, FundAsked, FundDecided
from core.hubs import Hub, known_hub
from core.listing_states import LIVE
from core.messages import Amount, _
from core.people.organisations import Organisation, acting_organisation
from core.tables import fund_request, hub, listing

_NEED = Q(
    select(listing.c.organisation_id, listing.c.kind, listing.c.state)
    .where(listing.c.id == bindparam("need_id"))
    .with_for_update(key_share=True)
)
_LOCK_HUB = Q(select(hub.c.id).where(hub.c.id == bindparam("hub_id")).with_for_update(key_share=True))
_GOING = Q(
    select(fund_request.c.state).where(
        fund_request.c.need_id == bindparam("need_id"),
        fund_request.c.state.in_(("asked", "approved")),
    )
)
_PROMISED = Q(
    select(func.coalesce(func.sum(fund_request.c.minutes), 0)).where(
        fund_request.c.organisation_id == bindparam("organisation_id"),
        fund_request.c.state.in_(("approved", "used")),
        fund_request.c.decided_at >= bindparam("since"),
    )
)
_WAITING_OF = Q(
    select(func.coalesce(func.sum(fund_request.c.minutes), 0)).where(
        fund_request.c.organisation_id == bindparam("organisation_id"), fund_request.c.state == "asked"
    )
)
_ADDED = ("hub_id", "organisation_id", "need_id", "minutes", "sealed", "person_id", "at")
_ADD = New(insert(fund_request).values({name: bindparam(name) for name in _ADDED}))


def ask(ctx: Context, command: AskFund) -> list[Event]:
    """Ask the fund to carry a request. A small one of a grassroots member is approved at once where the hub says so."""
    mine = acting_organisation(ctx)
    if mine.status != "approved":
        raise Refusal(
            _("A coordinator looks at your organisation first. You can ask the fund as soon as it is approved.")
        )
    own = known_hub(ctx.tx, mine.hub_id)
    _check_need(ctx.tx, mine.id, command.need_id)  # the request before the hub, as who proposes takes them
    ctx.tx.one(_LOCK_HUB, hub_id=own.id)  # the caps hold also where two ask in the same instant
    _check_caps(ctx, own, mine, command.minutes)
    text = ctx.vault.open(command.sealed.encode())
    if not text.strip():
        raise Refusal(_("Write in a few words why you ask the fund. A coordinator reads it."))
    id: int = ctx.tx.added(
        _ADD,
        hub_id=own.id,
        organisation_id=mine.id,
        need_id=command.need_id,
        minutes=command.minutes,
        sealed=command.sealed.encode(),
        person_id=ctx.actor.person_id,
        at=ctx.now,
    )
    if _by_rule(ctx.tx, own, mine, command.minutes):
        decide(ctx, id, yes=True, by=None)
        return [FundDecided(id, approved=True, by_rule=True)]
    return [FundAsked(id)]


def _check_need(tx: Tx, organisation_id: int, need_id: int) -> None:
    row = tx.one(_NEED, need_id=need_id)
    if row is None or row[:2] != (organisation_id, "need"):
        raise NotYours()
    if row[2] not in LIVE:
        raise Refusal(_("This request has ended. Publish it again, then ask the fund."))
    going = tx.value(_GOING, need_id=need_id)
    if going == "asked":
        raise Refusal(_("You have asked the fund for this request already. A coordinator answers you."))
    if going == "approved":
        raise Refusal(_("The fund already gives the hours for this request."))


def _check_caps(ctx: Context, own: Hub, mine: Organisation, minutes: int) -> None:
    policy = own.policy
    if minutes <= 0:
        raise Refusal(_("How many hours does this request need? Write a number, for example 2."))
    if minutes > policy.fund_per_need:
        raise Refusal(_("The fund gives up to {most} for one request.", most=Amount(policy.fund_per_need)))
    stands = balances.balance(ctx.tx, owners.member_account(ctx.tx, mine.id))
    if stands.available >= minutes and not stands.flagged:
        raise Refusal(
            _(
                "You can receive {available} with your own hours, and this needs {asked}. The fund is for "
                "those who do not have enough hours.",
                available=Amount(stands.available),
                asked=Amount(minutes),
            )
        )
    since = _quarter(ctx.now, own.zone)
    promised = sum(int(ctx.tx.value(q, organisation_id=mine.id, **more)) for q, more in _counted(since))
    left = max(policy.fund_per_quarter - promised, 0)
    if minutes > left:
        raise Refusal(
            _(
                "The fund gives one organisation up to {most} in three months; of that you may still ask for {left}.",
                most=Amount(policy.fund_per_quarter),
                left=Amount(left),
            )
        )


def _counted(since: int) -> tuple[tuple[Q, dict[str, int]], ...]:
    return (_PROMISED, {"since": since}), (_WAITING_OF, {})


def _quarter(now: int, zone: str) -> int:
    """When the quarter of the year began where the hub is."""
    here = today(now, zone)
    return instant_of(here.replace(month=(here.month - 1) // 3 * 3 + 1, day=1).isoformat(), 0, zone)


def _by_rule(tx: Tx, own: Hub, mine: Organisation, minutes: int) -> bool:
    """Whether the hub lets the fund give so little to such a member without asking anybody."""
    small = mine.kind == "grassroots" and minutes <= own.policy.fund_auto
    return small and balances.balance(tx, owners.hub_account(tx, own.id, "fund")).available >= minutes


HANDLERS: dict[type, Any] = {AskFund: ask}
