"""Which listings might fit? Short lists, each the newest under one key in one region, and the meanings of these.

Whatever the number of listings, about as many rows are read: a list is never longer than its cap. PostgreSQL reads all
lists in one statement, each as a nested look-up (LATERAL: joined with ANY it took 287 ms at a million rows); SQLite,
where a statement costs microseconds, one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from itertools import chain

import orjson
from sqlalchemy import ARRAY, BigInteger, Float, Integer, Text, bindparam, func, select, true
from sqlalchemy.sql import ClauseElement

from core.db import Q, Tx, scalar_rows
from core.matching.index import MEANING_COLUMNS, meaning_from
from core.matching.keys import Sought, every_sought, first_sought, more_sought
from core.matching.meaning import Meaning
from core.tables import listing_key, listing_meaning

MOST = 192
_ENOUGH = 128  # where the first lists hold fewer, more are read

Found = tuple[int, int, Meaning]  # listing, organisation, meaning


def candidates(
    tx: Tx, hub_id: int, kind: str, meaning: Meaning, regions: tuple[str, ...], most: int = MOST
) -> list[Found]:
    """At most `most` listings of `kind` that might fit a meaning, with theirs."""
    every = _read(tx, hub_id, kind, every_sought(regions, most + 1))
    if len(every) <= most:  # a hub of no more listings than would be weighed anyway: none can be missed
        return _meanings(tx, list(every))
    tells = _read(tx, hub_id, kind, first_sought(meaning, regions))
    if len(tells) < _ENOUGH:
        for id, tell in _read(tx, hub_id, kind, more_sought(meaning, regions, most)).items():
            tells[id] = tells.get(id, 0.0) + tell
    ids = nlargest(most, tells, key=tells.__getitem__) if len(tells) > most else list(tells)
    return _meanings(tx, ids)


def newest(tx: Tx, hub_id: int, kind: str, sought: Sought, before: int) -> list[int]:
    """The ids of one list that are smaller than `before`, newest first."""
    found = (
        scalar_rows(
            tx.all(_LIST, hub_id=hub_id, kind=kind, region=region, key=sought.key, most=sought.most, before=before)
        )
        for region in sought.regions
    )
    return sorted(chain.from_iterable(found), reverse=True)[: sought.most]


def _read(tx: Tx, hub_id: int, kind: str, sought: Sequence[Sought]) -> dict[int, float]:
    """Listing → how much the lists tell that it is in."""
    lists = [(one, region) for one in sought for region in one.regions]
    tells: dict[int, float] = {}
    if tx.postgres:
        regions, keys = [region for _one, region in lists], [one.key for one, _region in lists]
        limits, weights = [one.most for one, _region in lists], [one.weight for one, _region in lists]
        params = {"regions": regions, "keys": keys, "limits": limits, "weights": weights}
        return dict(tx.all(_LISTS, hub_id=hub_id, kind=kind, **params))
    for one, region in lists:
        rows = tx.all(_LIST, hub_id=hub_id, kind=kind, region=region, key=one.key, most=one.most, before=_NEWEST)
        for (id,) in rows:
            tells[id] = tells.get(id, 0.0) + one.weight
    return tells


def _meanings(tx: Tx, ids: list[int]) -> list[Found]:
    if not ids:
        return []
    rows = tx.all(_OF_POSTGRES, ids=ids) if tx.postgres else tx.all(_OF_SQLITE, ids=orjson.dumps(ids).decode())
    return [(row[0], row[1], meaning_from(row[2:])) for row in rows]


_NEWEST = 1 << 62
_LIST = Q(
    select(listing_key.c.listing_id)
    .where(
        listing_key.c.hub_id == bindparam("hub_id"),
        listing_key.c.kind == bindparam("kind"),
        listing_key.c.region == bindparam("region"),
        listing_key.c.key == bindparam("key"),
        listing_key.c.listing_id < bindparam("before"),
    )
    .order_by(listing_key.c.listing_id.desc())
    .limit(bindparam("most"))
)


def _lists() -> ClauseElement:
    """All lists at once, each read no further than its limit; an id with the sum of the weights of its lists."""
    arrays = (("regions", Text), ("keys", Text), ("limits", Integer), ("weights", Float))
    rows = func.unnest(*(bindparam(name, type_=ARRAY(type)) for name, type in arrays))
    asked = rows.table_valued("region", "key", "most", "weight", name="asked").render_derived()
    one = (
        select(listing_key.c.listing_id)
        .where(
            listing_key.c.hub_id == bindparam("hub_id"),
            listing_key.c.kind == bindparam("kind"),
            listing_key.c.region == asked.c.region,
            listing_key.c.key == asked.c.key,
        )
        .order_by(listing_key.c.listing_id.desc())
        .limit(asked.c.most)
        .lateral("one")
    )
    return (
        select(one.c.listing_id, func.sum(asked.c.weight))
        .select_from(asked.join(one, true()))
        .group_by(one.c.listing_id)
    )


_LISTS = Q(_lists())
_MEANINGS = select(listing_meaning.c.listing_id, listing_meaning.c.organisation_id, *MEANING_COLUMNS)
_IDS = func.json_each(bindparam("ids")).table_valued("value", name="ids")
_OF_SQLITE = Q(_MEANINGS.join_from(_IDS, listing_meaning, listing_meaning.c.listing_id == _IDS.c.value))
_OF_POSTGRES = Q(_MEANINGS.where(listing_meaning.c.listing_id == func.any(bindparam("ids", type_=ARRAY(BigInteger)))))
