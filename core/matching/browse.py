"""What does somebody find who looks around? Listings by words of their own, or of a field, near or from a distance."""

from __future__ import annotations

from functools import partial

from sqlalchemy import bindparam, case, select

from core.db import Q, Tx
from core.listings.distances import kilometres
from core.matching.candidates import candidates, newest
from core.matching.index import meaning_in
from core.matching.keys import EVERY, REMOTE, Sought, everywhere, field_key
from core.matching.own import services_of
from core.matching.rank import best_by_meaning
from core.matching.rows import FROM
from core.matching.seen import OTHER, seen
from core.matching.values import Listing
from core.tables import listing, listing_key, organisation

_LEAST = 0.30  # who looks around bears a poor find better than who is alerted
_MOST = 24
_PAGE = 20
_NEWEST = 1 << 62
_AROUND, _MANY = 2000, 3  # in one country, of which only the places are read; times as many as asked for are looked at
_MOST_COUNTED = 100
_PLACES = Q(
    select(listing.c.id, case((listing.c.place == "", organisation.c.town), else_=listing.c.place))
    .select_from(listing_key.join(FROM, listing.c.id == listing_key.c.listing_id))
    .where(
        *(listing_key.c[name] == bindparam(name) for name in ("hub_id", "kind", "region")), listing_key.c.key == EVERY
    )
    .order_by(listing_key.c.listing_id.desc())
    .limit(bindparam("most"))
)


def look_for(tx: Tx, hub_id: int, kind: str, text: str, lang: str, viewer: int) -> list[Listing]:
    """Open listings of `kind` in the hub that an organisation may see, by words, best first."""
    services = services_of(tx, hub_id)
    meaning = meaning_in(text, lang, services)
    if not meaning.terms:
        return []
    found = candidates(tx, hub_id, kind, meaning, services, everywhere())
    read = partial(seen, tx, viewer=viewer)
    best = best_by_meaning(read, meaning, OTHER[kind], found, services, but=viewer, least=_LEAST, most=_MOST)
    return [one.seen.listing for one in best]


def look_in(
    tx: Tx, hub_id: int, kind: str, field: str, viewer: int, before: int = 0, *, where: str = ""
) -> list[Listing]:
    """Open listings of a field of services ('' = of all) that an organisation may see, newest first, a page at a time.

    `before`: only those with a smaller id. `where`: 'remote', a country's code, or '' for everywhere.
    """
    regions = (REMOTE,) if where == "remote" else (where,) if where else everywhere()
    sought = Sought(field_key(field) if field else EVERY, regions, _PAGE, 1.0)
    kept: list[Listing] = []
    at = before or _NEWEST
    while len(kept) < _PAGE:
        ids = newest(tx, hub_id, kind, sought, at)
        kept += [one.listing for one in seen(tx, ids, viewer)]
        if len(ids) < _PAGE:
            break
        at = ids[-1]
    return sorted(kept, key=lambda one: -one.id)[:_PAGE]


def look_near(
    tx: Tx, hub_id: int, kind: str, town: str, country: str, viewer: int, most: int
) -> list[tuple[Listing, int | None]]:
    """Those in a country for which somebody is there and that an organisation may see, with the kilometres.

    The nearest first, of equally near ones the newest; at the end those of towns that nobody knows.
    """
    rows = tx.all(_PLACES, hub_id=hub_id, kind=kind, region=country, most=_AROUND)
    apart = {there: kilometres(town, country, there, country) for there in {place for _id, place in rows}}
    order = sorted(rows, key=lambda row: (apart[row[1]] is None, apart[row[1]] or 0, -row[0]))
    found: list[tuple[Listing, int | None]] = []
    for at in range(0, len(order), _MANY * most):
        ids = [id for id, _place in order[at : at + _MANY * most]]
        there = {one.listing.id: one.listing for one in seen(tx, ids, viewer)}
        found += [(one, apart[one.place or one.town]) for id in ids if (one := there.get(id))]
        if len(found) >= most:
            break
    return found[:most]


def count_in(tx: Tx, hub_id: int, kind: str, fields: tuple[str, ...], viewer: int) -> dict[str, int]:
    """How many open listings that an organisation may see each field holds, counted no further than `_MOST_COUNTED`."""
    return {field: _count(tx, hub_id, kind, field, viewer) for field in fields}


def _count(tx: Tx, hub_id: int, kind: str, field: str, viewer: int) -> int:
    ids = newest(tx, hub_id, kind, Sought(field_key(field), everywhere(), _MOST_COUNTED, 1.0), _NEWEST)
    return len(seen(tx, ids, viewer))
