"""How does a person come into it? A case with what was written, sealed, that a coordinator reads."""

from __future__ import annotations

from sqlalchemy import bindparam, insert

from core.context import Context
from core.db import Q
from core.exchanges.record import Exchange
from core.tables import parked_case

_PARK = Q(
    insert(parked_case)
    .inline()
    .values({name: bindparam(name) for name in ("at", "code", "hub_id", "exchange_id", "sealed")})
)


def park(ctx: Context, about: Exchange, code: str, text: str = "") -> None:
    """A case for the hub's coordinators; `code` says in a word what it is about."""
    ctx.tx.run(
        _PARK,
        at=ctx.now,
        code=code,
        hub_id=about.hub_id,
        exchange_id=about.id,
        sealed=ctx.vault.seal(text) if text else None,
    )
