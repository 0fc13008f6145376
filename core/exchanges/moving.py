"""Can it be another day, or other hours? One side asks, the other answers; a day counts as moved by who asked.

Also where the day is past and nothing was done: who is said not to have come may offer another, and what was said of
them stands until that suits who waited.
"""

from __future__ import annotations

from core.accounts import holds, owners
from core.calendar import today
from core.commands.trouble import AnswerDay, AnswerHours, MoveDay, MoveHours
from core.context import Context
from core.errors import Bug, Faster, Refusal
from core.events import Event
from core.exchange_states import UNDELIVERED
from core.exchanges import allowed, sides, timers
from core.exchanges.nearing import start_near
from core.exchanges.record import NO_WISH, Exchange, move
from core.exchanges.terms import check_minutes, day, words
from core.hubs import known_hub
from core.messages import Amount, _


def move_day(ctx: Context, command: MoveDay) -> list[Event]:
    """Ask for another day; where the other side asked for one, this is the answer to it."""
    found = sides.take(ctx, command.exchange_id, command.version, UNDELIVERED)
    mine = sides.me(ctx)
    if found.asked_minutes is not None:
        raise Refusal(
            _("The other organisation is asked about the hours. Wait for its answer, or choose “There is a problem”.")
        )
    if (found.state, found.wish) == ("agreed", "hours"):
        raise Refusal(_("Something else is being asked about this exchange. Answer that first."))
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


def move_hours(ctx: Context, command: MoveHours) -> list[Event]:
    """Ask for other hours before it is done; where the other side asked for some, this is the answer to it."""
    found = sides.take(ctx, command.exchange_id, command.version, ("agreed",))
    mine = sides.me(ctx)
    if found.wish not in (None, "hours"):
        raise Refusal(_("Something else is being asked about this exchange. Answer that first."))
    _check_hours(ctx, found, command.minutes)
    if command.minutes == found.agreed:
        raise Refusal(_("Those are the agreed hours already. How many hours?"))
    allowed.check_second(ctx, found.receiver_id, command.minutes, found.id)
    _new, told = move(
        ctx,
        found,
        "hours_asked",
        figure=command.minutes,
        wish="hours",
        wish_by_id=mine,
        wish_value=str(command.minutes),
    )
    return [told]


def _check_hours(ctx: Context, found: Exchange, minutes: int) -> None:
    """Whether these may be its hours: not of a part of something longer, of a gift, or of what the fund carries."""
    if found.whole_id is not None or found.agreed == 0 or found.asked_minutes is not None:
        raise Refusal(_("The hours of this exchange stay as agreed. When it is done, say how many it took."))
    if found.payer_account_id != owners.member_account(ctx.tx, found.receiver_id):
        raise Refusal(_("The solidarity fund gives these hours, so they stay as agreed."))
    check_minutes(minutes, known_hub(ctx.tx, found.hub_id).policy)
    if minutes == 0 or minutes > found.spans.confirm_parts_above:
        most = Amount(found.spans.confirm_parts_above)
        raise Refusal(_("That is too long for one exchange. At most {most}; publish the rest by itself.", most=most))


def answer_hours(ctx: Context, command: AnswerHours) -> list[Event]:
    """The other side accepts the hours, which are set aside in place of the agreed ones, or these stay.

    Raises NotEnough where they cannot be set aside.
    """
    found = sides.take(ctx, command.exchange_id, command.version, ("agreed",))
    mine = sides.me(ctx)
    if found.wish != "hours" or found.wish_by_id in (None, mine):
        raise Faster()
    if not command.agree:
        _new, told = move(ctx, found, "hours_refused", **NO_WISH)
        return [told]
    minutes = int(found.wish_value)
    _check_hours(ctx, found, minutes)
    sides.check_both_in(ctx, found)
    allowed.check_second(ctx, found.receiver_id, minutes, found.id)
    new, told = move(ctx, found, "hours_moved", figure=minutes, minutes=minutes, **NO_WISH)
    held = holds.live_hold(ctx.tx, found.id)
    if held is None:
        raise Bug(f"exchange {found.id} has no hold")
    holds.void_hold(ctx.tx, held, ctx.now)
    asks = mine == found.receiver_id
    holds.place_holds(ctx.tx, found.hub_id, {new.id: minutes}, held.payer_id, held.payee_id, ctx.now, payer_asks=asks)
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
