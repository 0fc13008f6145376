"""Who sees to what while somebody is away? A case is taken, handed over, or let go; who leaves hands over everything.

A hub's deputy comes from outside and is called where none of its coordinators is there, or all belong to a side. Once a
day the coordinators hear what waits for longer than it should; the deputies too, when that goes on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, null, select, update

from core import calendar, clocks
from core.commands.shift import CallIn, ComeBack, GoAway, HandCase, InviteIn, TakeCase
from core.context import Context
from core.coordination import case_steps, cases, coordinators, danger, queue
from core.coordination.caring import care_of
from core.coordination.cases import Case
from core.coordination.coordinators import hubs_of, require_decider
from core.db import Q, scalar_rows
from core.errors import Faster, NotYours, Refusal
from core.events import Event
from core.events.hub import CalledIn, CaseHanded, InvitedIn, QueueLate, WentAway
from core.exchanges.record import load, note
from core.hubs import LATE, load_hub
from core.messages import _
from core.people import codes
from core.people.choices import acting_person
from core.people.whereabouts import zone_column
from core.policy import DAY_MS
from core.tables import coordinator, exchange, hub, organisation, parked_case, person

_DEPUTIES_MS, _AGAIN_MS = 2 * DAY_MS, 7 * DAY_MS
_MOST_DAYS = 90
_SET_AWAY = Q(
    update(coordinator).where(coordinator.c.person_id == bindparam("me")).values(away_until=bindparam("until"))
)
_LET_GO = Q(
    update(parked_case)
    .where(
        parked_case.c.taken_by == bindparam("me"),
        parked_case.c.hub_id == bindparam("of_hub"),
        parked_case.c.resolved_at.is_(None),
    )
    .values(taken_by=null())
)
_HELD = Q(
    select(parked_case.c.code, parked_case.c.address_id, parked_case.c.exchange_id)
    .where(
        parked_case.c.taken_by == bindparam("me"),
        parked_case.c.hub_id == bindparam("of_hub"),
        parked_case.c.resolved_at.is_(None),
    )
    .distinct()
)
_SUGGESTED = Q(select(exchange.c.id).where(exchange.c.hub_id == bindparam("of_hub"), exchange.c.state == "suggested"))
_ZONE = Q(
    select(zone_column("UTC"))
    .select_from(person)
    .outerjoin(organisation, organisation.c.id == person.c.acting_for)
    .where(person.c.id == bindparam("me"))
)
_LOCK_HUB = Q(select(hub.c.id).where(hub.c.id == bindparam("of_hub")).with_for_update(key_share=True))

# ---- cases ------------------------------------------------------------------------------------------------------


def take_case(ctx: Context, command: TakeCase) -> list[Event]:
    """This coordinator sees to it; of what another sees to, nobody takes anything away."""
    found, me = _mine(ctx, command.case_id)
    if found.taken_by not in (None, me):
        raise Faster(_("Someone was faster: another coordinator takes care of this one."))
    told = danger.taken(ctx, found)
    case_steps.hand(ctx.tx, found, me)
    return [CaseHanded(found.id, me, me), *told]


def hand_case(ctx: Context, command: HandCase) -> list[Event]:
    """To another coordinator who may read it, or to whoever takes it."""
    found, me = _mine(ctx, command.case_id)
    if found.taken_by not in (None, me):
        raise Faster(_("Someone was faster: another coordinator takes care of this one."))
    if command.to is not None and not cases.readable(ctx.tx, command.to, found):
        raise NotYours()
    if command.to is not None and command.to not in coordinators.others(ctx.tx, found.hub_id, me, ctx.now):
        raise Refusal(_("They are away. Choose another one, or whoever takes it."))
    case_steps.hand(ctx.tx, found, command.to)
    return [CaseHanded(found.id, me, command.to)]


def _mine(ctx: Context, case_id: int) -> tuple[Case, int]:
    found = cases.find(ctx.tx, case_id)
    if found is None:
        raise NotYours()
    me = require_decider(ctx, found.hub_id, *found.sides)
    if not case_steps.lock(ctx.tx, found):
        raise NotYours()
    return found, me


# ---- being away -------------------------------------------------------------------------------------------------


def go_away(ctx: Context, command: GoAway) -> list[Event]:
    """Until the morning of that day nobody counts on them; refused where nobody else would be there."""
    me = acting_person(ctx)
    hubs = hubs_of(ctx.tx, me)
    if not hubs:
        raise NotYours()
    until = _morning(ctx, me, command.until_on)
    for hub_id in hubs:
        ctx.tx.one(_LOCK_HUB, of_hub=hub_id)  # two who leave in the same instant
        if not coordinators.others(ctx.tx, hub_id, me, ctx.now):
            raise Refusal(_("Nobody else is there to coordinate. First invite another coordinator or a deputy."))
    ctx.tx.run(_SET_AWAY, me=me, until=until)
    return [WentAway(hub_id, me, command.until_on, _hand_over(ctx, hub_id, me)) for hub_id in hubs]


def come_back(ctx: Context, command: ComeBack) -> list[Event]:
    """They are there again."""
    me = acting_person(ctx)
    hubs = hubs_of(ctx.tx, me)
    if not hubs:
        raise NotYours()
    ctx.tx.run(_SET_AWAY, me=me, until=None)
    return [WentAway(hub_id, me, None, 0) for hub_id in hubs]


def _morning(ctx: Context, me: int, until_on: str) -> int:
    zone = ctx.tx.value(_ZONE, me=me) or "UTC"
    today = calendar.today(ctx.now, zone)
    try:
        day = date.fromisoformat(until_on)
    except ValueError:
        raise Refusal(_("I did not understand the day. By when, for example: Friday 27 November?")) from None
    if not today < day <= today + timedelta(days=_MOST_DAYS):
        raise Refusal(_("Write a day from tomorrow on, at most three months away."))
    return calendar.end_of_day((day - timedelta(days=1)).isoformat(), zone)


def _hand_over(ctx: Context, hub_id: int, me: int) -> int:
    """All they saw to in that hub is anybody's again; how much that was."""
    handed = len(ctx.tx.all(_HELD, me=me, of_hub=hub_id))
    ctx.tx.run(_LET_GO, me=me, of_hub=hub_id)
    acting = replace(ctx, actor=replace(ctx.actor, kind="coordinator", organisation_id=None))
    for exchange_id in scalar_rows(ctx.tx.all(_SUGGESTED, of_hub=hub_id)):
        if care_of(ctx.tx, exchange_id, hub_id).person_id == me:
            found = load(ctx.tx, exchange_id, lock=True)
            note(acting, found, "freed", old_state=found.state)
            handed += 1
    return handed


def call_in(ctx: Context, command: CallIn) -> list[Event]:
    """A code for another coordinator, or for a deputy from outside; a deputy calls nobody in."""
    _may_invite(ctx, command.hub_id)
    role = "deputy" if command.deputy else "member"
    code = codes.make_invite(ctx.tx, ctx.vault, "coordinator", command.hub_id, ctx.now, role=role)
    return [CalledIn(code, command.deputy, ctx.now + codes.COLLEAGUE_TTL)]


def invite_in(ctx: Context, command: InviteIn) -> list[Event]:
    """A code that serves any number of organisations; each waits to be let in. Each time it is a new one."""
    _may_invite(ctx, command.hub_id)
    code = codes.make_invite(ctx.tx, ctx.vault, "hub", command.hub_id, ctx.now, ttl=codes.HUB_TTL)
    return [InvitedIn(code, command.hub_id, ctx.now + codes.HUB_TTL)]


def _may_invite(ctx: Context, hub_id: int) -> None:
    me = acting_person(ctx)
    if not coordinators.coordinates(ctx.tx, me, hub_id) or coordinators.is_deputy(ctx.tx, me, hub_id):
        raise NotYours()


# ---- the daily look ---------------------------------------------------------------------------------------------


def look(ctx: Context, hub_id: int) -> list[Event]:
    """It is morning in the hub: who coordinates hears how much waits for longer than it should, where that is news.

    News is what became late since the last morning, what has been late for so long that deputies hear of it, and each
    week again.
    """
    found = load_hub(ctx.tx, hub_id)
    if ctx.tx.one(_LOCK_HUB, of_hub=hub_id) is None or found is None:
        return []
    since = (clocks.due_at(ctx.tx, LATE, "hub", hub_id) or ctx.now) - DAY_MS
    if not clocks.take(ctx.tx, LATE, "hub", hub_id, ctx.now):
        return []
    start(ctx.tx, hub_id, found.zone, ctx.now)
    count, oldest, newest = queue.late(ctx.tx, hub_id, ctx.now)
    news = newest > since or _passed(oldest, since, ctx.now)
    return [QueueLate(hub_id, count, ctx.now - oldest > _DEPUTIES_MS)] if count and news else []


def _passed(oldest: int, since: int, now: int) -> bool:
    """Whether the oldest has become old enough for deputies, or another week older."""
    weeks = (now - oldest) // _AGAIN_MS > (since - oldest) // _AGAIN_MS
    return since - oldest <= _DEPUTIES_MS < now - oldest or weeks


def start(tx: Any, hub_id: int, zone: str, now: int) -> None:
    """The next morning."""
    clocks.start(tx, LATE, "hub", hub_id, calendar.next_morning(now, zone))


HANDLERS: dict[type, Any] = {
    TakeCase: take_case,
    HandCase: hand_case,
    GoAway: go_away,
    ComeBack: come_back,
    CallIn: call_in,
    InviteIn: invite_in,
}
