"""How likely is each act in a message, by all of its words in their order? A small transformer reads it.

The first eight layers of multilingual-e5-small (Wang and others 2024, arXiv:2402.05672, MIT licence),
of which the upper four, and what is asked of their rows, went on learning from our sentences. A message is cut into
pieces of words by a unigram model (Kudo 2018, arXiv:1804.10959), and what the screen asks for weighs the pieces. All of
it stands in one file, in whole numbers of a byte and of half a byte, which numpy alone reads; `python -m bench.reader`
learns it. ENCODER=off leaves it out.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import encoder
from core.text.arabizi import is_arabizi, to_arabic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LAYERS, SHARED, HEADS, MOST = 8, 4, 12, 64
"""Layers that read, those of them that the tagger reads with, too, heads of each, and pieces that are read at once."""
_LONGEST = 600  # letters
_SPACE, _UNKNOWN_LESS = "▁", 10.0
_BEGIN, _END, _UNKNOWN = "<s>", "</s>", "<unk>"
_LEAST = 1e-12
_KEPT, _KEPT_BELOW = 256, 32  # messages: each is asked about on several screens, and then for its words
_FOCUS = 4.0  # by how much pieces differ in what they weigh


class Reader:
    """The transformer of one file. Safe to share between threads once `load` was called."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._rows = lru_cache(_KEPT)(self._read_rows)
        self.below = lru_cache(_KEPT_BELOW)(self._read_below)

    def load(self) -> bool:
        """Read the file now, before threads and before a fork; whether there is one and it is not left out."""
        return not encoder.is_off() and self.file.exists() and bool(self._model)

    def scores(self, text: str, screen: str) -> Floats | None:
        """A score a label, in the order of `labels`; None where it is left out."""
        import numpy as np

        if not self.load():
            return None
        model, rows = self._model, self._rows(in_letters(text)[:_LONGEST])
        known: list[str] = model["screens"].tolist()
        asks: Floats = model["asks"][0]
        shown = np.zeros(model["into"].shape[1], dtype=np.float32)
        if screen in known:
            at = known.index(screen)
            asks, shown = asks + model["asks"][1 + at], model["shown"][at]
        weighs = _shares(rows @ asks * np.float32(_FOCUS / sqrt(rows.shape[1])))
        seen = np.concatenate([weighs @ rows, rows.mean(axis=0)])
        inside = np.maximum(seen @ model["into"] + model["into_bias"] + shown, 0)
        scores: Floats = inside @ model["out"] + model["out_bias"]
        return scores

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self._model["labels"].tolist())

    def _read_rows(self, text: str) -> Floats:
        """What each piece of the text means where it stands."""
        return above(self._model, self.below(tuple(self.pieces(text)[: MOST - 2])))

    def _read_below(self, pieces: tuple[int, ...]) -> Floats:
        """What the shared layers make of each of these pieces, with one for the beginning and one for the end."""
        model = self._model
        rows = _wide(model["words"][[model["begin"], *pieces, model["end"]]]) + model["places"][: len(pieces) + 2]
        rows = _even(rows, model["words_even"], model["words_even_bias"])
        return _layers(model, rows, range(SHARED))

    def pieces(self, text: str, *, glued: bool = False) -> list[int]:
        """The numbers of the likeliest pieces that together are the text (Viterbi); `glued`: no space stands before."""
        written = ("" if glued else _SPACE) + _SPACE.join(unicodedata.normalize("NFKC", text).split())
        chances, longest, unlikely = self._pieces
        best, back = [0.0, *([float("-inf")] * len(written))], [(0, 0)] * (len(written) + 1)
        for start in range(len(written)):
            for end in range(start + 1, min(len(written), start + longest) + 1):
                number, chance = chances.get(written[start:end], (None, 0.0))
                if number is not None and best[start] + chance > best[end]:
                    best[end], back[end] = best[start] + chance, (start, number)
            if best[start] + unlikely > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + unlikely, (start, self._model["unknown"])
        found, at = [], len(written)
        while at:
            at, number = back[at]
            found.append(number)
        return found[::-1]

    @cached_property
    def _pieces(self) -> tuple[dict[str, tuple[int, float]], int, float]:
        """Number and log chance of each piece, letters of the longest, and the chance of a letter that is none."""
        chances = self._model["chances"].tolist()
        known = {piece: (at, chances[at]) for at, piece in enumerate(self._model["pieces"])}
        known = {piece: told for piece, told in known.items() if piece not in (_BEGIN, _END, _UNKNOWN)}
        return known, max(map(len, known)), min(chances) - _UNKNOWN_LESS

    @cached_property
    def _model(self) -> dict[str, Any]:
        read = tables_of(self.file)
        pieces = read.pop("pieces").tobytes().decode().split("\n")
        begin, end, unknown = map(pieces.index, (_BEGIN, _END, _UNKNOWN))
        return {**read, "pieces": pieces, "begin": begin, "end": end, "unknown": unknown}


PARTS = (
    *("ask", "ask_bias", "told", "told_bias", "told_even", "told_even_bias"),
    *("deep", "deep_bias", "back", "back_bias", "even", "even_bias"),
)
"""The tables of a layer: what each piece asks and offers; what it is told; two layers of its own; both made even."""


def tables_of(file: Path) -> dict[str, Any]:
    """The tables of a file by name, those of whole numbers and of two bytes as numbers of four."""
    import numpy as np

    with np.load(file, allow_pickle=False) as opened:
        read = {name: opened[name] for name in opened.files}
    steps = {name.removesuffix("_step"): read.pop(name) for name in list(read) if name.endswith("_step")}
    wide = {name: read[name].astype(np.float32) * step for name, step in steps.items()}
    half = {name: one.astype(np.float32) for name, one in read.items() if one.dtype == np.float16}
    return {**read, **half, **wide}


READER = Reader(Path(__file__).parent / "data" / "reader.npz")


def in_letters(text: str) -> str:
    """Arabic in Arabic letters, as it was learnt."""
    return to_arabic(text) if is_arabizi(text) else text


def above(model: dict[str, Any], rows: Floats) -> Floats:
    """What the upper layers of a model make of the rows of the shared ones."""
    return _layers(model, rows, range(SHARED, LAYERS))


def _layers(model: dict[str, Any], rows: Floats, which: range) -> Floats:
    for layer in which:
        rows = _layer({name: model[f"{layer}.{name}"] for name in PARTS}, rows)
    return rows


def _layer(part: dict[str, Floats], rows: Floats) -> Floats:
    """One layer: each piece is told of all others, then thought over by itself."""
    import numpy as np

    size, wide = rows.shape
    asked = (rows @ part["ask"] + part["ask_bias"]).reshape(size, 3, HEADS, wide // HEADS).transpose(1, 2, 0, 3)
    asks, offers, values = asked
    scores: Floats = (asks * np.float32(sqrt(HEADS / wide))) @ offers.transpose(0, 2, 1)
    weighs = _shares(scores)
    told = (weighs @ values).transpose(1, 0, 2).reshape(size, wide) @ part["told"] + part["told_bias"]
    rows = _even(rows + told, part["told_even"], part["told_even_bias"])
    deep = _gelu(rows @ part["deep"] + part["deep_bias"]) @ part["back"] + part["back_bias"]
    return _even(rows + deep, part["even"], part["even_bias"])


def _even(rows: Floats, by: Floats, more: Floats) -> Floats:
    import numpy as np

    rows = rows - rows.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + _LEAST)[:, None]
    even: Floats = rows / spread * by + more
    return even


def _shares(scores: Floats) -> Floats:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def _gelu(values: Floats) -> Floats:
    """x times the share of the normal distribution below x, by formula 7.1.26 of Abramowitz and Stegun (1964)."""
    import numpy as np

    size = np.abs(values) * np.float32(sqrt(0.5))
    part = 1 / (1 + np.float32(0.3275911) * size)
    curve = part * np.float32(1.061405429) - np.float32(1.453152027)
    for one in (1.421413741, -0.284496736, 0.254829592):
        curve = curve * part + np.float32(one)
    outside = curve * part * np.exp(-size * size)
    found: Floats = values * np.where(values < 0, outside, 2 - outside) / 2
    return found


def _wide(half: NDArray[np.uint8]) -> Floats:
    """Rows from blocks of 18 bytes: a step, and 32 whole numbers from -8 to 7, two a byte, the first half below."""
    import numpy as np

    step = np.ascontiguousarray(half[..., :2]).view(np.float16).astype(np.float32)
    both = half[..., 2:]
    numbers = np.concatenate([both & 15, both >> 4], axis=-1).astype(np.float32) - 8
    rows: Floats = (numbers * step).reshape(len(half), -1)
    return rows
