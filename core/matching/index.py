"""How does a listing become findable, and stop being so? Its meaning is kept, and a row for each key it is found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from core.db import Q, Tx
from core.matching.at_once import add_keys
from core.matching.cards import card_of
from core.matching.doubt import settled
from core.matching.keys import carries, keys_of, regions_of, rows_of
from core.matching.made import made_now
from core.matching.meaning import Meaning, meaning_of
from core.matching.own import services_of
from core.matching.values import Listing
from core.tables import listing_key, listing_meaning
from core.taxonomy import Taxonomy

_KEPT = 512  # meanings: a text is asked about, posted and looked for within minutes

_COLUMNS = ("listing_id", "hub_id", "kind", "organisation_id", "made_by", "card", "words", "vector", "found_by")
_KEY_COLUMNS = ("hub_id", "kind", "region", "key", "listing_id")
_ADD = Q(insert(listing_meaning).values({name: bindparam(name) for name in _COLUMNS}))
_ADD_KEY = Q(insert(listing_key).values({name: bindparam(name) for name in (*_KEY_COLUMNS, "card")}))
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
    put(tx, listing, meaning_of_listing(listing, services), services)


def put(tx: Tx, listing: Listing, meaning: Meaning, services: Taxonomy) -> None:
    """The same, of a meaning that is known."""
    put_many(tx, [(listing, meaning)], services)


def put_many(tx: Tx, posted: Sequence[tuple[Listing, Meaning]], services: Taxonomy) -> None:
    """The same for many at once, which costs each a third."""
    made_by = made_now(services)
    rows: list[dict[str, Any]] = []
    keys: list[dict[str, Any]] = []
    for one, meaning in posted:
        regions, found_by = regions_of(one), keys_of(meaning, services)
        card = card_of(one.id, one.organisation_id, meaning)
        rows.append(
            {
                "listing_id": one.id,
                "hub_id": one.hub_id,
                "kind": one.kind,
                "organisation_id": one.organisation_id,
                "made_by": made_by,
                "card": card,
                "words": meaning.words,
                "vector": meaning.vector or b"",
                "found_by": f"{';'.join(regions)}|{';'.join(found_by)}",
            }
        )
        for row in _key_rows(one.id, one.hub_id, one.kind, regions, found_by):
            row["card"] = card if carries(row["key"]) else None
            keys.append(row)
    tx.many(_ADD, rows)
    if tx.postgres:
        add_keys(tx, keys)
    else:
        tx.many(_ADD_KEY, sorted(keys, key=_in_order) if len(posted) > 1 else keys)


def findable(tx: Tx, listing_id: int) -> bool:
    """Whether others find it."""
    return tx.one(_FOUND_BY, listing_id=listing_id) is not None


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
    """What a text means to a hub that knows these services. The question, the posting and the search share it."""
    return meaning_of(text, lang, services)


def meaning_of_listing(listing: Listing, services: Taxonomy) -> Meaning:
    """What a listing means, with the service that its writer chose where there was a doubt."""
    return settled(meaning_in(listing.what, listing.lang, services), listing.service)


def _in_order(row: Mapping[str, Any]) -> tuple[str, str]:
    """As the rows lie in the table."""
    return row["region"], row["key"]
