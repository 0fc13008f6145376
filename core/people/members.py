"""Who belongs, and who lets them in? Organisations join a hub; a coordinator of that hub, not of theirs, approves."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, func, insert, literal, select, update

from core import limits
from core.accounts import balances, bounds, ledger, owners
from core.commands import Approve, Join, Refuse, UseCode
from core.context import Context
from core.coordination import measures
from core.coordination.coordinators import coordinates, require_decider
from core.countries import country, is_country
from core.db import New, Q
from core.errors import NotYours, Refusal
from core.events import Decided, Event, Joined
from core.events.hub import HasPeople
from core.hubs import Hub, known_hub, load_hub, lock_hub
from core.listings import kept as listings
from core.listings import posting
from core.listings.distances import country_told
from core.messages import _
from core.moderation import abuse
from core.people import bringing, roles
from core.people.choices import acting_person, become_member
from core.people.organisations import (
    KINDS,
    WITHOUT_PEOPLE,
    Organisation,
    load_organisation,
    lock_organisation,
    looked_at,
    organisation_name,
    town_name,
)
from core.tables import measure, membership, organisation, person
from core.text.normal import skeleton
from core.towns import country_of_town

_OWN_ALIKE = Q(
    select(organisation.c.id)
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.skeleton == bindparam("skeleton"),
        membership.c.person_id == bindparam("person_id"),
    )
)
_ADD = New(
    insert(organisation).values(
        {
            **{name: bindparam(name) for name in ("hub_id", "name", "skeleton", "town", "country", "zone")},
            **{
                name: bindparam(name)
                for name in ("status", "kind", "created_at", "approved_at", "brought", "intake_id")
            },
            "languages": func.coalesce(
                select(person.c.lang).where(person.c.id == bindparam("person_id")).scalar_subquery(), literal("")
            ),
        }
    )
)
_COUNTRIES = Q(
    select(organisation.c.country, func.count())
    .where(organisation.c.hub_id == bindparam("hub_id"), organisation.c.status == "approved")
    .group_by(organisation.c.country)
    .limit(2)
)
_SOME = 2
"""Organisations, at least, that tell where those of a network are."""
_LANG = Q(select(person.c.lang).where(person.c.id == bindparam("id")))
_DECIDE = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("id"), organisation.c.status == bindparam("old_status"))
    .values(status=bindparam("new_status"), approved_at=bindparam("new_approved_at"))
)
_APPROVE = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("id"))
    .values(status="approved", kind=bindparam("new_kind"), said_kind="", approved_at=bindparam("new_approved_at"))
)
_REGISTERED = Q(  # so that one of two who come at once is the first
    select(organisation.c.hub_id)
    .where(organisation.c.id == bindparam("id"), organisation.c.assisted == 1)
    .with_for_update(key_share=True)
)
_BEGUN = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("id"), organisation.c.intake_id.is_not(None))
    .values(intake_id=None)
)
_BEGAN_ANOTHER = Q(
    select(measure.c.id)
    .where(
        measure.c.person_id == bindparam("person_id"),
        measure.c.action == measures.BEGUN,
        measure.c.at > bindparam("since"),
    )
    .limit(1)
)
_HAS_NONE = Q(select(organisation.c.id).where(organisation.c.id == bindparam("id"), WITHOUT_PEOPLE))
_ACT_FOR_IT = Q(
    select(person.c.id)
    .where(
        person.c.acting_for == bindparam("organisation_id"),
        person.c.id != bindparam("person_id"),
        ~exists().where(
            membership.c.person_id == person.c.id, membership.c.organisation_id == bindparam("organisation_id")
        ),
    )
    .order_by(person.c.id)
    .with_for_update(key_share=True)
)

# ---- joining ----------------------------------------------------------------------------------------------------


def join(ctx: Context, command: Join) -> list[Event]:
    """A newcomer's organisation in a hub that is open to all, or that they coordinate."""
    hub = load_hub(ctx.tx, command.hub_id)
    if hub is None or not (hub.open or coordinates(ctx.tx, acting_person(ctx), hub.id)):
        raise NotYours()
    return join_hub(ctx, hub, command)


def join_hub(ctx: Context, hub: Hub, command: Join | UseCode) -> list[Event]:
    """A new organisation in that hub, its owner the acting person, who has agreed to the privacy note by answering.

    It waits for a coordinator where the hub wants that, where its name looks like another's or may do so, or is the
    network's, and where the person has brought another one not long ago; otherwise it gets its account and its first
    hours at once. Raises a Refusal for names and towns that cannot be used.
    """
    person_id = acting_person(ctx)
    name, town = organisation_name(command.name), town_name(command.town)
    limits.check_organisations(ctx.tx, person_id, ctx.now)
    lock_hub(ctx.tx, hub.id)
    if ctx.tx.one(_OWN_ALIKE, hub_id=hub.id, skeleton=skeleton(name), person_id=person_id):
        raise Refusal(_("Your organisation is here already. Write “menu” to go on."))
    doubtful, alike = looked_at(ctx.tx, hub, name)
    prints = bringing.prints_of(ctx, person_id)
    again = bringing.brought_another(ctx, hub.id, prints)
    waits = hub.policy.approval or doubtful or again or bool(abuse(town))
    described = Described(name, town, command.country)
    organisation_id = _add(ctx, hub, described, person_id, waits=waits, brought=prints[0] if prints else None)
    become_member(ctx.tx, person_id, organisation_id, "owner", ctx.now)
    named = roles.named_in(ctx, organisation_id, command.person)
    granted = 0 if waits else _equip(ctx, hub, organisation_id, "unknown")
    return [Joined(person_id, organisation_id, hub.id, waits, granted, alike, again, named)]


def come_in(ctx: Context, person_id: int, organisation_id: int, role: str) -> list[Event]:
    """Somebody acts for the organisation from now on. Where they are its first, coordinators act for it no longer:
    they write in their own name again, and what they had begun for it is gone.
    """
    hub_id = ctx.tx.value(_REGISTERED, id=organisation_id)
    first = hub_id is not None and ctx.tx.one(_HAS_NONE, id=organisation_id) is not None
    which = {"organisation_id": organisation_id, "person_id": person_id}
    acted = [row[0] for row in ctx.tx.all(_ACT_FOR_IT, **which)] if first else []
    for id in acted:
        roles.act_as_oneself(ctx.tx, id)
        roles.drop_drafts(ctx.tx, id)
    become_member(ctx.tx, person_id, organisation_id, role, ctx.now)
    if not first:
        return []
    granted = begin(ctx, organisation_id, measures.BEGUN) if _is_of_it(ctx, person_id, hub_id) else None
    return [HasPeople(organisation_id, hub_id, tuple(acted), granted)]


def _is_of_it(ctx: Context, person_id: int, hub_id: int) -> bool:
    """Whether the first person is taken for one of its own: no coordinator, and nobody who brought in another one not
    long ago, whose hours a coordinator's yes begins.
    """
    since = ctx.now - bringing.SPAN_MS
    if coordinates(ctx.tx, person_id, hub_id) or ctx.tx.one(_BEGAN_ANOTHER, person_id=person_id, since=since):
        return False
    return not bringing.brought_another(ctx, hub_id, bringing.prints_of(ctx, person_id))


class Described(NamedTuple):
    """What is said of a new organisation; the country may be '' where the town tells."""

    name: str
    town: str
    country_code: str
    kind: str = "unknown"


def _add(
    ctx: Context, hub: Hub, said: Described, person_id: int, *, waits: bool, brought: bytes | None = None,
    intake_id: int | None = None,
) -> int:  # fmt: skip
    told = is_country(said.country_code) or country_of_town(said.town)
    lang = "" if told else ctx.tx.value(_LANG, id=person_id) or ""
    code, zone = whereabouts(hub, said.town, said.country_code, lang, there=_where_all_are(ctx, hub))
    id: int = ctx.tx.added(
        _ADD,
        hub_id=hub.id,
        name=said.name,
        skeleton=skeleton(said.name),
        town=said.town,
        country=code,
        zone=zone,
        person_id=person_id,
        status="pending" if waits else "approved",
        kind=said.kind,
        created_at=ctx.now,
        approved_at=None if waits else ctx.now,
        brought=brought,
        intake_id=intake_id,
    )
    return id


def _where_all_are(ctx: Context, hub: Hub) -> str:
    """The country in which all of a hub's organisations are, where there are some; else ''."""
    found = ctx.tx.all(_COUNTRIES, hub_id=hub.id)
    return found[0][0] if len(found) == 1 and found[0][1] >= _SOME else ""


def whereabouts(hub: Hub, town: str, country_code: str = "", lang: str = "", *, there: str = "") -> tuple[str, str]:
    """Country and zone of an organisation of that hub: as it says, else as its town or the region behind it does, which
    they wrote in `lang`, else where all others are (`there`), else the hub's.
    """
    told = country_code.strip().upper() if is_country(country_code) else ""
    parts = (country_told(part, hub.country, lang) for part in town.split(","))
    code = told or next(filter(None, parts), None) or there or hub.country
    return code, country(code).zone if code != hub.country else hub.zone


def add_without_people(ctx: Context, hub: Hub, said: Described, person_id: int, *, waits: bool, intake_id: int) -> int:
    """An organisation that a coordinator registers for people without a phone; its id. Its first hours wait for another
    one's yes: to its name, or to the intake with which it came.
    """
    id = _add(ctx, hub, said, person_id, waits=waits, intake_id=None if waits else intake_id)
    if not waits:
        owners.open_member_account(ctx.tx, hub.id, id, hub.policy, said.kind, ctx.now, begins=False)
    return id


def begin(ctx: Context, organisation_id: int, action: str) -> int | None:
    """The first hours and the credit line of one that waits for them; the minutes granted, None where it does not."""
    if not ctx.tx.run(_BEGUN, id=organisation_id):
        return None
    found = load_organisation(ctx.tx, organisation_id)
    assert found, "an organisation of this transaction"
    hub = known_hub(ctx.tx, found.hub_id)
    account_id = owners.member_account(ctx.tx, found.id)
    stands = balances.lock(ctx.tx, account_id)
    first = bounds.first_line(hub.policy, found.kind)
    bounds.set_limits(ctx.tx, account_id, line=max(stands.line, first), ceiling=stands.ceiling, actor="hub", at=ctx.now)
    if hub.policy.starter_grant:
        ledger.grant(ctx.tx, hub.id, account_id, hub.policy.starter_grant, ctx.now)
    measures.note(ctx, hub.id, action, organisation_id=found.id)
    return hub.policy.starter_grant


# ---- a coordinator decides --------------------------------------------------------------------------------------


def approve(ctx: Context, command: Approve) -> list[Event]:
    """The organisation is in: it gets its account and first hours, once, and its open listings are matched."""
    found, hub = _to_decide(ctx, command.organisation_id)
    if found.status == "approved":
        raise Refusal(_("This is done: {organisation} was approved before.", organisation=found.name))
    kind = command.kind or found.said_kind or found.kind
    if kind not in (*KINDS, "unknown"):
        raise Refusal(_("Choose what your organisation is: grassroots group, organisation, company or public office."))
    ctx.tx.run(_APPROVE, id=found.id, new_kind=kind, new_approved_at=ctx.now)
    granted = 0 if owners.account_of(ctx.tx, found.id) else _equip(ctx, hub, found.id, kind)
    return [Decided(found.id, approved=True, granted=granted), *posting.match_all_of(ctx, found.id)]


def refuse(ctx: Context, command: Refuse) -> list[Event]:
    """The organisation is not let in; its listings are taken down. A coordinator may still approve it later."""
    found, _hub = _to_decide(ctx, command.organisation_id)
    if found.status == "refused":
        raise Refusal(_("This is done: {organisation} was told before.", organisation=found.name))
    if found.status == "approved":
        raise _let_in_before(found)
    why = measures.why(ctx, command.sealed) if command.sealed else ""
    ended = listings.end_all_of(ctx, found.id, "removed")
    ctx.tx.run(_DECIDE, id=found.id, old_status=found.status, new_status="refused", new_approved_at=None)
    return [Decided(found.id, approved=False, granted=0, sealed=why), *ended]


def _to_decide(ctx: Context, organisation_id: int) -> tuple[Organisation, Hub]:
    found = lock_organisation(ctx.tx, organisation_id)
    hub = load_hub(ctx.tx, found.hub_id) if found else None
    if found is None or hub is None or found.status == "closed":
        raise NotYours()
    person_id = require_decider(ctx, hub.id, found.id)
    if found.status == "suspended":  # who took it out lets it go on (core/coordination/suspending.py)
        raise _let_in_before(found)
    if measures.did(ctx.tx, person_id, measures.REGISTERED, found.id):
        raise Refusal(_("You registered it, so another coordinator decides."))
    return found, hub


def _let_in_before(found: Organisation) -> Refusal:
    return Refusal(_("{organisation} was approved before, so this changes nothing.", organisation=found.name))


def _equip(ctx: Context, hub: Hub, organisation_id: int, kind: str) -> int:
    """Open the account of an approved one and post the starter grant. Returns the minutes granted."""
    account_id = owners.open_member_account(ctx.tx, hub.id, organisation_id, hub.policy, kind, ctx.now)
    if hub.policy.starter_grant:
        ledger.grant(ctx.tx, hub.id, account_id, hub.policy.starter_grant, ctx.now)
    return hub.policy.starter_grant


HANDLERS: dict[type, Any] = {Join: join, Approve: approve, Refuse: refuse}
