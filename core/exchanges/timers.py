"""Which clocks does an exchange start, and when do they end? Spans are those copied when it was created."""

from __future__ import annotations

from core import clocks
from core.calendar import answer_due, end_of
from core.context import Context
from core.exchanges.record import Exchange
from core.exchanges.sides import side
from core.policy import DAY_MS

SUGGESTION = "suggestion"
ANSWER, ANSWER_REMINDERS = "answer", ("answer_reminder_1", "answer_reminder_2")
REVIEW, REVIEW_REMINDERS = "review", {"review_reminder_1": 3, "review_reminder_2": 11}  # days after settling


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


def stop(ctx: Context, one: Exchange) -> None:
    """Nobody is waited for any more."""
    clocks.stop_all(ctx.tx, "exchange", one.id)
