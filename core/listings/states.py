"""How does a need or an offer end, or rest? One small place below both listings and exchanges, which both do it."""

from __future__ import annotations

from sqlalchemy import bindparam, literal, update

from core import clocks, matching
from core.db import Q, Tx
from core.listing_states import LIVE
from core.tables import listing

EXPIRY = "listing_expiry"  # the clock that ends a listing
NOTICE = "listing_notice"  # the one that asks its owner before
AGAIN = "listing_again"  # the one that shows again what rests until a day

_END = Q(
    update(listing)
    .where(listing.c.id == bindparam("listing_id"), listing.c.state.in_(LIVE))
    .values(state=bindparam("new_state"), version=listing.c.version + 1)
)
_PAUSE = Q(
    update(listing)
    .where(listing.c.id == bindparam("listing_id"), listing.c.state == "open")
    .values(state=literal("paused"), version=listing.c.version + 1)
)


_RESUME = Q(
    update(listing)
    .where(listing.c.id == bindparam("listing_id"), listing.c.state == "paused")
    .values(state=literal("open"), version=listing.c.version + 1)
)


def end(tx: Tx, listing_id: int, state: str) -> bool:
    """An open or paused listing becomes 'fulfilled', 'expired', 'withdrawn' or 'removed'; nobody finds it any more.

    False where it had ended before.
    """
    if not tx.run(_END, listing_id=listing_id, new_state=state):
        return False
    matching.unindex(tx, listing_id)
    clocks.stop_all(tx, "listing", listing_id)
    return True


def pause(tx: Tx, listing_id: int) -> bool:
    """An open listing is not found until it is resumed; False where it was not open."""
    if not tx.run(_PAUSE, listing_id=listing_id):
        return False
    matching.unindex(tx, listing_id)
    return True


def resume(tx: Tx, listing_id: int) -> bool:
    """A paused listing is open again, and whoever calls makes it findable; False where it was not paused."""
    clocks.stop(tx, AGAIN, "listing", listing_id)
    return tx.run(_RESUME, listing_id=listing_id) == 1
