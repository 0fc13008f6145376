"""How does an organisation without a phone take part? A coordinator acts for it, and it confirms that later.

Whatever a coordinator does for it stands in the history as assisted. What binds it (agreed, done, received) it confirms
by a code that anybody of theirs writes from any phone, or by a yes where it has people here. A no is a case that
another coordinator looks at. Nobody acts for it against their own organisation, for both sides, or decides about an
exchange in which they acted for one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from core.commands.assisted import ActFor, AnswerAssisted, NewCode, Register
from core.context import Context
from core.coordination import cases, intakes, measures
from core.coordination.coordinators import belongs, coordinates, hubs_of
from core.db import Q
from core.errors import Bug, Faster, NotYours, Refusal
from core.events import Event, Moved
from core.events.hub import ActsFor, Assisted, AssistedAnswered, Registered
from core.hubs import Hub, load_hub, lock_hub
from core.messages import _
from core.people import addresses, codes, coming_in, members, roles
from core.people.choices import acting_person
from core.people.organisations import (
    KINDS,
    WITHOUT_PEOPLE,
    has_begun,
    load_organisation,
    looked_at,
    organisation_name,
    town_name,
)
from core.policy import DAY_MS
from core.tables import assisted, exchange, invite, organisation, person

CODE_TTL = 90 * DAY_MS
BINDING = frozenset(("accepted", "delivered", "settled", "lower_figure", "moved", "no_show", "cancelled_late"))
REFUSED = "assisted_no"  # the case of a no

_MARK = Q(update(organisation).where(organisation.c.id == bindparam("id")).values(assisted=1))
_IS_ASSISTED = Q(select(organisation.c.hub_id).where(organisation.c.id == bindparam("id"), WITHOUT_PEOPLE))
_ACT_FOR = Q(
    update(person).where(person.c.id == bindparam("person_id")).values(acting_for=bindparam("organisation_id"))
)
_COLUMNS = (assisted.c.id, assisted.c.exchange_id, assisted.c.organisation_id, assisted.c.person_id)
_OF = Q(
    select(assisted.c.id, assisted.c.invite_id, assisted.c.answered_at, invite.c.expires_at, invite.c.used_at)
    .outerjoin(invite, invite.c.id == assisted.c.invite_id)
    .where(
        assisted.c.exchange_id == bindparam("exchange_id"), assisted.c.organisation_id == bindparam("organisation_id")
    )
)
_ADD = Q(
    insert(assisted)
    .values({name: bindparam(name) for name in ("exchange_id", "organisation_id", "person_id", "at")})
    .returning(assisted.c.id)
)
_AGAIN = Q(
    update(assisted)
    .where(assisted.c.id == bindparam("assisted_id"))
    .values(person_id=bindparam("by"), at=bindparam("now"), answered_at=None, agreed=None)
)
_SET_CODE = Q(update(assisted).where(assisted.c.id == bindparam("assisted_id")).values(invite_id=bindparam("new_code")))
_SPEND = Q(update(invite).where(invite.c.id == bindparam("code_id")).values(used_at=bindparam("now")))
_BY_CODE = Q(select(*_COLUMNS).where(assisted.c.invite_id == bindparam("code_id"), assisted.c.answered_at.is_(None)))
_BY_ID = Q(select(*_COLUMNS).where(assisted.c.id == bindparam("assisted_id"), assisted.c.answered_at.is_(None)))
_ANSWER = Q(
    update(assisted)
    .where(assisted.c.id == bindparam("assisted_id"), assisted.c.answered_at.is_(None))
    .values(answered_at=bindparam("now"), agreed=bindparam("yes"))
)
_SIDES = Q(
    select(exchange.c.hub_id, exchange.c.receiver_id, exchange.c.provider_id).where(
        exchange.c.id == bindparam("exchange_id")
    )
)

# ---- registering and acting -------------------------------------------------------------------------------------


def register(ctx: Context, command: Register) -> list[Event]:
    """A new organisation without people, approved by who registers it; where its name looks like another's, another
    coordinator looks at it first."""
    person_id = acting_person(ctx)
    hub_id = next(iter(hubs_of(ctx.tx, person_id)), None)
    hub = load_hub(ctx.tx, hub_id) if hub_id else None
    if hub is None:
        raise NotYours()
    name, town = organisation_name(command.name), town_name(command.town)
    lock_hub(ctx.tx, hub.id)
    waits, _alike = looked_at(ctx.tx, hub, name)
    kind = command.kind if command.kind in KINDS else "unknown"
    intake_id = intakes.begin(ctx, hub.id)
    id = add(ctx, hub, members.Described(name, town, command.country, kind), waits=waits, intake_id=intake_id)
    asked = intakes.end(ctx, hub, intake_id)
    granted = hub.policy.starter_grant if not waits and has_begun(ctx.tx, id) else 0
    return [Registered(id, waits, granted), *asked]


def add(ctx: Context, hub: Hub, said: members.Described, *, waits: bool, intake_id: int) -> int:
    """The same for a name that was looked at; its id. The actor stands in its history."""
    id = members.add_without_people(ctx, hub, said, ctx.actor.person_id or 0, waits=waits, intake_id=intake_id)
    ctx.tx.run(_MARK, id=id)
    measures.note(ctx, hub.id, measures.REGISTERED, organisation_id=id)
    return id


def act_for(ctx: Context, command: ActFor) -> list[Event]:
    """From now on their commands are the organisation's, each marked as assisted; or they are themselves again."""
    person_id = acting_person(ctx)
    id = command.organisation_id
    if id is None:
        roles.act_as_oneself(ctx.tx, person_id)
        return [ActsFor(None)]
    hub_id = ctx.tx.value(_IS_ASSISTED, id=id)
    if hub_id is None or not coordinates(ctx.tx, person_id, hub_id):
        raise NotYours()
    ctx.tx.run(_ACT_FOR, person_id=person_id, organisation_id=id)
    return [ActsFor(id, command.exchange_id, command.listing_id)]


# ---- what binds it ----------------------------------------------------------------------------------------------


def follow(ctx: Context, events: list[Event]) -> list[Event]:
    """What a coordinator did just now for an organisation without a phone, it may confirm or not."""
    if ctx.actor.kind != "assisted":
        return events
    bound = [event for event in events if isinstance(event, Moved) and event.action in BINDING]
    mine = next((event for event in bound if event.by_id == ctx.actor.organisation_id), None)
    return [*events, _bind(ctx, mine.exchange_id)] if mine else events


def _bind(ctx: Context, exchange_id: int) -> Assisted:
    mine = ctx.actor.organisation_id
    assert mine is not None
    row = ctx.tx.one(_OF, exchange_id=exchange_id, organisation_id=mine)
    if row is None:
        by = ctx.actor.person_id
        id = ctx.tx.value(_ADD, exchange_id=exchange_id, organisation_id=mine, person_id=by, at=ctx.now)
        return Assisted(id, exchange_id, mine, _code(ctx, id))
    id, _code_id, _answered_at, expires_at, used_at = row
    ctx.tx.run(_AGAIN, assisted_id=id, by=ctx.actor.person_id, now=ctx.now)
    serves = used_at is None and expires_at is not None and expires_at > ctx.now
    return Assisted(id, exchange_id, mine, "" if serves else _code(ctx, id))


def _code(ctx: Context, assisted_id: int) -> str:
    mine = load_organisation(ctx.tx, ctx.actor.organisation_id or 0)
    if mine is None:
        raise Bug("an acting organisation that is none")
    code = codes.make_invite(ctx.tx, ctx.vault, "assisted", mine.hub_id, ctx.now, organisation_id=mine.id, ttl=CODE_TTL)
    ctx.tx.run(_SET_CODE, assisted_id=assisted_id, new_code=coming_in.id_of(ctx.tx, ctx.vault, code, ctx.now))
    return code


def new_code(ctx: Context, command: NewCode) -> list[Event]:
    """The paper was lost: another code, and the old one serves no more."""
    mine = ctx.actor.organisation_id
    if ctx.actor.kind != "assisted" or mine is None:
        raise NotYours()
    row = ctx.tx.one(_OF, exchange_id=command.exchange_id, organisation_id=mine)
    if row is None or row[2] is not None:
        raise NotYours()
    if row[1] is not None:
        ctx.tx.run(_SPEND, code_id=row[1], now=ctx.now)
    return [Assisted(row[0], command.exchange_id, mine, _code(ctx, row[0]))]


# ---- its own word -----------------------------------------------------------------------------------------------


def answer(ctx: Context, command: AnswerAssisted) -> list[Event]:
    """Yes or no to what was done for it. A no is a case that another coordinator reads; nothing moves by itself."""
    person_id = acting_person(ctx)
    id, exchange_id, organisation_id, by = _found(ctx, command, person_id)
    hub_id, receiver_id, provider_id = ctx.tx.one(_SIDES, exchange_id=exchange_id) or (0, 0, 0)
    other = provider_id if organisation_id == receiver_id else receiver_id
    if person_id == by or belongs(ctx.tx, person_id, other) or coordinates(ctx.tx, person_id, hub_id):
        raise Refusal(_("Only the organisation itself confirms this: one of its people writes the code."))
    if not ctx.tx.run(_ANSWER, assisted_id=id, now=ctx.now, yes=int(command.agree)):
        raise Faster()
    if not command.agree:
        own = addresses.own(ctx.tx, person_id, ctx.actor.channel)
        cases.park(ctx.tx, ctx.vault, REFUSED, ctx.now, address_id=own, hub_id=hub_id, exchange_id=exchange_id)
    return [AssistedAnswered(id, exchange_id, organisation_id, command.agree)]


def _found(ctx: Context, command: AnswerAssisted, person_id: int) -> tuple[int, int, int, int | None]:
    if command.invite_id is not None:
        coming_in.spend(ctx, command.invite_id, "assisted")
        row = ctx.tx.one(_BY_CODE, code_id=command.invite_id)
        if row is None:
            raise coming_in.WrongCode()
        return row
    row = ctx.tx.one(_BY_ID, assisted_id=command.assisted_id or 0)
    if row is None or not belongs(ctx.tx, person_id, row[2]):
        raise NotYours()
    return row


HANDLERS: dict[type, Any] = {Register: register, ActFor: act_for, NewCode: new_code, AnswerAssisted: answer}
