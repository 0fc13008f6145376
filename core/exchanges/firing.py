"""What does a clock of an exchange do when it comes due? Everything is checked again, inside the lock."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, func, select, update

from core import clocks
from core.calendar import APART, waking
from core.commands import Fire
from core.context import Context
from core.db import Q
from core.errors import NotYours
from core.events import Event, ListingEnded
from core.exchange_states import AGREED
from core.exchanges import timers
from core.exchanges.absence import silent
from core.exchanges.closing import review_over, said_by_both
from core.exchanges.disputing import undecided, untaken
from core.exchanges.nearing import NEAR, near
from core.exchanges.record import Exchange, lock_with_need, move, note
from core.exchanges.sides import side
from core.exchanges.silence import expire, figure_unanswered, overdue, overdue_long, unconfirmed
from core.listings import states as listing_states
from core.people import seconding
from core.policy import DAY_MS
from core.tables import history, organisation

_MOST_MISSED = 2  # proposals in a row without an answer: the listing rests

_MISSED = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("organisation_id"))
    .values(missed=organisation.c.missed + 1)
    .returning(organisation.c.missed)
)
_REMINDED = Q(
    select(func.max(history.c.at)).where(
        history.c.exchange_id == bindparam("exchange_id"),
        history.c.version == bindparam("version"),
        history.c.action == "reminded",
    )
)
_FORGIVEN = Q(update(organisation).where(organisation.c.id == bindparam("organisation_id")).values(missed=0))


def fire(ctx: Context, came: Fire) -> list[Event]:
    """A clock row of an exchange came due. Nothing happens when it was stopped, moved or fired before.

    While the hub or one of the two organisations is frozen the clock keeps its end and waits another day.
    """
    if came.subject != "exchange":
        return []
    try:
        found, need_state = lock_with_need(ctx.tx, came.subject_id)
    except NotYours:
        return []
    if _waits(ctx, found, came.kind):
        return []
    if not clocks.take(ctx.tx, came.kind, came.subject, came.subject_id, ctx.now):
        return []
    return _act(ctx, found, need_state, came.kind)


def _waits(ctx: Context, found: Exchange, kind: str) -> bool:
    if kind == timers.CONFIRM and found.state == "delivered":
        until = seconding.waits_until(ctx.tx, found.id, found.receiver_id)
        if until is not None and until > ctx.now:  # their word is on its way: it is no silence
            return clocks.rest(ctx.tx, kind, "exchange", found.id, ctx.now, until)
    both = [side(ctx.tx, id, ctx.now) for id in (found.receiver_id, found.provider_id)]
    if not any(one.frozen for one in both):
        return False
    clocks.rest(ctx.tx, kind, "exchange", found.id, ctx.now, waking(ctx.now + DAY_MS, both[0].calendar))
    return True


def _act(ctx: Context, found: Exchange, need_state: str | None, kind: str) -> list[Event]:
    if (kind, found.state) == (timers.ANSWER, "proposed"):
        return _lapse(ctx, found) + _missed(ctx, found, need_state)
    act = _ACTS.get((kind, found.state))
    if act is not None:
        return act(ctx, found)
    ends = _REMINDERS.get(kind)
    return _remind(ctx, found, ends) if ends is not None and _still(ctx, found, ends) else []


def _still(ctx: Context, found: Exchange, ends: str) -> bool:
    """Whether what the reminder is about still stands."""
    return (ends, found.state) in _ACTS or (ends, found.state) == (timers.ANSWER, "proposed")


def _remind(ctx: Context, found: Exchange, end_kind: str) -> list[Event]:
    """Remind whose turn it is, unless the end or the reminder before came late as well (a worker that was away)."""
    end = clocks.due_at(ctx.tx, end_kind, "exchange", found.id)
    if end is None or end <= ctx.now:
        return []
    before = ctx.tx.value(_REMINDED, exchange_id=found.id, version=found.version)
    if before is not None and ctx.now - before < APART:
        return []
    return [note(ctx, found, "reminded", old_state=found.state)]


def _remind_of_review(ctx: Context, found: Exchange) -> list[Event]:
    return said_by_both(ctx, found) or _remind(ctx, found, timers.REVIEW)


def _lapse(ctx: Context, found: Exchange) -> list[Event]:
    new, told = move(ctx, found, "lapsed", state="lapsed")
    timers.stop(ctx, new)
    return [told]


def _missed(ctx: Context, found: Exchange, need_state: str | None) -> list[Event]:
    """Who did not answer has missed one; after two in a row their listing rests. No blame where the need has ended."""
    if found.author_id is None or need_state in ("fulfilled", "withdrawn", "removed", "expired"):
        return []
    silent = found.other(found.author_id)
    listing_id = found.need_id if silent == found.receiver_id else found.offer_id
    if ctx.tx.value(_MISSED, organisation_id=silent) < _MOST_MISSED or listing_id is None:
        return []
    ctx.tx.run(_FORGIVEN, organisation_id=silent)
    return [ListingEnded(listing_id, "paused")] if listing_states.pause(ctx.tx, listing_id) else []


# What the clocks do, by their kind and the state they were started for; answers to a proposal see `_act`.
_ACTS: dict[tuple[str, str], Callable[[Context, Exchange], list[Event]]] = {
    (timers.SUGGESTION, "suggested"): _lapse,
    (NEAR, "agreed"): near,
    (timers.OVERDUE, "agreed"): overdue,
    (timers.OVERDUE_CASE, "overdue"): overdue_long,
    (timers.EXPIRY, "overdue"): expire,
    (timers.ABSENT, "overdue"): silent,
    (timers.CONFIRM, "delivered"): unconfirmed,
    **{(timers.FIGURE, state): figure_unanswered for state in AGREED},
    (timers.UNTAKEN, "disputed"): untaken,
    (timers.DECIDE, "disputed"): undecided,
    (timers.REVIEW, "settled"): review_over,
    **{(kind, "settled"): _remind_of_review for kind in timers.REVIEW_REMINDERS},
}
_REMINDERS: dict[str, str] = {
    **dict.fromkeys(timers.ANSWER_REMINDERS, timers.ANSWER),
    **dict.fromkeys(timers.CONFIRM_REMINDERS, timers.CONFIRM),
    timers.FIGURE_REMINDER: timers.FIGURE,
    timers.ABSENT_REMINDER: timers.ABSENT,
}
