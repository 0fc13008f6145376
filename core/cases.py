"""A case for a coordinator: what went wrong or was asked, in a word; what was written stays sealed."""

from __future__ import annotations

from sqlalchemy import bindparam, insert

from core.db import Q, Tx
from core.tables import parked_case
from core.vault import Vault

_PARK = Q(
    insert(parked_case)
    .inline()
    .values({name: bindparam(name) for name in ("at", "code", "address_id", "hub_id", "exchange_id", "sealed")})
)


def park(
    tx: Tx,
    vault: Vault,
    code: str,
    now: int,
    *,
    text: str = "",
    address_id: int | None = None,
    hub_id: int | None = None,
    exchange_id: int | None = None,
) -> None:
    """Put it before the coordinators of the hub; `code` is a word of ours, never anybody's text."""
    sealed = vault.seal(text) if text else None
    tx.run(_PARK, at=now, code=code, address_id=address_id, hub_id=hub_id, exchange_id=exchange_id, sealed=sealed)
