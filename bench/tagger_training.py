"""Learn the net of bot/understanding/tagger.py from labelled texts; jax does the sums.

Its four layers begin as those of the reader. A text may teach titles, what numbers count, and where acts begin, or some
of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial, reduce
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.reader import Below, layers_of, learnt, padded_length, small_tables, transformer_layer
from bot.understanding.reader import LAYERS, READER, SHARED
from bot.understanding.spans import LABELS as NAMES
from bot.understanding.tagger import COUNTS, FOR_OTHERS, TAGGER, WIDE, beside, in_windows

Floats = NDArray[np.float32]

_NEVER, _EMPTY, _HIDDEN, _TURNS, _BATCH, _WARM = -1e4, 2, 128, 3, 64, 0.05
_ROWS_LEFT_OUT, _WORDS_LEFT_OUT, _HIDDEN_LEFT_OUT = 0.1, 0.1, 0.2
_NUMBERS_COUNT, _BEGINS_COUNT, _NO_NUMBER = 1.0, 1.0, 0.3
"""What the losses weigh beside that of titles, and a word that is no number beside one that is."""
_ALIKE = 4.0  # pieces by which texts of one batch may differ in length


class Text(NamedTuple):
    """The words of a text, which of them no space stands before, their marks, what kinds it may be said to be, and of
    each word its label, what it counts, whether an act begins at it, which name it is of, and whether others read it;
    None for what this text does not tell.
    """

    said: Sequence[str]
    glued: Sequence[bool]
    marks: Sequence[str]
    kinds: Sequence[str]
    labels: Sequence[int] | None = None
    counts: Sequence[int] | None = None
    begins: Sequence[bool] | None = None
    names: Sequence[int] | None = None
    passed: Sequence[int] | None = None


class _Cut(NamedTuple):
    """A text of one window: the numbers of its pieces, with begin and end, and from where to where each word's are."""

    text: Text
    pieces: list[int]
    ends: list[int]


def fit(texts: Sequence[Text], labels: Sequence[str], file: Path, turns: float = _TURNS, *, anew: bool = True) -> None:
    """Learn, and write the file. A text that names several kinds is said to be one of them by chance each time.
    `anew`: from the reader, and not from what the file holds already.
    """
    jax: Any = import_module("jax")
    READER.load()
    chance = np.random.default_rng(33)
    marks = sorted({mark for one in texts for word in one.marks for mark in word})
    kinds = sorted({"", *(kind for one in texts for kind in one.kinds)})
    cut = [found for one in texts if (found := _cut(one))]
    tables = _begun(chance, len(marks) + len(kinds) + 2, len(kinds), len(labels))
    layers = READER._model
    if not anew and TAGGER.load():
        layers = TAGGER._model
        tables = {name: _begun_as(one, name, marks, kinds) for name, one in tables.items()}
    net: Any = {"layers": layers_of(layers, range(SHARED, LAYERS)), "above": tables}
    below = Below(cut, READER._model, jax)

    def batches() -> Iterator[tuple[Any, ...]]:
        for batch in _batches(cut, chance):
            yield below.of(batch), _filled([cut[at] for at in batch], marks, kinds, chance)

    tables = learnt(jax, net, partial(_loss, jax), batches, int(turns * (len(cut) // _BATCH)), _WARM)
    _write(tables, marks, kinds, labels, file)


def _cut(text: Text) -> _Cut | None:
    """The first window of a text; None for one without a piece."""
    _first, words = next(in_windows(text.said, text.glued))
    pieces = [READER._model["begin"], *(piece for word in words for piece in word), READER._model["end"]]
    return _Cut(text, pieces, np.cumsum([1, *map(len, words)]).tolist()) if len(pieces) > _EMPTY else None


class _Filled(NamedTuple):
    """Of the texts of a batch: which share of a word is which piece, what is known besides, and what is wanted."""

    shares: Floats
    words: Floats
    besides: Floats
    kinds: Any
    labels: Any
    has_labels: Floats
    counts: Any
    weighs: Floats
    begins: Floats
    has_begins: Floats
    names: Any
    has_names: Floats
    passed: Any
    has_passed: Floats


def _filled(cut: Sequence[_Cut], marks: list[str], kinds: list[str], chance: np.random.Generator) -> _Filled:
    many, long = len(cut), padded_length(max(len(one.pieces) for one in cut))
    grid = (many, long)  # as many words as pieces: each other shape would be compiled by itself
    found = _Filled(
        np.zeros((*grid, long), np.float32), np.zeros(grid, np.float32),
        np.zeros((*grid, len(marks) + len(kinds) + 2), np.float32), np.zeros(many, np.int32),
        np.zeros(grid, np.int32), np.zeros(many, np.float32), np.zeros(grid, np.int32), np.zeros(grid, np.float32),
        np.zeros(grid, np.float32), np.zeros(many, np.float32), np.zeros(grid, np.int32), np.zeros(many, np.float32),
        np.zeros(grid, np.int32), np.zeros(many, np.float32),
    )  # fmt: skip
    for at, one in enumerate(cut):
        size, kind = len(one.ends) - 1, str(chance.choice(list(one.text.kinds)))
        for word, (start, end) in enumerate(pairwise(one.ends)):
            found.shares[at, word, start:end] = 1 / max(end - start, 1)
        found.words[at, :size] = 1
        found.besides[at, :size] = beside(one.text.marks, kind, marks, kinds)[:size]
        found.kinds[at] = kinds.index(kind)
        if one.text.labels is not None:
            found.labels[at, :size], found.has_labels[at] = one.text.labels[:size], 1
        if one.text.counts is not None:
            found.counts[at, :size] = one.text.counts[:size]
            found.weighs[at, :size] = np.where(found.counts[at, :size] > 0, 1, _NO_NUMBER)
        if one.text.begins is not None:
            found.begins[at, :size], found.has_begins[at] = one.text.begins[:size], 1
        if one.text.names is not None:
            found.names[at, :size], found.has_names[at] = one.text.names[:size], 1
        if one.text.passed is not None:
            found.passed[at, :size], found.has_passed[at] = one.text.passed[:size], 1
    return found


def _begun(chance: np.random.Generator, besides: int, kinds: int, labels: int) -> dict[str, Floats]:
    def table(rows: int, columns: int) -> Floats:
        return chance.normal(0, rows**-0.5, (rows, columns)).astype(np.float32)

    wide = READER._model["places"].shape[1]
    tables = {
        "into": table(wide, _HIDDEN), "around": table(WIDE * _HIDDEN, _HIDDEN), "out": table(_HIDDEN, labels),
        "words": table(wide, _HIDDEN), "counts": table(_HIDDEN, len(COUNTS)), "begins": table(_HIDDEN, 1),
        "names": table(_HIDDEN, len(NAMES)), "passed": table(_HIDDEN, len(FOR_OTHERS)),
    }  # fmt: skip
    biases = {f"{name}_bias": np.zeros(one.shape[1], dtype=np.float32) for name, one in tables.items()}
    beside_them = {"beside": table(besides, _HIDDEN), "asked": np.zeros((kinds, _HIDDEN), np.float32)}
    steps = {"steps": np.zeros((labels, labels), np.float32), "name_steps": np.zeros((len(NAMES),) * 2, np.float32)}
    steps["passed_steps"] = np.zeros((len(FOR_OTHERS),) * 2, np.float32)
    return {**tables, **biases, **beside_them, **steps}


def _begun_as(table: Floats, name: str, marks: list[str], kinds: list[str]) -> Floats:
    """A table as the file has it, with rows for the marks and kinds that it does not know."""
    known = TAGGER._model
    if name not in known:
        return table
    found: Floats = known[name].astype(np.float32)
    if name not in ("asked", "beside"):
        return found if found.shape == table.shape else table
    old_kinds, old_marks = known["kinds"].tolist(), known["marks"].tolist()
    kept = np.zeros_like(table)
    first = len(marks) if name == "beside" else 0
    for at, kind in enumerate(kinds):
        if kind in old_kinds:
            kept[first + at] = found[(len(old_marks) if first else 0) + old_kinds.index(kind)]
    if name == "beside":
        for at, mark in enumerate(marks):
            if mark in old_marks:
                kept[at] = found[old_marks.index(mark)]
        kept[-2:] = found[-2:]
    return kept


def _batches(cut: Sequence[_Cut], chance: np.random.Generator) -> Iterator[list[int]]:
    """Places of texts that are about as long."""
    lengths = np.array([len(one.pieces) for one in cut])
    order = np.argsort(lengths + chance.random(len(cut)) * _ALIKE)
    for start in chance.permutation(np.arange(0, len(cut) - _BATCH + 1, _BATCH)):
        yield order[start : start + _BATCH].tolist()


def _loss(jax: Any, net: dict[str, Any], below: Any, told: _Filled, key: Any) -> Any:
    """How unlikely what is wanted is: the rows of labels (conditional random fields), what each number counts, and
    where acts begin. As in the tagger.
    """
    numbers, above, keys = jax.numpy, net["above"], jax.random.split(key, 5)
    rows, _there = reduce(partial(transformer_layer, jax), net["layers"], below)
    rows = told.shares @ rows[:, : told.shares.shape[-1]]
    rows = rows * jax.random.bernoulli(keys[0], 1 - _WORDS_LEFT_OUT, rows.shape[:2])[..., None]
    rows = rows * jax.random.bernoulli(keys[1], 1 - _ROWS_LEFT_OUT, rows.shape) / (1 - _ROWS_LEFT_OUT)

    def some(seen: Any, own: Any) -> Any:
        return seen * jax.random.bernoulli(own, 1 - _HIDDEN_LEFT_OUT, seen.shape) / (1 - _HIDDEN_LEFT_OUT)

    seen = jax.nn.relu(rows @ above["into"] + told.besides @ above["beside"] + above["into_bias"])
    seen = some(seen * told.words[..., None], keys[2])
    reach = WIDE // 2
    spaced = numbers.pad(seen, ((0, 0), (reach, reach), (0, 0)))
    around = numbers.concatenate([spaced[:, at : at + seen.shape[1]] for at in range(WIDE)], -1)
    seen = seen + some(jax.nn.relu(around @ above["around"] + above["around_bias"]), keys[3])
    of_titles = unlikely(jax, seen @ above["out"] + above["out_bias"], above["steps"], told.labels, told.words)
    titles = (of_titles * told.has_labels).sum() / _BATCH
    of_words = jax.nn.relu(rows @ above["words"] + above["words_bias"] + above["asked"][told.kinds][:, None])
    of_words = some(of_words, keys[4])
    chances = jax.nn.log_softmax(of_words @ above["counts"] + above["counts_bias"])
    counted = -(numbers.take_along_axis(chances, told.counts[..., None], -1)[..., 0] * told.weighs).sum() / _BATCH
    scores = (of_words @ above["begins"] + above["begins_bias"])[..., 0]
    unsure = numbers.logaddexp(0, scores) - told.begins * scores
    begun = (unsure * told.words * told.has_begins[:, None]).sum() / _BATCH
    of_names = of_words @ above["names"] + above["names_bias"]
    named = (unlikely(jax, of_names, above["name_steps"], told.names, told.words) * told.has_names).sum() / _BATCH
    of_passed = of_words @ above["passed"] + above["passed_bias"]
    passed = unlikely(jax, of_passed, above["passed_steps"], told.passed, told.words) * told.has_passed
    return titles + _NUMBERS_COUNT * counted + _BEGINS_COUNT * begun + named + passed.sum() / _BATCH


def unlikely(jax: Any, scores: Any, steps: Any, wanted: Any, there: Any) -> Any:
    """Of a conditional random field: the weight of all rows of labels less that of the wanted one, for each text."""
    one = jax.nn.one_hot(wanted, scores.shape[-1])
    own = ((scores * one).sum(-1) * there).sum(1)
    own += (jax.numpy.einsum("bni,ij,bnj->bn", one[:, :-1], steps, one[:, 1:]) * there[:, 1:]).sum(1)

    def ahead(so_far: Any, word: Any) -> tuple[Any, None]:
        row, is_there = word
        following = jax.nn.logsumexp(so_far[:, :, None] + steps[None], 1) + row
        return jax.numpy.where(is_there[:, None] > 0, following, so_far), None

    last, _none = jax.lax.scan(ahead, scores[:, 0], (scores[:, 1:].transpose(1, 0, 2), there[:, 1:].T))
    return jax.nn.logsumexp(last, -1) - own


def _write(net: dict[str, Floats], marks: list[str], kinds: list[str], labels: Sequence[str], file: Path) -> None:
    rows = ((net["steps"], labels), (net["name_steps"], NAMES), (net["passed_steps"], FOR_OTHERS))
    for steps, names in rows:
        for before, name in enumerate(names):
            for label, other in enumerate(names):
                if other.startswith("I-") and name[2:] != other[2:]:
                    steps[before, label] = _NEVER
    np.savez_compressed(file, marks=np.array(marks), kinds=np.array(kinds), **small_tables(net))
