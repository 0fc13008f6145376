"""A fresh database with one hub, and listings put into it without ceremony, for what is measured."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, insert, select

from core.db import Database, Q, Tx
from core.hubs import add_hub
from core.matching.index import meaning_in, put, put_many
from core.matching.meaning import Meaning
from core.matching.rows import COLUMNS, FROM, listing_of
from core.matching.values import Listing
from core.migrate import migrate
from core.tables import listing, organisation
from core.taxonomy import taxonomy

NOW = 1_795_543_200_000  # a Tuesday noon in Honduras
_YEAR_MS = 365 * 86_400_000
_ORGANISATION = ("hub_id", "name", "skeleton", "town", "country", "zone", "status", "kind", "created_at")
_ADD_ORGANISATION = Q(
    insert(organisation).values({name: bindparam(name) for name in _ORGANISATION}).returning(organisation.c.id)
)
_LISTING = ("hub_id", "organisation_id", "kind", "what", "lang", "remote", "created_at")
_ADD_LISTING = Q(insert(listing).values({name: bindparam(name) for name in _LISTING}).returning(listing.c.id))
_PLACED = Q(insert(organisation).values({name: bindparam(name) for name in ("id", *_ORGANISATION)}).inline())
_POSTED = Q(insert(listing).values({name: bindparam(name) for name in ("id", *_LISTING)}).inline())
_LOAD = Q(select(*COLUMNS).select_from(FROM).where(listing.c.id == bindparam("id")))


@contextmanager
def fresh(url: str = "") -> Iterator[Database]:
    """An empty database with its tables: a SQLite file of its own, or the PostgreSQL that `url` names (empty, too)."""
    with tempfile.TemporaryDirectory(prefix="comunidas-bench-") as folder:
        db = Database(url or f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        try:
            migrate(db)
            yield db
        finally:
            db.close()


class Board:
    """One hub."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.hub_id = add_hub(tx, "Bench", "HN", "America/Tegucigalpa", ("es",), {}, NOW)

    def organisation(self, name: str, country: str = "HN", created_at: int = NOW - _YEAR_MS) -> int:
        id: int = self.tx.value(
            _ADD_ORGANISATION, hub_id=self.hub_id, name=name, skeleton=name, town="Tegucigalpa", country=country,
            zone="UTC", status="approved", kind="cso", created_at=created_at,
        )  # fmt: skip
        return id

    def many(self, posted: Sequence[tuple[Listing, Meaning]]) -> None:
        """Offers or needs with ids of their own, and their organisations, of which there are none yet."""
        places = {one.organisation_id: one for one, _meaning in posted}
        self.tx.many(
            _PLACED,
            [
                {"id": id, "hub_id": self.hub_id, "name": f"O{id}", "skeleton": f"O{id}", "town": one.town,
                 "country": one.country, "zone": "UTC", "status": "approved", "kind": "cso",
                 "created_at": NOW - _YEAR_MS}
                for id, one in places.items()
            ],
        )  # fmt: skip
        columns = ("id", *_LISTING)
        rows = [
            {name: getattr(one, name) for name in columns} | {"remote": int(one.remote)} for one, _meaning in posted
        ]
        self.tx.many(_POSTED, rows)
        put_many(self.tx, posted, taxonomy())

    def post(
        self, kind: str, what: str, lang: str, by: int, *, remote: bool, meaning: Meaning | None = None
    ) -> Listing:
        """An open listing that can be found."""
        row: dict[str, Any] = {"kind": kind, "what": what, "lang": lang, "remote": int(remote)}
        id = self.tx.value(_ADD_LISTING, hub_id=self.hub_id, organisation_id=by, created_at=NOW, **row)
        found = listing_of(self.tx.all(_LOAD, id=id)[0])
        put(self.tx, found, meaning or meaning_in(what, lang, taxonomy()), taxonomy())
        return found
