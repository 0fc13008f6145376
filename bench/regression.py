"""Softmax regression for bot/understanding/model.py: fit, calibrate, pack. The same sentences give the same weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.faq import Model
from bot.understanding.features import BUCKETS

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

_STEPS = 127


def hash_of(text: str) -> int:
    """The same for the same text in every process: by it sentences are held back."""
    return crc32(text.encode())


def matrix_of(rows: Sequence[list[int]]) -> Any:
    """Hashed features as a sparse matrix, each text of length 1."""
    from scipy.sparse import csr_matrix

    sizes = [len(row) for row in rows]
    shares = np.concatenate([np.full(size, size**-0.5, dtype=np.float32) for size in sizes])
    columns = np.concatenate([np.array(row) for row in rows])
    return csr_matrix((shares, columns, np.cumsum([0, *sizes])), shape=(len(rows), BUCKETS))


def balanced(names: Sequence[str]) -> Floats:
    """Rare names weigh more, by the root of how rare they are."""
    counts = Counter(names)
    mean = len(names) / len(counts)
    return np.array([(mean / counts[name]) ** 0.5 for name in names], dtype=np.float32)


def fit(
    matrix: Any, right: Places, weight: Floats, names: Sequence[str], *, strength: float = 12.0, rounds: int = 120
) -> Model:
    """The weights; `strength` is scikit-learn's C. What none of the sentences is, is practically impossible."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=rounds, tol=1e-3)
    model.fit(matrix, right, sample_weight=weight)
    table = np.zeros((matrix.shape[1], len(names)), dtype=np.float32)
    bias = np.full(len(names), -20.0, dtype=np.float32)
    table[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return Model(tuple(names), table, bias, 1.0)


def temperature_of(model: Model, matrix: Any, right: Places) -> float:
    """The divisor of scores by which what was held back is likeliest."""
    scores = matrix @ model.table + model.bias

    def loss(divisor: float) -> float:
        shares = np.exp((scores - scores.max(axis=1, keepdims=True)) / divisor)
        found = shares[np.arange(len(right)), right] / shares.sum(axis=1)
        return float(-np.log(found + 1e-9).mean())

    return min((round(0.5 + 0.05 * turn, 2) for turn in range(40)), key=loss)


def packed(model: Model, prefix: str = "") -> dict[str, Any]:
    """What is written of it: the table in whole numbers of one byte."""
    step = float(np.abs(model.table).max()) / _STEPS
    return {
        f"{prefix}table": np.round(model.table / step).astype(np.int8),
        f"{prefix}step": np.float32(step),
        f"{prefix}bias": model.bias.astype(np.float32),
        f"{prefix}temperature": np.float32(model.temperature),
    }
