"""How well does an offer fit a need, by meaning alone? From 0 to 1; place, hours and days are others' care."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.fuzz import token_set_ratio

from core.matching.cards import PARTS, TRANSLATES, Cards, cards_of, languages_of
from core.matching.meaning import MOST_CONCEPTS, Meaning, Space, space
from core.matching.vectors import DIMENSIONS, Floats, unpacked
from core.taxonomy import Taxonomy

_CONCEPTS, _COSINE, _WORDS = 1.5, 0.7, 0.2
_ALIKE, _SAME = 0.45, 0.6  # cosines from which on it says more than services do, and all there is to say
_ALIKE_BRIEFLY, _SAME_BRIEFLY = 0.35, 0.5  # … for a few words that name no service
_LEAST_ALIKE = 0.4  # the fit of a cosine of 0, were it to say all; of 1 it is 1
_LESS = 0.02  # of the cosine of a reading, for what speaks against it
_OTHER_PAIR = 0.55  # what is left of a fit where another pair of languages is translated
_OTHER_LANGUAGE = 0.8  # … and where another language is taught, or spoken of
_NO_VECTOR = bytes(DIMENSIONS)

Told = tuple[str, bytes | None]  # a listing's words, folded, and its whole vector: kept beside its card


def fit(need: Meaning, offer: Meaning, taxonomy: Taxonomy) -> float:
    """0 = nothing to do with each other, 1 = the same words."""
    return float(fit_many(need, [offer], taxonomy)[0])


def fit_many(need: Meaning, offers: Sequence[Meaning], taxonomy: Taxonomy) -> Floats:
    """The fit of each offer; a hundred at once cost little more than one."""
    return fit_cards(need, cards_of(offers), taxonomy, [(one.words, one.vector) for one in offers])


def fit_cards(
    one: Meaning,
    others: Cards,
    taxonomy: Taxonomy,
    told: Sequence[Told] | None = None,
    *,
    needed: bool = True,
    briefly: bool = False,
) -> Floats:
    """The fit of each card to a meaning; `told` of the same listings, or None to judge roughly, without that.

    `needed`: `one` is the need and the cards are offers; otherwise it is the other way round. `briefly`: as a few words
    are compared, to sort by; how well something fits it tells too high.
    """
    if not len(others):
        return np.zeros(0, dtype=np.float32)
    where = space(taxonomy)
    weights: Floats = others["weights"].astype(np.float32)  # of PARTS
    counts = weights @ np.full(MOST_CONCEPTS, _CONCEPTS / PARTS * sum(each for _id, each in one.concepts), np.float32)
    total = counts * _shared_services(one, others["services"], weights, where)
    if told is not None:
        words = [each for each, _vector in told]
        alike = process.cdist([one.words], words, scorer=token_set_ratio, dtype=np.float32)[0] / 100
        total += _WORDS * alike * np.array([bool(one.words and each) for each in words])
        counts += _WORDS
    cosine: Floats | float = 0.0
    if one.vector is not None:
        cosine, there = _cosines(one, others["vector"] if told is None else rows_of(told))
        total += _COSINE * np.maximum(cosine, 0)
        counts += _COSINE * there
    factors = _language_factors(languages_of(one), others["languages"], needed=needed)
    together = np.minimum(total / np.where(counts > 0, counts, 1), 1)
    if not one.chosen:
        together = _or_alike(together, cosine, briefly=briefly)
    fits: Floats = (together * factors).astype(np.float32)
    return fits


def _or_alike(together: Floats, cosine: Floats | float, *, briefly: bool) -> Floats:
    """What services, cosine and words say together; where two texts say nearly the same, the cosine alone.

    Near vectors are rare and seldom wrong, while a service that was guessed for a text that is of none is mostly wrong.
    """
    least, same = (_ALIKE_BRIEFLY, _SAME_BRIEFLY) if briefly else (_ALIKE, _SAME)
    surely = np.minimum(np.maximum((cosine - least) / (same - least), 0), 1)
    alone = _LEAST_ALIKE + (1 - _LEAST_ALIKE) * cosine
    fits: Floats = np.minimum(together + surely * np.maximum(alone - together, 0), 1)
    return fits


def _shared_services(one: Meaning, numbers: NDArray[np.uint32], weights: Floats, where: Space) -> Floats:
    """0–1 for each: the cosine of the two sets of services, in which kindred ones share a little.

    Of services that are no longer listed the weight counts all the same: the rest must not look surer than it is.
    """
    named = {where.number[id]: weight for id, weight in one.concepts if id in where.number}
    length = sum(weight**2 for _id, weight in one.concepts) ** 0.5 or 1.0
    ours = np.zeros(len(where.ids) + 1, dtype=np.float32)  # the last stands for what is not listed
    if named:
        weighed = np.array(list(named.values()), dtype=np.float32) / np.float32(length)
        ours[:-1] = weighed @ where.kinship.of(list(named))  # as alike one way as the other
    lengths = np.sqrt(np.einsum("ij,ij->i", weights, weights))
    shared = np.einsum("ij,ij->i", ours.take(where.places(numbers)), weights) / np.where(lengths > 0, lengths, 1)
    clipped: Floats = np.minimum(np.maximum(shared, 0), 1).astype(np.float32)
    return clipped


def rows_of(told: Sequence[Told]) -> NDArray[np.int8]:
    """The whole vectors, zeros where there is none."""
    packs = b"".join(vector or _NO_VECTOR for _words, vector in told)
    return np.frombuffer(packs, dtype=np.int8).reshape(-1, DIMENSIONS)


def _cosines(one: Meaning, others: NDArray[np.int8]) -> tuple[Floats, NDArray[np.bool_]]:
    """The cosine to each, and whether it has a vector at all. Where there are several readings, that one was meant of
    which most is left.
    """
    rows = others.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    there = lengths > 0
    if one.readings:
        less = np.array([_LESS * cost for _vector, cost in one.readings], dtype=np.float32)
        readings = unpacked([vector for vector, _cost in one.readings], keep=others.shape[1])
        near = (rows @ readings.T / np.where(there, lengths, 1)[:, None] - less).max(axis=1) * there
    else:
        near = rows @ unpacked([one.vector or b""], keep=others.shape[1])[0] / np.where(there, lengths, 1)
    return near, there


def _language_factors(ours: int, theirs: NDArray[np.uint32], *, needed: bool) -> Floats | float:
    """Less where both speak of languages, and of different ones."""
    if not ours & ~TRANSLATES:
        return 1.0
    named = theirs & ~np.uint32(TRANSLATES)
    mine = np.uint32(ours & ~TRANSLATES)
    missing = mine & ~named if needed else named & ~mine
    both_translate = bool(ours & TRANSLATES) & (theirs & np.uint32(TRANSLATES) > 0)
    other = np.where(both_translate, _OTHER_PAIR, np.where(mine & named, 1.0, _OTHER_LANGUAGE))
    factors: Floats = np.where((named == 0) | (missing == 0), 1.0, other).astype(np.float32)
    return factors
