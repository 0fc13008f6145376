"""Does the cost of a match stay the same as listings grow? Text in, ranked and explained matches out.

Listings are labels of the services and texts of a set, each with a little noise on its vector, so that a million need
no million encodings. Half of the organisations work from a distance; they are of eight countries.
"""

from __future__ import annotations

import random
import resource
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

import numpy as np
from sqlalchemy import bindparam, literal, select

from bench.board import NOW, Board, fresh
from bench.matching_sets import Set
from bot.warm import spare_what_stays
from core import encoder, matching
from core.db import Database, Q
from core.matching.cards import Cards, cards_from
from core.matching.fit import Told, fit_cards
from core.matching.index import meaning_in
from core.matching.meaning import Meaning, forget_texts
from core.matching.rank import LEAST, ranked
from core.matching.values import Listing
from core.matching.vectors import DIMENSIONS, normal, packed, unpacked
from core.tables import listing_meaning
from core.taxonomy import taxonomy

COUNTRIES = ("HN", "MX", "PE", "EG", "PS", "MA", "SN", "BR")
_NOISE = 0.35  # the length of what is added to a vector of length 1
_TEXTS = 4000
_BATCH = 2000
_EACH = 3  # listings of an organisation
_QUERIES, _COMPARED = 600, 40
_TOP = 5
_ANSWERS, _ONE = 3, Q(select(literal(1)))
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
    spare_what_stays()  # as a process of the bot does before its first message
    with fresh(url) as db:
        town = _Town(db, posted)
        heads = (("listings", 9), ("p50 ms", 7), ("p99 ms", 7), ("/ floor", 8), ("cpu p50", 8), ("p99", 6))
        more = (("score share", 12), ("build s", 8), ("process MB", 11))
        print(" ".join(f"{head:>{wide}}" for head, wide in (*heads, *more)))
        built = 0.0
        for size in sizes:
            built += town.grow(size)
            timed = [(*_timed(db, town.hub_id, line), _floor(db, line)) for line in _asked(found)]
            cuts, busy, least = (quantiles(each, n=100) for each in zip(*timed, strict=True))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            share = town.share(
                [_asking(town.hub_id, line) for line in found.queries[:: max(1, len(found.queries) // _COMPARED)]]
            )
            print(
                f"{size:>9} {cuts[49]:>7.1f} {cuts[98]:>7.1f} {cuts[49] / least[49]:>8.1f}"
                f" {busy[49]:>8.1f} {busy[98]:>6.1f} {share:>12.4f}"
                f" {built:>8.0f} {memory:>11.0f}",
                flush=True,
            )


def _asked(found: Set) -> Iterator[dict[str, Any]]:
    for n in range(_QUERIES):
        yield found.queries[n % len(found.queries)]


def _timed(db: Database, hub_id: int, line: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds of one search, by the clock and of this process's work; nothing is remembered of the text."""
    encoder.forget()
    forget_texts()
    meaning_in.cache_clear()
    start, worked = perf_counter(), process_time()
    with db.read() as tx:
        matching.find(tx, _asking(hub_id, line), _TOP)
    return 1000 * (perf_counter() - start), 1000 * (process_time() - worked)


def _floor(db: Database, line: dict[str, Any]) -> float:
    """Milliseconds of what no search can do without: the text encoded, and three answers of the database."""
    encoder.forget()
    start = perf_counter()
    encoder.encode([line["text"]])
    with db.read() as tx:
        for _ in range(_ANSWERS):
            tx.value(_ONE)
    return 1000 * (perf_counter() - start)


def _asking(hub_id: int, line: dict[str, Any]) -> Listing:
    """A need of somebody in Honduras who may be helped from a distance."""
    who, when, town = (0, hub_id, _ASKER, None), ("open", 1, NOW, None), ("Tegucigalpa", "HN")
    return Listing(*who, "need", line["text"], line["lang"], None, None, "", True, False, *when, "", *town)


_ASKER = 1  # the first organisation of the hub; the others come after it


class _Town:
    """One hub that grows."""

    def __init__(self, db: Database, posted: list[Text]) -> None:
        self._db = db
        self._texts = posted
        self._rows = unpacked([meaning.vector or bytes(DIMENSIONS) for _lang, _text, meaning in posted])
        self._random = np.random.default_rng(7)
        self._size = 0
        with db.write() as tx:
            self._board = Board(tx)
            asker = self._board.organisation("asker")
            assert asker == _ASKER
        self.hub_id = self._board.hub_id

    def grow(self, size: int) -> float:
        """Until there are so many offers; the seconds it took."""
        start = perf_counter()
        while self._size < size:
            count = min(_BATCH, size - self._size)
            with self._db.write() as tx:
                self._board.tx = tx
                self._add(count)
            self._size += count
        if not self._db.sqlite:
            with self._db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself, a minute later
        return perf_counter() - start

    def _add(self, count: int) -> None:
        picked = self._random.integers(0, len(self._texts), count)
        noise = self._random.normal(size=(count, DIMENSIONS)) * (_NOISE / DIMENSIONS**0.5)
        rows = normal((self._rows[picked] + noise).astype(np.float32))
        posted = []
        for n, at in enumerate(picked.tolist()):
            lang, text, meaning = self._texts[at]
            country = COUNTRIES[n // _EACH % len(COUNTRIES)]
            owner = self._size + n // _EACH + _ASKER + 1
            one = Listing(
                self._size + n + 1, self.hub_id, owner, None, "offer", text, lang, None, None, "", bool(n % 2), False,
                "open", 1, NOW, None, "", "Tegucigalpa", country,
            )  # fmt: skip
            posted.append((one, replace(meaning, vector=meaning.vector and packed(rows[n]))))
        self._board.many(posted)

    def share(self, needs: list[Listing]) -> float:
        """What the best five that are found fit together, beside the best five of all that there are."""
        asked = [meaning_in(need.what, need.lang, taxonomy()) for need in needs]
        best = [np.zeros(0)] * len(needs)
        for cards, told in self._pages():
            for n, meaning in enumerate(asked):
                fits = fit_cards(meaning, cards, taxonomy(), told)
                best[n] = np.sort(np.concatenate([best[n], fits]))[-_TOP:]
        shares = []
        for n, (need, meaning) in enumerate(zip(needs, asked, strict=True)):
            with self._db.read() as tx:
                got = sorted((one.fit for one in ranked(tx, need, meaning, taxonomy(), least=-1.0)), reverse=True)[
                    :_TOP
                ]
            if best[n][-1] >= LEAST:
                shares.append(sum(got) / float(best[n].sum()))
        return float(np.mean(shares))

    def _pages(self) -> Iterator[tuple[Cards, list[Told]]]:
        after = 0
        while True:
            with self._db.read() as tx:
                rows = tx.all(_PAGE, after=after, most=5000)
            if not rows:
                return
            after = rows[-1][0]
            yield cards_from([card for _id, card, *_told in rows]), [(words, vector) for *_, words, vector in rows]


_M = listing_meaning.c
_PAGE = Q(
    select(_M.listing_id, _M.card, _M.words, _M.vector)
    .where(_M.listing_id > bindparam("after"))
    .order_by(_M.listing_id)
    .limit(bindparam("most"))
)
