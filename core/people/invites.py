"""Who may come in by a code? Eight random digits, kept only as a blind index, and guarded against guessing.

A wrong, an expired and a used code get the same answer. Every code that is tried counts, five in an hour for a person
(all their addresses together) and `MOST_OF_ALL` for everybody together; where a limit is reached a case is parked for a
coordinator.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from core.commands import InvitePerson, UseCode
from core.commands.phones import LinkCode, LinkPhone
from core.commands.team import NewPhone
from core.context import Context
from core.db import New, Q, Tx
from core.errors import Bug, Refusal
from core.events import BecameCoordinator, Event, Invited, PersonJoined, PhoneCode
from core.hubs import load_hub
from core.messages import _
from core.people import linking, lost
from core.people.choices import acting_person, become_member, consent, park
from core.people.members import join_hub
from core.people.organisations import acting_organisation, load_organisation
from core.people.roles import require_owner
from core.people.shut_out import shut_out
from core.policy import DAY_MS, HOUR_MS
from core.tables import address, code_try, coordinator, invite, membership, organisation, parked_case
from core.text.normal import digits as ascii_digits
from core.vault import Vault

KINDS = ("hub", "organisation", "coordinator", "assisted", "phone", "link")
DIGITS = 8  # 26 bits; faults F53 asks for 20
SHORTEST_CODE, LONGEST_CODE = 7, 9
COLLEAGUE_TTL = 7 * DAY_MS
PHONE_TTL = 4 * HOUR_MS
LINK_TTL = HOUR_MS // 6
MOST_TRIES = 5
MOST_OF_ALL = 200
TRY_SPAN = HOUR_MS
MOST_OPEN = 10  # unused codes of one organisation
_GUESSING = "code_guessing"
_ATTEMPTS = 10

_ADD = New(
    upsert(invite)
    .values(
        {
            name: bindparam(name)
            for name in (
                "code_index",
                "kind",
                "hub_id",
                "organisation_id",
                "role",
                "moves_id",
                "made_by",
                "created_at",
                "expires_at",
            )
        }
    )
    .on_conflict_do_nothing(index_elements=[invite.c.code_index])
)
_GOOD = select(invite.c.id, invite.c.kind, invite.c.hub_id, invite.c.organisation_id, invite.c.role).where(
    invite.c.code_index == bindparam("code_index"),
    invite.c.expires_at > bindparam("now"),
    invite.c.used_at.is_(None),
)
_FIND, _LOCK = Q(_GOOD), Q(_GOOD.with_for_update())
_USE = Q(
    update(invite)
    .where(invite.c.id == bindparam("id"), invite.c.used_at.is_(None))
    .values(used_at=bindparam("now"), used_by=bindparam("person_id"))
)
_USED_BY = Q(
    select(invite.c.id).where(
        invite.c.code_index == bindparam("code_index"), invite.c.used_by == bindparam("person_id")
    )
)
_MOVES = Q(select(invite.c.moves_id, invite.c.made_by).where(invite.c.id == bindparam("id")))
_ONLY_NEWEST = Q(
    update(invite)
    .where(invite.c.moves_id == bindparam("person_id"), invite.c.kind == "link", invite.c.used_at.is_(None))
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
_TRIES_OF = Q(
    select(func.count())
    .select_from(code_try)
    .join(address, address.c.id == code_try.c.address_id)
    .where(address.c.person_id == bindparam("person_id"), code_try.c.at > bindparam("since"))
)
_TRIES_OF_ALL = Q(select(func.count()).select_from(code_try).where(code_try.c.at > bindparam("since")))
_NOTE_TRY = Q(
    insert(code_try).from_select(
        ["address_id", "at"],
        select(func.max(address.c.id), bindparam("now", type_=code_try.c.at.type)).where(
            address.c.person_id == bindparam("person_id")
        ),
    )
)
_ALARMED = Q(
    select(parked_case.c.id)
    .where(parked_case.c.code == _GUESSING, parked_case.c.at > bindparam("since"), parked_case.c.resolved_at.is_(None))
    .limit(1)
)
_IN_HUB = Q(
    select(membership.c.person_id)
    .join(organisation, organisation.c.id == membership.c.organisation_id)
    .where(organisation.c.hub_id == bindparam("hub_id"), membership.c.person_id == bindparam("person_id"))
    .limit(1)
)
_ADD_COORDINATOR = Q(
    upsert(coordinator)
    .values({name: bindparam(name) for name in ("hub_id", "person_id", "since", "deputy")})
    .on_conflict_do_nothing(index_elements=[coordinator.c.hub_id, coordinator.c.person_id])
)

# ---- making codes -----------------------------------------------------------------------------------------------


def make_invite(
    tx: Tx, vault: Vault, kind: str, hub_id: int, now: int, *, organisation_id: int | None = None,
    role: str = "member", moves_id: int | None = None, made_by: int | None = None, ttl: int = COLLEAGUE_TTL,
) -> str:  # fmt: skip
    """A new code, shown once: its digits are not kept. `ttl` in milliseconds.

    A 'hub' code lets any number of organisations come and wait for a coordinator until it expires; one for an
    'organisation' or a 'coordinator' serves once.
    """
    if kind not in KINDS or (kind in ("organisation", "assisted", "phone")) != (organisation_id is not None):
        raise Bug(f"an invite of kind {kind!r} for organisation {organisation_id}")
    for _attempt in range(_ATTEMPTS):
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        made = tx.added(
            _ADD,
            code_index=_index(vault, code),
            kind=kind,
            hub_id=hub_id,
            organisation_id=organisation_id,
            role=role,
            moves_id=moves_id,
            made_by=made_by,
            created_at=now,
            expires_at=now + ttl,
        )
        if made is not None:
            return code
    raise Bug("no free invite code found")


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


# ---- using codes ------------------------------------------------------------------------------------------------


def use_code(ctx: Context, command: UseCode) -> list[Event]:
    """Come in by a code: to a hub with a new organisation, to an organisation, or to coordinate.

    Raises a Refusal for a code that does not serve and for the sixth try in an hour; `note_refused` counts those.
    """
    person_id = acting_person(ctx)
    if _too_many(ctx.tx, person_id, ctx.now):
        raise Refusal(_("That was tried too often. Wait an hour, or write “person” to talk to a coordinator."))
    code_index = _index(ctx.vault, _plain(command.digits))
    found = ctx.tx.one(_FIND, code_index=code_index, now=ctx.now)
    moves_id, made_by = (ctx.tx.one(_MOVES, id=found[0]) if found else None) or (None, None)
    if moves_id is not None:
        lost.lock(ctx.tx, moves_id)  # people before codes, as whoever writes holds themselves first
    found = ctx.tx.one(_LOCK, code_index=code_index, now=ctx.now)
    if found is None:
        raise OwnCode() if ctx.tx.one(_USED_BY, code_index=code_index, person_id=person_id) else WrongCode()
    id, kind, hub_id, organisation_id, role = found
    if kind == "link":
        if moves_id is None:
            raise WrongCode()
        linked = linking.link(ctx, moves_id)
        ctx.tx.run(_USE, id=id, now=ctx.now, person_id=moves_id)
        return linked
    if kind == "phone":
        if moves_id is None or made_by is None or not lost.serves(ctx.tx, moves_id, made_by, organisation_id):
            raise WrongCode()
        moved = lost.move(ctx, moves_id)
        ctx.tx.run(_USE, id=id, now=ctx.now, person_id=moves_id)
        return moved
    if kind == "hub":
        hub = load_hub(ctx.tx, hub_id)
        assert hub, "an invite's hub"
        return join_hub(ctx, hub, command.name, command.town, command.country)
    if kind == "assisted":
        raise WrongCode()  # that one asks first: core/coordination/assisting.py
    events = _come_in(ctx, person_id, kind, hub_id, organisation_id, role)
    ctx.tx.run(_USE, id=id, now=ctx.now, person_id=person_id)
    return events


def spend(ctx: Context, digits: str, kind: str) -> int:
    """The id of a code of that kind that serves, used up by this; raises as `use_code`."""
    person_id = acting_person(ctx)
    if _too_many(ctx.tx, person_id, ctx.now):
        raise Refusal(_("That was tried too often. Wait an hour, or write “person” to talk to a coordinator."))
    found = ctx.tx.one(_LOCK, code_index=_index(ctx.vault, _plain(digits)), now=ctx.now)
    if found is None or found[1] != kind:
        raise WrongCode()
    id: int = found[0]
    ctx.tx.run(_USE, id=id, now=ctx.now, person_id=person_id)
    return id


def id_of(tx: Tx, vault: Vault, digits: str, now: int) -> int | None:
    """The id of a code that serves; None for one that does not."""
    row = tx.one(_FIND, code_index=_index(vault, _plain(digits)), now=now)
    return row[0] if row else None


class WrongCode(Refusal):
    """No code, an expired one and a used one: the same answer, so that guessing learns nothing."""

    def __init__(self) -> None:
        super().__init__(_("This code does not work. Ask the person who gave it to you for a new one."))


class OwnCode(Refusal):
    """A link that was tapped twice: who used the code hears that it has served. It is no guess and does not count."""

    def __init__(self) -> None:
        super().__init__(_("You have used this code already. Nothing more is needed."))


def code_kind(tx: Tx, vault: Vault, code: str, person_id: int, now: int) -> str | None:
    """What a code is for ('hub' | 'organisation' | 'coordinator'), so that a conversation knows what else to ask.

    None for one that does not serve, and for everyone who tried too often.
    """
    if _too_many(tx, person_id, now):
        return None
    row = tx.one(_FIND, code_index=_index(vault, _plain(code)), now=now)
    return row[1] if row else None


def note_refused(ctx: Context) -> None:
    """Count a code that was refused, whatever else of the command was undone; at a limit, alarm once an hour."""
    person_id = acting_person(ctx)
    ctx.tx.run(_NOTE_TRY, person_id=person_id, now=ctx.now)
    if _too_many(ctx.tx, person_id, ctx.now) and ctx.tx.one(_ALARMED, since=ctx.now - TRY_SPAN) is None:
        park(ctx, _GUESSING)


def _too_many(tx: Tx, person_id: int, now: int) -> bool:
    since = now - TRY_SPAN
    if tx.value(_TRIES_OF, person_id=person_id, since=since) >= MOST_TRIES:
        return True
    return bool(tx.value(_TRIES_OF_ALL, since=since) >= MOST_OF_ALL)


def _come_in(
    ctx: Context, person_id: int, kind: str, hub_id: int, organisation_id: int | None, role: str
) -> list[Event]:
    if kind == "coordinator":
        deputy = role == "deputy"
        if deputy and ctx.tx.one(_IN_HUB, hub_id=hub_id, person_id=person_id):
            raise Refusal(_("A deputy comes from outside: somebody who belongs to no organisation of this network."))
        ctx.tx.run(_ADD_COORDINATOR, hub_id=hub_id, person_id=person_id, since=ctx.now, deputy=int(deputy))
        consent(ctx.tx, person_id, ctx.now)
        return [BecameCoordinator(person_id, hub_id)]
    found = load_organisation(ctx.tx, organisation_id or 0)
    if found is None or found.status not in ("pending", "approved"):
        raise WrongCode()
    become_member(ctx.tx, person_id, found.id, role, ctx.now)
    return [PersonJoined(person_id, found.id)]


def _plain(raw: str) -> str:
    """The digits of what was typed ("1234 5678", "١٢٣٤٥٦٧٨"); '' where that is no code."""
    found = "".join(char for char in ascii_digits(raw[:40]) if char.isascii() and char.isdigit())
    return found if SHORTEST_CODE <= len(found) <= LONGEST_CODE else ""


def _index(vault: Vault, code: str) -> bytes:
    return vault.index("invite", code)


HANDLERS: dict[type, Any] = {
    UseCode: use_code,
    InvitePerson: invite_person,
    NewPhone: new_phone,
    LinkPhone: link_phone,
}
