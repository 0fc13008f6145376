"""A conditional random field over the words of a text: each gets a label, by weights of its hashed features and of the
label before. What is learnt stands in one file of whole numbers of one byte, which numpy alone reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BUCKETS = 1 << 15
_NEVER = -1e4


def bucket(feature: str, buckets: int = BUCKETS) -> int:
    """The row of a table in which the weights of this feature stand."""
    return crc32(feature.encode()) % buckets


class Crf:
    """The weights of one file. Inside ("I-") stands only behind its kind."""

    def __init__(self, file: Path, labels: tuple[str, ...], buckets: int = BUCKETS) -> None:
        self.file, self.labels, self.buckets = file, labels, buckets

    def scores(self, rows: list[list[int]]) -> Floats:
        """A row a word and a column a label, of the features of each word."""
        import numpy as np

        table, _steps, step = self._read
        found: Floats = np.stack([table[row].sum(axis=0, dtype=np.float32) for row in rows]) * step
        return found

    def best_row(self, scores: Floats, steps: Floats | None = None) -> list[int]:
        """The likeliest row of labels (Viterbi); `steps` in place of its own weights of one label behind another."""
        so_far, back = scores[0] + self._at_first, []
        steps = self.steps if steps is None else steps
        for row in scores[1:]:
            ways = so_far[:, None] + steps
            back.append(ways.argmax(axis=0))
            so_far = ways.max(axis=0) + row
        at = int(so_far.argmax())
        labels = [at]
        for where in reversed(back):
            at = int(where[at])
            labels.append(at)
        return labels[::-1]

    def marginals(self, scores: Floats, steps: Floats | None = None) -> Floats:
        """How likely each label is at each word, over all rows of labels (forward and backward)."""
        import numpy as np

        steps = self.steps if steps is None else steps
        ahead = [scores[0] + self._at_first]
        for row in scores[1:]:
            ahead.append(row + _log_sum(ahead[-1][:, None] + steps, 0))
        behind = [np.zeros(len(self.labels), dtype=np.float32)]
        for row in scores[:0:-1]:
            behind.append(_log_sum(steps + (row + behind[-1])[None, :], 1))
        both = np.stack(ahead) + np.stack(behind[::-1])
        shares: Floats = np.exp(both - _log_sum(both, 1)[:, None])
        return shares

    @property
    def steps(self) -> Floats:
        """The weights of one label behind another."""
        return self._read[1]

    def forget(self) -> None:
        """Read the file anew when it is asked next."""
        self.__dict__.pop("_read", None)

    @cached_property
    def _read(self) -> tuple[NDArray[np.int8], Floats, Floats]:
        """The weights of the features, those of one label behind another, and what the first are multiplied by."""
        import numpy as np

        with np.load(self.file, allow_pickle=False) as file:
            return file["table"], file["steps"], file["step"]

    @cached_property
    def _at_first(self) -> Floats:
        import numpy as np

        return np.array([_NEVER if label.startswith("I") else 0.0 for label in self.labels], dtype=np.float32)


def stretches(labels: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From which to which word (exclusive) each thing goes, where 0 is none and the label behind "B-" its "I-"."""
    at = 0
    while at < len(labels):
        end = at + 1
        while labels[at] and end < len(labels) and labels[end] == labels[at] + 1:
            end += 1
        if labels[at]:
            yield at, end
        at = end


def half(one: Floats, other: Floats) -> Floats:
    """The scores of two models, with equal voices."""
    import numpy as np

    both: Floats = (one + other) * np.float32(0.5)
    return both


def _log_sum(values: Floats, axis: int) -> Floats:
    import numpy as np

    most = values.max(axis=axis, keepdims=True)
    total: Floats = np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis)
    return total
