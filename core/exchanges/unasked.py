"""What ends with a request or an offer? All that was only suggested about it, without a word to anybody.

What was proposed goes on: somebody has answered, or asked.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, select

from core.commands import Actor
from core.context import Context
from core.db import Q, Row, Tx, scalar_rows
from core.events import Event
from core.exchanges import timers
from core.exchanges.record import load, move
from core.tables import exchange

_SUGGESTED = tuple(
    Q(
        select(exchange.c.id)
        .where(listed == bindparam("listing_id"), exchange.c.state == "suggested")
        .order_by(exchange.c.id)
    )
    for listed in (exchange.c.need_id, exchange.c.offer_id)
)


_GOES_ON = tuple(
    Q(
        select(exchange.c.id, exchange.c.number, exchange.c.version)
        .where(listed == bindparam("listing_id"), exchange.c.state == "proposed")
        .order_by(exchange.c.id)
    )
    for listed in (exchange.c.need_id, exchange.c.offer_id)
)


def proposed_about(tx: Tx, listing_id: int) -> list[Row]:
    """What was proposed about it, and goes on without it: id, number and version of each exchange."""
    return [row for q in _GOES_ON for row in tx.all(q, listing_id=listing_id)]


def end_with(ctx: Context, listing_id: int) -> list[Event]:
    """Whoever calls has just ended the listing, so that nothing more is suggested about it."""
    clock = replace(ctx, actor=Actor(None, None, "", "", "clock"))
    ended: list[Event] = []
    for id in (id for q in _SUGGESTED for id in scalar_rows(ctx.tx.all(q, listing_id=listing_id))):
        found = load(ctx.tx, id, lock=True)
        if found.state != "suggested":
            continue  # somebody asked in this very moment
        new, told = move(clock, found, "lapsed", state="lapsed")
        timers.stop(ctx, new)
        ended.append(told)
    return ended
