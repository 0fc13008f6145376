"""What if somebody did not come? One side says so, the other answers or is silent; a coordinator may excuse it."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from core.commands.trouble import AnswerAbsent, Excuse, NoShow, SayAbsent
from core.context import Context
from core.coordination import case_steps
from core.db import Q
from core.errors import Faster, NotYours, Refusal
from core.events import Event
from core.exchange_states import BROKEN, UNRESOLVED
from core.exchanges import sides, timers
from core.exchanges.disputing import open_dispute
from core.exchanges.record import NO_WISH, Exchange, move
from core.exchanges.settling import give_back
from core.messages import _
from core.reached import reached
from core.tables import history
from core.text.clean import clean

EXCUSES = ("illness", "outage", "unrest", "other")
_LONGEST = 2000
_SAID_IN = Q(
    select(func.max(history.c.version)).where(
        history.c.exchange_id == bindparam("exchange_id"), history.c.action == "absent_said"
    )
)


def say_absent(ctx: Context, command: SayAbsent) -> list[Event]:
    """The day is past and the other side did not come; they are asked, and silence for some days says the same."""
    found = sides.take(ctx, command.exchange_id, command.version, ("overdue",))
    if found.wish == "absent":
        raise Refusal(_("The other side says that you did not come. Please answer that first."))
    mine = sides.me(ctx)
    new, told = move(ctx, found, "absent_said", wish="absent", wish_by_id=mine, wish_value="")
    timers.start_absent(ctx, new, new.other(mine))
    return [told]


def answer_absent(ctx: Context, command: AnswerAbsent) -> list[Event]:
    """So it was: transition 15 at once. It was not: the two do not agree."""
    found = sides.take(ctx, command.exchange_id, command.version, ("overdue",))
    mine = sides.me(ctx)
    if found.wish != "absent" or found.wish_by_id == mine:
        raise Faster()
    return no_show(ctx, found, mine) if command.agree else open_dispute(ctx, found, "absent")


def no_show(ctx: Context, found: Exchange, absent_id: int, text: str = "") -> list[Event]:
    """Transition 15: what was set aside goes back; it counts against who did not come, who may appeal."""
    until = timers.window(ctx, absent_id, found.spans.appeal_ms)
    changes = {"state": "no_show", "absent_id": absent_id, "appeal_until": until, **NO_WISH}
    new, told = move(ctx, found, "no_show", text=text, asked_minutes=None, **changes)
    give_back(ctx, new)
    timers.stop(ctx, new)
    return [told]


def decide_no_show(ctx: Context, command: NoShow) -> list[Event]:
    """The same by a coordinator of neither side, with reasons that both are told; also out of a dispute."""
    ctx, found = sides.take_as_coordinator(ctx, command.exchange_id, command.version, UNRESOLVED)
    if command.absent_id not in (found.receiver_id, found.provider_id):
        raise NotYours()
    if found.settled_at is not None:
        raise Refusal(_("The hours have moved already. Decide how many are right instead."))
    text = clean(ctx.vault.open(command.sealed.encode()), _LONGEST)
    if not text.strip():
        raise Refusal(_("Write in a few words why. Both sides read it."))
    case_steps.close_all_of(ctx.tx, found.id, ctx.now)
    return no_show(ctx, found, command.absent_id, text)


def excuse(ctx: Context, command: Excuse) -> list[Event]:
    """It counts against nobody any more; the state stays, so that everyone still sees what happened."""
    ctx, found = sides.take_as_coordinator(ctx, command.exchange_id, command.version, BROKEN)
    if command.reason not in EXCUSES or found.excuse:
        raise Faster()
    _new, told = move(ctx, found, "excused", excuse=command.reason, appeal_until=None)
    case_steps.close_all_of(ctx.tx, found.id, ctx.now)
    return [told]


def silent(ctx: Context, found: Exchange) -> list[Event]:
    """The clock: who was asked said nothing. Without proof that it reached them, silence says nothing either.

    Who offered another day was not silent, and the other side owed the answer.
    """
    if found.wish != "absent" or found.wish_by_id is None:
        return []
    asked, said = found.other(found.wish_by_id), ctx.tx.value(_SAID_IN, exchange_id=found.id) or found.version
    told = ((said, "absent_said"), (said, "reminded"), (found.version, "reminded"))
    if not found.wish_value and any(reached(ctx.tx, found.id, at, asked, what) for at, what in told):
        return no_show(ctx, found, asked)
    return open_dispute(ctx, found, "absent")
