"""Can it be another day? One side asks, the other answers; it counts as moved by who asked.

Also where the day is past and nothing was done: who is said not to have come may offer another, and what was said of
them stands until that suits who waited.
"""

from __future__ import annotations

from core.calendar import today
from core.commands.trouble import AnswerDay, MoveDay
from core.context import Context
from core.errors import Faster, Refusal
from core.events import Event
from core.exchange_states import UNDELIVERED
from core.exchanges import sides, timers
from core.exchanges.nearing import start_near
from core.exchanges.record import NO_WISH, Exchange, move
from core.exchanges.terms import day, words
from core.messages import _


def move_day(ctx: Context, command: MoveDay) -> list[Event]:
    """Ask for another day; where the other side asked for one, this is the answer to it."""
    found = sides.take(ctx, command.exchange_id, command.version, UNDELIVERED)
    mine = sides.me(ctx)
    if found.asked_minutes is not None:
        raise Refusal(
            _("The other organisation is asked about the hours. Wait for its answer, or choose “There is a problem”.")
        )
    if found.moves >= found.spans.most_moves:
        raise Refusal(_("The day was moved often enough. Cancel the exchange, or choose “There is a problem”."))
    new_day = day(command.due_on, today(ctx.now, sides.side(ctx.tx, mine, ctx.now).calendar.zone)).isoformat()
    what = words(command.what, found.what)
    if (new_day, what) == (found.due_on, found.what):
        raise Refusal(_("That is the agreed day already. Which other day?"))
    wished = new_day if what == found.what else f"{new_day} {what}"
    if found.wish == "absent":
        if found.wish_by_id == mine:
            raise Faster()
        _new, told = move(ctx, found, "day_asked", wish_value=wished)  # the rest of what was said stands
        return [told]
    _new, told = move(ctx, found, "day_asked", wish="day", wish_by_id=mine, wish_value=wished)
    return [told]


def _asked_by(found: Exchange) -> int | None:
    """Which side asks for another day, where one does."""
    if found.wish_by_id is None or not found.wish_value or found.wish not in ("day", "absent"):
        return None
    return found.wish_by_id if found.wish == "day" else found.other(found.wish_by_id)


def answer_day(ctx: Context, command: AnswerDay) -> list[Event]:
    """Transition 7: the other side accepts the day, or it stays as it was."""
    found = sides.take(ctx, command.exchange_id, command.version, UNDELIVERED)
    asked_by = _asked_by(found)
    if asked_by in (None, sides.me(ctx)):
        raise Faster()
    if not command.agree:
        _new, told = move(ctx, found, "day_refused", **({"wish_value": ""} if found.wish == "absent" else NO_WISH))
        return [told]
    wished, _space, what = found.wish_value.partition(" ")
    day(wished, today(ctx.now, sides.side(ctx.tx, found.provider_id, ctx.now).calendar.zone))
    changes = {"due_on": wished, "what": what or found.what, "moves": found.moves + 1, **NO_WISH}
    new, told = move(ctx, found, "moved", said={"moved_by": asked_by}, state="agreed", **changes)
    if found.state == "overdue":
        timers.stop(ctx, new)
    timers.start_overdue(ctx, new)
    start_near(ctx, new)
    return [told]
