"""Where does a coordinator write from? Opened only to do on a page what they could do there."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.db import Q, Tx
from core.errors import NotYours
from core.tables import address
from core.vault import Vault

_ADDRESS = Q(select(address.c.channel, address.c.sealed).where(address.c.id == bindparam("address_id")))


def address_of(tx: Tx, vault: Vault, address_id: int) -> tuple[str, str]:
    """Channel and address in clear."""
    row = tx.one(_ADDRESS, address_id=address_id)
    if row is None or not row[1]:
        raise NotYours
    return row[0], vault.open(bytes(row[1]))
