"""How often does a need find the offers that answer it, when both are posted and searched as in use?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.fuzz import token_set_ratio

from bench.board import Board, fresh
from bench.matching_sets import GROUPS, KINDS, WAYS, Line, Set, figures, show
from core.matching import rank
from core.matching.index import meaning_of_listing
from core.taxonomy import taxonomy
from core.text.normal import fold

_EVERYTHING = 400
_SAID_EVERY_S = 5.0
_LONGEST = 1000  # of the baseline's rankings
Ranked = dict[str, list[str]]


def posted(found: Set, url: str = "") -> Ranked:
    """What is found for each query: the offers posted one by one, each by an organisation of its own, then the queries.

    Candidates and ranking are those of `core.matching.find`, without its least score, so that the list is long. Places,
    days and hours are all the same.
    """
    ids: dict[int, str] = {}
    ranked: Ranked = {}
    with fresh(url) as db:
        with db.write() as tx:
            board = Board(tx)
            asker = board.organisation("asker")
            for id, line in said("posted", found.offers.items()):
                offer = board.post("offer", line["text"], line["lang"], board.organisation(id), remote=True)
                ids[offer.id] = id
        start = perf_counter()
        for _at, line in said("asked", enumerate(found.queries)):
            with db.write() as tx:
                board.tx = tx
                need = board.post("need", line["text"], line["lang"], asker, remote=True)
                meaning = meaning_of_listing(need, taxonomy())
                scored = rank.ranked(tx, need, meaning, taxonomy(), least=-1.0, most=_EVERYTHING)
                best = sorted(scored, key=lambda one: -one.near.beside)
                ranked[line["id"]] = [ids[one.listing.id] for one in best]
        each = 1000 * (perf_counter() - start) / len(found.queries)
        print(f"{len(found.offers)} offers, {each:.1f} ms a query, posting included")
    return ranked


def said(done: str, items: Iterable[tuple[Any, Line]]) -> Iterator[tuple[Any, Line]]:
    """The same, and every few seconds how many there were."""
    last = perf_counter()
    for count, item in enumerate(items):
        yield item
        if perf_counter() - last >= _SAID_EVERY_S:
            last = perf_counter()
            print(f"{count + 1} {done}", file=sys.stderr, flush=True)


def alike(found: Set) -> Ranked:
    """The baseline: the best of all offers, by rapidfuzz's token_set_ratio of the folded texts."""
    ids = list(found.offers)
    offers = [fold(one["text"]) for one in found.offers.values()]
    queries = [fold(line["text"]) for line in found.queries]
    scores = process.cdist(queries, offers, scorer=token_set_ratio)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :_LONGEST]
    return {line["id"]: [ids[at] for at in row] for line, row in zip(found.queries, order.tolist(), strict=True)}


def report(found: Set, out: Path | None, url: str = "") -> None:
    ranked = posted(found, url)
    if out:
        lines = (json.dumps({"id": id, "ranked": ids}, ensure_ascii=False) for id, ids in ranked.items())
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    for title, of in (("find", ranked), ("token_set_ratio", alike(found))):
        print(f"\n{title:<34}    n    rec@5    P@1  hit@5    MRR")
        _table(found, of)


def _table(found: Set, ranked: Ranked) -> None:
    rows = [(name, kind, way) for name, kind in KINDS.items() for way in WAYS]
    rows += [(name, kind, "cross") for name, kind in GROUPS.items()]
    for name, kind, way in rows:
        queries: Sequence[dict[str, Any]] = [query for query in found.queries if kind(query)]
        if queries:
            show(f"{name}, {way}", figures(found, queries, ranked, way))
