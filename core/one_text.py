"""How is one short text encoded, when no other waits to be encoded with it? As the package does it, in fewer steps.

The package's way is made for many texts at once: it gathers windows of words over the borders of texts, row by row.
Of one text no window is laid out, the weights stay where they are, and what is linear behind the sum of its words is
multiplied once. The numbers are the package's, to the sixth digit; measured: docs/decisions/012-sentence-encoder.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LONGEST = 48  # pieces of words; the package's way is as fast for longer texts
_WIDE = 512  # of a piece, and of a text
_BRANCH = 256  # of what is told of a piece by its neighbours
_WINDOWS = ((2, 0), (3, 1), (5, 2))  # so many pieces, and how many of them stand before it
_BRANCHES = len(_WINDOWS) * _BRANCH
_SMALL = 1_000_000  # multiplications, below which OpenBLAS takes its way for small products
_STEP = 32


class OneText:
    """Encodes with the weights of the package's model, which stay where they are."""

    def __init__(self, model: Any) -> None:
        """`model`: the package's numpy backend, of the version that we know (core/encoder.py)."""
        self._model = model
        self._first = model.cnn_W @ np.concatenate([model.d0, model.p1], axis=1)
        self._first_more = model.cnn_b @ np.concatenate([model.d0, model.p1], axis=1)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 a text, 512 wide."""
        if len(texts) == 1:
            pieces = self._model.sp.encode(texts[0], out_type=int, add_bos=True, add_eos=True)
            if len(pieces) <= _LONGEST:
                return self._one(pieces)[None]
        rows: Floats = self._model.encode(list(texts))
        return rows

    def word(self, word: str) -> Floats:
        """What the pieces of a word are by themselves, in the mean: a row of length 1, 512 wide."""
        mean = self._words(self._model.sp.encode(word, out_type=int)).sum(axis=0)
        row: Floats = mean / max(float(np.sqrt(mean @ mean)), self._model.eps)
        return row

    def _one(self, pieces: list[int]) -> Floats:
        told = np.empty((len(pieces), _WIDE + _BRANCHES), dtype=np.float32)  # of each piece: itself, and its branches
        told[:, :_WIDE] = words = self._words(pieces)
        self._neighbours(words, told[:, _WIDE:])
        return self._text(told)

    def _words(self, pieces: list[int]) -> Floats:
        """What each piece is by itself."""
        model, numbers = self._model, np.array(pieces)
        part = numbers % len(model.scale)
        words: Floats = model.table[numbers].astype(np.float32)
        words *= model.scale[part, None]
        words += model.lo[part, None]
        return words

    def _neighbours(self, words: Floats, told: Floats) -> None:
        """Writes what the pieces around each tell of it, twice over for each width of the window."""
        model, count = self._model, len(words)
        seen = np.empty((count, _BRANCHES), dtype=np.float32)
        _multiplied(words, model.proj_W, seen)
        seen += model.proj_b
        _even(seen, model.eps)
        seen *= model.ln_g_all
        seen += model.ln_b_all
        spaced = np.zeros((count + max(wide for wide, _before in _WINDOWS) - 1, _BRANCH), dtype=np.float32)
        for at, (wide, before) in enumerate(_WINDOWS):
            own = slice(at * _BRANCH, (at + 1) * _BRANCH)
            inside = spaced[before : before + count]
            spaced[:before] = spaced[before + count :] = 0
            inside[:] = seen[:, own]
            once = _raised(spaced, wide, model.w1[at], model.b1[at], seen[:, own])
            inside[:] = once
            told[:, own] = _raised(spaced, wide, model.w2[at], model.b2[at], once)

    def _text(self, told: Floats) -> Floats:
        """What all pieces say together."""
        model, count = self._model, np.float32(len(told))
        told -= told.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.einsum("ij,ij->i", told, told) / told.shape[1] + model.eps)
        total = (1 / spread) @ told * model.ln_g + count * model.ln_b
        first = (total @ self._first + count * self._first_more) / np.sqrt(count)
        side, straight = np.split(first, [model.d0.shape[1]])
        deep = np.maximum(straight + np.maximum(side, 0) @ model.d1, 0)
        text: Floats = np.tanh(deep @ model.p3 + np.maximum(deep @ model.d2, 0) @ model.d3)
        text /= np.sqrt(max(float(text @ text), model.eps))
        return text


def _even(rows: Floats, least: float) -> None:
    """Each row with mean 0 and spread 1, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + least)[:, None]


def _raised(spaced: Floats, wide: int, weights: Floats, more: Floats, own: Floats) -> Floats:
    """One layer over windows of `wide` pieces, added to what it was told of.

    A window is not laid out in a row: its first pieces meet the first weights, its second the next, and so on.
    """
    layer, one = np.empty_like(own), np.empty_like(own)
    _multiplied(spaced[: len(own)], weights[:_BRANCH], layer)
    for at in range(1, wide):
        _multiplied(spaced[at : at + len(own)], weights[at * _BRANCH : (at + 1) * _BRANCH], one)
        layer += one
    layer += more
    np.maximum(layer, 0, out=layer)
    layer += own
    return layer


def _multiplied(rows: Floats, weights: Floats, into: Floats) -> None:
    """A product, in parts so small that the matrix library does not copy the weights first, which takes as long as to
    multiply them with a few rows.
    """
    size = max(_STEP, _SMALL // rows.size // _STEP * _STEP)
    for at in range(0, weights.shape[1], size):
        np.matmul(rows, weights[:, at : at + size], out=into[:, at : at + size])
