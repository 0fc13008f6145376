"""How does a person come into it? A case about the exchange, with what was written, that a coordinator reads."""

from __future__ import annotations

from core.context import Context
from core.coordination import cases
from core.exchanges.record import Exchange
from core.people import addresses


def park(ctx: Context, about: Exchange, code: str, text: str = "") -> None:
    """A case for the hub's coordinators, who answer whoever acted; `code` says in a word what it is about."""
    cases.park(
        ctx.tx,
        ctx.vault,
        code,
        ctx.now,
        text=text,
        address_id=addresses.own(ctx.tx, ctx.actor.person_id, ctx.actor.channel),
        hub_id=about.hub_id,
        exchange_id=about.id,
    )
