"""The hub's solidarity fund: what is in it, and which requests of organisations with few hours it carries.

An approval is for one request and one organisation. When an exchange about that request is agreed, the hours are set
aside on the fund's account instead of the receiver's; the provider sees an exchange like any other. What is agreed
may be called off, and the approval serves again until its time is over.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, distinct, func, insert, literal, or_, select, update

from core import clocks
from core.accounts import balances, owners
from core.commands.giving import AnswerFund, AskFund
from core.context import Context
from core.coordination.coordinators import require_decider
from core.db import New, Q, Tx, scalar_rows
from core.errors import Bug, Faster, NotYours, Refusal
from core.events import Event, FundAsked, FundDecided, FundLapsed
from core.hubs import Hub, load_hub
from core.look.fund import FundCard
from core.messages import Amount, _
from core.people.organisations import Organisation, acting_organisation
from core.policy import DAY_MS
from core.tables import HELD_STATES, entry, exchange, fund_request, hub, line, listing, organisation
from core.text.clean import clean

LAPSE = "fund_lapse"  # the clock of an approval
LAPSE_MS = 30 * DAY_MS
_LONGEST_WHY = 1000

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


# ---- asking -----------------------------------------------------------------------------------------------------

_NEED = Q(
    select(listing.c.organisation_id, listing.c.kind, listing.c.state)
    .where(listing.c.id == bindparam("need_id"))
    .with_for_update(key_share=True)
)
_LOCK_HUB = Q(select(hub.c.id).where(hub.c.id == bindparam("hub_id")).with_for_update())
_GOING = Q(
    select(fund_request.c.state).where(
        fund_request.c.need_id == bindparam("need_id"),
        fund_request.c.state.in_([literal("asked"), literal("approved")]),
    )
)
_PROMISED = Q(
    select(func.coalesce(func.sum(fund_request.c.minutes), 0)).where(
        fund_request.c.organisation_id == bindparam("organisation_id"),
        fund_request.c.state.in_([literal("approved"), literal("used")]),
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
    own = _hub(ctx.tx, mine.hub_id)
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
        _decide(ctx, id, yes=True, by=None)
        return [FundDecided(id, approved=True, by_rule=True)]
    return [FundAsked(id)]


def _check_need(tx: Tx, organisation_id: int, need_id: int) -> None:
    row = tx.one(_NEED, need_id=need_id)
    if row is None or row[:2] != (organisation_id, "need"):
        raise NotYours()
    if row[2] not in ("open", "paused"):
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
    account_id = owners.account_of(ctx.tx, mine.id)
    if account_id is None:
        raise Bug(f"organisation {mine.id} is approved and has no account")
    stands = balances.balance(ctx.tx, account_id)
    if stands.available >= minutes and not stands.flagged:
        raise Refusal(
            _(
                "You can receive {available} with your own hours, and this needs {asked}. The fund is for those whose "
                "hours do not reach.",
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
    here = datetime.fromtimestamp(now / 1000, ZoneInfo(zone))
    begun = here.replace(month=(here.month - 1) // 3 * 3 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return int(begun.timestamp() * 1000)


def _by_rule(tx: Tx, own: Hub, mine: Organisation, minutes: int) -> bool:
    """Whether the hub lets the fund give so little to such a member without asking anybody."""
    small = mine.kind == "grassroots" and minutes <= own.policy.fund_auto
    return small and balances.balance(tx, owners.hub_account(tx, own.id, "fund")).available >= minutes


def _hub(tx: Tx, hub_id: int) -> Hub:
    found = load_hub(tx, hub_id)
    if found is None:
        raise NotYours()
    return found


# ---- deciding ---------------------------------------------------------------------------------------------------

_LOCK = Q(
    select(
        fund_request.c.hub_id,
        fund_request.c.organisation_id,
        fund_request.c.need_id,
        fund_request.c.minutes,
        fund_request.c.state,
        fund_request.c.person_id,
    )
    .where(fund_request.c.id == bindparam("request_id"))
    .with_for_update()
)
_DECIDE = Q(
    update(fund_request)
    .where(fund_request.c.id == bindparam("request_id"), fund_request.c.state == "asked")
    .values({name: bindparam(f"new_{name}") for name in ("state", "decided_at", "decided_by", "until", "why_not")})
)
_FINISH = Q(
    update(fund_request)
    .where(fund_request.c.id == bindparam("request_id"), fund_request.c.state == "approved")
    .values(state=bindparam("new_state"))
)


def answer(ctx: Context, command: AnswerFund) -> list[Event]:
    """A coordinator of another organisation says yes or no. Yes needs the hours to be in the fund."""
    row = ctx.tx.one(_LOCK, request_id=command.request_id)
    if row is None:
        raise NotYours()
    hub_id, organisation_id, _need, minutes, state, asked_by = row
    require_decider(ctx, hub_id, organisation_id)
    if asked_by == ctx.actor.person_id:
        raise Refusal(_("You asked for it in their name, so another coordinator decides."))
    if state != "asked":
        raise Faster(_("This has been answered already."))
    stands = balances.balance(ctx.tx, owners.hub_account(ctx.tx, hub_id, "fund"))
    if command.yes and stands.available < minutes:
        raise Refusal(
            _(
                "There are {available} in the fund, and this needs {asked}. Ask members to give hours, or say no.",
                available=Amount(max(stands.available, 0)),
                asked=Amount(minutes),
            )
        )
    words = "" if command.yes else _why_not(ctx, command.sealed)
    _decide(ctx, command.request_id, yes=command.yes, by=ctx.actor.person_id, why_not=words)
    return [FundDecided(command.request_id, approved=command.yes, words=words)]


def _why_not(ctx: Context, sealed: str) -> str:
    """Why not, as it is kept and told, sealed."""
    text = clean(ctx.vault.open(sealed.encode()), _LONGEST_WHY) if sealed else ""
    if not text.strip():
        raise Refusal(_("Write in a few words why. They read it."))
    return ctx.vault.seal(text).decode()


def _decide(ctx: Context, request_id: int, *, yes: bool, by: int | None, why_not: str = "") -> None:
    until = ctx.now + LAPSE_MS if yes else None
    ctx.tx.run(
        _DECIDE,
        request_id=request_id,
        new_state="approved" if yes else "refused",
        new_decided_at=ctx.now,
        new_decided_by=by,
        new_until=until,
        new_why_not=why_not.encode() if why_not else None,
    )
    if until:
        clocks.start(ctx.tx, LAPSE, "fund_request", request_id, until)


# ---- using ------------------------------------------------------------------------------------------------------

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
            exchange.c.state.in_([literal(state) for state in HELD_STATES]),
            and_(exchange.c.settled_minutes > 0, exchange.c.state != "reversed"),
        ),
    )
    .limit(1)
)


def payer(ctx: Context, one: Any) -> int:
    """Whose account an exchange's hours are set aside on: the fund's, where it carries the request and has them."""
    if one.need_id is None or one.agreed == 0:
        return int(one.payer_account_id)
    asked = {"need_id": one.need_id, "organisation_id": one.receiver_id, "minutes": one.agreed}
    own = owners.account_of(ctx.tx, one.receiver_id)
    if own is None:
        raise Bug(f"organisation {one.receiver_id} has no account")
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
    row = ctx.tx.one(_LOCK, request_id=request_id)
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
        fund_request.c.state.in_([literal("asked"), literal("approved")]),
    )
    .values(state=literal("lapsed"))
    .returning(fund_request.c.id)
)


def drop(tx: Tx, organisation_id: int) -> None:
    """An organisation leaves: nobody is asked to decide for it any more, and nothing is kept for it."""
    for request_id in scalar_rows(tx.all(_GOING_OF, owner=organisation_id)):
        clocks.stop(tx, LAPSE, "fund_request", request_id)


HANDLERS: dict[type, Any] = {AskFund: ask, AnswerFund: answer}
