"""How do the hours of a settled exchange go back? Both sides together, or a coordinator; for many hours, two."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.accounts import corrections
from core.commands.trouble import AnswerUndo, AskUndo, Reverse
from core.context import Context
from core.coordination import case_steps
from core.db import Q
from core.errors import Faster, Refusal
from core.events import Event
from core.exchange_states import COMPLETED
from core.exchanges import cases as exchange_cases
from core.exchanges import sides, timers
from core.exchanges.record import NO_WISH, Exchange, move, note
from core.exchanges.settling import earned_line, paid, take_line_back
from core.hubs import known_hub
from core.messages import _
from core.people import seconding
from core.tables import history
from core.text.clean import clean

_LONGEST = 2000
_ASKED_BY = Q(
    select(history.c.person_id)
    .where(
        history.c.exchange_id == bindparam("exchange_id"),
        history.c.version == bindparam("version"),
        history.c.action == "undo_wanted",
        history.c.actor == "coordinator",
        history.c.person_id.is_not(None),
    )
    .order_by(history.c.id)
    .limit(1)
)


def ask_undo(ctx: Context, command: AskUndo) -> list[Event]:
    """One side wants it undone; nothing moves until the other says so too."""
    found = sides.take(ctx, command.exchange_id, command.version, COMPLETED)
    if not found.settled_minutes:
        raise Refusal(_("No hours moved in this exchange, so there is nothing to give back."))
    mine = sides.me(ctx)
    if found.wish == "undo":
        raise Refusal(_("This is being asked already. Please wait for the answer, or give yours."))
    _check_second(ctx, found)
    _new, told = move(ctx, found, "undo_asked", wish="undo", wish_by_id=mine, wish_value="")
    return [told]


def answer_undo(ctx: Context, command: AnswerUndo) -> list[Event]:
    """Transition 18 by both sides, or it stays settled."""
    found = sides.take(ctx, command.exchange_id, command.version, COMPLETED)
    if found.wish != "undo" or found.wish_by_id == sides.me(ctx):
        raise Faster()
    if command.agree:
        _check_second(ctx, found)
        return _reverse(ctx, found, "")
    _new, told = move(ctx, found, "undo_refused", **NO_WISH)
    return [told]


def _check_second(ctx: Context, found: Exchange) -> None:
    """The hours go back from the provider: two of its people may be needed."""
    if sides.me(ctx) == found.provider_id:
        seconding.check(ctx, found.provider_id, found.settled_minutes or 0)


def reverse(ctx: Context, command: Reverse) -> list[Event]:
    """Transition 18 by a coordinator of neither side; above the hub's threshold a second one says the same."""
    ctx, found = sides.take_as_coordinator(ctx, command.exchange_id, command.version, COMPLETED)
    text = clean(ctx.vault.open(command.sealed.encode()), _LONGEST)
    if not text.strip():
        raise Refusal(_("Write in a few words why. Both sides read it."))
    if not found.settled_minutes:
        raise Refusal(_("No hours moved in this exchange, so there is nothing to give back."))
    if _is_much(ctx, found):
        first = ctx.tx.value(_ASKED_BY, exchange_id=found.id, version=found.version)
        if first is None:
            exchange_cases.park(ctx, found, "undo_wanted", text)
            return [note(ctx, found, "undo_wanted", old_state=found.state, text=text)]
        if first == ctx.actor.person_id:
            raise Refusal(_("You have said so already. For so many hours a second coordinator must say the same."))
    return _reverse(ctx, found, text)


def _is_much(ctx: Context, found: Exchange) -> bool:
    return (found.settled_minutes or 0) > known_hub(ctx.tx, found.hub_id).policy.undo_two_above


def _reverse(ctx: Context, found: Exchange, text: str) -> list[Event]:
    changes = {"state": "reversed", "object_until": None, "appeal_until": None, **NO_WISH}
    earned = earned_line(ctx, found)
    new, told = move(ctx, found, "reversed", figure=found.settled_minutes, text=text, **changes)
    corrections.undo(ctx.tx, paid(ctx, new), ctx.now)
    take_line_back(ctx, new, earned)
    timers.stop(ctx, new)
    case_steps.close_all_of(ctx.tx, new.id, ctx.now)
    return [told]
