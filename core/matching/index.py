"""How does a listing become findable, and stop being so? Its meaning is kept, and a row for each key it is found by."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from core.db import Q, Row, Tx
from core.matching.keys import keys_of, regions_of, rows_of
from core.matching.made import made_now
from core.matching.meaning import Meaning, meaning_of
from core.matching.own import services_of
from core.matching.values import Listing
from core.tables import listing_key, listing_meaning
from core.taxonomy import Taxonomy

_PARTS = 10_000  # of a weight, as it is stored
_KEPT = 512  # meanings: a listing that is posted is looked for in the same moment

MEANING_COLUMNS = (
    listing_meaning.c.services,
    listing_meaning.c.words,
    listing_meaning.c.languages,
    listing_meaning.c.vector,
)
_KEY_COLUMNS = ("hub_id", "kind", "region", "key", "listing_id")
_ADD = Q(
    insert(listing_meaning).values(
        {
            name: bindparam(name)
            for name in (
                "listing_id",
                "hub_id",
                "kind",
                "organisation_id",
                "made_by",
                "services",
                "words",
                "languages",
                "vector",
                "found_by",
            )
        }
    )
)
_ADD_KEY = Q(insert(listing_key).values({name: bindparam(name) for name in _KEY_COLUMNS}))
_FOUND_BY = Q(
    select(listing_meaning.c.hub_id, listing_meaning.c.kind, listing_meaning.c.found_by).where(
        listing_meaning.c.listing_id == bindparam("listing_id")
    )
)
_REMOVE = Q(delete(listing_meaning).where(listing_meaning.c.listing_id == bindparam("listing_id")))
_REMOVE_KEY = Q(delete(listing_key).where(*(listing_key.c[name] == bindparam(name) for name in _KEY_COLUMNS)))


def index(tx: Tx, listing: Listing) -> None:
    """Others find it from now on. Only for open listings of approved organisations; not twice for one."""
    services = services_of(tx, listing.hub_id)
    put(tx, listing, meaning_in(listing.what, listing.lang, services), services)


def put(tx: Tx, listing: Listing, meaning: Meaning, services: Taxonomy) -> None:
    """The same, of a meaning that is known."""
    regions, keys = regions_of(listing), keys_of(meaning, services)
    tx.run(
        _ADD,
        listing_id=listing.id,
        hub_id=listing.hub_id,
        kind=listing.kind,
        organisation_id=listing.organisation_id,
        made_by=made_now(services),
        found_by=f"{';'.join(regions)}|{';'.join(keys)}",
        **stored(meaning),
    )
    tx.many(_ADD_KEY, _key_rows(listing.id, listing.hub_id, listing.kind, regions, keys))


def unindex(tx: Tx, listing_id: int) -> None:
    """Nobody finds it any more; harmless when nobody did."""
    row = tx.one(_FOUND_BY, listing_id=listing_id)
    if row is None:
        return
    hub_id, kind, found_by = row
    regions, keys = (tuple(half.split(";")) for half in found_by.split("|"))
    tx.many(_REMOVE_KEY, _key_rows(listing_id, hub_id, kind, regions, keys))
    tx.run(_REMOVE, listing_id=listing_id)


def _key_rows(id: int, hub_id: int, kind: str, regions: tuple[str, ...], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"hub_id": hub_id, "kind": kind, "region": region, "key": key, "listing_id": id}
        for region, key in sorted(rows_of(regions, keys))
    ]


@lru_cache(maxsize=_KEPT)
def meaning_in(text: str, lang: str, services: Taxonomy) -> Meaning:
    """What a text means to a hub that knows these services."""
    return meaning_of(text, lang, services)


def stored(meaning: Meaning) -> dict[str, Any]:
    """A meaning as columns."""
    return {
        "services": ";".join(f"{id}:{round(share * _PARTS)}" for id, share in meaning.concepts),
        "words": meaning.words,
        "languages": "+" * meaning.translates + " ".join(sorted(meaning.languages)),
        "vector": meaning.vector,
    }


def meaning_from(row: Row) -> Meaning:
    """The meaning that `MEANING_COLUMNS` hold; its terms are not kept, nobody compares them."""
    services, words, languages, vector = row
    pairs = (pair.split(":") for pair in services.split(";") if pair)
    return Meaning(
        tuple((id, int(parts) / _PARTS) for id, parts in pairs),
        (),
        None if vector is None else bytes(vector),
        words,
        frozenset(languages.removeprefix("+").split()) if languages else _NONE,
        languages.startswith("+"),
    )


_NONE: frozenset[str] = frozenset()
