"""Which of these listings may an organisation see, and what is compared and told of them? Read in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Select, Text, bindparam, cast, func, select, true

from core.db import Q, Tx
from core.many import as_json, listed
from core.matching.fairness import NOTHING, Record, counted_of, records, since
from core.matching.fit import Told
from core.matching.rows import COLUMNS, FROM, listing_of
from core.matching.values import Listing
from core.privacy.nameless import ALL
from core.privacy.seeing import SEEN, reaches
from core.tables import listing, listing_meaning, organisation

OTHER = {"need": "offer", "offer": "need"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A listing, since when its organisation is there, its words, and what became of that organisation's agreements.

    Of the many that are looked at few are told, so a listing is made of its row when it is asked for.
    """

    row: tuple[Any, ...]
    record: Record = NOTHING

    @property
    def id(self) -> int:
        return int(self.row[_ID])

    @property
    def owner(self) -> int:
        return int(self.row[_OWNER])

    @property
    def listing(self) -> Listing:
        return listing_of(self.row[:_WIDE])

    @property
    def since(self) -> int:
        return int(self.row[_WIDE])

    @property
    def told(self) -> Told:
        words, vector = self.row[_WIDE + 1 : _WIDE + 3]
        return words, vector


def seen(tx: Tx, ids: Iterable[int], viewer: int, audience: str = ALL) -> list[Seen]:
    """Those of them that are open and that organisation may see, of owners that nothing stops.

    `audience` is that of the viewer's own listing, which the others must be able to see too.
    """
    return _read(tx, _POSTGRES if tx.postgres else _SQLITE, ids, viewer=viewer, audience=audience)


def seen_for(tx: Tx, ids: Iterable[int], wanted: Listing) -> list[Seen]:
    """The same for the owner of a listing, of listings of the other kind, with the owners' records."""
    who: dict[str, Any] = {"viewer": wanted.organisation_id, "audience": wanted.audience}
    if tx.postgres:
        return _read(tx, _RECORDED[OTHER[wanted.kind]], ids, **who, since=since(wanted.created_at))
    found = _read(tx, _SQLITE, ids, **who)
    if not found:
        return []
    known = records(tx, OTHER[wanted.kind], {one.owner for one in found}, wanted.created_at)
    return [replace(one, record=known[one.owner]) if one.owner in known else one for one in found]


def _read(tx: Tx, q: Q, ids: Iterable[int], **who: Any) -> list[Seen]:
    asked = list(ids)
    if not asked:
        return []
    rows = tx.all(q, ids=_written(asked, postgres=tx.postgres), **who)
    recorded = rows and len(rows[0]) > _WIDE + 3
    return [Seen(row, Record(*row[_WIDE + 3 :])) if recorded else Seen(row) for row in rows]


def _written(ids: list[int], *, postgres: bool) -> str:
    """As one text, which the driver takes as it is; an array it writes element by element."""
    return f"{{{','.join(map(str, ids))}}}" if postgres else as_json(ids)


_WIDE = len(COLUMNS)
_ID, _OWNER = COLUMNS.index(listing.c.id), COLUMNS.index(listing.c.organisation_id)
_WITH_WORDS = FROM.join(listing_meaning, listing_meaning.c.listing_id == listing.c.id)


def _select(source: Any, *more: Any) -> Select[Any]:
    return (
        select(*COLUMNS, organisation.c.created_at, listing_meaning.c.words, listing_meaning.c.vector, *more)
        .select_from(source)
        .where(
            listing.c.state == "open",
            organisation.c.frozen_at.is_(None),
            SEEN,
            reaches(bindparam("audience", type_=listing.c.audience.type), organisation),
        )
    )


def _recorded(kind: str) -> Q:
    """In one statement, what became of the agreements of each owner counted beside it."""
    record = counted_of(kind, organisation.c.id).lateral("record")
    return Q(_select(_WITH_WORDS.join(record, true()), *record.c).where(_ASKED))


_IDS = listed()
_SQLITE = Q(_select(_IDS.join(_WITH_WORDS, listing.c.id == _IDS.c.value)))
_ASKED = listing.c.id == func.any(cast(bindparam("ids", type_=Text), ARRAY(BigInteger)))
_POSTGRES = Q(_select(_WITH_WORDS).where(_ASKED))
_RECORDED = {kind: _recorded(kind) for kind in OTHER}
