"""What does somebody find who looks around? Listings by words of their own, or of a field, near or from a distance."""

from __future__ import annotations

from functools import partial

from core.db import Tx
from core.matching.candidates import candidates, newest
from core.matching.index import meaning_in
from core.matching.keys import REMOTE, Sought, everywhere, field_key
from core.matching.own import services_of
from core.matching.rank import best_by_meaning
from core.matching.seen import OTHER, seen
from core.matching.values import Listing

_LEAST = 0.30  # who looks around bears a poor find better than who is alerted
_MOST = 24
_PAGE = 20
_NEWEST = 1 << 62
_AROUND, _MOST_COUNTED = 200, 100


def look_for(tx: Tx, hub_id: int, kind: str, text: str, lang: str, viewer: int) -> list[Listing]:
    """Open listings of `kind` in the hub that an organisation may see, by words, best first."""
    services = services_of(tx, hub_id)
    meaning = meaning_in(text, lang, services)
    if not meaning.terms:
        return []
    found = candidates(tx, hub_id, kind, meaning, everywhere())
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
    sought = Sought(field_key(field) if field else "", regions, _PAGE, 1.0)
    kept: list[Listing] = []
    at = before or _NEWEST
    while len(kept) < _PAGE:
        ids = newest(tx, hub_id, kind, sought, at)
        kept += [one.listing for one in seen(tx, ids, viewer)]
        if len(ids) < _PAGE:
            break
        at = ids[-1]
    return sorted(kept, key=lambda one: -one.id)[:_PAGE]


def look_near(tx: Tx, hub_id: int, kind: str, country: str, viewer: int) -> list[Listing]:
    """The newest in a country for which somebody must be there, as far as an organisation may see them."""
    ids = newest(tx, hub_id, kind, Sought("", (country,), _AROUND, 1.0), _NEWEST)
    return [one.listing for one in seen(tx, ids, viewer)]


def count_in(tx: Tx, hub_id: int, kind: str, fields: tuple[str, ...], viewer: int) -> dict[str, int]:
    """How many open listings that an organisation may see each field holds, counted no further than `_MOST_COUNTED`."""
    return {field: _count(tx, hub_id, kind, field, viewer) for field in fields}


def _count(tx: Tx, hub_id: int, kind: str, field: str, viewer: int) -> int:
    ids = newest(tx, hub_id, kind, Sought(field_key(field), everywhere(), _MOST_COUNTED, 1.0), _NEWEST)
    return len(seen(tx, ids, viewer))
