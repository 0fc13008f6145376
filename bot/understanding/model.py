"""Two small models that read a text together: one of its words, one of the sentence encoder's vector.

The first is softmax regression over the features of a text (`features.py`) that are common enough to be known, each by
its hash; the second a net with one hidden layer over the vector and the screen. Both are kept in one file of whole
numbers of one byte, which numpy alone reads; bench trains them. The second is asked only where there is an encoder and
the first is unsure.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.understanding.features import hashes
from core import encoder
from core.text.arabizi import is_arabizi, to_arabic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MEANING = 0.4
"""How much the second model counts, where it is asked."""
SURE = 0.97
"""From this probability on the first model decides alone."""
SCALE = 3.0
"""By how much the vector is multiplied beside the screen's single 1."""
_NEVER, _OUT = 1e-6, -1e3


class Model:
    """The two models of a file. Raises OSError where there is no such file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def likely(
        self, text: str, screen: str, most: int, without: Collection[str] = frozenset()
    ) -> list[tuple[str, float]]:
        """The likeliest labels with their probabilities, best first; those `without` are out of the question."""
        import numpy as np

        out = np.array([_OUT if label in without else 0.0 for label in self.labels], dtype=np.float32)
        shares = _softmax(self._by_words(text, screen) + out)
        if shares.max() < SURE and (other := self._by_meaning(text, screen)) is not None:
            mixed = (1 - MEANING) * np.log(shares + _NEVER) + MEANING * np.log(_softmax(other + out) + _NEVER)
            shares = _softmax(mixed)
        shares = _softmax(np.log(shares + _NEVER) / self._temperature)
        best = np.argsort(-shares)[:most]
        return [(self.labels[at], float(shares[at])) for at in best if self.labels[at] not in without]

    def _by_words(self, text: str, screen: str) -> Floats:
        import numpy as np

        found = self._known(hashes(text, screen))
        weights = self._weights[self._read["words"][found]].sum(axis=0)
        scores: Floats = weights / np.float32(max(len(found), 1) ** 0.5) + self._read["words_bias"]
        return scores

    def _known(self, found: Collection[int]) -> NDArray[np.int64]:
        """The rows of those features that were met in learning."""
        import numpy as np

        return rows_of(self._read["vocabulary"], np.fromiter(found, dtype=np.uint32, count=len(found)))

    def _by_meaning(self, text: str, screen: str) -> Floats | None:
        import numpy as np

        vectors = encoder.encode([in_letters(text)])
        if vectors is None:
            return None
        (into, into_bias), (out, out_bias) = self._table("hidden"), self._table("meaning")
        raw = (vectors[0] * np.float32(SCALE)) @ into[: len(vectors[0])] + into_bias
        if screen in self._screens:
            raw = raw + into[len(vectors[0]) + self._screens.index(screen)]
        scores: Floats = np.maximum(raw, 0) @ out + out_bias
        return scores

    @cached_property
    def _read(self) -> dict[str, Any]:
        import numpy as np

        with np.load(self._file, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(self._read["labels"].tolist())

    @cached_property
    def _screens(self) -> tuple[str, ...]:
        return tuple(self._read["screens"].tolist())

    @cached_property
    def _temperature(self) -> float:
        return float(self._read["temperature"])

    @cached_property
    def _weights(self) -> Floats:
        """What each whole number of the first table weighs, the negative ones from the end: it is kept as its root."""
        import numpy as np

        roots = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float32) * self._read["words_step"]
        weights: Floats = np.sign(roots) * roots**2
        return weights

    @cached_property
    def _tables(self) -> dict[str, tuple[Floats, Floats]]:
        import numpy as np

        read = self._read
        return {
            name: (read[name].astype(np.float32) * read[f"{name}_step"], read[f"{name}_bias"])
            for name in ("hidden", "meaning")
        }

    def _table(self, name: str) -> tuple[Floats, Floats]:
        return self._tables[name]


def rows_of(vocabulary: NDArray[np.uint32], found: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The places of these hashes in a sorted vocabulary, without those that are not in it."""
    import numpy as np

    places = np.minimum(np.searchsorted(vocabulary, found), len(vocabulary) - 1)
    met: NDArray[np.int64] = places[vocabulary[places] == found]
    return met


def in_letters(text: str) -> str:
    """Arabic in Arabic letters, as the encoder knows it."""
    return to_arabic(text) if is_arabizi(text) else text


def _softmax(scores: Floats) -> Floats:
    import numpy as np

    raised = np.exp(scores - scores.max())
    shares: Floats = raised / raised.sum()
    return shares
