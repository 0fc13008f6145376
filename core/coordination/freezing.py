"""What happens to deadlines in a crisis? They rest while a hub or an organisation is frozen, and then end later.

A clock that comes due meanwhile keeps its end and is looked at again a day later. When it goes on, every clock of the
exchanges concerned, of listings without a day and of what the fund carries, and every span in which something may be
objected to, is moved by as long as it rested, to a waking hour of whose it is. Nothing that anybody does is stopped.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, exists, select, update

from core.calendar import waking
from core.commands.stopping import Freeze, Thaw
from core.context import Context
from core.coordination import measures
from core.coordination.coordinators import belongs, coordinates
from core.db import Q
from core.errors import Faster, NotYours, Refusal
from core.events import Event
from core.events.hub import Frozen, Thawed
from core.exchange_states import UNDER_WAY
from core.exchanges.sides import side
from core.listings.states import EXPIRY
from core.messages import _
from core.parties import PROVIDER, RECEIVER, is_party
from core.people.choices import acting_person
from core.tables import clock, exchange, fund_request, hub, listing, organisation

_HUB_STANDS = Q(select(hub.c.frozen_at).where(hub.c.id == bindparam("id")).with_for_update())
_ONE_STANDS = Q(
    select(organisation.c.frozen_at)
    .where(organisation.c.id == bindparam("id"), organisation.c.hub_id == bindparam("hub_id"))
    .with_for_update()
)
_SET_HUB = Q(update(hub).where(hub.c.id == bindparam("id")).values(frozen_at=bindparam("at")))
_SET_ONE = Q(update(organisation).where(organisation.c.id == bindparam("id")).values(frozen_at=bindparam("at")))
_CLOCKS = (  # each with whose calendar counts, and since when something else still keeps it at rest
    select(
        *(clock.c.id, clock.c.due_at, exchange.c.receiver_id),
        *(hub.c.frozen_at, RECEIVER.c.frozen_at, PROVIDER.c.frozen_at),
    )
    .join(exchange, and_(clock.c.subject == "exchange", clock.c.subject_id == exchange.c.id))
    .join(hub, hub.c.id == exchange.c.hub_id)
    .join(RECEIVER, RECEIVER.c.id == exchange.c.receiver_id)
    .join(PROVIDER, PROVIDER.c.id == exchange.c.provider_id)
)
_OF_HUB = Q(_CLOCKS.where(exchange.c.hub_id == bindparam("hub_id")).order_by(clock.c.id))
_OF_ONE = Q(_CLOCKS.where(is_party(bindparam("organisation_id"))).order_by(clock.c.id))
_MOVE = Q(update(clock).where(clock.c.id == bindparam("clock_id")).values(due_at=bindparam("new_due"), lease_until=0))


def _windows(which: Any) -> tuple[Q, ...]:
    """What may still be objected to or appealed, later by `span`."""
    return tuple(
        Q(
            update(exchange)
            .where(which, column > bindparam("since"))
            .values({column: column + bindparam("span", type_=column.type)})
        )
        for column in (exchange.c.object_until, exchange.c.appeal_until)
    )


_LISTING_CLOCKS = (
    select(clock.c.id, clock.c.due_at, listing.c.organisation_id, hub.c.frozen_at, organisation.c.frozen_at)
    .join(listing, and_(clock.c.subject == "listing", clock.c.subject_id == listing.c.id))
    .join(organisation, organisation.c.id == listing.c.organisation_id)
    .join(hub, hub.c.id == organisation.c.hub_id)
    .where(clock.c.kind == EXPIRY, listing.c.due_on.is_(None))
)
_FUND_CLOCKS = (
    select(clock.c.id, clock.c.due_at, fund_request.c.organisation_id, hub.c.frozen_at, organisation.c.frozen_at)
    .join(fund_request, and_(clock.c.subject == "fund_request", clock.c.subject_id == fund_request.c.id))
    .join(organisation, organisation.c.id == fund_request.c.organisation_id)
    .join(hub, hub.c.id == organisation.c.hub_id)
)
_OTHERS_OF_HUB = tuple(
    Q(rows.where(organisation.c.hub_id == bindparam("hub_id")).order_by(clock.c.id))
    for rows in (_LISTING_CLOCKS, _FUND_CLOCKS)
)
_OTHERS_OF_ONE = tuple(
    Q(rows.where(organisation.c.id == bindparam("organisation_id")).order_by(clock.c.id))
    for rows in (_LISTING_CLOCKS, _FUND_CLOCKS)
)
_UNTIL = (
    Q(
        update(listing)
        .where(listing.c.id == select(clock.c.subject_id).where(clock.c.id == bindparam("clock_id")).scalar_subquery())
        .values(expires_at=bindparam("new_due"))
    ),
    Q(
        update(fund_request)
        .where(
            fund_request.c.id == select(clock.c.subject_id).where(clock.c.id == bindparam("clock_id")).scalar_subquery()
        )
        .values(until=bindparam("new_due"))
    ),
)
_WINDOWS_OF_HUB = _windows(exchange.c.hub_id == bindparam("of_hub"))
_WINDOWS_OF_ONE = _windows(is_party(bindparam("of_one")))
_CONCERNED = Q(
    select(organisation.c.id)
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        exists().where(
            is_party(organisation.c.id),
            exchange.c.state.in_(UNDER_WAY),
        ),
    )
    .order_by(organisation.c.id)
)


def freeze(ctx: Context, command: Freeze) -> list[Event]:
    """From now on nothing lapses, settles or counts against anybody by a clock."""
    if _frozen_at(ctx, command.hub_id, command.organisation_id) is not None:
        raise Faster(_("The deadlines are paused already."))
    _set(ctx, command.hub_id, command.organisation_id, ctx.now)
    measures.note(ctx, command.hub_id, "frozen", organisation_id=command.organisation_id)
    return [Frozen(command.hub_id, command.organisation_id, _concerned(ctx, command.hub_id, command.organisation_id))]


def thaw(ctx: Context, command: Thaw) -> list[Event]:
    """The clocks go on, each later by as long as they rested."""
    since = _frozen_at(ctx, command.hub_id, command.organisation_id)
    if since is None:
        raise Faster(_("The deadlines are running already."))
    _set(ctx, command.hub_id, command.organisation_id, None)
    measures.note(ctx, command.hub_id, "thawed", organisation_id=command.organisation_id)
    rested = go_on(ctx, command.hub_id, command.organisation_id, since)
    concerned = _concerned(ctx, command.hub_id, command.organisation_id)
    return [Thawed(command.hub_id, command.organisation_id, concerned, rested)]


def go_on(ctx: Context, hub_id: int, organisation_id: int | None, since: int) -> int:
    """What rested since then ends later by that long; how long, in ms.

    What something else keeps at rest still, ends later by how long only this did: the rest of it comes with the other.
    """
    rested = max(ctx.now - since, 0)
    _move_clocks(ctx, hub_id, organisation_id, since)
    _move_windows(ctx, hub_id, organisation_id, since, rested)
    return rested


def _frozen_at(ctx: Context, hub_id: int, organisation_id: int | None) -> int | None:
    """Since when, under lock; raises for who may not."""
    person_id = acting_person(ctx)
    if not coordinates(ctx.tx, person_id, hub_id):
        raise NotYours()
    if organisation_id is None:
        row = ctx.tx.one(_HUB_STANDS, id=hub_id)
    else:
        if belongs(ctx.tx, person_id, organisation_id):
            raise Refusal(_("You belong to this organisation, so another coordinator decides."))
        row = ctx.tx.one(_ONE_STANDS, id=organisation_id, hub_id=hub_id)
    if row is None:
        raise NotYours()
    since: int | None = row[0]
    return since


def _set(ctx: Context, hub_id: int, organisation_id: int | None, at: int | None) -> None:
    if organisation_id is None:
        ctx.tx.run(_SET_HUB, id=hub_id, at=at)
    else:
        ctx.tx.run(_SET_ONE, id=organisation_id, at=at)


def _move_clocks(ctx: Context, hub_id: int, organisation_id: int | None, since: int) -> None:
    whole = organisation_id is None
    which = {"hub_id": hub_id} if whole else {"organisation_id": organisation_id}
    _later(ctx, ctx.tx.all(_OF_HUB if whole else _OF_ONE, **which), since)
    for q, keep in zip(_OTHERS_OF_HUB if whole else _OTHERS_OF_ONE, _UNTIL, strict=True):
        ctx.tx.many(keep, _later(ctx, ctx.tx.all(q, **which), since))


def _later(ctx: Context, rows: list[tuple[Any, ...]], since: int) -> list[dict[str, Any]]:
    """Each clock, with whose calendar counts, ends later; which ones, and when now."""
    spans = [(row, min((ctx.now, *(at for at in row[3:] if at is not None))) - since) for row in rows]
    calendars = {whose: side(ctx.tx, whose, ctx.now).calendar for whose in {row[2] for row in rows}}
    moved = [
        {"clock_id": id, "new_due": waking(due_at + span, calendars[whose])}
        for (id, due_at, whose, *_others), span in spans
        if span > 0
    ]
    ctx.tx.many(_MOVE, moved)
    return moved


def _move_windows(ctx: Context, hub_id: int, organisation_id: int | None, since: int, rested: int) -> None:
    if organisation_id is None:
        for q in _WINDOWS_OF_HUB:
            ctx.tx.run(q, of_hub=hub_id, since=since, span=rested)
    else:
        for q in _WINDOWS_OF_ONE:
            ctx.tx.run(q, of_one=organisation_id, since=since, span=rested)


def _concerned(ctx: Context, hub_id: int, organisation_id: int | None) -> tuple[int, ...]:
    """The organisations that have something under way, which a deadline may end."""
    if organisation_id is not None:
        return (organisation_id,)
    return tuple(row[0] for row in ctx.tx.all(_CONCERNED, hub_id=hub_id))


HANDLERS: dict[type, Any] = {Freeze: freeze, Thaw: thaw}
