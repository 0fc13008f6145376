"""How often does a need find the offers that answer it, and how fast? Sets of both, with who answers whom, are counted.

`python -m bench.matching --set FILE` reads JSON lines (docs/matching.md). `--no-encoder` goes by words alone,
`--half odd` and `--half even` take every second query (tune on one, report the other), `--ablation` says what each
part brings.

`--pairs FILE [--out RANKINGS]` posts and searches as in use, beside token_set_ratio; `--scale 10000,100000` says how
the cost grows; `--fair` whether equals are shown as often; `--phrasings` whether a service is known however it is asked
for. (`--database URL`: on PostgreSQL, an empty one.)
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.fuzz import token_set_ratio

from bench import matching_fair, matching_pairs, matching_phrasings, matching_scale
from bench.matching_sets import DEV, GROUPS, KINDS, ROW, WAYS, Set, figures, show
from core import encoder
from core.matching import fit, forms, meaning, pairs, phrases, soft
from core.matching.fit import fit_many, rows_of
from core.matching.meaning import Meaning, forget, meaning_of, space
from core.matching.phrases import Phrases
from core.matching.soft import Prototypes
from core.matching.spelling import Speller
from core.matching.vectors import DIMENSIONS, ROUGHLY, Vectors, unpacked
from core.taxonomy import taxonomy

Scores = np.ndarray[Any, Any]
Judge = Callable[[Meaning, Sequence[Meaning]], Scores]


def rank(found: Set, meant: tuple[list[Meaning], list[Meaning]], judge: Judge) -> dict[str, list[str]]:
    ids = list(found.offers)
    offers, queries = meant
    ranked = {}
    for line, need in zip(found.queries, queries, strict=True):
        order = np.argsort(-judge(need, offers), kind="stable")
        ranked[line["id"]] = [ids[at] for at in order]
    return ranked


def whole(need: Meaning, offers: Sequence[Meaning]) -> Scores:
    return fit_many(need, offers, taxonomy())


def report(found: Set) -> None:
    ranked = rank(found, found.meant(), whole)
    print(ROW.format("", "n", "rec@5", "P@1", "hit@5", "MRR"))
    rows = [(name, kind, way) for name, kind in KINDS.items() for way in WAYS]
    rows += [(name, kind, "cross") for name, kind in GROUPS.items()]
    for name, kind, way in rows:
        queries = [query for query in found.queries if kind(query)]
        show(f"{name}, {way}", figures(found, queries, ranked, way))
    speed(found)


def speed(found: Set) -> None:
    """Milliseconds: each text anew (nothing remembered of it), and a hundred offers judged at once."""
    services = taxonomy()
    texts = [(line["text"], line["lang"]) for line in (*found.offers.values(), *found.queries)]
    times = []
    for number, (text, lang) in enumerate(texts):
        start = perf_counter()
        meaning_of(f"{text} {number}", lang, services)
        times.append(1000 * (perf_counter() - start))
    offers, queries = found.meant()
    hundred = (offers * 100)[:100]
    judged = []
    for need in queries:
        start = perf_counter()
        fit_many(need, hundred, services)
        judged.append(1000 * (perf_counter() - start))
    for name, measured in (("meaning_of", times), ("fit_many, 100 offers", judged)):
        cuts = quantiles(measured, n=100)
        print(f"{name}: p50 {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms")


# ---- what each part brings --------------------------------------------------------------------------------------


def letters(need: Meaning, offers: Sequence[Meaning]) -> Scores:
    alike: Scores = process.cdist([need.words], [one.words for one in offers], scorer=token_set_ratio)[0]
    return alike


def cosines(need: Meaning, offers: Sequence[Meaning]) -> Scores:
    blank = bytes(DIMENSIONS)
    rows = unpacked([need.vector or blank, *(one.vector or blank for one in offers)])
    near: Scores = rows[1:] @ rows[0]
    return near


def services_alone(need: Meaning, offers: Sequence[Meaning]) -> Scores:
    bare = [Meaning(one.concepts, (), None) for one in offers]
    return fit_many(Meaning(need.concepts, (), None), bare, taxonomy())


PARTS: list[tuple[str, Judge]] = [
    ("words alike (token_set_ratio) alone", letters),
    ("cosine of the vectors alone", cosines),
    ("services alone", services_alone),
]
# What is taken away, and how: owner, attribute, what stands there instead.
TAKEN: list[tuple[str, Any, str, Any]] = [
    ("services by strings", Phrases, "found", lambda self, read: np.zeros(len(taxonomy()), dtype=np.float32)),
    ("services by nearness", Prototypes, "nearness", lambda self, *_text: np.zeros(len(taxonomy()), dtype=np.float32)),
    ("cosine", fit, "_COSINE", 0.0),
    ("words alike", fit, "_WORDS", 0.0),
    ("the second half of the vectors", fit, "rows_of", lambda told: rows_of(told)[:, :ROUGHLY]),
    ("what a dictionary says of words", meaning, "_BY_WORDS", 0.0),
    ("sentences of untold needs", soft, "_UNTOLD", 0.0),
    ("kinship of services", soft, "_STRANGERS", 1.0),
    ("mean vector per language", Vectors, "mean_of", lambda self, lang: self.anyone),
    ('less weight after "for …"', phrases, "_TAIL", 1.0),
    ("common words for those of dialects", Speller, "_in_common", lambda self, word, lang: None),
    ("repair of typing errors", Speller, "text", lambda self, text, lang: text),
    ("other readings of what may be mistyped", Speller, "readings", lambda self, text, lang: []),
    ("Arabic in Latin letters", forms, "is_arabizi", lambda text: False),
    ("pairs of languages", pairs, "_named_by", lambda word: frozenset()),
]


def ablation(found: Set) -> None:
    """recall@5 (same language / across) of ordinary and of hard queries: all, one part alone, all but one part."""
    print(f"{'':<38}  ordinary      hard")
    print_recall("all", found, whole)
    if not encoder.available():
        return
    for name, judge in PARTS:
        print_recall(name, found, judge)
    for name, owner, attribute, instead in TAKEN:
        kept = getattr(owner, attribute)
        setattr(owner, attribute, instead)
        forget()
        print_recall(f"without {name}", found, whole)
        setattr(owner, attribute, kept)
    forget()
    encoder.switch_off()
    print_recall("without the encoder", found, whole)


def print_recall(name: str, found: Set, judge: Judge) -> None:
    ranked = rank(found, found.meant(), judge)
    cells = []
    for kind in KINDS.values():
        queries = [query for query in found.queries if kind(query)]
        cells += [f"{figures(found, queries, ranked, way)['recall5']:.3f}" for way in ("mono", "cross")]
    print(f"{name:<38}  {cells[0]} {cells[1]}   {cells[2]} {cells[3]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, dest="file", help="meanings alone, every offer compared")
    parser.add_argument("--pairs", type=Path, help="the same file, through the tables, candidates and ranking in use")
    parser.add_argument("--out", type=Path, help="with --pairs: write the rankings")
    parser.add_argument("--scale", help="sizes of a hub, like 10000,100000")
    parser.add_argument("--database", default="", help="URL of an empty PostgreSQL (default: a SQLite file)")
    parser.add_argument("--fair", action="store_true")
    parser.add_argument("--phrasings", action="store_true")
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--no-encoder", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    asked = parser.parse_args()
    if asked.no_encoder:
        encoder.switch_off()
    space(taxonomy())
    if asked.file:
        found = Set(asked.file, asked.half)
        (ablation if asked.ablation else report)(found)
    if asked.pairs:
        matching_pairs.report(Set(asked.pairs, asked.half), asked.out, asked.database)
    if asked.scale:
        sizes = [int(size) for size in asked.scale.split(",")]
        matching_scale.measure(Set(asked.file or asked.pairs or DEV), sizes, asked.database)
    if asked.phrasings:
        matching_phrasings.report()
    if asked.fair:
        matching_fair.report()


if __name__ == "__main__":
    main()
