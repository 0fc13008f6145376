"""Learn the model of words of bot/understanding/model.py from labelled texts; scikit-learn does the fitting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import hashes
from bot.understanding.model import READS, SURE, rows_of
from bot.understanding.reader import READER

Floats = NDArray[np.float32]

_STEPS = 127
_HELD_BACK = 20
"""One of so many texts is not learnt from: by them the temperature is found."""
_STRENGTH = 12.0
_ROUNDS = 80
_MET = 6
"""So often a feature is met in what is learnt from, or it is none."""
_SLIGHT = 0.1
"""Weights of a feature that are smaller are left out of the file."""


class Labelled(NamedTuple):
    """A text, the screen it is said on, what it is, and how much it weighs."""

    text: str
    screen: str
    label: str
    weight: float = 1.0


def learn(rows: Sequence[Labelled], file: Path) -> str:
    """Fit the model of words, with a temperature for both from what is held back, and write the file. Says what was
    learnt. The other model has learnt before (`python -m bench.reader`).
    """
    assert READER.load(), "no models of meaning, no temperature"
    labels = sorted({one.label for one in rows})
    right = np.array([labels.index(one.label) for one in rows])
    vocabulary, matrix = _matrix(rows)
    held = np.array([is_held_back(one.text) for one in rows])
    words = _fit_words(matrix[~held], right[~held], balanced(rows)[~held], len(labels))
    by_words = _log_shares(matrix[held] @ words[0] + words[1])
    temperature = _temperature(_mixed(by_words, [one for one in rows if is_held_back(one.text)], labels), right[held])
    np.savez_compressed(
        file, labels=np.array(labels), temperature=np.float32(temperature), vocabulary=vocabulary,
        **_rooted("words", *words),
    )  # fmt: skip
    return f"{len(rows)} texts, {len(labels)} labels, temperature {temperature:.2f}, {file.stat().st_size} bytes"


def is_held_back(text: str) -> bool:
    """Whether neither model learns from it."""
    return crc32(text.encode()) % _HELD_BACK == 0


def _mixed(by_words: Floats, rows: Sequence[Labelled], labels: list[str]) -> Floats:
    """Both models' log shares together, as `Model.likely` mixes them."""
    mixed = by_words.copy()
    for at, one in enumerate(rows):
        scores = READER.scores(one.text, one.screen) if by_words[at].max() < np.log(SURE) else None
        if scores is not None:
            told = dict(zip(READER.labels, scores.tolist(), strict=True))
            other = _log_shares(np.array([[told.get(label, -np.inf) for label in labels]], dtype=np.float32))[0]
            mixed[at] = (1 - READS) * by_words[at] + READS * other
    return mixed


def balanced(rows: Sequence[Labelled]) -> Floats:
    """Rare labels weigh more, by the root of how rare they are."""
    counts = Counter(one.label for one in rows)
    mean = len(rows) / len(counts)
    return np.array([one.weight * (mean / counts[one.label]) ** 0.5 for one in rows], dtype=np.float32)


def _matrix(rows: Sequence[Labelled]) -> tuple[NDArray[np.uint32], Any]:
    """The hashes that are met often enough, sorted, and which of them each text has."""
    from scipy.sparse import csr_matrix

    all_of = [np.array(sorted(hashes(one.text, one.screen)), dtype=np.uint32) for one in rows]
    met, often = np.unique(np.concatenate(all_of), return_counts=True)
    vocabulary = met[often >= _MET]
    found = [rows_of(vocabulary, one) for one in all_of]
    sizes = [len(row) for row in found]
    shares = np.concatenate([np.full(size, max(size, 1) ** -0.5, dtype=np.float32) for size in sizes])
    columns, ends = np.concatenate(found), np.cumsum([0, *sizes])
    return vocabulary, csr_matrix((shares, columns, ends), shape=(len(rows), len(vocabulary)))


def _fit_words(matrix: Any, right: NDArray[np.int64], weight: Floats, labels: int) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS, tol=1e-3)
    model.fit(matrix, right, sample_weight=weight)
    table, bias = np.zeros((matrix.shape[1], labels), dtype=np.float32), np.full(labels, -20.0, dtype=np.float32)
    table[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return table, bias


def _log_shares(scores: Floats) -> Floats:
    raised = scores - scores.max(axis=1, keepdims=True)
    logs: Floats = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
    return np.maximum(logs, np.float32(np.log(1e-6)))


def _temperature(scores: Floats, right: NDArray[np.int64]) -> float:
    """The divisor of scores by which what was held back is likeliest."""

    def loss(divisor: float) -> float:
        return float(-_log_shares(scores / divisor)[np.arange(len(right)), right].mean())

    return min((round(0.4 + 0.05 * turn, 2) for turn in range(40)), key=loss)


def _small(name: str, table: Floats, bias: Floats) -> dict[str, Any]:
    """A table in whole numbers of one byte, the size of their step, and the bias."""
    step = float(np.abs(table).max()) / _STEPS
    whole = np.round(table / step).astype(np.int8)
    return {name: whole, f"{name}_step": np.float32(step), f"{name}_bias": bias.astype(np.float32)}


def _rooted(name: str, table: Floats, bias: Floats) -> dict[str, Any]:
    """The same of roots, since few weights are large and those matter: the step of the smallest is a fine one."""
    table = np.where(np.abs(table) < _SLIGHT, 0, table)
    return _small(name, np.sign(table) * np.sqrt(np.abs(table)), bias)
