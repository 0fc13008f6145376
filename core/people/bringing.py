"""Has whoever brings an organisation in brought another one not long ago? Then a coordinator looks at this one first.

Each new organisation begins with hours, and names cost nothing. What is kept is a keyed fingerprint of the address from
which it came in, for 30 days, also where its person goes (docs/decisions/043-one-at-a-time.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select

from core.context import Context
from core.db import Q, Tx
from core.policy import DAY_MS
from core.tables import address, alias, name_column, organisation
from core.vault import Vault

SPAN_MS = 30 * DAY_MS

_BLINDS = Q(
    select(  # WhatsApp's id of somebody, which comes with and without a number
        func.coalesce(
            select(alias.c.blind).where(alias.c.address_id == address.c.id, alias.c.kind == "id").scalar_subquery(),
            address.c.blind,
        ),
        address.c.blind,
    )
    .where(address.c.person_id == bindparam("person_id"))
    .order_by((address.c.channel == bindparam("channel")).desc(), func.coalesce(address.c.last_inbound_at, 0).desc())
)
_BROUGHT = Q(
    select(organisation.c.id)
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.brought == bindparam("its_brought"),
        organisation.c.created_at > bindparam("since"),
    )
    .limit(1)
)
_BROUGHT_AT = Q(select(func.max(organisation.c.created_at)).where(organisation.c.brought == bindparam("its_brought")))
_other = organisation.alias("other")
_OTHER = Q(
    select(name_column(_other), _other.c.status)
    .join(organisation, (organisation.c.hub_id == _other.c.hub_id) & (organisation.c.brought == _other.c.brought))
    .where(organisation.c.id == bindparam("id"), _other.c.id != organisation.c.id)
    .order_by(_other.c.id.desc())
    .limit(1)
)


def prints_of(ctx: Context, person_id: int) -> list[bytes]:
    """The fingerprints of a person's addresses, that from which they write just now first."""
    return _prints(ctx.tx, ctx.vault, person_id, ctx.actor.channel)


def brought_another(ctx: Context, hub_id: int, prints: Iterable[bytes]) -> bool:
    """Whether an organisation came into that hub from one of these addresses within the span."""
    which = {"hub_id": hub_id, "since": ctx.now - SPAN_MS}
    return any(ctx.tx.one(_BROUGHT, its_brought=one, **which) for one in prints)


def other_of(tx: Tx, organisation_id: int) -> str | None:
    """The other organisation that came in from the same address, the newest; '' for one that has closed since."""
    row = tx.one(_OTHER, id=organisation_id)
    if row is None:
        return None
    name: str = "" if row[1] == "closed" else row[0]
    return name


def kept_until(tx: Tx, vault: Vault, person_id: int, now: int) -> int | None:
    """Until when a fingerprint of one of their addresses is kept, also when they go; None where none is."""
    brought = (tx.value(_BROUGHT_AT, its_brought=one) for one in _prints(tx, vault, person_id, ""))
    return max((at + SPAN_MS for at in brought if at is not None and at + SPAN_MS > now), default=None)


def _prints(tx: Tx, vault: Vault, person_id: int, first: str) -> list[bytes]:
    """Of all names of all addresses, those of the channel that is named first."""
    rows = tx.all(_BLINDS, person_id=person_id, channel=first)
    return [_print(vault, blind) for blind in dict.fromkeys(bytes(one) for row in rows for one in row)]


def _print(vault: Vault, blind: bytes) -> bytes:
    """Another one than that by which addresses are found."""
    return vault.index("brought", bytes(blind).hex())
