"""Does the cost of a match stay the same as listings grow? Text in, ranked and explained matches out.

Listings are labels of the services and texts of a set, each with a little noise on its vector, so that a million need
no million encodings. Half of the organisations work from a distance; they are of eight countries.
"""

from __future__ import annotations

import random
import resource
from collections.abc import Iterator, Sequence
from statistics import quantiles
from time import perf_counter
from typing import Any

import numpy as np
from sqlalchemy import bindparam, insert, select

from bench.board import NOW, Board, fresh
from bench.matching import Set
from core import encoder, matching
from core.db import Database, Q, Tx
from core.matching.index import MEANING_COLUMNS, meaning_from, meaning_in, stored
from core.matching.keys import keys_of, rows_of
from core.matching.made import made_now
from core.matching.meaning import Meaning
from core.matching.rank import LEAST, fits_of, ranked
from core.matching.values import Listing
from core.matching.vectors import DIMENSIONS, normal, packed, unpacked
from core.tables import listing, listing_key, listing_meaning
from core.taxonomy import taxonomy

COUNTRIES = ("HN", "MX", "PE", "EG", "PS", "MA", "SN", "BR")
_NOISE = 0.35  # the length of what is added to a vector of length 1
_TEXTS = 4000
_BATCH = 2000
_EACH = 3  # listings of an organisation
_QUERIES, _COMPARED = 300, 40
_TOP = 5
Text = tuple[str, str, Meaning]


def texts(found: Set) -> list[Text]:
    """What is posted again and again: labels in five languages, and the offers of the set."""
    labels = [pair for service in taxonomy().services.values() for pair in service.every_label()]
    chosen = random.Random(1).sample(labels, _TEXTS)
    pairs = [*chosen, *((line["lang"], line["text"]) for line in found.offers.values())]
    return [(lang, text, meaning_in(text, lang, taxonomy())) for lang, text in pairs]


def measure(found: Set, sizes: Sequence[int], url: str = "") -> None:
    matching.warm()
    posted = texts(found)
    with fresh(url) as db:
        town = _Town(db, posted)
        print(f"{'listings':>9} {'p50 ms':>7} {'p99 ms':>7} {'score share':>12} {'build s':>8} {'process MB':>11}")
        built = 0.0
        for size in sizes:
            built += town.grow(size)
            times = [_timed(db, town.hub_id, line) for line in _asked(found)]
            cuts = quantiles(times, n=100)
            share = town.share(
                [_asking(town.hub_id, line) for line in found.queries[:: max(1, len(found.queries) // _COMPARED)]]
            )
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{size:>9} {cuts[49]:>7.1f} {cuts[98]:>7.1f} {share:>12.4f} {built:>8.0f} {memory:>11.0f}", flush=True
            )


def _asked(found: Set) -> Iterator[dict[str, Any]]:
    for n in range(_QUERIES):
        yield found.queries[n % len(found.queries)]


def _timed(db: Database, hub_id: int, line: dict[str, Any]) -> float:
    """Milliseconds of one search; nothing is remembered of the text."""
    encoder.forget()
    meaning_in.cache_clear()
    start = perf_counter()
    with db.read() as tx:
        matching.find(tx, _asking(hub_id, line), _TOP)
    return 1000 * (perf_counter() - start)


def _asking(hub_id: int, line: dict[str, Any]) -> Listing:
    """A need of somebody in Honduras who may be helped from a distance."""
    town = ("Tegucigalpa", "HN")
    return Listing(
        0, hub_id, 0, None, "need", line["text"], line["lang"], None, None, "", True, False, "open", 1, NOW, None, *town
    )


class _Town:
    """One hub that grows."""

    def __init__(self, db: Database, posted: list[Text]) -> None:
        self._db = db
        self._texts = posted
        self._rows = unpacked([meaning.vector or bytes(DIMENSIONS) for _lang, _text, meaning in posted])
        self._random = np.random.default_rng(7)
        self._size = 0
        self._organisations: list[int] = []
        with db.write() as tx:
            self._board = Board(tx)
        self.hub_id = self._board.hub_id

    def grow(self, size: int) -> float:
        """Until there are so many offers; the seconds it took."""
        start = perf_counter()
        while self._size < size:
            count = min(_BATCH, size - self._size)
            with self._db.write() as tx:
                self._board.tx = tx
                self._add(tx, count)
            self._size += count
        if not self._db.sqlite:
            with self._db.engine.connect() as connection:
                connection.exec_driver_sql("ANALYZE")
                connection.commit()
        return perf_counter() - start

    def _add(self, tx: Tx, count: int) -> None:
        owners = [
            self._board.organisation(f"O{self._size}-{n}", COUNTRIES[n % len(COUNTRIES)])
            for n in range(count // _EACH + 1)
        ]
        picked = self._random.integers(0, len(self._texts), count)
        noise = self._random.normal(size=(count, DIMENSIONS)) * (_NOISE / DIMENSIONS**0.5)
        rows = normal((self._rows[picked] + noise).astype(np.float32))
        listings, meanings, keys = [], [], []
        for n, at in enumerate(picked.tolist()):
            id, owner, remote = self._size + n + 1, owners[n // _EACH], n % 2
            lang, text, meaning = self._texts[at]
            one = Meaning(
                meaning.concepts, meaning.terms, meaning.vector and packed(rows[n]), meaning.words, meaning.languages,
                meaning.translates,
            )  # fmt: skip
            regions = ("*",) if remote else (COUNTRIES[n // _EACH % len(COUNTRIES)], "-")
            found_by = keys_of(one, taxonomy())
            row = {"hub_id": self.hub_id, "kind": "offer", "organisation_id": owner}
            listings.append({**row, "id": id, "what": text, "lang": lang, "remote": remote, "created_at": NOW})
            joined = f"{';'.join(regions)}|{';'.join(found_by)}"
            meanings.append(
                {**row, "listing_id": id, "made_by": made_now(taxonomy()), "found_by": joined, **stored(one)}
            )
            keys += [
                {"hub_id": self.hub_id, "kind": "offer", "region": region, "key": key, "listing_id": id}
                for region, key in rows_of(regions, found_by)
            ]
        tx.many(_ADD_LISTING, listings)
        tx.many(_ADD_MEANING, meanings)
        tx.many(_ADD_KEY, sorted(keys, key=lambda row: (row["region"], row["key"])))

    def share(self, needs: list[Listing]) -> float:
        """What the best five that are found fit together, beside the best five of all that there are."""
        asked = [meaning_in(need.what, need.lang, taxonomy()) for need in needs]
        best = [np.zeros(0)] * len(needs)
        for offers in self._pages():
            for n, meaning in enumerate(asked):
                fits = np.array(fits_of(meaning, "need", offers, taxonomy()))
                best[n] = np.sort(np.concatenate([best[n], fits]))[-_TOP:]
        shares = []
        for n, need in enumerate(needs):
            with self._db.read() as tx:
                got = sorted((one.fit for one in ranked(tx, need, least=-1.0)), reverse=True)[:_TOP]
            if best[n][-1] >= LEAST:
                shares.append(sum(got) / float(best[n].sum()))
        return float(np.mean(shares))

    def _pages(self) -> Iterator[list[Meaning]]:
        after = 0
        while True:
            with self._db.read() as tx:
                rows = tx.all(_PAGE, after=after, most=5000)
            if not rows:
                return
            after = rows[-1][0]
            yield [meaning_from(row[1:]) for row in rows]


def _insert(table: Any, *names: str) -> Q:
    return Q(insert(table).values({name: bindparam(name) for name in names}).inline())


_ADD_LISTING = _insert(listing, "id", "hub_id", "organisation_id", "kind", "what", "lang", "remote", "created_at")
_ADD_MEANING = _insert(
    listing_meaning, "listing_id", "hub_id", "kind", "organisation_id", "made_by", "services", "words", "languages",
    "vector", "found_by",
)  # fmt: skip
_ADD_KEY = _insert(listing_key, "hub_id", "kind", "region", "key", "listing_id")
_M = listing_meaning.c
_PAGE = Q(
    select(_M.listing_id, *MEANING_COLUMNS)
    .where(_M.listing_id > bindparam("after"))
    .order_by(_M.listing_id)
    .limit(bindparam("most"))
)
