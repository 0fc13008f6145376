"""With whom does an organisation have nothing to do? Blocked in silence: neither finds the other any more.

What was only suggested ends as if its time were over, and a proposal as it always ends, so that nothing tells the other
side. What the two have agreed goes on to its end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from core.commands import Actor, Decline, Withdraw
from core.commands.safety import Block, Unblock
from core.context import Context
from core.db import Q, Tx
from core.errors import Faster, NotYours
from core.events import Changed, Event
from core.exchange_states import PENDING
from core.exchanges import HANDLERS as EXCHANGES
from core.exchanges import load, timers
from core.exchanges.record import Exchange, move
from core.hubs import lock_hub
from core.listings.kept import load as load_listing
from core.look.data import BlockCard
from core.people.organisations import acting_organisation
from core.privacy import seeing
from core.privacy.nameless import BEFORE_AGREEMENT, unnamed
from core.tables import block, exchange, name_column, organisation

_me: BindParameter[int] = bindparam("by_id")
_them: BindParameter[int] = bindparam("about_id")
_ADD = Q(
    insert(block)
    .values({name: bindparam(name) for name in ("by_id", "about_id", "at")})
    .on_conflict_do_nothing(index_elements=[block.c.by_id, block.c.about_id])
)
_DROP = Q(delete(block).where(block.c.by_id == _me, block.c.about_id == _them))
_TALKS = Q(
    select(exchange.c.id)
    .where(
        exchange.c.state.in_(PENDING),
        or_(
            (exchange.c.receiver_id == _me) & (exchange.c.provider_id == _them),
            (exchange.c.receiver_id == _them) & (exchange.c.provider_id == _me),
        ),
    )
    .order_by(exchange.c.id)
)
_between = or_(
    (exchange.c.receiver_id == block.c.by_id) & (exchange.c.provider_id == block.c.about_id),
    (exchange.c.receiver_id == block.c.about_id) & (exchange.c.provider_id == block.c.by_id),
)
_last = select(func.max(exchange.c.number)).where(_between).scalar_subquery()
_knows = exists().where(
    _between,
    exchange.c.state.not_in(BEFORE_AGREEMENT),
)
_BLOCKED = Q(
    select(
        block.c.about_id, name_column(organisation), organisation.c.kind, organisation.c.town, block.c.at, _last, _knows
    )
    .join(organisation, organisation.c.id == block.c.about_id)
    .where(block.c.by_id == _me)
    .order_by(block.c.at.desc(), block.c.about_id)
    .limit(50)
)


def blocked(tx: Tx, organisation_id: int, *, named: bool = False) -> list[BlockCard]:
    """Whom an organisation has blocked, the last first; by name only who once agreed on something with it, unless all
    are to be `named`, to a coordinator.
    """
    return [
        BlockCard(id, name if knows or named else unnamed(kind), town, at, number)
        for id, name, kind, town, at, number, knows in tx.all(_BLOCKED, by_id=organisation_id)
    ]


def add(ctx: Context, command: Block) -> list[Event]:
    """From now on; a second time changes nothing. The other side is told nothing that it could tell it by."""
    own = acting_organisation(ctx)
    mine, other = own.id, _other(ctx, own.id, command)
    seeing.alone(ctx.tx, mine, other)
    lock_hub(ctx.tx, own.hub_id)  # nobody is just being suggested
    ctx.tx.run(_ADD, by_id=mine, about_id=other, at=ctx.now)
    caused: list[Event] = []
    for (exchange_id,) in ctx.tx.all(_TALKS, by_id=mine, about_id=other):
        caused += _end(ctx, load(ctx.tx, exchange_id, lock=True), mine)
    return [*caused, Changed("blocked")]


def drop(ctx: Context, command: Unblock) -> list[Event]:
    """They may meet again, unless the other side does not want to."""
    mine = acting_organisation(ctx).id
    if not ctx.tx.run(_DROP, by_id=mine, about_id=command.organisation_id):
        raise Faster()
    return [Changed("unblocked")]


def _other(ctx: Context, mine: int, command: Block) -> int:
    if command.exchange_id is not None:
        found = load(ctx.tx, command.exchange_id)
        if mine not in (found.receiver_id, found.provider_id):
            raise NotYours()
        return found.other(mine)
    one = load_listing(ctx.tx, command.listing_id) if command.listing_id is not None else None
    if one is None or not seeing.sees(ctx.tx, mine, one.id):
        raise NotYours()
    return one.organisation_id


def _end(ctx: Context, found: Exchange, mine: int) -> list[Event]:
    if found.state == "suggested":
        clock = replace(ctx, actor=Actor(None, None, "", "", "clock"))
        new, told = move(clock, found, "lapsed", state="lapsed")
        timers.stop(ctx, new)
        return [told]
    if found.state != "proposed":
        return []
    command = Withdraw if found.author_id == mine else Decline
    return EXCHANGES[command](ctx, command(found.id, found.version))


HANDLERS: dict[type, Any] = {Block: add, Unblock: drop}
