"""When do hours begin of organisations that a coordinator brings in without a phone? Not by that coordinator alone.

What one coordinator registers or lets in from a list at a time is an intake. Its organisations have an account, and no
first hours or credit line before one of their people comes (core/people/members.py), or a second coordinator of the
network says yes to the intake. Where nobody else coordinates, a few begin each month at once
(docs/decisions/064-what-one-alone-cannot-do.md). Until then they offer, receive gifts, and ask the solidarity fund.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert, or_, select, update

from core.commands.assisted import AnswerIntake
from core.context import Context
from core.coordination import measures
from core.coordination.coordinators import require_decider
from core.db import New, Q, Tx, scalar_rows
from core.errors import Faster, NotYours, Refusal
from core.events import Event
from core.events.hub import Brought, IntakeAnswered
from core.hubs import Hub, known_hub
from core.look.coordinators import IntakeCard
from core.messages import _
from core.people import members
from core.policy import DAY_MS
from core.tables import coordinator, intake, measure, name_column, organisation

ALONE = 5
"""So many organisations of one who coordinates alone begin at once within `ALONE_MS`."""
ALONE_MS = 30 * DAY_MS
_SHOWN = 6  # names on a card

_this: BindParameter[int] = bindparam("intake_id")
_hub: BindParameter[int] = bindparam("hub_id")
_ADD = New(insert(intake).values({name: bindparam(name) for name in ("hub_id", "by_id", "at")}))
_COLUMNS = (intake.c.hub_id, intake.c.by_id, intake.c.at, intake.c.state)
_LOCK = Q(select(*_COLUMNS).where(intake.c.id == _this).with_for_update(key_share=True))
_ONE = Q(select(*_COLUMNS).where(intake.c.id == _this))
_DECIDE = Q(
    update(intake)
    .where(intake.c.id == _this)
    .values(state=bindparam("new_state"), decided_at=bindparam("now"), decided_by=bindparam("by"))
)
_WAITING = Q(
    select(organisation.c.id)
    .where(organisation.c.intake_id == _this, organisation.c.status.in_(("approved", "suspended")))
    .order_by(organisation.c.id)
)
_NAMES = Q(select(name_column(organisation)).where(organisation.c.intake_id == _this).order_by(organisation.c.id))
_ANOTHER = Q(
    select(coordinator.c.person_id)
    .where(coordinator.c.hub_id == _hub, coordinator.c.person_id != bindparam("person_id"))
    .limit(1)
)
_BEGUN_ALONE = Q(
    select(func.count())
    .select_from(measure)
    .where(measure.c.hub_id == _hub, measure.c.action == measures.BEGUN_ALONE, measure.c.at > bindparam("since"))
)
_READER = Q(
    select(coordinator.c.hub_id).where(coordinator.c.hub_id == _hub, coordinator.c.person_id == bindparam("person_id"))
)
OTHERS = select(coordinator.c.person_id).where(
    coordinator.c.hub_id == intake.c.hub_id,
    or_(intake.c.by_id.is_(None), coordinator.c.person_id != intake.c.by_id),
)
"""Who may say yes to an intake, for statements on `intake`."""


def begin(ctx: Context, hub_id: int) -> int:
    """A new one, of whoever acts; its id, with which its organisations are added."""
    id: int = ctx.tx.added(_ADD, hub_id=hub_id, by_id=ctx.actor.person_id, at=ctx.now)
    return id


def end(ctx: Context, hub: Hub, intake_id: int) -> list[Event]:
    """All of its organisations are in: the others are asked; who coordinates alone has a few begin at once."""
    ids = _waiting(ctx.tx, intake_id)
    if not ids:
        return []
    if is_alone(ctx.tx, hub.id, ctx.actor.person_id):
        _begin_hours(ctx, ids[: left_alone(ctx.tx, hub.id, ctx.now)], measures.BEGUN_ALONE)
    return [Brought(intake_id, hub.id, len(ids), ctx.actor.person_id)]


def answer(ctx: Context, command: AnswerIntake) -> list[Event]:
    """A second coordinator's yes, by which the hours of all of them begin, or no. Who brought them in may say yes where
    nobody else coordinates, for a few a month.
    """
    row = ctx.tx.one(_LOCK, intake_id=command.intake_id)
    if row is None:
        raise NotYours()
    hub_id, by_id, _at, state = row
    me = require_decider(ctx, hub_id)
    ids = _waiting(ctx.tx, command.intake_id)
    if state == "agreed" or not ids:
        raise Faster()
    if me == by_id:
        ids = _alone(ctx, hub_id, me, ids) if command.yes else []
    if not command.yes:
        _decide(ctx, command.intake_id, "refused")
        return [IntakeAnswered(command.intake_id, hub_id, yes=False, organisations=0, minutes=0)]
    minutes = _begin_hours(ctx, ids, measures.BEGUN_ALONE if me == by_id else measures.BEGUN)
    if me != by_id:
        _decide(ctx, command.intake_id, "agreed")
    return [IntakeAnswered(command.intake_id, hub_id, yes=True, organisations=len(ids), minutes=minutes)]


def _alone(ctx: Context, hub_id: int, person_id: int, ids: list[int]) -> list[int]:
    left = left_alone(ctx.tx, hub_id, ctx.now) if is_alone(ctx.tx, hub_id, person_id) else 0
    if left:
        return ids[:left]
    raise Refusal(
        _(
            "You brought them in, so another coordinator says yes. Where nobody else coordinates, {n} organisations "
            "begin each month.",
            n=ALONE,
        )
    )


def is_alone(tx: Tx, hub_id: int, person_id: int | None) -> bool:
    """Whether nobody else coordinates the hub, or stands in."""
    return tx.one(_ANOTHER, hub_id=hub_id, person_id=person_id or 0) is None


def left_alone(tx: Tx, hub_id: int, now: int) -> int:
    """How many organisations may still begin this month where one coordinates alone."""
    return max(ALONE - int(tx.value(_BEGUN_ALONE, hub_id=hub_id, since=now - ALONE_MS)), 0)


def card_of(tx: Tx, intake_id: int, reader: int) -> IntakeCard | None:
    """One of a hub that the reader coordinates, with what still waits in it."""
    row = tx.one(_ONE, intake_id=intake_id)
    if row is None or tx.one(_READER, hub_id=row[0], person_id=reader) is None:
        return None
    hub_id, by_id, at, state = row
    names = scalar_rows(tx.all(_NAMES, intake_id=intake_id))
    grant = known_hub(tx, hub_id).policy.starter_grant
    own = by_id == reader
    may = state != "agreed" and bool(names) and (not own or is_alone(tx, hub_id, reader))
    return IntakeCard(intake_id, hub_id, at, len(names), len(names) * grant, tuple(names[:_SHOWN]), own, may, ALONE)


def _waiting(tx: Tx, intake_id: int) -> list[int]:
    return scalar_rows(tx.all(_WAITING, intake_id=intake_id))


def _begin_hours(ctx: Context, ids: list[int], action: str) -> int:
    return sum(members.begin(ctx, id, action) or 0 for id in ids)


def _decide(ctx: Context, intake_id: int, state: str) -> None:
    ctx.tx.run(_DECIDE, intake_id=intake_id, new_state=state, now=ctx.now, by=ctx.actor.person_id)


HANDLERS: dict[type, Any] = {AnswerIntake: answer}
