"""Which words are likely in what people ask for, rather than in any text? Worked out once, when `common_words` is made.

Lists of common words come from news, films and chat, where "said", "and she" and names are common and "invoice" is not.
The words of our labels show what the names of services and skills are made of; the encoder says which other words are
like them. What is learned is one weight a number of the encoder's vector: how much likelier a word is in a label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import encoder

_MOST = 3  # labels that a word counts for: "training" is in hundreds
_SMALL = 1e-3  # what keeps the weights small: few thousand words are to speak for all
_STEPS = 6  # of Newton's method; the sixth moves nothing
_FARTHEST = 3.0  # from the mean; as logarithms, so twenty times likelier or less likely
_BATCH = 64
Floats = NDArray[np.float64]


def likelier(words: Sequence[str], rarities: Floats, labels: Iterable[Sequence[str]]) -> Floats:
    """For each word how much likelier it is in a label than elsewhere, as a logarithm, around 0. `labels`: the words of
    each; `rarities`: logarithms of the ranks of `words`.
    """
    counts = Counter(word for label in labels for word in set(label))
    place = {word: at for at, word in enumerate(words)}
    named = [(place[word], min(count, _MOST)) for word, count in counts.items() if word in place]
    at = np.array([one for one, _count in named])
    inside = np.array([count for _one, count in named], dtype=np.float64)
    vectors = _vectors(words)
    outside = np.exp(-rarities)
    odds = _odds(
        np.concatenate([vectors[at], vectors]), len(at), np.concatenate([_shares(inside), _shares(outside)]), vectors
    )
    around: Floats = np.clip(odds - odds.mean(), -_FARTHEST, _FARTHEST)
    return around


def _odds(rows: NDArray[np.float32], inside: int, counts: Floats, asked: NDArray[np.float32]) -> Floats:
    """A logistic regression: the logarithm of the odds that a row is one of the first `inside`, for those asked."""
    width = rows.shape[1]
    weights, level = np.zeros(width), 0.0
    is_inside = np.arange(len(rows)) < inside
    for _step in range(_STEPS):
        guess = 1 / (1 + np.exp(-(rows @ weights + level)))
        bend = counts * guess * (1 - guess)
        curve = np.empty((width + 1, width + 1))
        curve[:width, :width] = (rows * bend[:, None].astype(np.float32)).T @ rows + _SMALL * np.eye(width)
        curve[width, :width] = curve[:width, width] = bend @ rows
        curve[width, width] = bend.sum()
        wrong = counts * (is_inside - guess)
        step = np.linalg.solve(curve, np.append(wrong @ rows - _SMALL * weights, wrong.sum()))
        weights, level = weights + step[:width], level + float(step[width])
    odds: Floats = asked @ weights + level
    return odds


def _shares(counts: Floats) -> Floats:
    shares: Floats = counts / counts.sum()
    return shares


def _vectors(words: Sequence[str]) -> Any:
    """Each word's alone. Refused without the encoder: the data would be other data."""
    batches = [encoder.encode(words[at : at + _BATCH]) for at in range(0, len(words), _BATCH)]
    found = [batch for batch in batches if batch is not None]
    if len(found) < len(batches):
        raise SystemExit("the encoder is needed: pip install -r requirements.txt")
    return np.concatenate(found)
