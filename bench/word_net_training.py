"""Learn the net of bot/understanding/word_net.py from labelled texts; jax does the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.understanding.word_net import HIDDEN, SPREADS, WIDE, beside

Floats = NDArray[np.float32]

_STEPS, _NEVER = 127, -1e4
_TURNS, _BATCH, _RATE, _WARM = 10, 64, 1e-3, 200
_DECAY = 1e-5
_LENGTHS = (16, 24, 32, 48, 64)
"""Texts are filled up to one of these, and longer ones cut, so that few shapes are compiled."""
_WORDS_LEFT_OUT, _NUMBERS_LEFT_OUT, _HIDDEN_LEFT_OUT = 0.15, 0.2, 0.2
_ALIKE = 4.0  # words by which texts of one batch may differ in length


class Text(NamedTuple):
    """The words of a text as the encoder knows them, their marks, what kinds it may be said to be, and the labels."""

    vectors: NDArray[np.float16]
    marks: Sequence[str]
    kinds: Sequence[str]
    labels: Sequence[int]


def fit(texts: Sequence[Text], labels: Sequence[str], file: Path) -> None:
    """Learn, and write the file. A text that names several kinds is said to be one of them by chance each time."""
    jax: Any = import_module("jax")
    chance = np.random.default_rng(33)
    marks = sorted({mark for one in texts for word in one.marks for mark in word})
    kinds = sorted({kind for one in texts for kind in one.kinds})
    net = _begun(chance, len(marks) + len(kinds) + 2, len(labels), texts[0].vectors.shape[1])
    learn = jax.jit(jax.value_and_grad(partial(_loss, jax)))
    step = jax.jit(partial(_better, jax.numpy))
    moments = [{name: np.zeros_like(one) for name, one in net.items()} for _moment in range(2)]
    key, turn, many = jax.random.PRNGKey(33), 0, _TURNS * (len(texts) // _BATCH + 1)
    for _turn in range(_TURNS):
        for batch in _batches(texts, marks, kinds, chance):
            turn += 1
            key, own = jax.random.split(key)
            _lost, slopes = learn(net, *batch, own)
            rate = _RATE * min(1.0, turn / _WARM) * max(0.02, 1 - turn / many)
            net, *moments = step(net, *moments, slopes, turn, rate)
    _write({name: np.array(one) for name, one in net.items()}, marks, kinds, labels, file)


def _begun(chance: np.random.Generator, besides: int, labels: int, wide: int) -> dict[str, Floats]:
    def table(rows: int, columns: int) -> Floats:
        return chance.normal(0, rows**-0.5, (rows, columns)).astype(np.float32)

    layers = {f"layer{at}": table(WIDE * HIDDEN, HIDDEN) for at in range(len(SPREADS))}
    tables = {"into": table(wide, HIDDEN), **layers, "out": table(HIDDEN, labels)}
    biases = {f"{name}_bias": np.zeros(one.shape[1], dtype=np.float32) for name, one in tables.items()}
    return {**tables, **biases, "beside": table(besides, HIDDEN), "steps": np.zeros((labels, labels), np.float32)}


def _batches(
    texts: Sequence[Text], marks: list[str], kinds: list[str], chance: np.random.Generator
) -> Iterator[tuple[Any, ...]]:
    """Vectors, what is known besides, labels, and which words there are, of texts that are about as long."""
    lengths = np.array([min(len(one.labels), _LENGTHS[-1]) for one in texts])
    order = np.argsort(lengths + chance.random(len(texts)) * _ALIKE)
    starts = np.arange(0, len(texts) - _BATCH + 1, _BATCH)
    for start in chance.permutation(starts):
        mine = [texts[at] for at in order[start : start + _BATCH]]
        most = max(len(one.labels) for one in mine)
        wide = next((length for length in _LENGTHS if length >= most), _LENGTHS[-1])
        vectors = np.zeros((_BATCH, wide, mine[0].vectors.shape[1]), dtype=np.float32)
        besides = np.zeros((_BATCH, wide, len(marks) + len(kinds) + 2), dtype=np.float32)
        wanted, there = np.zeros((_BATCH, wide), dtype=np.int32), np.zeros((_BATCH, wide), dtype=np.float32)
        for at, one in enumerate(mine):
            size = min(len(one.labels), wide)
            vectors[at, :size] = one.vectors[:size]
            besides[at, :size] = beside(one.marks, str(chance.choice(list(one.kinds))), marks, kinds)[:size]
            wanted[at, :size], there[at, :size] = one.labels[:size], 1
        yield vectors, besides, wanted, there


def _loss(jax: Any, net: dict[str, Any], vectors: Any, besides: Any, wanted: Any, there: Any, key: Any) -> Any:
    """How unlikely the labels are, over all rows of labels, and a little for large weights."""
    keys = jax.random.split(key, 2 + len(SPREADS))
    words = jax.random.bernoulli(keys[0], 1 - _WORDS_LEFT_OUT, vectors.shape[:2])[..., None]
    kept = jax.random.bernoulli(keys[1], 1 - _NUMBERS_LEFT_OUT, vectors.shape) / (1 - _NUMBERS_LEFT_OUT)
    seen = jax.nn.relu((vectors * words * kept) @ net["into"] + besides @ net["beside"] + net["into_bias"])
    seen = seen * there[..., None]
    for at, spread in enumerate(SPREADS):
        layer = jax.nn.relu(_around(jax.numpy, seen, spread) @ net[f"layer{at}"] + net[f"layer{at}_bias"])
        left = jax.random.bernoulli(keys[2 + at], 1 - _HIDDEN_LEFT_OUT, layer.shape) / (1 - _HIDDEN_LEFT_OUT)
        seen = (seen + layer * left) * there[..., None]
    unlikely = _unlikely(jax, seen @ net["out"] + net["out_bias"], net["steps"], wanted, there)
    return unlikely + _DECAY * sum((one**2).sum() for one in net.values())


def _around(numbers: Any, seen: Any, spread: int) -> Any:
    reach = WIDE // 2 * spread
    spaced = numbers.pad(seen, ((0, 0), (reach, reach), (0, 0)))
    return numbers.concatenate([spaced[:, at * spread : at * spread + seen.shape[1]] for at in range(WIDE)], -1)


def _unlikely(jax: Any, scores: Any, steps: Any, wanted: Any, there: Any) -> Any:
    """Of a conditional random field: the weight of all rows of labels less that of the wanted one."""
    one = jax.nn.one_hot(wanted, scores.shape[-1])
    own = ((scores * one).sum(-1) * there).sum(1)
    own += (jax.numpy.einsum("bni,ij,bnj->bn", one[:, :-1], steps, one[:, 1:]) * there[:, 1:]).sum(1)

    def ahead(so_far: Any, word: Any) -> tuple[Any, None]:
        row, is_there = word
        following = jax.nn.logsumexp(so_far[:, :, None] + steps[None], 1) + row
        return jax.numpy.where(is_there[:, None] > 0, following, so_far), None

    last, _none = jax.lax.scan(ahead, scores[:, 0], (scores[:, 1:].transpose(1, 0, 2), there[:, 1:].T))
    return (jax.nn.logsumexp(last, -1) - own).mean()


def _better(numbers: Any, net: Any, mean: Any, spread: Any, slopes: Any, turn: Any, rate: Any) -> tuple[Any, Any, Any]:
    """One step of Adam (Kingma, Ba 2015)."""
    mean = {name: 0.9 * mean[name] + 0.1 * one for name, one in slopes.items()}
    spread = {name: 0.999 * spread[name] + 0.001 * one**2 for name, one in slopes.items()}
    net = {
        name: one - rate * (mean[name] / (1 - 0.9**turn)) / (numbers.sqrt(spread[name] / (1 - 0.999**turn)) + 1e-8)
        for name, one in net.items()
    }
    return net, mean, spread


def _write(net: dict[str, Floats], marks: list[str], kinds: list[str], labels: Sequence[str], file: Path) -> None:
    steps = net.pop("steps")
    for before, name in enumerate(labels):
        for label, other in enumerate(labels):
            if other.startswith("I-") and name[2:] != other[2:]:
                steps[before, label] = _NEVER
    small: dict[str, Any] = {name: one for name, one in net.items() if one.ndim == 1}
    for name, one in net.items():
        if one.ndim > 1:
            size = float(np.abs(one).max()) / _STEPS
            small |= {name: np.round(one / size).astype(np.int8), f"{name}_step": np.float32(size)}
    np.savez_compressed(file, steps=steps, marks=np.array(marks), kinds=np.array(kinds), **small)
