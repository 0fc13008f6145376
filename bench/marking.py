"""Learn the two models of a reading of bot/understanding/marking.py, from messages of which each word is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.fitting import fit
from bench.reader import learnt, small_tables
from bench.tagger_training import unlikely
from bot.understand.lexis.tokens import Tokens
from bot.understand.lexis.transcribed import as_heard
from bot.understand.marks import words_of
from bot.understanding.marking import Marking
from bot.understanding.tagger import TAGGER, WIDE, beside
from bot.understanding.titles import features
from bot.understanding.word_kinds import kinds_of

Floats = NDArray[np.float32]
_HIDDEN, _STEPS, _BATCH, _WARM = 128, 1800, 64, 0.05
_ROWS_LEFT_OUT, _HIDDEN_LEFT_OUT = 0.2, 0.3
_NEVER = -1e4
KINDS = ("", "need", "offer")


class Seen(NamedTuple):
    """The words of a message with what is known of each, and its label: a place of `Marking.labels`."""

    kind: str
    words: list[str]
    marks: list[str]
    heard: tuple[Any, Any]
    labels: list[int]


def seen(marking: Marking, kind: str, tokens: Tokens, marks: list[str], pieces: Sequence[tuple[int, int, str]]) -> Seen:
    """`pieces` are from and to which letter of the text, and one of the kinds of the marking."""
    labels = [0] * len(tokens.forms)
    for start, end, part in pieces:
        edge = "B"
        for at, (begun, stop) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
            if begun < end and stop > start:
                labels[at], edge = marking.labels.index(f"{edge}-{part}"), "I"
    return Seen(kind, words_of(tokens), marks, as_heard(tokens), labels)


def learn(marking: Marking, texts: Sequence[Seen]) -> None:
    """Write both files."""
    texts = [one for one in texts if one.words]
    rows = (
        (features(one.words, one.marks, one.kind, [kinds_of(word) for word in one.words]), one.labels) for one in texts
    )
    fit(marking.crf, rows)
    _fit_net(marking, texts)
    marking.forget()


def _fit_net(marking: Marking, texts: Sequence[Seen]) -> None:
    jax: Any = import_module("jax")
    chance = np.random.default_rng(33)
    marks = sorted({mark for one in texts for word in one.marks for mark in word})
    assert TAGGER.load()
    rows = [TAGGER.rows(*one.heard) for one in texts]
    besides = [beside(one.marks, one.kind, marks, KINDS) for one in texts]
    wide, more, labels = rows[0].shape[1], besides[0].shape[1], len(marking.labels)

    def table(many: int, columns: int) -> Floats:
        return chance.normal(0, many**-0.5, (many, columns)).astype(np.float32)

    tables = {"into": table(wide, _HIDDEN), "beside": table(more, _HIDDEN), "around": table(WIDE * _HIDDEN, _HIDDEN)}
    tables |= {"out": table(_HIDDEN, labels), "steps": np.zeros((labels, labels), np.float32)}
    for name in ("into", "around", "out"):
        tables[f"{name}_bias"] = np.zeros(tables[name].shape[1], np.float32)
    longest = max(len(one.labels) for one in texts)

    def batches() -> Iterator[tuple[Any, ...]]:
        order = chance.permutation(len(texts))
        for start in range(0, len(order) - _BATCH + 1, _BATCH):
            yield filled(order[start : start + _BATCH].tolist())

    def filled(places: list[int]) -> tuple[Any, ...]:
        shape = (len(places), longest)
        known, beside_them = np.zeros((*shape, wide), np.float32), np.zeros((*shape, more), np.float32)
        wanted, there = np.zeros(shape, np.int32), np.zeros(shape, np.float32)
        for at, place in enumerate(places):
            size = len(texts[place].labels)
            known[at, :size], beside_them[at, :size] = rows[place], besides[place]
            wanted[at, :size], there[at, :size] = texts[place].labels, 1
        return known, beside_them, wanted, there

    def loss(net: Any, known: Any, besides: Any, wanted: Any, there: Any, key: Any) -> Any:
        keys, above = jax.random.split(key, 4), net["above"]

        def some(one: Any, own: Any, share: float) -> Any:
            return one * jax.random.bernoulli(own, 1 - share, one.shape) / (1 - share)

        known = some(known, keys[0], _ROWS_LEFT_OUT)
        inside = jax.nn.relu(known @ above["into"] + besides @ above["beside"] + above["into_bias"])
        inside = some(inside * there[..., None], keys[1], _HIDDEN_LEFT_OUT)
        spaced = jax.numpy.pad(inside, ((0, 0), (WIDE // 2, WIDE // 2), (0, 0)))
        around = jax.numpy.concatenate([spaced[:, at : at + inside.shape[1]] for at in range(WIDE)], -1)
        around = jax.nn.relu(around @ above["around"] + above["around_bias"])
        inside = inside + some(around, keys[2], _HIDDEN_LEFT_OUT)
        scores = inside @ above["out"] + above["out_bias"]
        weight = 1e-4 * sum((one**2).sum() for name, one in above.items() if not name.endswith("bias"))
        return unlikely(jax, scores, above["steps"], wanted, there).sum() / _BATCH + weight

    net = {"layers": [], "above": tables}
    found = learnt(jax, net, loss, batches, _STEPS, _WARM)
    for before, name in enumerate(marking.labels):
        for label, other in enumerate(marking.labels):
            if other.startswith("I-") and name[2:] != other[2:]:
                found["steps"][before, label] = _NEVER
    np.savez_compressed(marking.file, marks=np.array(marks), kinds=np.array(KINDS), **small_tables(found))
