"""What happens when the two do not agree? Everything rests until both name one figure or a coordinator decides."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.accounts import balances, ledger, owners
from core.commands.trouble import Appeal, Decide, Dispute, SuggestFigure
from core.context import Context
from core.coordination import case_steps, coordinators
from core.db import Q, Tx, scalar_rows
from core.errors import Faster, Refusal
from core.events import Event
from core.exchange_states import AGREED
from core.exchanges import cases, sides, timers
from core.exchanges.record import NO_WISH, Exchange, move, note
from core.exchanges.settling import give_back, paid, settle
from core.messages import Amount, _
from core.people import seconding
from core.relay import attachments
from core.relay.attachments import Belongs
from core.tables import history
from core.text.clean import clean

REASONS = ("not_done", "not_as_agreed", "hours", "absent", "conduct", "other")
_LONGEST = 2000

_DECIDED_BY = Q(
    select(history.c.person_id).where(
        history.c.exchange_id == bindparam("exchange_id"),
        history.c.action == "decided",
        history.c.person_id.is_not(None),
    )
)


def dispute(ctx: Context, command: Dispute) -> list[Event]:
    """Transition 14: either side, with a reason of the list; the receiver also after a settlement by its silence."""
    found, _need = sides.take_with_need(ctx, command.exchange_id, command.version, (*AGREED, "settled"))
    if command.reason not in REASONS:
        raise Faster()
    if found.state == "settled":
        _check_window(ctx, found)
    attachments.add(ctx, command.files, sides.me(ctx), Belongs("problem", exchange_id=found.id))
    return open_dispute(ctx, found, command.reason, clean(command.text, _LONGEST))


def _check_window(ctx: Context, found: Exchange) -> None:
    sides.only(ctx, found.receiver_id)
    if found.object_until is None or ctx.now > found.object_until:
        raise Refusal(_("The time to say so is over. Write “person”, and a coordinator reads it."))


def open_dispute(ctx: Context, found: Exchange, reason: str, text: str = "", action: str = "disputed") -> list[Event]:
    """All other clocks stop, what is set aside stays so, and a coordinator of neither side is wanted."""
    changes: dict[str, Any] = {"state": "disputed", "asked_minutes": None, **NO_WISH}
    if action == "appealed":
        changes |= {"appealed": 1, "appeal_until": None}
    said: dict[str, Any] = {"reason": reason, "asked": found.asked_minutes}
    new, told = move(ctx, found, action, text=text, said=said, **changes)
    timers.stop(ctx, new)
    timers.start_dispute(ctx, new)
    cases.park(ctx, new, action if action != "disputed" else f"disputed_{reason}", text)
    return [told]


def suggest_figure(ctx: Context, command: SuggestFigure) -> list[Event]:
    """Transition 16 without a coordinator: when both sides name the same figure, it is settled."""
    found, _need = sides.take_with_need(ctx, command.exchange_id, command.version, ("disputed",))
    _check(found, command.minutes)
    mine = sides.me(ctx)
    if mine == found.receiver_id:
        seconding.check(ctx, mine, command.minutes, found.whole_id or found.id)
    theirs = found.wish == "figure" and found.wish_by_id == found.other(mine)
    if theirs and found.wish_value == str(command.minutes):
        return _end(ctx, found, command.minutes, "settled_together", "")
    wish: dict[str, Any] = {"wish": "figure", "wish_by_id": mine, "wish_value": str(command.minutes)}
    _new, told = move(ctx, found, "figure_asked", figure=command.minutes, **wish)
    return [told]


def decide(ctx: Context, command: Decide) -> list[Event]:
    """Transition 16: a coordinator of neither side, with reasons that both are told; one appeal within its span."""
    ctx, found = sides.take_as_coordinator(ctx, command.exchange_id, command.version, ("disputed",))
    _check(found, command.minutes)
    if ctx.actor.person_id is not None and left_to_another(ctx.tx, found, ctx.actor.person_id, ctx.now):
        raise Refusal(_("You decided this before, so another coordinator looks at it now."))
    text = clean(ctx.vault.open(command.sealed.encode()), _LONGEST)
    if not text.strip():
        raise Refusal(_("Write in a few words why. Both sides read it."))
    return _end(ctx, found, command.minutes, "decided", text)


def _check(found: Exchange, minutes: int) -> None:
    if not 0 <= minutes <= found.agreed:
        raise Refusal(_("It can be from 0 to {most}. How many hours?", most=Amount(found.agreed)))


def left_to_another(tx: Tx, found: Exchange, person_id: int, now: int) -> bool:
    """Whether an appeal is looked at by somebody else than this coordinator, which it is where there is somebody."""
    before = set(scalar_rows(tx.all(_DECIDED_BY, exchange_id=found.id)))
    if not found.appealed or person_id not in before:
        return False
    may = coordinators.deciders(tx, found.hub_id, (found.receiver_id, found.provider_id), now)
    return bool(set(may) - before)


def _end(ctx: Context, found: Exchange, minutes: int, action: str, text: str) -> list[Event]:
    may_appeal = action == "decided" and not found.appealed
    until = timers.window(ctx, found.receiver_id, found.spans.appeal_ms) if may_appeal else None
    claimed = found.claimed if found.settled_minutes is None else found.settled_minutes
    said = {"claimed": claimed}
    case_steps.close_all_of(ctx.tx, found.id, ctx.now)
    windows: dict[str, Any] = {"silent": 0, "object_until": None, "appeal_until": until}
    return settle(ctx, found, minutes, action, text=text, said=said, **windows)


def appeal(ctx: Context, command: Appeal) -> list[Event]:
    """Against a decision: once, within its span; it is disputed again. Against a no-show: a coordinator may excuse."""
    found = sides.take(ctx, command.exchange_id, command.version, ("settled", "no_show"))
    if found.appealed or found.appeal_until is None or ctx.now > found.appeal_until:
        raise Refusal(_("The time to say so is over. Write “person”, and a coordinator reads it."))
    text = clean(command.text, _LONGEST)
    attachments.add(ctx, command.files, sides.me(ctx), Belongs("problem", exchange_id=found.id))
    if found.state == "settled":
        return open_dispute(ctx, found, "appeal", text, "appealed")
    sides.only(ctx, found.absent_id)
    new, told = move(ctx, found, "appealed", text=text, appealed=1, appeal_until=None)
    cases.park(ctx, new, "appealed", text)
    return [told]


# ---- the clocks -------------------------------------------------------------------------------------------------


def untaken(ctx: Context, found: Exchange) -> list[Event]:
    """Nobody has decided yet: all who may are told again."""
    timers.start_untaken(ctx, found)
    return [note(ctx, found, "waits", old_state=found.state)]


def undecided(ctx: Context, found: Exchange) -> list[Event]:
    """It took too long: what is set aside goes back, and the fund, if able, gives the provider the hours.

    Also where the fund itself had set them aside: who helped is no worse off for who was to give the hours.
    """
    case_steps.close_all_of(ctx.tx, found.id, ctx.now)
    if found.settled_at is not None:
        new, told = move(ctx, found, "undecided", state="settled", object_until=None, appeal_until=None, **NO_WISH)
        timers.stop(ctx, new)
        timers.start_review(ctx, new)
        return [told]
    new, told = move(ctx, found, "undecided", state="expired", **NO_WISH)
    give_back(ctx, new, expired=True)
    timers.stop(ctx, new)
    _fund_gives(ctx, new)
    return [told]


def _fund_gives(ctx: Context, one: Exchange) -> None:
    fund, payee = owners.hub_account(ctx.tx, one.hub_id, "fund"), paid(ctx, one).payee_id
    if one.claimed == 0:
        return
    stands = {id: balances.lock(ctx.tx, id) for id in sorted((fund, payee))}
    room = stands[payee].room
    if stands[fund].available >= one.claimed and (room is None or room >= one.claimed):
        ledger.post(ctx.tx, one.hub_id, "donation", [(fund, -one.claimed), (payee, one.claimed)], ctx.now)
