"""What may a coordinator do about a suggestion? Remind both sides, take care of it, or say that it does not fit.

Who takes care is what the history said last. Never about an exchange of one's own organisation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, func, select

from core.commands.caring import Mute, Release, RemindBoth, TakeCare
from core.context import Context
from core.coordination.coordinators import coordinates, require_decider
from core.db import Q, Tx
from core.errors import Faster, Refusal
from core.events import Event, Moved
from core.exchanges import timers
from core.exchanges.record import Exchange, load, move, note
from core.messages import _
from core.policy import DAY_MS
from core.tables import history

_LAST = Q(
    select(history.c.action, history.c.person_id)
    .where(history.c.exchange_id == bindparam("exchange_id"), history.c.action.in_(("cared", "freed")))
    .order_by(history.c.id.desc())
    .limit(1)
)
_REMINDED = Q(
    select(func.max(history.c.at)).where(
        history.c.exchange_id == bindparam("exchange_id"), history.c.action == "nudged"
    )
)


@dataclass(frozen=True, slots=True)
class Care:
    """The coordinator who takes care (None: nobody), and when both sides were last reminded by one."""

    person_id: int | None
    reminded_at: int | None


def care_of(tx: Tx, exchange_id: int, hub_id: int) -> Care:
    """Who takes care of it; one who has left or coordinates no more does so no longer."""
    action, person_id = tx.one(_LAST, exchange_id=exchange_id) or ("", None)
    holds = action == "cared" and person_id is not None and coordinates(tx, person_id, hub_id)
    return Care(person_id if holds else None, tx.value(_REMINDED, exchange_id=exchange_id))


def remind_both(ctx: Context, command: RemindBoth) -> list[Event]:
    """Both sides are told of it again, once a day at most."""
    found, _me = _suggestion(ctx, command.exchange_id)
    last = care_of(ctx.tx, found.id, found.hub_id).reminded_at
    if last is not None and ctx.now - last < DAY_MS:
        raise Refusal(_("Both were reminded less than a day ago. Tomorrow you can remind them again."))
    return [note(_coordinating(ctx), found, "nudged", old_state=found.state)]


def take_care(ctx: Context, command: TakeCare) -> list[Event]:
    """This coordinator sees to it; the others see that somebody does. A second time changes nothing."""
    found, me = _suggestion(ctx, command.exchange_id)
    holder = care_of(ctx.tx, found.id, found.hub_id).person_id
    if holder == me:
        return [_as_it_was(found, "cared")]
    if holder is not None:
        raise Faster(_("Someone was faster: another coordinator takes care of this one."))
    return [note(_coordinating(ctx), found, "cared", old_state=found.state)]


def release(ctx: Context, command: Release) -> list[Event]:
    """Whoever took care of it lets go. A second time changes nothing, and of another's care nobody lets go."""
    found, me = _suggestion(ctx, command.exchange_id)
    holder = care_of(ctx.tx, found.id, found.hub_id).person_id
    if holder is None:
        return [_as_it_was(found, "freed")]
    if holder != me:
        raise Faster(_("Someone was faster: another coordinator takes care of this one."))
    return [note(_coordinating(ctx), found, "freed", old_state=found.state)]


def mute(ctx: Context, command: Mute) -> list[Event]:
    """The two do not fit: it ends without blame and without a word to them, and this pair never comes back."""
    found, _me = _suggestion(ctx, command.exchange_id)
    new, told = move(_coordinating(ctx), found, "muted", state="withdrawn")
    timers.stop(ctx, new)
    return [told]


def _suggestion(ctx: Context, exchange_id: int) -> tuple[Exchange, int]:
    """The locked suggestion and the acting coordinator's id. Raises Faster when the sides are talking already."""
    found = load(ctx.tx, exchange_id, lock=True)
    me = require_decider(ctx, found.hub_id, found.receiver_id, found.provider_id)
    if found.state != "suggested":
        raise Faster(_("This suggestion has moved on meanwhile, so there is nothing to do about it any more."))
    return found, me


def _as_it_was(found: Exchange, action: str) -> Moved:
    """They have what they asked for already: said again, and not written down again."""
    return Moved(found.id, action, found.state, found.state, found.version)


def _coordinating(ctx: Context) -> Context:
    """In the history it is the coordinator who acts, on behalf of no organisation."""
    return replace(ctx, actor=replace(ctx.actor, kind="coordinator", organisation_id=None))


HANDLERS: dict[type, Callable[[Context, Any], list[Event]]] = {
    RemindBoth: remind_both,
    TakeCare: take_care,
    Release: release,
    Mute: mute,
}
