"""Sets of offers and needs with who answers whom, and how well a ranking does by them (docs/matching.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.matching.meaning import Meaning, meaning_of
from core.taxonomy import taxonomy

DEV = Path("tests/data/matching/dev.jsonl")
Line = dict[str, Any]
WAYS = ("all", "mono", "cross")
ROW = "{:<34}{:>5}  {:>7}  {:>5}  {:>5}  {:>5}"


class Set:
    """Offers and queries of a file. Exits with one sentence where a line is none (docs/matching.md: its format)."""

    def __init__(self, file: Path, half: str = "") -> None:
        lines = _read(file)
        self.offers: dict[str, Line] = {line["id"]: line for line in lines if line["type"] == "offer"}
        queries = [line for line in lines if line["type"] == "query"]
        if not self.offers or not queries:
            sys.exit(f"{file}: {len(self.offers)} offers and {len(queries)} queries; there must be some of both.")
        self.queries = queries if not half else queries[half == "odd" :: 2]

    def meant(self) -> tuple[list[Meaning], list[Meaning]]:
        """What the offers and the queries mean."""
        services = taxonomy()
        offers, queries = (
            [meaning_of(line["text"], line["lang"], services) for line in lines]
            for lines in (self.offers.values(), self.queries)
        )
        return offers, queries


def _read(file: Path) -> list[Line]:
    """All lines, checked; `dialect`, `typo` and `partly` may be missing."""
    try:
        texts = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"{file}: {error}")
    lines: list[Line] = []
    seen: set[str] = set()
    for number, text in enumerate(texts, 1):
        if text.strip():
            try:
                lines.append(_checked(json.loads(text), seen))
            except ValueError as error:
                sys.exit(f"{file}, line {number}: {error}")
    return lines


def _checked(line: Any, seen: set[str]) -> Line:
    """The line with what may be missing; ValueError says what else is."""
    if not isinstance(line, dict) or line.get("type") not in ("offer", "query"):
        raise ValueError('no JSON object with "type": "offer" or "query"')
    missing = [name for name in ("id", "lang", "text") if not isinstance(line.get(name), str)]
    if line["type"] == "query" and not isinstance(line.get("relevant"), list):
        missing.append("relevant")
    if missing:
        raise ValueError(f"without {', '.join(missing)}")
    if line["id"] in seen:
        raise ValueError(f"the id {line['id']!r} a second time")
    seen.add(line["id"])
    return {"dialect": "", "typo": False, "partly": [], **line}


def figures(found: Set, queries: Sequence[Line], ranked: dict[str, list[str]], way: str) -> dict[str, float]:
    """recall@5, P@1, hit@5 and MRR over the queries that have an answer among the offers kept."""
    total = np.zeros(4)
    n = 0
    for query in queries:
        kept = {
            id for id, one in found.offers.items() if way == "all" or (one["lang"] == query["lang"]) == (way == "mono")
        }
        gold = kept & set(query["relevant"])
        if not gold:
            continue
        n += 1
        order = [id for id in ranked.get(query["id"], ()) if id in kept]
        hits = len(gold & set(order[:5]))
        places = [at for at, id in enumerate(order, 1) if id in gold]
        total += (hits / min(5, len(gold)), bool(order) and order[0] in gold, hits > 0, 1 / places[0] if places else 0)
    recall, first, hit, reciprocal = total / max(n, 1)
    return {"n": n, "recall5": recall, "p1": first, "hit5": hit, "mrr": reciprocal}


def ordinary(query: Line) -> bool:
    return not query["id"].startswith("h")


def hard(query: Line) -> bool:
    return not ordinary(query)


KINDS: dict[str, Callable[[Line], bool]] = {"ordinary": ordinary, "hard": hard}
GROUPS: dict[str, Callable[[Line], bool]] = {
    "Arabic dialects": lambda query: query["lang"] == "ar" and query["dialect"] != "msa",
    "Arabic, standard": lambda query: query["lang"] == "ar" and query["dialect"] == "msa",
    "Spanish": lambda query: query["lang"] == "es",
    "English, French, Portuguese": lambda query: query["lang"] in ("en", "fr", "pt"),
    "with typing errors": lambda query: bool(query.get("typo")),
}


def show(name: str, figure: dict[str, float]) -> None:
    values = (f"{figure[key]:.3f}" for key in ("recall5", "p1", "hit5", "mrr"))
    print(ROW.format(name, int(figure["n"]), *values))
