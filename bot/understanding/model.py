"""Two models that read a text together: one of its words, one of all of them in their order (`reader.py`).

The first is softmax regression over the features of a text (`features.py`) that are common enough to be known, each by
its hash; it is kept in one file of whole numbers of one byte, which numpy alone reads; bench.acts trains it. The second
is asked only where the first is unsure, and where models of meaning are not switched off.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.understanding.features import hashes
from bot.understanding.reader import READER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

READS = 0.5
"""How much the second model counts, where it is asked."""
SURE = 0.97
"""From this probability on the first model decides alone."""
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
        if shares.max() < SURE and (other := self._by_reading(text, screen)) is not None:
            mixed = (1 - READS) * np.log(shares + _NEVER) + READS * np.log(_softmax(other + out) + _NEVER)
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

    def _by_reading(self, text: str, screen: str) -> Floats | None:
        import numpy as np

        scores = READER.scores(text, screen)
        if scores is None:
            return None
        told = dict(zip(READER.labels, scores.tolist(), strict=True))
        return np.array([told.get(label, _OUT) for label in self.labels], dtype=np.float32)

    @cached_property
    def _read(self) -> dict[str, Any]:
        import numpy as np

        with np.load(self._file, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(self._read["labels"].tolist())

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


def rows_of(vocabulary: NDArray[np.uint32], found: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The places of these hashes in a sorted vocabulary, without those that are not in it."""
    import numpy as np

    places = np.minimum(np.searchsorted(vocabulary, found), len(vocabulary) - 1)
    met: NDArray[np.int64] = places[vocabulary[places] == found]
    return met


def _softmax(scores: Floats) -> Floats:
    import numpy as np

    raised = np.exp(scores - scores.max())
    shares: Floats = raised / raised.sum()
    return shares
