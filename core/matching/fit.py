"""How well does an offer fit a need, by meaning alone? From 0 to 1; place, hours and days are others' care."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.fuzz import token_set_ratio

from core.matching.meaning import Meaning, Space, space
from core.matching.vectors import Floats, unpacked
from core.taxonomy import Taxonomy

_CONCEPTS, _COSINE, _WORDS = 1.5, 0.7, 0.2
_OTHER_PAIR = 0.55  # what is left of a fit where another pair of languages is translated
_OTHER_LANGUAGE = 0.8  # … and where another language is taught, or spoken of


def fit(need: Meaning, offer: Meaning, taxonomy: Taxonomy) -> float:
    """0 = nothing to do with each other, 1 = the same words."""
    return float(fit_many(need, [offer], taxonomy)[0])


def fit_many(need: Meaning, offers: Sequence[Meaning], taxonomy: Taxonomy) -> Floats:
    """The fit of each offer; a hundred at once cost little more than one."""
    if not offers:
        return np.zeros(0, dtype=np.float32)
    counts = _CONCEPTS * _sureness(need) * np.array([_sureness(one) for one in offers])
    total = counts * _shared_concepts(need, offers, space(taxonomy))
    words = process.cdist([need.words], [one.words for one in offers], scorer=token_set_ratio)[0] / 100
    total += _WORDS * words * np.array([bool(need.words and one.words) for one in offers])
    counts += _WORDS
    near = [at for at, one in enumerate(offers) if one.vector is not None]
    if need.vector is not None and near:
        rows = unpacked([need.vector, *(one.vector for one in offers if one.vector is not None)])
        total[near] += _COSINE * np.clip(rows[1:] @ rows[0], 0, None)
        counts[near] += _COSINE
    fits: Floats = np.clip(total / counts, 0, 1) * np.array([_language_factor(need, one) for one in offers])
    return fits.astype(np.float32)


def _sureness(meaning: Meaning) -> float:
    """How sure it is that a text is about services of the list; where it is not, cosine and words decide."""
    return sum(weight for _id, weight in meaning.concepts)


def _shared_concepts(need: Meaning, offers: Sequence[Meaning], where: Space) -> Floats:
    """0–1 for each offer: the cosine of the two sets of services, in which kindred ones share a little."""
    ours = _row([need], where)
    theirs = _row(offers, where)
    shared: Floats = (theirs @ (where.kinship @ ours[0])).astype(np.float32)
    return np.clip(shared, 0, 1)


def _row(meanings: Sequence[Meaning], where: Space) -> Floats:
    rows = np.zeros((len(meanings), len(where.ids)), dtype=np.float32)
    for at, one in enumerate(meanings):
        for id, weight in one.concepts:
            if id in where.number:
                rows[at, where.number[id]] = weight
    # Of services that are no longer listed the weight counts all the same: the rest must not look surer than it is.
    lengths = np.array([[sum(weight**2 for _id, weight in one.concepts) ** 0.5 or 1] for one in meanings])
    made: Floats = (rows / lengths).astype(np.float32)
    return made


def _language_factor(need: Meaning, offer: Meaning) -> float:
    """Less where both speak of languages, and of different ones."""
    if not need.languages or not offer.languages or need.languages <= offer.languages:
        return 1.0
    if need.translates and offer.translates:
        return _OTHER_PAIR
    return 1.0 if need.languages & offer.languages else _OTHER_LANGUAGE
