"""Which words are used like which? Kinds of words, found among what the sentence encoder knows of each by itself.

A word that nobody who is learnt from ever wrote is still of a kind, the same in five languages: what one does with the
hands, a weekday, a place. `python -m bench.titles` finds the kinds; there are coarse and fine ones.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.understanding.acts import DATA
from core import encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = DATA / "word_kinds.npz"
SIZES = (48, 300)
"""How many kinds there are: coarse ones, and fine ones."""


@lru_cache(maxsize=4096)
def kinds_of(word: str) -> tuple[int, ...]:
    """The number of its kind among the coarse ones and among the fine ones; () for no word, or without the encoder."""
    found = encoder.word(word) if word else None
    return () if found is None else tuple(int((centres @ found).argmax()) for centres in _centres())


@cache
def _centres() -> tuple[Floats, ...]:
    """The middle of each kind, as rows of length 1."""
    import numpy as np

    with np.load(FILE, allow_pickle=False) as file:
        tables = [file[f"of{size}"].astype(np.float32) for size in SIZES]
    return tuple(table / np.linalg.norm(table, axis=1, keepdims=True) for table in tables)
