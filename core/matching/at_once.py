"""Which listings might fit, on PostgreSQL? One statement reads what SQLite, where a statement costs microseconds, reads
list by list.

Each list is a nested look-up with its limit (LATERAL): joined with ANY it took 287 ms at a million rows. A hub so small
that all of it is weighed comes whole, and then no list is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Float,
    Insert,
    Integer,
    LargeBinary,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    true,
)
from sqlalchemy.sql import ClauseElement

from core.db import Q, Tx
from core.matching.keys import EVERY, Sought
from core.tables import listing_key, listing_meaning


def packs_at_once(
    tx: Tx, hub_id: int, kind: str, regions: Sequence[str], most: int, lying: Sequence[Sought], words: Sequence[Sought]
) -> tuple[bool, list[bytes]]:
    """Whether the hub is so small that this is all of it, and packs of cards, which may hold one twice."""
    row = tx.one(
        _AT_ONCE,
        hub_id=hub_id,
        kind=kind,
        everywhere=_BETWEEN.join(regions),
        most=most,
        **_lists("lying", lying),
        **_lists("words", words),
    )
    assert row is not None
    small, *packs = row
    return small, [pack for pack in packs if pack]


def told_by(tx: Tx, hub_id: int, kind: str, sought: Sequence[Sought]) -> dict[int, float]:
    """Listing → how much the lists tell that it is in."""
    return dict(tx.all(_TOLD, hub_id=hub_id, kind=kind, **_lists("told", sought)))


def add_keys(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """The rows by which listings are found; those of one listing are written in one statement."""
    listings: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        listings.setdefault(row["listing_id"], []).append(row)
    tx.many(_ADD_KEYS, [_together(own) for own in listings.values()])


def _together(rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows of one listing, of which those with a card have the same."""
    return {
        **rows[0],
        "regions": _BETWEEN.join(row["region"] for row in rows),
        "keys": _BETWEEN.join(_BEFORE + row["key"] for row in rows),
        "carry": _BETWEEN.join("1" if row["card"] else "0" for row in rows),
        "card": next((row["card"] for row in rows if row["card"]), None),
    }


def _lists(name: str, sought: Sequence[Sought]) -> dict[str, str]:
    """Lists as columns in one text each: the driver writes an array of them element by element, which takes longer."""
    rows = [(region, _BEFORE + one.key, str(one.most), str(one.weight)) for one in sought for region in one.regions]
    columns = zip(*rows, strict=True) if rows else ((),) * len(_COLUMNS)
    return {f"{name}_{each}": _BETWEEN.join(column) for (each, _type), column in zip(_COLUMNS, columns, strict=True)}


_BETWEEN, _BEFORE = "\n", "."  # with something before each key, for a text of one empty key would be no key at all
_COLUMNS = (("region", Text), ("key", Text), ("most", Integer), ("weight", Float))


def _asked(name: str) -> tuple[Any, Any]:
    """The lists that are asked for as rows, and each read no further than its limit."""
    columns = (
        cast(func.string_to_array(bindparam(f"{name}_{each}", type_=Text), _BETWEEN), ARRAY(type))
        for each, type in _COLUMNS
    )
    asked = func.unnest(*columns).table_valued(*(each for each, _type in _COLUMNS), name=name).render_derived()
    return asked, _newest(asked.c.region, func.substr(asked.c.key, 2), asked.c.most)


def _newest(
    region: ColumnElement[str],
    key: ColumnElement[str],
    most: ColumnElement[int],
) -> Any:
    return (
        select(listing_key.c.listing_id, listing_key.c.card)
        .where(
            listing_key.c.hub_id == bindparam("hub_id"),
            listing_key.c.kind == bindparam("kind"),
            listing_key.c.region == region,
            listing_key.c.key == key,
        )
        .order_by(listing_key.c.listing_id.desc())
        .limit(most)
        .lateral()
    )


def _joined(card: ColumnElement[bytes]) -> Any:
    return func.string_agg(card, literal(b"", LargeBinary), type_=LargeBinary)


def _cards_of(ids: Select[Any]) -> Any:
    """The cards of those listings, each kept beside its meaning."""
    wanted = ids.subquery()
    return (
        select(_joined(listing_meaning.c.card))
        .select_from(wanted.join(listing_meaning, listing_meaning.c.listing_id == wanted.c.listing_id))
        .scalar_subquery()
    )


def _at_once() -> ClauseElement:
    most: ColumnElement[int] = bindparam("most", type_=Integer)
    regions = func.string_to_array(bindparam("everywhere", type_=Text), _BETWEEN)
    places = func.unnest(regions).table_valued("region", name="place").render_derived()
    every = _newest(places.c.region, literal(EVERY), most + 1)
    # looked at twice, and read once; rows of older versions hold no card
    all_there = func.count(every.c.card) == func.count()
    whole = (
        select(and_(func.count() <= most, all_there).label("small"), _joined(every.c.card).label("cards"))
        .select_from(places.join(every, true()))
        .cte("whole")
        .prefix_with("MATERIALIZED")
    )
    asked, one = _asked("lying")
    lying = select(_joined(one.c.card)).select_from(asked.join(one, true())).scalar_subquery()
    asked, one = _asked("words")
    named = select(one.c.listing_id).distinct().select_from(asked.join(one, true()))
    return select(
        whole.c.small,
        case((whole.c.small, whole.c.cards), else_=lying),
        case((whole.c.small, None), else_=_cards_of(named)),
    )


def _told() -> ClauseElement:
    """All lists at once; an id with the sum of the weights of its lists."""
    asked, one = _asked("told")
    return (
        select(one.c.listing_id, func.sum(asked.c.weight))
        .select_from(asked.join(one, true()))
        .group_by(one.c.listing_id)
    )


_AT_ONCE = Q(_at_once())
_TOLD = Q(_told())


def _add_keys() -> Insert:
    each = (func.string_to_array(bindparam(name, type_=Text), _BETWEEN) for name in ("regions", "keys", "carry"))
    rows = func.unnest(*each).table_valued("region", "key", "carries", name="one").render_derived()
    hub_id, kind, listing_id, card = (
        bindparam(name, type_=listing_key.c[name].type) for name in ("hub_id", "kind", "listing_id", "card")
    )
    return insert(listing_key).from_select(
        ["hub_id", "kind", "region", "key", "listing_id", "card"],
        select(
            hub_id,
            kind,
            rows.c.region,
            func.substr(rows.c.key, 2),
            listing_id,
            case((rows.c.carries == "1", cast(card, LargeBinary))),
        ),
    )


_ADD_KEYS = Q(_add_keys())
