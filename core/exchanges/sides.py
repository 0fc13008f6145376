"""Who may act on an exchange, and when are they awake? Nobody acts on both sides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, func, or_, select

from core.calendar import Calendar, calendar_of
from core.context import Context
from core.coordination.coordinators import belongs, require_decider
from core.db import Q, Tx
from core.errors import Faster, NotYours, Refusal
from core.exchanges.record import Exchange, load, lock_with_need
from core.messages import _
from core.people.organisations import acting_organisation
from core.policy import read_policy
from core.reached import silenced
from core.tables import exchange, history, hub, organisation

_of_whole = history.c.exchange_id.in_(
    select(exchange.c.id).where(
        or_(exchange.c.id == bindparam("exchange_id"), exchange.c.whole_id == bindparam("whole_id"))
    )
)
_ACTED = Q(
    select(history.c.id)
    .where(
        _of_whole,
        history.c.person_id == bindparam("person_id"),
        history.c.actor == "assisted",
    )
    .limit(1)
)
_OTHER_SIDE = Q(
    select(history.c.id)
    .where(
        _of_whole,
        history.c.person_id == bindparam("person_id"),
        history.c.organisation_id == bindparam("other_id"),
    )
    .limit(1)
)
_SIDE = Q(
    select(
        organisation.c.status,
        organisation.c.country,
        organisation.c.zone,
        hub.c.policy,
        func.coalesce(organisation.c.frozen_at, hub.c.frozen_at),
    )
    .join(hub, hub.c.id == organisation.c.hub_id)
    .where(organisation.c.id == bindparam("organisation_id"))
)


@dataclass(frozen=True, slots=True)
class Side:
    """What counts about an organisation in an exchange."""

    status: str
    calendar: Calendar
    frozen: bool


def side(tx: Tx, organisation_id: int, now: int) -> Side:
    """One side, with the calendar of its country and its hub's own holidays."""
    row = tx.one(_SIDE, organisation_id=organisation_id)
    if row is None:
        raise NotYours()
    status, country, zone, policy, frozen_at = row
    holidays = frozenset(read_policy(policy).holidays)
    return Side(status, calendar_of(country, now, zone, holidays), frozen_at is not None)


def take(ctx: Context, exchange_id: int, version: int | None, states: Collection[str]) -> Exchange:
    """The exchange locked for a side that acts on it, in one of `states`.

    `version` is the one the person saw (None: any). Raises NotYours for anybody else, Faster when it has moved on.
    """
    return _checked(ctx, load(ctx.tx, exchange_id, lock=True), version, states)


def take_with_need(
    ctx: Context, exchange_id: int, version: int | None, states: Collection[str]
) -> tuple[Exchange, str | None]:
    """The same with its need locked first, and the need's state (None without a need)."""
    found, need_state = lock_with_need(ctx.tx, exchange_id)
    return _checked(ctx, found, version, states), need_state


def _checked(ctx: Context, found: Exchange, version: int | None, states: Collection[str]) -> Exchange:
    if ctx.actor.organisation_id not in (found.receiver_id, found.provider_id):
        raise NotYours()
    me = acting_organisation(ctx).id
    if ctx.tx.one(_OTHER_SIDE, person_id=ctx.actor.person_id, other_id=found.other(me), **_whole(found)):
        raise Refusal(
            _("You acted for the other organisation in this exchange, so a colleague must answer for this one.")
        )
    check_no_own_side(ctx, found.other(me))
    if found.state not in states or (version is not None and version != found.version):
        raise Faster()
    return found


def _whole(found: Exchange) -> dict[str, int]:
    """What was agreed as one is one, whoever's step stands in the history of which part."""
    return {"exchange_id": found.id, "whole_id": found.whole_id or 0}


def check_no_own_side(ctx: Context, other_id: int) -> None:
    """Raise a Refusal where a coordinator would act for an organisation without a phone against their own."""
    person_id = ctx.actor.person_id
    if ctx.actor.kind == "assisted" and person_id is not None and belongs(ctx.tx, person_id, other_id):
        raise Refusal(_("You belong to the other organisation, so another coordinator acts for this one."))


def take_as_coordinator(
    ctx: Context, exchange_id: int, version: int, states: Collection[str]
) -> tuple[Context, Exchange]:
    """The exchange and its need locked for a coordinator of neither side; the context in which they act for nobody.

    Raises NotYours or a Refusal for anybody else, Faster when it has moved on.
    """
    found, _need = lock_with_need(ctx.tx, exchange_id)
    require_decider(ctx, found.hub_id, found.receiver_id, found.provider_id)
    if ctx.tx.one(_ACTED, person_id=ctx.actor.person_id, **_whole(found)):
        raise Refusal(_("You acted for one of the two in this exchange, so another coordinator decides."))
    if found.state not in states or version != found.version:
        raise Faster()
    return replace(ctx, actor=replace(ctx.actor, kind="coordinator", organisation_id=None)), found


def me(ctx: Context) -> int:
    """The acting organisation's id, after `take`."""
    assert ctx.actor.organisation_id is not None
    return ctx.actor.organisation_id


def only(ctx: Context, organisation_id: int | None) -> None:
    """Raise NotYours unless that organisation is the one that acts."""
    if ctx.actor.organisation_id != organisation_id:
        raise NotYours()


def check_both_in(ctx: Context, found: Exchange) -> None:
    """Raise a Refusal unless both organisations have been let into the hub."""
    mine = me(ctx)
    if side(ctx.tx, mine, ctx.now).status != "approved":
        raise Refusal(_("A coordinator looks at your organisation first. You can propose as soon as it is approved."))
    other = found.other(mine)
    if side(ctx.tx, other, ctx.now).status != "approved" or silenced(ctx.tx, other):
        raise not_available()


def not_available() -> Refusal:
    """What is said where the other side has left, stopped messages or blocked this one: always the same."""
    return Refusal(_("The other organisation is not available now. Write “menu” to see others."))
