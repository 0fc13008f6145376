"""How does a listing become findable, and stop being so? A row for each of its terms."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert

from core.db import Q, Tx
from core.matching.terms import terms_of
from core.matching.values import Listing
from core.tables import listing_term

_ADD = Q(insert(listing_term).values({name: bindparam(name) for name in ("hub_id", "kind", "term", "listing_id")}))
_REMOVE = Q(delete(listing_term).where(listing_term.c.listing_id == bindparam("listing_id")))


def index(tx: Tx, listing: Listing) -> None:
    """Others find it from now on. Only for open listings of approved organisations; not twice for one."""
    tx.many(
        _ADD,
        (
            {"hub_id": listing.hub_id, "kind": listing.kind, "term": term, "listing_id": listing.id}
            for term in terms_of(listing.what, listing.lang)
        ),
    )


def unindex(tx: Tx, listing_id: int) -> None:
    """Nobody finds it any more; harmless when nobody did."""
    tx.run(_REMOVE, listing_id=listing_id)
