"""Are organisations that offer the same shown about as often? Sixty of them, three thousand needs, with and without."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np

from bench.board import Board, fresh
from core import matching
from core.db import Tx
from core.matching import fairness, rank
from core.matching.index import meaning_in, meaning_of_listing
from core.matching.values import Listing
from core.matching.vectors import DIMENSIONS, normal, packed, unpacked
from core.taxonomy import taxonomy

PROVIDERS, NEEDS, TOP = 60, 3000, 5
_NOISE = 0.25  # how far the offers' vectors lie from each other: near-equal, not equal
_WINDOW = 1000  # needs that are remembered, as ninety days are in use
_OFFER = "contabilidad para asociaciones"
_ASKED = (
    ("es", "necesitamos un contador"),
    ("es", "ayuda con la contabilidad de la asociación"),
    ("en", "someone to do our accounts"),
    ("ar", "نحتاج محاسب لضبط الدفاتر"),
    ("fr", "cherche comptable pour nos comptes"),
    ("pt", "precisamos de contabilidade"),
)


def simulate(weight: float) -> tuple[int, float, int]:
    """Providers never shown among the first five, the score of what is shown beside the best, most often shown."""
    rng = np.random.default_rng(3)
    shown: Counter[int] = Counter()
    recent: list[list[int]] = []
    got = best = 0.0
    with fresh() as db:
        with db.write() as tx:
            board = Board(tx)
            offers = []
            base = meaning_in(_OFFER, "es", taxonomy())
            for n in range(PROVIDERS):
                row = unpacked([base.vector or bytes(DIMENSIONS)])[0]
                near = normal((row + rng.normal(size=DIMENSIONS) * _NOISE / DIMENSIONS**0.5).astype(np.float32))
                meaning = type(base)(base.concepts, base.terms, packed(near), base.words)
                owner = board.organisation(f"P{n}")
                offers.append(board.post("offer", _OFFER, "es", owner, remote=True, meaning=meaning))
            asker = board.organisation("asker")
            needs = [board.post("need", text, lang, asker, remote=True) for lang, text in _ASKED]
        owners = [offer.organisation_id for offer in offers]
        order = random.Random(5)
        with db.read() as tx:
            fits = {need.id: {one.listing.organisation_id: one.score for one in _all(tx, need)} for need in needs}
        for _n in range(NEEDS):
            score = fits[order.choice(needs).id]
            counted = Counter(id for told in recent for id in told)
            past = {id: fairness.Record(times, 0, 0) for id, times in counted.items()}
            allowed = fairness.allowances(past, dict.fromkeys(owners, 0), 1 << 60, weight)
            told = sorted(owners, key=lambda id: -(score[id] + allowed[id]))[:TOP]
            shown.update(told)
            recent = [*recent, told][-_WINDOW:]
            got += sum(score[id] for id in told)
            best += sum(sorted(score.values())[-TOP:])
    return PROVIDERS - len(shown), got / best, max(shown.values())


def _all(tx: Tx, need: Listing) -> list[rank.Scored]:
    meaning = meaning_of_listing(need, taxonomy())
    return rank.ranked(tx, need, meaning, taxonomy(), least=-1.0, most=PROVIDERS)


def report() -> None:
    matching.warm()
    print(f"{PROVIDERS} near-equal providers, {NEEDS} needs: never among the first {TOP}, relevance, most often shown")
    for name, weight in (("by score alone", 0.0), ("with fairness", fairness.WEIGHT)):
        never, relevance, most = simulate(weight)
        print(f"{name:<16} {never:>3}  {relevance:.1%}  {most}")
