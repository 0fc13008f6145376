"""Fit a conditional random field to labelled texts, and write its weights for `bot/understanding/crf.py`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable

import numpy as np

from bot.understanding.crf import Crf

_STEPS = 127
_SPARSE, _DECAY, _ROUNDS = 0.05, 0.01, 120
_NEVER = -1e4


def fit(crf: Crf, texts: Iterable[tuple[list[list[int]], list[int]]]) -> None:
    """Each text is the features of its words, as rows of the table, and the labels of its words."""
    import pycrfsuite

    trainer, labels = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False), crf.labels
    for rows, wanted in texts:
        trainer.append([[str(place) for place in row] for row in rows], [str(label) for label in wanted])
    trainer.set_params({"c1": _SPARSE, "c2": _DECAY, "max_iterations": _ROUNDS, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/crf")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/crf")
        found = tagger.info()
    table = np.zeros((crf.buckets, len(labels)), dtype=np.float32)
    for (place, label), weight in found.state_features.items():
        table[int(place), int(label)] = weight
    steps = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (before, label), weight in found.transitions.items():
        steps[int(before), int(label)] = weight
    for before, name in enumerate(labels):
        for label, other in enumerate(labels):
            if other.startswith("I-") and name[2:] != other[2:]:
                steps[before, label] = _NEVER
    step = float(np.abs(table).max()) / _STEPS
    whole = np.round(table / step).astype(np.int8)
    np.savez_compressed(crf.file, table=whole, step=np.float32(step), steps=steps)
    crf.forget()
