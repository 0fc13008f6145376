"""Which listings might fit? Short lists, each the newest under one key in one region, and the cards of these.

Whatever the number of listings, about as many rows are read: a list is never longer than its cap. In the lists of
services the cards lie in the rows themselves, so hundreds are read as one value. SQLite reads list by list, PostgreSQL
all at once (core/matching/at_once.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from heapq import nlargest
from itertools import chain
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    LargeBinary,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.sql import ClauseElement

from core.db import Q, Tx, scalar_rows
from core.many import as_json, listed
from core.matching.at_once import packs_at_once, told_by
from core.matching.cards import CARD, Cards, cards_from
from core.matching.keys import EVERY, Sought, lying_sought, more_sought, words_sought
from core.matching.meaning import Meaning
from core.tables import listing_key, listing_meaning
from core.taxonomy import Taxonomy

WHOLE = 5_000  # where no more are in reach they are all read, so that nothing is missed
MOST = 192  # that are looked up one by one
_STAYS_LARGE = 500  # searches before a hub that was large is counted again
_ENOUGH = 128  # where the first lists hold fewer, more are read


def candidates(
    tx: Tx,
    hub_id: int,
    kind: str,
    meaning: Meaning,
    services: Taxonomy,
    regions: tuple[str, ...],
    most: int = MOST,
) -> Cards:
    """The cards of listings of `kind` that might fit a meaning; some come twice, since to look for these takes longer
    than to compare them.
    """
    whole = _whole_if(tx, hub_id, kind, regions)
    if tx.postgres:
        words, lying = words_sought(meaning), lying_sought(meaning, services, regions)
        small, packs = packs_at_once(tx, hub_id, kind, regions, whole, lying, words)
        _remember(tx, hub_id, kind, regions, whole, large=not small)
        if small or _enough(packs):
            return cards_from(packs)
        tells = told_by(tx, hub_id, kind, [*words, *more_sought(meaning, regions, most)])
        return cards_from([*packs, *_cards_of(tx, _most_told(tells, most))])
    if whole:
        row = tx.one(_WHOLE, hub_id=hub_id, kind=kind, regions=as_json(regions), most=whole + 1)
        assert row is not None
        count, pack = row
        _remember(tx, hub_id, kind, regions, whole, large=count > whole)
        if count <= whole and len(pack or b"") == count * CARD.itemsize:  # rows of older versions hold no card
            return cards_from([pack or b""])
    packs = _lying(tx, hub_id, kind, lying_sought(meaning, services, regions))
    tells = _listed(tx, hub_id, kind, words_sought(meaning))
    if not _enough(packs, tells):
        for id, tell in _listed(tx, hub_id, kind, more_sought(meaning, regions, most)).items():
            tells[id] = tells.get(id, 0.0) + tell
    return cards_from([*packs, *_cards_of(tx, _most_told(tells, most))])


def _whole_if(tx: Tx, hub_id: int, kind: str, regions: tuple[str, ...]) -> int:
    """How many listings at most are read whole; 0 where there were more a while ago: counting takes long."""
    left = tx.hints.get((hub_id, kind, regions), 0)
    if left:
        tx.hints[hub_id, kind, regions] = left - 1
    return 0 if left else WHOLE


def _remember(tx: Tx, hub_id: int, kind: str, regions: tuple[str, ...], whole: int, *, large: bool) -> None:
    if whole and large:
        tx.hints[hub_id, kind, regions] = _STAYS_LARGE


def _enough(packs: Sequence[bytes], tells: Collection[int] = ()) -> bool:
    """Whether there are listings enough in packs of cards, of which some come twice, and beside them."""
    found = cards_from(packs)
    return len(found) + len(tells) >= 2 * _ENOUGH or len({*found["listing"].tolist(), *tells}) >= _ENOUGH


def _most_told(tells: dict[int, float], most: int) -> list[int]:
    """The `most` listings of which most is told. Those whose cards were read already are compared twice: to leave them
    out takes longer.
    """
    return nlargest(most, tells, key=tells.__getitem__) if len(tells) > most else list(tells)


def newest(tx: Tx, hub_id: int, kind: str, sought: Sought, before: int) -> list[int]:
    """The ids of one list that are smaller than `before`, newest first."""
    found = (
        scalar_rows(
            tx.all(_LIST, hub_id=hub_id, kind=kind, region=region, key=sought.key, most=sought.most, before=before)
        )
        for region in sought.regions
    )
    return sorted(chain.from_iterable(found), reverse=True)[: sought.most]


def _listed(tx: Tx, hub_id: int, kind: str, sought: Sequence[Sought]) -> dict[int, float]:
    """Listing → how much the lists tell that it is in."""
    tells: dict[int, float] = {}
    for most, lists in _by_limit(sought):
        for at, ids in tx.all(_IDS_IN, hub_id=hub_id, kind=kind, most=most, asked=_json(lists)):
            weight = lists[at][0].weight
            for id in orjson.loads(f"[{ids or ''}]"):
                tells[id] = tells.get(id, 0.0) + weight
    return tells


def _lying(tx: Tx, hub_id: int, kind: str, sought: Sequence[Sought]) -> list[bytes]:
    """The cards that lie in the lists, packed."""
    return [
        pack
        for most, lists in _by_limit(sought)
        for _at, pack in tx.all(_CARDS_IN, hub_id=hub_id, kind=kind, most=most, asked=_json(lists))
        if pack
    ]


def _cards_of(tx: Tx, ids: list[int]) -> list[bytes]:
    if not ids:
        return []
    return scalar_rows(tx.all(_OF_POSTGRES, ids=ids) if tx.postgres else tx.all(_OF_SQLITE, ids=as_json(ids)))


Lists = list[tuple[Sought, str]]  # with one of its regions


def _by_limit(sought: Sequence[Sought]) -> list[tuple[int, Lists]]:
    """What SQLite reads in one statement: lists with the same limit."""
    limits = dict.fromkeys(one.most for one in sought)
    return [(most, [(one, region) for one in sought if one.most == most for region in one.regions]) for most in limits]


def _json(lists: Lists) -> str:
    return as_json((region, one.key) for one, region in lists)


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


def _whole() -> ClauseElement:
    """For SQLite: of the first `most` that are in the regions, how many there are, and their cards."""
    regions = listed("regions")
    some = (
        select(listing_key.c.card)
        .where(
            listing_key.c.hub_id == bindparam("hub_id"),
            listing_key.c.kind == bindparam("kind"),
            listing_key.c.region.in_(select(regions.c.value)),
            listing_key.c.key == EVERY,
        )
        .limit(bindparam("most"))
        .subquery()
    )
    return select(func.count(), cast(func.group_concat(some.c.card, ""), LargeBinary)).select_from(some)


_WHOLE = Q(_whole())


def _in_each(column: ColumnElement[Any], *, packed: bool) -> ClauseElement:
    """For SQLite: (number of a list, what is in it, joined). It joins bytes as they are, but calls them text."""
    asked = func.json_each(bindparam("asked")).table_valued("key", "value", name="asked")
    one = (
        select(column.label("it"))
        .where(
            listing_key.c.hub_id == bindparam("hub_id"),
            listing_key.c.kind == bindparam("kind"),
            listing_key.c.region == func.json_extract(asked.c.value, "$[0]"),
            listing_key.c.key == func.json_extract(asked.c.value, "$[1]"),
        )
        .order_by(listing_key.c.listing_id.desc())
        .limit(bindparam("most"))
        .correlate(asked)
        .subquery("one")
    )
    joined = func.group_concat(one.c.it, "" if packed else ",")
    whole = select(cast(joined, LargeBinary) if packed else joined).select_from(one).scalar_subquery()
    return select(asked.c.key, whole)


_IDS_IN = Q(_in_each(listing_key.c.listing_id, packed=False))
_CARDS_IN = Q(_in_each(listing_key.c.card, packed=True))
_CARDS = select(listing_meaning.c.card)
_IDS = listed()
_OF_SQLITE = Q(_CARDS.join_from(_IDS, listing_meaning, listing_meaning.c.listing_id == _IDS.c.value))
_OF_POSTGRES = Q(_CARDS.where(listing_meaning.c.listing_id == func.any(bindparam("ids", type_=ARRAY(BigInteger)))))
