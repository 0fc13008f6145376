"""What becomes of a request to the fund: a coordinator of another organisation says yes, or no with a reason.

A yes serves for 30 days, and needs the hours to be in the fund.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update

from core import clocks
from core.accounts import balances, owners
from core.commands.giving import AnswerFund
from core.context import Context
from core.coordination.coordinators import require_decider
from core.db import Q, Row, Tx
from core.errors import Faster, NotYours, Refusal
from core.events import Event, FundDecided
from core.messages import Amount, _
from core.policy import DAY_MS
from core.tables import fund_request
from core.text.clean import clean

LAPSE = "fund_lapse"  # the clock of an approval
LAPSE_MS = 30 * DAY_MS
_LONGEST_WHY = 1000

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
    .with_for_update(key_share=True)
)
_DECIDE = Q(
    update(fund_request)
    .where(fund_request.c.id == bindparam("request_id"), fund_request.c.state == "asked")
    .values({name: bindparam(f"new_{name}") for name in ("state", "decided_at", "decided_by", "until", "why_not")})
)


def lock(tx: Tx, request_id: int) -> Row | None:
    """(hub, organisation, need, minutes, state, who asked) of a request, locked; None where it is gone."""
    return tx.one(_LOCK, request_id=request_id)


def answer(ctx: Context, command: AnswerFund) -> list[Event]:
    """A coordinator of another organisation says yes or no. Yes needs the hours to be in the fund."""
    row = lock(ctx.tx, command.request_id)
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
    decide(ctx, command.request_id, yes=command.yes, by=ctx.actor.person_id, why_not=words)
    return [FundDecided(command.request_id, approved=command.yes, words=words)]


def _why_not(ctx: Context, sealed: str) -> str:
    """Why not, as it is kept and told, sealed."""
    text = clean(ctx.vault.open(sealed.encode()), _LONGEST_WHY) if sealed else ""
    if not text.strip():
        raise Refusal(_("Write in a few words why. They read it."))
    return ctx.vault.seal(text).decode()


def decide(ctx: Context, request_id: int, *, yes: bool, by: int | None, why_not: str = "") -> None:
    """Write it down. `by`: the person, None where the hub's rules did; `why_not` is sealed."""
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


HANDLERS: dict[type, Any] = {AnswerFund: answer}
