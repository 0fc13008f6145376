"""Which clocks does an exchange start, and when do they end? Spans are those copied when it was created."""

from __future__ import annotations

from core import clocks
from core.calendar import APART, answer_due, end_of, end_of_day, waking
from core.context import Context
from core.exchanges.record import Exchange
from core.exchanges.sides import side
from core.policy import DAY_MS

SUGGESTION = "suggestion"
ANSWER, ANSWER_REMINDERS = "answer", ("answer_reminder_1", "answer_reminder_2")
REVIEW, REVIEW_REMINDER = "review", "review_reminder_1"
REVIEW_REMINDERS = {REVIEW_REMINDER: 3}  # days after settling; of an opinion nobody is reminded twice

OVERDUE, OVERDUE_CASE, EXPIRY = "overdue", "overdue_case", "expiry"
CONFIRM, CONFIRM_REMINDERS = "confirm", ("confirm_reminder_1", "confirm_reminder_2", "confirm_reminder_3")
FIGURE, FIGURE_REMINDER = "figure", "figure_reminder"
ABSENT, ABSENT_REMINDER = "absent", "absent_reminder"
DECIDE, UNTAKEN = "decide", "untaken"
_UNTAKEN_MS = 3 * DAY_MS


def start_suggestion(ctx: Context, one: Exchange) -> None:
    """A suggestion lapses by itself; the receiver's working days count."""
    calendar = side(ctx.tx, one.receiver_id, ctx.now).calendar
    clocks.start(ctx.tx, SUGGESTION, "exchange", one.id, end_of(ctx.now, one.spans.suggested_ms, calendar))


def start_answer(ctx: Context, one: Exchange, from_id: int) -> None:
    """Until when `from_id` may answer the terms, and two reminders; starts again with each counter-proposal."""
    calendar = side(ctx.tx, from_id, ctx.now).calendar
    ends = answer_due(ctx.now, one.due_on, calendar, one.spans.answer_ms)
    clocks.start(ctx.tx, ANSWER, "exchange", one.id, ends.end)
    for kind, at in zip(ANSWER_REMINDERS, (ends.first_reminder, ends.second_reminder), strict=True):
        if at is None:
            clocks.stop(ctx.tx, kind, "exchange", one.id)
        else:
            clocks.start(ctx.tx, kind, "exchange", one.id, at)


def start_review(ctx: Context, one: Exchange) -> None:
    """Both may review until this ends; the receiver's working days count."""
    calendar = side(ctx.tx, one.receiver_id, ctx.now).calendar
    end = end_of(ctx.now, one.spans.review_ms, calendar)
    clocks.start(ctx.tx, REVIEW, "exchange", one.id, end)
    for kind, days in REVIEW_REMINDERS.items():
        at = end_of(ctx.now, days * DAY_MS, calendar)
        if at < end:
            clocks.start(ctx.tx, kind, "exchange", one.id, at)


def start_overdue(ctx: Context, one: Exchange) -> None:
    """From which day on both are asked whether it happened."""
    _after_due(ctx, one, OVERDUE, one.spans.overdue_ms)


def start_unanswered(ctx: Context, one: Exchange) -> None:
    """Overdue: when a coordinator is told, and when it ends by itself."""
    _after_due(ctx, one, OVERDUE_CASE, one.spans.overdue_case_ms)
    _after_due(ctx, one, EXPIRY, one.spans.expire_ms)


def _after_due(ctx: Context, one: Exchange, kind: str, span: int) -> None:
    """The day ends where the service is given; nobody is asked by night or on a day off of who receives it."""
    assert one.due_on is not None
    ends = end_of_day(one.due_on, side(ctx.tx, one.provider_id, ctx.now).calendar.zone)
    at = waking(max(ends + span, ctx.now), side(ctx.tx, one.receiver_id, ctx.now).calendar)
    clocks.start(ctx.tx, kind, "exchange", one.id, at)


def start_confirm(ctx: Context, one: Exchange) -> None:
    """Until when the receiver may confirm, with three reminders."""
    parts = {kind: number / 4 for number, kind in enumerate(CONFIRM_REMINDERS, 1)}
    _start_with(ctx, one, one.receiver_id, CONFIRM, one.spans.confirm_ms, parts)


def start_figure(ctx: Context, one: Exchange) -> None:
    """Until when the provider may answer a lower figure."""
    _start_with(ctx, one, one.provider_id, FIGURE, one.spans.figure_ms, {FIGURE_REMINDER: 1 / 2})


def start_absent(ctx: Context, one: Exchange, silent_id: int) -> None:
    """Until when a side may say that it did come."""
    _start_with(ctx, one, silent_id, ABSENT, one.spans.absent_ms, {ABSENT_REMINDER: 1 / 2})


def start_dispute(ctx: Context, one: Exchange) -> None:
    """Until when it must be decided; coordinators are told again while nobody has."""
    _start_with(ctx, one, one.receiver_id, DECIDE, one.spans.decide_ms, {})
    start_untaken(ctx, one)


def start_untaken(ctx: Context, one: Exchange) -> None:
    _start_with(ctx, one, one.receiver_id, UNTAKEN, _UNTAKEN_MS, {})


def _start_with(ctx: Context, one: Exchange, who: int, kind: str, span: int, parts: dict[str, float]) -> None:
    """A clock in the working days of who must act, and its reminders at those parts of it.

    Where a weekend or a holiday moved the last reminder, the end moves too, so that each has the time it should have;
    one that it moved to within hours of another is left out.
    """
    calendar = side(ctx.tx, who, ctx.now).calendar
    end, before = end_of(ctx.now, span, calendar), ctx.now
    for reminder, part in parts.items():
        at = end_of(ctx.now, round(span * part), calendar)
        end = max(end, end_of(at, round(span * (1 - part)), calendar))
        if at - before < APART:
            clocks.stop(ctx.tx, reminder, "exchange", one.id)
            continue
        clocks.start(ctx.tx, reminder, "exchange", one.id, at)
        before = at
    clocks.start(ctx.tx, kind, "exchange", one.id, end)


def window(ctx: Context, who: int, span: int) -> int:
    """Until when somebody may object or appeal; no clock, since nothing happens then."""
    return end_of(ctx.now, span, side(ctx.tx, who, ctx.now).calendar)


def stop(ctx: Context, one: Exchange) -> None:
    """Nobody is waited for any more."""
    clocks.stop_all(ctx.tx, "exchange", one.id)
