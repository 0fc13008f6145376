"""Can it be another day? One side asks, the other answers; it counts as moved by who asked."""

from __future__ import annotations

from typing import Any

from core.calendar import today
from core.commands.trouble import AnswerDay, MoveDay
from core.context import Context
from core.errors import Faster, Refusal
from core.events import Event
from core.exchanges import sides, timers
from core.exchanges.nearing import start_near
from core.exchanges.record import NO_WISH, move
from core.exchanges.terms import day, words
from core.messages import _


def move_day(ctx: Context, command: MoveDay) -> list[Event]:
    """Ask for another day; where the other side asked for one, this is the answer to it."""
    found = sides.take(ctx, command.exchange_id, command.version, ("agreed",))
    mine = sides.me(ctx)
    if found.asked_minutes is not None:
        raise Refusal(_("The other organisation is asked about the hours. Wait for its answer, or choose “Problem”."))
    if found.moves >= found.spans.most_moves:
        raise Refusal(_("The day was moved often enough. Cancel the exchange, or choose “Problem”."))
    new_day = day(command.due_on, today(ctx.now, sides.side(ctx.tx, mine, ctx.now).calendar.zone)).isoformat()
    what = words(command.what, found.what)
    if (new_day, what) == (found.due_on, found.what):
        raise Refusal(_("That is the agreed day already. Which other day?"))
    wished = new_day if what == found.what else f"{new_day} {what}"
    _new, told = move(ctx, found, "day_asked", wish="day", wish_by_id=mine, wish_value=wished)
    return [told]


def answer_day(ctx: Context, command: AnswerDay) -> list[Event]:
    """Transition 7: the other side accepts the day, or it stays as it was."""
    found = sides.take(ctx, command.exchange_id, command.version, ("agreed",))
    if found.wish != "day" or found.wish_by_id == sides.me(ctx):
        raise Faster()
    if not command.agree:
        _new, told = move(ctx, found, "day_refused", **NO_WISH)
        return [told]
    wished, _space, what = found.wish_value.partition(" ")
    day(wished, today(ctx.now, sides.side(ctx.tx, found.provider_id, ctx.now).calendar.zone))
    said = {"moved_by": found.wish_by_id}
    now: dict[str, Any] = {"due_on": wished, "what": what or found.what, "moves": found.moves + 1}
    new, told = move(ctx, found, "moved", said=said, **now, **NO_WISH)
    timers.start_overdue(ctx, new)
    start_near(ctx, new)
    return [told]
