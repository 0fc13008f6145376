"""What happens when an organisation is left by its last person? It closes at once; a day later its name goes too.

Everything it published and proposed ends as if a person had ended it, so that its partners hear of it by name. The
name and the words of its requests and offers go when those messages had a day to arrive.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, delete, or_, select, update

from core import clocks
from core.accounts import balances, donating, ledger, owners
from core.accounts.fund import carrying
from core.commands import Decline, Withdraw
from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.errors import Faster
from core.events import Event
from core.exchange_states import HELD, PENDING
from core.exchanges import HANDLERS
from core.listings import kept as listings
from core.messages import pseudonym
from core.parties import is_party
from core.people.organisations import Organisation
from core.policy import DAY_MS
from core.reports import sharing
from core.tables import block, exchange, listing, organisation
from core.text.normal import skeleton

FORGET = "forget"  # the kind of the clock that takes the name away
NOTHING = "…"  # in place of words and towns that went

_side = is_party(bindparam("organisation_id"))
_UNDER_WAY = Q(select(exchange.c.number).where(_side, exchange.c.state.in_(HELD)).order_by(exchange.c.number))
_TALKS = Q(
    select(exchange.c.id, exchange.c.version, exchange.c.state, exchange.c.author_id)
    .where(_side, exchange.c.state.in_(PENDING))
    .order_by(exchange.c.id)
)
_UNBLOCK = Q(  # nobody has to be kept from it any more
    delete(block).where(
        or_(block.c.by_id == bindparam("organisation_id"), block.c.about_id == bindparam("organisation_id"))
    )
)
_CLOSE = Q(update(organisation).where(organisation.c.id == bindparam("organisation_id")).values(status="closed"))
_LOCK = Q(
    select(organisation.c.id).where(organisation.c.id == bindparam("organisation_id")).with_for_update(key_share=True)
)
_RENAME = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("organisation_id"))
    .values(name=bindparam("new_name"), skeleton=bindparam("new_skeleton"), town=NOTHING, languages="")
)
_FORGET_WORDS = Q(
    update(listing)
    .where(listing.c.organisation_id == bindparam("owner"))
    .values(what=NOTHING, place="", version=listing.c.version + 1)
)


def under_way(tx: Tx, organisation_id: int) -> list[int]:
    """The public numbers of its exchanges that were agreed and have not ended: it cannot close before."""
    return scalar_rows(tx.all(_UNDER_WAY, organisation_id=organisation_id))


def close(ctx: Context, one: Organisation) -> list[Event]:
    """End all that it published and proposed, give its hours to the fund, and close it.

    The caller has locked it and made sure that nothing is under way; the actor is its last person.
    """
    acting = replace(ctx, actor=replace(ctx.actor, organisation_id=one.id))
    events = listings.end_all_of(acting, one.id, "withdrawn")
    for exchange_id, version, state, author_id in ctx.tx.all(_TALKS, organisation_id=one.id):
        ours = state == "proposed" and author_id == one.id
        command = Withdraw(exchange_id, version) if ours else Decline(exchange_id, version)
        events += HANDLERS[type(command)](acting, command)
    carrying.drop(ctx.tx, one.id)
    sharing.forget(ctx.tx, one.id)
    events += _give_hours(ctx, one)
    ctx.tx.run(_UNBLOCK, organisation_id=one.id)
    ctx.tx.run(_CLOSE, organisation_id=one.id)
    clocks.start(ctx.tx, FORGET, "organisation", one.id, ctx.now + DAY_MS)
    return events


def _give_hours(ctx: Context, one: Organisation) -> list[Event]:
    """Its balance goes to the hub's fund by an entry of its own; what it owed, the fund takes over. Gifts that have not
    moved go back first.
    """
    account_id = owners.account_of(ctx.tx, one.id)
    if account_id is None:
        return []
    events = donating.return_all(ctx, account_id)
    both = sorted((account_id, owners.hub_account(ctx.tx, one.hub_id, "fund")))
    found = {id: balances.lock(ctx.tx, id) for id in both}[account_id]
    if found.held_out or found.held_in:
        raise Faster()  # something was agreed in this very moment
    ledger.hand_over(ctx.tx, one.hub_id, account_id, ctx.now)
    return events


def forget(ctx: Context, organisation_id: int) -> list[Event]:
    """The clock of a closed organisation: a pseudonym in place of its name; what was said of it holds its id only."""
    there = ctx.tx.value(_LOCK, organisation_id=organisation_id) is not None
    if not there or not clocks.take(ctx.tx, FORGET, "organisation", organisation_id, ctx.now):
        return []
    name = pseudonym(organisation_id)
    ctx.tx.run(_RENAME, organisation_id=organisation_id, new_name=name, new_skeleton=skeleton(name))
    ctx.tx.run(_FORGET_WORDS, owner=organisation_id)
    return []
