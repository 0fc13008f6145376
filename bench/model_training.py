"""Learn the two models of a file (bot/understanding/model.py) from labelled texts; scikit-learn does the fitting."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import hashes
from bot.understanding.model import MEANING, SCALE, in_letters, rows_of
from core import encoder

Floats = NDArray[np.float32]

_STEPS = 127
_HELD_BACK = 20
"""One of so many texts is not learnt: by them the temperature is found."""
_HIDDEN, _TURNS, _BATCH, _DECAY = 160, 16, 256, 2e-3
_STRENGTH = 12.0
_ROUNDS = 80
_MET = 6
"""So often a feature is met in what is learnt from, or it is none."""
_SLIGHT = 0.1
"""Weights of a feature that are smaller are left out of the file."""
_AT_ONCE = 500
_MOST_WEIGHT = 6  # how often a rare or trusted sentence is shown to the net, which takes no weights


class Labelled(NamedTuple):
    """A text, the screen it is said on, what it is, and how much it weighs."""

    text: str
    screen: str
    label: str
    weight: float = 1.0


def learn(rows: Sequence[Labelled], file: Path) -> str:
    """Fit both models, with a temperature from what is held back, and write the file. Says what was learnt."""
    assert encoder.available(), "the sentence encoder is needed to train"
    labels, screens = sorted({one.label for one in rows}), sorted({one.screen for one in rows})
    right = np.array([labels.index(one.label) for one in rows])
    weight = _balanced(rows)
    vocabulary, matrix = _matrix(rows)
    vectors = _vectors(rows, screens)
    held = np.array([crc32(one.text.encode()) % _HELD_BACK == 0 for one in rows])
    with ProcessPoolExecutor(1) as pool:
        fitted = pool.submit(_fit_words, matrix[~held], right[~held], weight[~held], len(labels))
        hidden, meaning = net = _fit_meaning(vectors[~held], right[~held], weight[~held], len(labels))
        words = fitted.result()
    mixed = (1 - MEANING) * _log_shares(matrix[held] @ words[0] + words[1]) + MEANING * _log_shares(
        _scores(net, vectors[held])
    )
    temperature = _temperature(mixed, right[held])
    np.savez_compressed(
        file, labels=np.array(labels), screens=np.array(screens), temperature=np.float32(temperature),
        vocabulary=vocabulary, **_rooted("words", *words), **_small("hidden", *hidden), **_small("meaning", *meaning),
    )  # fmt: skip
    return f"{len(rows)} texts, {len(labels)} labels, temperature {temperature:.2f}, {file.stat().st_size} bytes"


def _balanced(rows: Sequence[Labelled]) -> Floats:
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


def _vectors(rows: Sequence[Labelled], screens: list[str]) -> Floats:
    texts = list(dict.fromkeys(in_letters(one.text) for one in rows))
    known: dict[str, Floats] = {}
    for at in range(0, len(texts), _AT_ONCE):
        made = encoder.encode(texts[at : at + _AT_ONCE])
        assert made is not None
        known.update(zip(texts[at : at + _AT_ONCE], made, strict=True))
    shown = np.zeros((len(rows), len(screens)), dtype=np.float32)
    shown[np.arange(len(rows)), [screens.index(one.screen) for one in rows]] = 1
    return np.hstack([np.stack([known[in_letters(one.text)] for one in rows]) * np.float32(SCALE), shown])


def _fit_words(matrix: Any, right: NDArray[np.int64], weight: Floats, labels: int) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS, tol=1e-3)
    model.fit(matrix, right, sample_weight=weight)
    table, bias = np.zeros((matrix.shape[1], labels), dtype=np.float32), np.full(labels, -20.0, dtype=np.float32)
    table[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return table, bias


def _fit_meaning(vectors: Floats, right: NDArray[np.int64], weight: Floats, labels: int) -> list[tuple[Floats, Floats]]:
    """A net with one hidden layer; what weighs more is shown more often."""
    from sklearn.neural_network import MLPClassifier

    often = np.clip(np.round(weight / np.median(weight)), 1, _MOST_WEIGHT).astype(int)
    order = np.repeat(np.arange(len(right)), often)
    net = MLPClassifier((_HIDDEN,), alpha=_DECAY, batch_size=_BATCH, max_iter=_TURNS, random_state=33)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it might learn on is known
        net.fit(vectors[order], right[order])
    out, bias = np.zeros((_HIDDEN, labels), dtype=np.float32), np.full(labels, -20.0, dtype=np.float32)
    out[:, net.classes_], bias[net.classes_] = net.coefs_[1], net.intercepts_[1]
    return [(net.coefs_[0].astype(np.float32), net.intercepts_[0].astype(np.float32)), (out, bias)]


def _scores(net: list[tuple[Floats, Floats]], vectors: Floats) -> Floats:
    (into, into_bias), (out, out_bias) = net
    scores: Floats = np.maximum(vectors @ into + into_bias, 0) @ out + out_bias
    return scores


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
