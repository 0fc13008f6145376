"""Who reads that somebody is treated badly by who coordinates? Whoever runs the server, or all who coordinate: as the
writer says, never only whom it is about.

For the server it is a case of no hub, which no coordinator finds; `python -m bot coordinator complaints` shows it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, update

from core.commands import CallHuman
from core.commands.cases import Complain
from core.context import Context
from core.coordination import cases
from core.db import Q, Tx
from core.errors import Refusal
from core.events import Changed, Event
from core.messages import _
from core.people import addresses
from core.people.choices import acting_person, call_human
from core.tables import address, hub, name_column, organisation, parked_case, person
from core.text.clean import clean

CODE = cases.OF_COORDINATION
_LONGEST = 1000
_open = (parked_case.c.code == CODE, parked_case.c.resolved_at.is_(None))
_OPEN = Q(
    select(
        parked_case.c.id,
        parked_case.c.at,
        func.coalesce(hub.c.name, ""),
        func.coalesce(name_column(organisation), ""),
        parked_case.c.sealed,
    )
    .select_from(
        parked_case.outerjoin(address, address.c.id == parked_case.c.address_id)
        .outerjoin(person, person.c.id == address.c.person_id)
        .outerjoin(organisation, organisation.c.id == person.c.acting_for)
        .outerjoin(hub, hub.c.id == organisation.c.hub_id)
    )
    .where(*_open)
    .order_by(parked_case.c.id)
)
_DONE = Q(
    update(parked_case).where(parked_case.c.id == bindparam("case_id"), *_open).values(resolved_at=bindparam("now"))
)


class Complaint(NamedTuple):
    """One that nobody has dealt with; `sealed` is None where its writer has left."""

    id: int
    at: int
    hub: str
    organisation: str
    sealed: bytes | None


def complain(ctx: Context, command: Complain) -> list[Event]:
    """The words go to whom the writer chose."""
    text = clean(ctx.vault.open(command.sealed.encode()), _LONGEST)
    if not text.strip():
        raise Refusal(_("Write the words that I should pass on."))
    if command.to_all:
        return call_human(ctx, CallHuman(text))
    own = addresses.own(ctx.tx, acting_person(ctx), ctx.actor.channel)
    cases.park(ctx.tx, ctx.vault, CODE, ctx.now, text=text, address_id=own)
    return [Changed("complained")]


def waiting(tx: Tx) -> list[Complaint]:
    """Those that nobody has dealt with, oldest first."""
    return [Complaint(*row) for row in tx.all(_OPEN)]


def done(tx: Tx, case_id: int, now: int) -> bool:
    """It is dealt with; False where there is no such one."""
    return bool(tx.run(_DONE, case_id=case_id, now=now))


HANDLERS: dict[type, Any] = {Complain: complain}
