"""Has whoever brings an organisation in brought another one not long ago? Then a coordinator looks at this one first.

Each new organisation begins with hours, and names cost nothing. What is kept is a keyed fingerprint of the address from
which it came in, for 30 days, also where its person goes (docs/decisions/043-one-at-a-time.md).
"""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.people import addresses
from core.policy import DAY_MS
from core.tables import address, organisation
from core.vault import Vault

SPAN_MS = 30 * DAY_MS

_BLINDS = Q(select(address.c.blind).where(address.c.person_id == bindparam("person_id")))
_BLIND = Q(select(address.c.blind).where(address.c.id == bindparam("address_id")))
_NOTE = Q(update(organisation).where(organisation.c.id == bindparam("id")).values(brought=bindparam("its_brought")))
_BROUGHT = Q(
    select(organisation.c.id)
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.brought == bindparam("its_brought"),
        organisation.c.created_at > bindparam("since"),
    )
    .limit(1)
)
_other = organisation.alias("other")
_OTHER = Q(
    select(_other.c.name, _other.c.status)
    .join(organisation, (organisation.c.hub_id == _other.c.hub_id) & (organisation.c.brought == _other.c.brought))
    .where(organisation.c.id == bindparam("id"), _other.c.id != organisation.c.id)
    .order_by(_other.c.id.desc())
    .limit(1)
)


def brought_another(ctx: Context, hub_id: int, person_id: int) -> bool:
    """Whether an organisation came into that hub from one of the person's addresses within the span."""
    prints = {_print(ctx.vault, blind) for blind in scalar_rows(ctx.tx.all(_BLINDS, person_id=person_id))}
    which = {"hub_id": hub_id, "since": ctx.now - SPAN_MS}
    return any(ctx.tx.one(_BROUGHT, its_brought=its, **which) for its in prints)


def note(ctx: Context, organisation_id: int, person_id: int) -> None:
    """It came in from the address that writes just now."""
    own = addresses.own(ctx.tx, person_id, ctx.actor.channel)
    blind = ctx.tx.value(_BLIND, address_id=own) if own else None
    if blind is not None:
        ctx.tx.run(_NOTE, id=organisation_id, its_brought=_print(ctx.vault, blind))


def other_of(tx: Tx, organisation_id: int) -> str | None:
    """The other organisation that came in from the same address, the newest; '' for one that has closed since."""
    row = tx.one(_OTHER, id=organisation_id)
    if row is None:
        return None
    return "" if row[1] == "closed" else str(row[0])


def _print(vault: Vault, blind: bytes) -> bytes:
    """Another one than that by which addresses are found."""
    return vault.index("brought", bytes(blind).hex())
