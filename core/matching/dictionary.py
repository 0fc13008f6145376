"""How much do the words of two texts say the same, in one language or in two?

Every word has senses, which are English words that translate it: "presupuesto" and "ميزانية" share "budget", and so do
"presupuesto" and "cotización" a little. `core/data/senses.npz` is made of FreeDict's dictionaries (`python -m
core.matching.senses`); the words themselves are not in it, only numbers by which each is known again.

Each sense has a direction in the encoder's space, too, so that the senses of a text's words say where it lies, beside
the encoder itself (docs/decisions/037-words-of-dictionaries.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.matching.common import LATIN, Numbers, numbers_of
from core.matching.vectors import DIMENSIONS, Floats, normal
from core.matching.words import has_arabic, stem

FILE = Path(__file__).resolve().parent.parent / "data" / "senses.npz"
WHOLE = 255  # of a weight in one byte
_MOST = 12  # words of a text
_KEPT = 8192  # words whose senses are remembered
_SURELY = 1.3  # times a product of senses of length 1: no two words have all of theirs in common
Senses = dict[int, float]


class Dictionary:
    """Senses of words, in five languages."""

    def __init__(
        self,
        words: Numbers,
        starts: NDArray[np.uint32],
        senses: NDArray[np.uint16],
        weights: NDArray[np.uint8],
        sides: NDArray[np.uint8],
        spread: NDArray[np.float16],
    ) -> None:
        """`words`: sorted, a number for each `entry`; from its start to the next its senses and their weights. `sides`:
        a row a sense, whether it is above the middle in each of DIMENSIONS, then whether it is far from it; `spread`:
        how far senses are from the middle in each.
        """
        self._words = words
        self._starts = starts
        self._senses = senses
        self._weights = weights
        self._sides = sides
        self._spread = spread.astype(np.float32)
        self.senses = lru_cache(_KEPT)(self._senses_of)

    def _senses_of(self, word: str) -> Senses:
        """Of a folded word, in whatever language has it; together about as long as 1. Empty where nobody knows it."""
        langs = ("ar",) if has_arabic(word) else LATIN
        found: Senses = {}
        for own in self._found(entry(lang, stem(word, lang)) for lang in langs):
            for sense, weight in zip(self._senses[own].tolist(), self._weights[own].tolist(), strict=True):
                found[sense] = max(found.get(sense, 0.0), weight / WHOLE)
        return found

    def _found(self, entries: Iterable[str]) -> list[slice]:
        """Where the senses stand of those that are known."""
        wanted = numbers_of(entries)
        places = np.minimum(np.searchsorted(self._words, wanted), len(self._words) - 1)
        known = places[self._words[places] == wanted]
        bounds = zip(self._starts[known].tolist(), self._starts[known + 1].tolist(), strict=True)
        return [slice(*both) for both in bounds]

    def meant(self, stems: Sequence[str], lang: str) -> Floats:
        """Where in the encoder's space the senses of a language's stems lie together, at length 1; zeros where nobody
        knows them.
        """
        found = self._found(entry(lang, stem) for stem in stems[:_MOST])
        if not found:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        weights = np.concatenate([self._weights[own] for own in found]).astype(np.float32)
        bits = np.unpackbits(self._sides[np.concatenate([self._senses[own] for own in found])], axis=1)
        above, far = bits[:, :DIMENSIONS].astype(np.float32), bits[:, DIMENSIONS:]
        rows = (2 * above - 1) * (1 + 2 * far) * weights[:, None]
        starts = np.cumsum([0, *(own.stop - own.start for own in found[:-1])])
        of_words = normal(np.add.reduceat(rows, starts, axis=0) * self._spread)
        return normal(of_words.sum(axis=0))

    def alike(self, words: str, others: Sequence[str]) -> Floats:
        """0–1 for each of the others: how much of both texts, folded, has its like in the other."""
        ours, theirs = self._shares(words, others)
        found: Floats = ((ours + theirs) / 2).astype(np.float32)
        return found

    def covered(self, words: str, others: Sequence[str]) -> Floats:
        """0–1 for each of the others: how much of it has its like among the words."""
        return self._shares(words, others)[1]

    def _shares(self, words: str, others: Sequence[str]) -> tuple[Floats, Floats]:
        """Of each of the others: how much of the words has its like in it, and how much of it among the words."""
        ours = words.split()[:_MOST]
        theirs = [other.split()[:_MOST] for other in others]
        columns = {word: at for at, word in enumerate(dict.fromkeys(word for other in theirs for word in other))}
        if not ours or not columns:
            nothing = np.zeros(len(others), dtype=np.float32)
            return nothing, nothing
        near = self._near(ours, columns)
        places = np.full((len(theirs), max(map(len, theirs))), len(columns))  # behind the last word of each: no word
        for row, other in zip(places, theirs, strict=True):
            row[: len(other)] = [columns[word] for word in other]
        both = near[:, places]  # our words × the others × their words
        counts = np.array([len(other) or 1 for other in theirs], dtype=np.float32)
        return both.max(axis=2).mean(axis=0), both.max(axis=0).sum(axis=1) / counts

    def _near(self, ours: Sequence[str], theirs: Mapping[str, int]) -> Floats:
        """How near each of our words is to each of theirs, in its column: 1 = the same word, 0 = no sense in common, as
        in the last column, which is that of no word.
        """
        shared = np.zeros((len(ours), len(theirs) + 1), dtype=np.float32)
        having: dict[int, list[tuple[int, float]]] = {}
        for row, word in enumerate(ours):
            for sense, weight in self.senses(word).items():
                having.setdefault(sense, []).append((row, weight))
        for word, column in theirs.items():
            for sense, weight in self.senses(word).items():
                for row, other in having.get(sense, ()):
                    shared[row, column] += weight * other
        near: Floats = np.sqrt(np.minimum(shared * _SURELY, 1))
        for row, word in enumerate(ours):
            if word in theirs:
                near[row, theirs[word]] = 1
        return near


def entry(lang: str, stem: str) -> str:
    """What stands in the dictionary for a stem of a language."""
    return f"{lang}:{stem}"


@cache
def dictionary() -> Dictionary:
    """That of the data file."""
    with np.load(FILE) as file:
        return Dictionary(*(file[name] for name in ("words", "starts", "senses", "weights", "sides", "spread")))
