"""Can nobody of an organisation come back by themselves, since the key that sealed their addresses is lost?

They still stand among its people (docs/decisions/038): who finds the key again finds them. Until then a coordinator
lets somebody of it in, as into an organisation without a phone.
"""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core import right_key
from core.db import Q, Tx
from core.tables import address, membership
from core.vault import Vault

_ADDRESSES = Q(
    select(address.c.channel, address.c.blind, address.c.sealed)
    .join(membership, membership.c.person_id == address.c.person_id)
    .where(membership.c.organisation_id == bindparam("organisation_id"))
)


def shut_out(tx: Tx, vault: Vault, organisation_id: int) -> bool:
    """Whether it has people, and this key opens the address of none of them."""
    rows = tx.all(_ADDRESSES, organisation_id=organisation_id)
    return bool(rows) and all(right_key.misfit(vault, *row) for row in rows)
