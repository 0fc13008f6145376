"""What is each word of a text, by what the sentence encoder knows of it where it stands? A small net over its words.

A row of numbers a word (core/encoder.py, `in_context`) and what is known of it besides are brought to `HIDDEN` numbers;
three layers look at five words each, then at every second and every third; the last gives a score a label. Kept in one
file of whole numbers of one byte, which numpy alone reads; bench/word_net_training.py learns it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HIDDEN, SPREADS, WIDE = 128, (1, 2, 3), 5
_FAR = 20.0  # words, by which places in the text are divided


class WordNet:
    """The net of one file, with the marks and the kinds that it knows."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def scores(self, said: Sequence[str], marks: Sequence[str], kind: str) -> tuple[Floats, Floats] | None:
        """A row a word and a column a label, and the weights of one label behind another; None without an encoder.

        `said`: the words as typed, Arabic in its own letters; `marks`: letters for what is known of each.
        """
        import numpy as np

        vectors = encoder.in_context(said)
        if vectors is None:
            return None
        known = self._read
        besides = beside(marks, kind, known["marks"].tolist(), known["kinds"].tolist())
        seen = np.maximum(vectors @ known["into"] + besides @ known["beside"] + known["into_bias"], 0)
        for layer, spread in enumerate(SPREADS):
            seen = seen + np.maximum(_around(seen, spread) @ known[f"layer{layer}"] + known[f"layer{layer}_bias"], 0)
        scores: Floats = seen @ known["out"] + known["out_bias"]
        return scores, known["steps"]

    @cached_property
    def _read(self) -> dict[str, Any]:
        import numpy as np

        with np.load(self.file, allow_pickle=False) as file:
            read = {name: file[name] for name in file.files}
        steps = {name.removesuffix("_step"): read.pop(name) for name in list(read) if name.endswith("_step")}
        return read | {name: read[name].astype(np.float32) * step for name, step in steps.items()}


def beside(marks: Sequence[str], kind: str, all_marks: Sequence[str], kinds: Sequence[str]) -> Floats:
    """A row a word: 1 for each of its marks, 1 for the kind of text, and how far it is from both ends."""
    import numpy as np

    rows = np.zeros((len(marks), len(all_marks) + len(kinds) + 2), dtype=np.float32)
    places = {mark: at for at, mark in enumerate(all_marks)}
    for at, mark in enumerate(marks):
        rows[at, [places[one] for one in mark if one in places]] = 1
    rows[:, len(all_marks) + list(kinds).index(kind)] = 1
    rows[:, -2] = np.arange(len(marks)) / _FAR
    rows[:, -1] = (len(marks) - np.arange(len(marks))) / _FAR
    return rows


def _around(seen: Floats, spread: int) -> Floats:
    """Each word's row with those of the words around it, every `spread`-th of them, in one."""
    import numpy as np

    reach = WIDE // 2 * spread
    spaced = np.pad(seen, ((reach, reach), (0, 0)))
    return np.hstack([spaced[at * spread : at * spread + len(seen)] for at in range(WIDE)])
