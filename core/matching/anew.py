"""Which meanings are old, and how are they worked out anew while the bot runs? A few at a time, each under its lock.

Old is what was made with other services, vectors or rules than now (core/matching/made.py): after an update, after a
coordinator added a service, or when the encoder was switched on or off. `outdate` makes old what is not, and is
remembered: whoever is stopped in the middle of it goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, func, or_, select, update

from core.db import Database, Q, Tx, scalar_rows
from core.matching.index import index, unindex
from core.matching.made import made_now
from core.matching.own import services_of
from core.matching.rows import COLUMNS, FROM, listing_of
from core.tables import hub, listing, listing_meaning, organisation

BATCH = 50
_OUTDATED = 0  # made by nothing that there is
_OUTDATED_AT_ONCE = 2000

_HUBS = Q(select(hub.c.id).order_by(hub.c.id))
_made_by = listing_meaning.c.made_by
_OLD = or_(_made_by.is_(None), _made_by != bindparam("made_by"))
_FINDABLE = (
    listing.c.hub_id == bindparam("hub_id"),
    listing.c.state == "open",
    organisation.c.status == "approved",
)
_WITH_MEANING = FROM.outerjoin(listing_meaning, listing_meaning.c.listing_id == listing.c.id)
_NEXT = Q(
    select(listing.c.id)
    .select_from(_WITH_MEANING)
    .where(*_FINDABLE, listing.c.id > bindparam("after"), _OLD)
    .order_by(listing.c.id)
    .limit(bindparam("most"))
)
_COUNT = Q(select(func.count()).select_from(_WITH_MEANING).where(*_FINDABLE, _OLD))
_of_hub = listing_meaning.c.hub_id == bindparam("its_hub")
_LAST_OUTDATED = Q(select(func.max(listing.c.id)).select_from(_WITH_MEANING).where(*_FINDABLE, _made_by == _OUTDATED))
_LAST = Q(select(func.max(listing_meaning.c.listing_id)).where(_of_hub))
_HANDFUL = (
    select(listing_meaning.c.listing_id)
    .where(
        _of_hub, listing_meaning.c.listing_id > bindparam("after"), listing_meaning.c.listing_id <= bindparam("last")
    )
    .order_by(listing_meaning.c.listing_id)
    .limit(_OUTDATED_AT_ONCE)
)
_HANDFUL_ENDS = Q(select(func.max(_HANDFUL.subquery().c.listing_id)))
_OUTDATE = Q(
    update(listing_meaning)
    .where(
        _of_hub,
        listing_meaning.c.listing_id > bindparam("after"),
        listing_meaning.c.listing_id <= bindparam("until"),
    )
    .values(made_by=_OUTDATED)
)
_LOCKED = Q(
    select(*COLUMNS)
    .select_from(FROM)
    .where(listing.c.id == bindparam("id"), listing.c.state == "open", organisation.c.status == "approved")
    .with_for_update(of=listing, key_share=True)
)


def hub_ids(db: Database) -> list[int]:
    """Of all hubs."""
    with db.read() as tx:
        return scalar_rows(tx.all(_HUBS))


def outdate(db: Database, hub_id: int, between: Callable[[], None] = lambda: None) -> None:
    """All of a hub's listings are old from now on, a handful a transaction, and `between` after each.

    Begun again after it was stopped, or its work was, it goes on behind the last one that is marked already: before
    that one, what has no mark was worked out anew since. What is posted meanwhile is not old.
    """
    with db.read() as tx:
        after = tx.value(_LAST_OUTDATED, hub_id=hub_id) or 0
        last = tx.value(_LAST, its_hub=hub_id) or 0

    def work(tx: Tx) -> int:
        until = tx.value(_HANDFUL_ENDS, its_hub=hub_id, after=after, last=last)
        if until is not None:
            tx.run(_OUTDATE, its_hub=hub_id, after=after, until=until)
        return until or 0

    while after < last and (until := db.writing(work)):
        after = until
        between()


def count_old(tx: Tx, hub_id: int) -> int:
    """How many listings of a hub are to be worked out anew."""
    return int(tx.value(_COUNT, hub_id=hub_id, made_by=made_now(services_of(tx, hub_id))))


def renew(db: Database, hub_id: int, after: int = 0, *, most: int = BATCH) -> int:
    """Work out the next few after listing `after`, in one transaction; the last one's id, or 0 when none is left."""

    def work(tx: Tx) -> int:
        made_by = made_now(services_of(tx, hub_id))
        ids = scalar_rows(tx.all(_NEXT, hub_id=hub_id, made_by=made_by, after=after, most=most))
        for id in ids:
            _renew(tx, id)
        return ids[-1] if ids else 0

    return db.writing(work)


def _renew(tx: Tx, id: int) -> None:
    row = tx.one(_LOCKED, id=id)
    if row is not None:
        unindex(tx, id)
        index(tx, listing_of(row))
