"""Into which other organisation does a colleague's code bring somebody who acts for one already, and beside which?

A link with a code is opened with one tap. So that nobody acts for somebody else's organisation without knowing it, what
the code leads to is read first (bot/flows/team.py asks), and used only after a yes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, exists, select, update

from core.commands.team import JoinToo
from core.context import Context
from core.db import Q, Tx
from core.errors import Faster
from core.events import Event, PersonJoined
from core.look.team import InvitedCard
from core.people import roles
from core.people.choices import acting_person
from core.people.codes import index_of, plain
from core.people.guessing import too_many
from core.people.members import come_in
from core.tables import invite, membership, name_column, organisation
from core.vault import Vault


def _good(*which: Any) -> Select[Any]:
    """Codes of colleagues that serve, of organisations to which the person does not belong."""
    return (
        select(invite.c.id, organisation.c.id, name_column(organisation), invite.c.role)
        .join(organisation, organisation.c.id == invite.c.organisation_id)
        .where(
            *which,
            invite.c.kind == "organisation",
            invite.c.used_at.is_(None),
            invite.c.expires_at > bindparam("now"),
            organisation.c.status.in_(("pending", "approved")),
            ~exists().where(
                membership.c.organisation_id == organisation.c.id, membership.c.person_id == bindparam("person_id")
            ),
        )
    )


_BY_CODE = Q(_good(invite.c.code_index == bindparam("code_index")))
_BY_ID = Q(_good(invite.c.id == bindparam("id")))
_LOCK = Q(_good(invite.c.id == bindparam("id")).with_for_update(of=invite, key_share=True))
_USE = Q(
    update(invite).where(invite.c.id == bindparam("id")).values(used_at=bindparam("now"), used_by=bindparam("who"))
)


def by_code(tx: Tx, vault: Vault, code: str, person_id: int, now: int) -> InvitedCard | None:
    """Into which organisation a code would bring them; None for any other code, and for who tried too many."""
    if too_many(tx, vault, person_id, now):
        return None
    row = tx.one(_BY_CODE, code_index=index_of(vault, plain(code)), person_id=person_id, now=now)
    return InvitedCard(*row[:3]) if row else None


def by_id(tx: Tx, invite_id: int, person_id: int, now: int) -> InvitedCard | None:
    """The same of a code that was written before."""
    row = tx.one(_BY_ID, id=invite_id, person_id=person_id, now=now)
    return InvitedCard(*row[:3]) if row else None


def join_too(ctx: Context, command: JoinToo) -> list[Event]:
    """They act for the other organisation from now on; `instead` leaves the one for which they acted."""
    person_id = acting_person(ctx)
    row = ctx.tx.one(_LOCK, id=command.invite_id, person_id=person_id, now=ctx.now)
    if row is None:  # somebody else was quicker, or its time is over
        raise Faster()
    id, organisation_id, _name, role = row
    left = roles.leave_one(ctx) if command.instead else []
    first = come_in(ctx, person_id, organisation_id, role)
    ctx.tx.run(_USE, id=id, now=ctx.now, who=person_id)
    before = None if command.instead else ctx.actor.organisation_id
    return [*left, PersonJoined(person_id, organisation_id, before), *first]


HANDLERS: dict[type, Any] = {JoinToo: join_too}
