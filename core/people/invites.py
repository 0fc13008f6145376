"""Who may make a code, for whom, and for how long does it serve? Using one is core/people/coming_in.py."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, select, update

from core.commands import InvitePerson
from core.commands.phones import LinkCode, LinkPhone
from core.commands.team import NewPhone
from core.context import Context
from core.db import Q
from core.errors import Refusal
from core.events import Event, Invited, PhoneCode
from core.messages import _
from core.people import linking, lost
from core.people.choices import acting_person
from core.people.codes import COLLEAGUE_TTL, LINK_TTL, PHONE_TTL, make_invite
from core.people.organisations import acting_organisation
from core.people.roles import require_owner
from core.people.shut_out import shut_out
from core.tables import invite, membership

MOST_OPEN = 10  # unused codes of one organisation

_ONLY_NEWEST = Q(
    update(invite)
    .where(invite.c.moves_id == bindparam("person_id"), invite.c.kind == "link", invite.c.expires_at > bindparam("now"))
    .values(expires_at=bindparam("now"))
)
_COUNT_OPEN = Q(
    select(func.count())
    .select_from(invite)
    .where(
        invite.c.organisation_id == bindparam("organisation_id"),
        invite.c.used_at.is_(None),
        invite.c.expires_at > bindparam("now"),
    )
)
_ANYBODY = Q(
    select(membership.c.person_id).where(membership.c.organisation_id == bindparam("organisation_id")).limit(1)
)


def invite_person(ctx: Context, command: InvitePerson) -> list[Event]:
    """A code for a colleague of the acting organisation, good once and for seven days."""
    owner = acting_organisation(ctx)
    if ctx.tx.value(_COUNT_OPEN, organisation_id=owner.id, now=ctx.now) >= MOST_OPEN:
        raise Refusal(_("Your organisation has many unused codes. Use one of them, or try again in a few days."))
    code = make_invite(ctx.tx, ctx.vault, "organisation", owner.hub_id, ctx.now, organisation_id=owner.id)
    return [Invited(code, owner.id, ctx.now + COLLEAGUE_TTL)]


def code_for_people(ctx: Context, organisation_id: int, hub_id: int) -> str:
    """A coordinator's code for somebody of an organisation without a phone, or whose people cannot come back; who
    comes first is responsible for it.
    """
    if ctx.tx.value(_COUNT_OPEN, organisation_id=organisation_id, now=ctx.now) >= MOST_OPEN:
        raise Refusal(_("It has many unused codes. Use one of them, or try again in a few days."))
    somebody = ctx.tx.one(_ANYBODY, organisation_id=organisation_id)
    role = "member" if somebody and not shut_out(ctx.tx, ctx.vault, organisation_id) else "owner"
    return make_invite(ctx.tx, ctx.vault, "organisation", hub_id, ctx.now, organisation_id=organisation_id, role=role)


def new_phone(ctx: Context, command: NewPhone) -> list[Event]:
    """A code for somebody who lost their phone, good once and for four hours; an earlier one serves no more."""
    owner = require_owner(ctx)
    by = acting_person(ctx)
    lost.may_ask(ctx.tx, command.person_id, by, owner.id)
    code = make_phone_code(ctx, owner.hub_id, owner.id, command.person_id)
    return [PhoneCode(code, command.person_id, owner.id, ctx.now + PHONE_TTL)]


def make_phone_code(ctx: Context, hub_id: int, organisation_id: int, person_id: int) -> str:
    """The code by which that person takes their place again; whether it may be made was asked before."""
    lost.void_codes(ctx.tx, person_id, ctx.now)
    return make_invite(
        ctx.tx, ctx.vault, "phone", hub_id, ctx.now,
        organisation_id=organisation_id, moves_id=person_id, made_by=acting_person(ctx), ttl=PHONE_TTL,
    )  # fmt: skip


def link_phone(ctx: Context, command: LinkPhone) -> list[Event]:
    """A code for the person's other phone or app, good once and for ten minutes; an earlier one serves no more."""
    person_id = acting_person(ctx)
    hub_id = linking.may_link(ctx.tx, person_id)
    ctx.tx.run(_ONLY_NEWEST, person_id=person_id, now=ctx.now)
    code = make_invite(ctx.tx, ctx.vault, "link", hub_id, ctx.now, moves_id=person_id, made_by=person_id, ttl=LINK_TTL)
    return [LinkCode(code, ctx.now + LINK_TTL)]


HANDLERS: dict[type, Any] = {InvitePerson: invite_person, NewPhone: new_phone, LinkPhone: link_phone}
