"""What does a code do for who writes it? To a hub, an organisation, coordination, or back with another phone.

A wrong, an expired and a used code get the same answer.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from core.commands import UseCode
from core.context import Context
from core.db import Q, Tx
from core.errors import Refusal
from core.events import BecameCoordinator, Event, PersonJoined
from core.hubs import Hub, known_hub, load_hub
from core.look.team import ServingCode
from core.messages import _
from core.people import confirming, lost, roles
from core.people.choices import acting_person, consent
from core.people.codes import index_of, plain
from core.people.guessing import stop_guessing, too_many
from core.people.members import come_in, join_hub
from core.people.organisations import load_organisation
from core.tables import coordinator, invite, membership, organisation
from core.vault import Vault

_GOOD = select(invite.c.id, invite.c.kind, invite.c.hub_id, invite.c.organisation_id, invite.c.role).where(
    invite.c.code_index == bindparam("code_index"),
    invite.c.expires_at > bindparam("now"),
    invite.c.used_at.is_(None),
)
_FIND, _LOCK = Q(_GOOD), Q(_GOOD.with_for_update(key_share=True))
_LOCK_ID = Q(
    select(invite.c.kind, invite.c.hub_id)
    .where(invite.c.id == bindparam("id"), invite.c.expires_at > bindparam("now"), invite.c.used_at.is_(None))
    .with_for_update(key_share=True)
)
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


class WrongCode(Refusal):
    """No code, an expired one and a used one: the same answer, so that guessing learns nothing."""

    def __init__(self) -> None:
        super().__init__(_("This code does not work. Ask the person who gave it to you for a new one."))


class OwnCode(Refusal):
    """A link that was tapped twice: who used the code hears that it has served. It is no guess and does not count."""

    def __init__(self) -> None:
        super().__init__(_("You have already used this code. There is nothing more to do."))


def use_code(ctx: Context, command: UseCode) -> list[Event]:
    """Come in by a code: to a hub with a new organisation, to an organisation, or to coordinate.

    Raises a Refusal for a code that does not serve and for the sixth try in an hour (core/people/guessing.py).
    """
    person_id = acting_person(ctx)
    stop_guessing(ctx.tx, ctx.vault, person_id, ctx.now)
    if command.invite_id is not None:
        return _new_in(ctx, _spendable(ctx, command.invite_id, "hub"), command)
    code_index = index_of(ctx.vault, plain(command.digits))
    found = ctx.tx.one(_FIND, code_index=code_index, now=ctx.now)
    moves_id, made_by = (ctx.tx.one(_MOVES, id=found[0]) if found else None) or (None, None)
    if moves_id is not None and found and found[1] == "phone":
        lost.lock(ctx.tx, moves_id)  # people before codes, as whoever writes holds themselves first
    found = ctx.tx.one(_LOCK, code_index=code_index, now=ctx.now)
    if found is None:
        if asked := confirming.asked_before(ctx, code_index):
            return asked
        raise OwnCode() if ctx.tx.one(_USED_BY, code_index=code_index, person_id=person_id) else WrongCode()
    id, kind, hub_id, organisation_id, role = found
    if kind == "link":
        if moves_id is None:
            raise WrongCode()
        return confirming.ask(ctx, id, moves_id)
    if kind == "phone":
        if moves_id is None or made_by is None or not lost.serves(ctx.tx, moves_id, made_by, organisation_id):
            raise WrongCode()
        moved = lost.move(ctx, moves_id)
        ctx.tx.run(_USE, id=id, now=ctx.now, person_id=moves_id)
        return moved
    if kind == "hub":
        return _new_in(ctx, hub_id, command)
    if kind == "assisted":
        raise WrongCode()  # that one asks first: core/coordination/assisting.py
    events = _come_in(ctx, person_id, kind, hub_id, organisation_id, role, command.person)
    ctx.tx.run(_USE, id=id, now=ctx.now, person_id=person_id)
    return events


def _new_in(ctx: Context, hub_id: int, command: UseCode) -> list[Event]:
    hub = load_hub(ctx.tx, hub_id)
    assert hub, "an invite's hub"
    return join_hub(ctx, hub, command)


def _spendable(ctx: Context, invite_id: int, kind: str) -> int:
    """The hub of a code of that kind which was written before and still serves; WrongCode for any other."""
    found = ctx.tx.one(_LOCK_ID, id=invite_id, now=ctx.now)
    if found is None or found[0] != kind:
        raise WrongCode()
    return int(found[1])


def spend(ctx: Context, invite_id: int, kind: str) -> None:
    """A code of that kind, which was written before, is used up by this; raises as `use_code`."""
    person_id = acting_person(ctx)
    stop_guessing(ctx.tx, ctx.vault, person_id, ctx.now)
    _spendable(ctx, invite_id, kind)
    ctx.tx.run(_USE, id=invite_id, now=ctx.now, person_id=person_id)


def id_of(tx: Tx, vault: Vault, digits: str, now: int) -> int | None:
    """The id of a code that serves; None for one that does not."""
    row = tx.one(_FIND, code_index=index_of(vault, plain(digits)), now=now)
    return row[0] if row else None


def hub_of(tx: Tx, vault: Vault, digits: str, now: int) -> Hub | None:
    """The hub into which a code leads; None for one that does not serve."""
    row = tx.one(_FIND, code_index=index_of(vault, plain(digits)), now=now)
    return load_hub(tx, row[2]) if row else None


def served_by(tx: Tx, vault: Vault, code: str, person_id: int, now: int) -> ServingCode | None:
    """What a code is for, so that a conversation knows what else to ask, and its id, by which it goes on.

    None for one that does not serve, and for everyone who tried too often.
    """
    if too_many(tx, vault, person_id, now):
        return None
    row = tx.one(_FIND, code_index=index_of(vault, plain(code)), now=now)
    return ServingCode(row[0], row[1], known_hub(tx, row[2]).name) if row else None


def _come_in(
    ctx: Context, person_id: int, kind: str, hub_id: int, organisation_id: int | None, role: str, person: str
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
    events = come_in(ctx, person_id, found.id, role)
    return [PersonJoined(person_id, found.id, named=roles.named_in(ctx, found.id, person)), *events]


HANDLERS: dict[type, Any] = {UseCode: use_code}
