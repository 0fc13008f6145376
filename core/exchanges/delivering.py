"""What happens between agreed and settled? Cancel, deliver, confirm, a lower figure, a problem."""

from __future__ import annotations

from core import reviews
from core.calendar import end_of_day
from core.commands import AgreeFigure, Cancel, Confirm, Deliver, Problem
from core.context import Context
from core.errors import Faster, Refusal
from core.events import Event, Moved
from core.exchange_states import AGREED, STATES, UNDELIVERED
from core.exchanges import cases, parts, sides, timers
from core.exchanges.disputing import open_dispute
from core.exchanges.record import NO_WISH, Exchange, move, note
from core.exchanges.settling import give_back, settle
from core.hubs import load_hub
from core.messages import Amount, _
from core.people import seconding
from core.relay import attachments
from core.relay.attachments import Belongs
from core.text.clean import clean

_LONGEST = 2000


def cancel(ctx: Context, command: Cancel) -> list[Event]:
    """Transitions 8 and 9: either side; late when less than the free span is left of the day it was due."""
    found = sides.take(ctx, command.exchange_id, command.version, ("agreed",))
    if found.asked_minutes is not None:
        raise Refusal(
            _("The other organisation is asked about the hours. Wait for its answer, or choose “There is a problem”.")
        )
    reason = clean(command.reason, _LONGEST)
    told = _cancel(ctx, found, reason)
    if command.rest:
        for one in parts.later(ctx, found):
            if one.asked_minutes is None:
                _cancel(ctx, one, reason)  # each counts as late or not by its own day; one message tells of all
    return [told]


def _cancel(ctx: Context, found: Exchange, reason: str) -> Moved:
    state = "cancelled" if ctx.now <= free_until(ctx, found) else "cancelled_late"
    new, told = move(ctx, found, state, text=reason, state=state, **NO_WISH)
    if reason and state == "cancelled_late":
        cases.park(ctx, new, "cancelled_late", reason)  # a coordinator may excuse it
    give_back(ctx, new)
    timers.stop(ctx, new)
    return told


def free_until(ctx: Context, found: Exchange) -> int:
    """Until when cancelling counts against nobody: the free span before the due day ends where the provider is."""
    if found.due_on is None:
        return ctx.now
    zone = sides.side(ctx.tx, found.provider_id, ctx.now).calendar.zone
    return end_of_day(found.due_on, zone) - found.spans.cancel_free_ms


def deliver(ctx: Context, command: Deliver) -> list[Event]:
    """Transition 10: the provider says it is done, with the hours; never more than agreed counts.

    What it says beyond that stands in the history, and may be proposed as an exchange that follows. Where the receiver
    said the same lower figure before, both agree and it is settled.
    """
    found, _need = sides.take_with_need(ctx, command.exchange_id, command.version, UNDELIVERED)
    sides.only(ctx, found.provider_id)
    said = found.agreed if command.minutes is None else command.minutes
    minutes = min(said, found.agreed) if _may_go_on(ctx, found, said) else said
    _check_figure(found, minutes, found.agreed)
    new, told = move(
        ctx,
        found,
        "delivered",
        figure=said,
        state="delivered",
        delivered_minutes=minutes,
        delivered_at=ctx.now,
        asked_minutes=None,
        **NO_WISH,
    )
    timers.stop(ctx, new)
    if minutes == found.asked_minutes:
        return [told, *settle(ctx, new, minutes)]
    timers.start_confirm(ctx, new)
    return [told]


def confirm(ctx: Context, command: Confirm) -> list[Event]:
    """Transition 12: the receiver says it was received; a lower figure than the provider's is asked back first."""
    found, _need = sides.take_with_need(ctx, command.exchange_id, command.version, AGREED)
    sides.only(ctx, found.receiver_id)
    said = found.claimed
    minutes = said if command.minutes is None else command.minutes
    _check_figure(found, minutes, said)
    seconding.check(ctx, found.receiver_id, minutes, found.whole_id or found.id)
    events = settle(ctx, found, minutes) if minutes == said else _ask_back(ctx, found, minutes)
    return events + _review_at_once(ctx, found, command)


def agree_figure(ctx: Context, command: AgreeFigure) -> list[Event]:
    """The provider's answer to a lower figure: yes settles it; no is transition 14, and a coordinator decides."""
    found, _need = sides.take_with_need(ctx, command.exchange_id, command.version, AGREED)
    sides.only(ctx, found.provider_id)
    if found.asked_minutes is None:
        raise Faster()
    if command.agree:
        return settle(ctx, found, found.asked_minutes)
    return open_dispute(ctx, found, "hours", action="figure_refused")


def problem(ctx: Context, command: Problem) -> list[Event]:
    """Either side, at any time: a coordinator reads it, nothing moves and every button stays as it was."""
    found = sides.take(ctx, command.exchange_id, None, STATES)
    text = clean(command.text, _LONGEST)
    attachments.add(ctx, command.files, sides.me(ctx), Belongs("problem", exchange_id=found.id))
    told = note(ctx, found, "problem", old_state=found.state, text=text)
    cases.park(ctx, found, "problem", text)
    return [told]


def _may_go_on(ctx: Context, found: Exchange, said: int) -> bool:
    """Whether what is said beyond the agreed hours is long enough for an exchange, and not too long."""
    hub = load_hub(ctx.tx, found.hub_id)
    beyond = said - found.agreed
    return hub is not None and found.agreed > 0 and hub.policy.exchange_least <= beyond <= hub.policy.exchange_most


def _check_figure(found: Exchange, minutes: int, most: int) -> None:
    """0 < minutes ≤ most, or exactly nothing for a gift; else a Refusal that says what to write."""
    if found.agreed == 0:
        if minutes != 0:
            raise Refusal(_("This was agreed as a gift, without hours. For hours, make a new exchange."))
        return
    if minutes <= 0:
        raise Refusal(_("Write how many hours it took. If nothing was done, choose “There is a problem”."))
    if minutes > most:
        raise Refusal(
            _(
                "At most {most} can be written here. For more, choose “More of the same” once this is completed. How "
                "many hours?",
                most=Amount(most),
            )
        )


def _ask_back(ctx: Context, found: Exchange, minutes: int) -> list[Event]:
    """What was said stops the clock of silence; the provider's own runs now."""
    new, told = move(ctx, found, "lower_figure", figure=minutes, asked_minutes=minutes, **NO_WISH)
    timers.stop(ctx, new)
    timers.start_figure(ctx, new)
    return [told]


def _review_at_once(ctx: Context, found: Exchange, command: Confirm) -> list[Event]:
    """What the receiver said about it in the same breath is kept; it counts as its review."""
    if command.on_time is None and command.stars is None:
        return []
    if found.receiver_id in reviews.written_by(ctx.tx, found.id):
        return []
    reviews.write(ctx, found.id, found.receiver_id, found.provider_id, on_time=command.on_time, stars=command.stars)
    return []
