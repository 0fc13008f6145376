"""What does a clock of an exchange do when it comes due? Everything is checked again, inside the lock."""

from __future__ import annotations

from sqlalchemy import bindparam, update

from core import clocks, listing_states
from core.calendar import waking
from core.commands import Fire
from core.context import Context
from core.db import Q
from core.errors import NotYours
from core.events import Event, ListingEnded
from core.exchanges import timers
from core.exchanges.closing import close
from core.exchanges.record import Exchange, lock_with_need, move, note
from core.exchanges.sides import side
from core.policy import DAY_MS
from core.tables import organisation

_MOST_MISSED = 2  # proposals in a row without an answer: the listing rests

_MISSED = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("organisation_id"))
    .values(missed=organisation.c.missed + 1)
    .returning(organisation.c.missed)
)
_FORGIVEN = Q(update(organisation).where(organisation.c.id == bindparam("organisation_id")).values(missed=0))


def fire(ctx: Context, came: Fire) -> list[Event]:
    """A clock row of an exchange came due. Nothing happens when it was stopped, moved or fired before.

    While the hub or one of the two organisations is frozen the clock waits another day.
    """
    if came.subject != "exchange":
        return []
    try:
        found, need_state = lock_with_need(ctx.tx, came.subject_id)
    except NotYours:
        return []
    if not clocks.take(ctx.tx, came.kind, came.subject, came.subject_id, ctx.now):
        return []
    if _waits(ctx, found, came.kind):
        return []
    return _act(ctx, found, need_state, came.kind)


def _waits(ctx: Context, found: Exchange, kind: str) -> bool:
    both = [side(ctx.tx, id, ctx.now) for id in (found.receiver_id, found.provider_id)]
    if not any(one.frozen for one in both):
        return False
    clocks.start(ctx.tx, kind, "exchange", found.id, waking(ctx.now + DAY_MS, both[0].calendar))
    return True


def _act(ctx: Context, found: Exchange, need_state: str | None, kind: str) -> list[Event]:
    match (kind, found.state):
        case (timers.SUGGESTION, "suggested"):
            return _lapse(ctx, found)
        case (timers.ANSWER, "proposed"):
            return _lapse(ctx, found) + _missed(ctx, found, need_state)
        case (_, "proposed") if kind in timers.ANSWER_REMINDERS:
            return _remind(ctx, found, timers.ANSWER)
        case (timers.REVIEW, "settled"):
            return close(ctx, found)
        case (_, "settled") if kind in timers.REVIEW_REMINDERS:
            return _remind(ctx, found, timers.REVIEW)
    return []


def _remind(ctx: Context, found: Exchange, end_kind: str) -> list[Event]:
    """Remind whose turn it is, unless the end has come as well (a worker that was away)."""
    end = clocks.due_at(ctx.tx, end_kind, "exchange", found.id)
    if end is None or end <= ctx.now:
        return []
    return [note(ctx, found, "reminded", old_state=found.state)]


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
