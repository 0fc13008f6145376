"""How is the encoder's vector of a text made small, and where are those of the labels kept?

A vector loses the mean of its language, is turned so that what tells labels apart comes first, and keeps 256 numbers of
one byte. The first half says nearly as much, and is what thousands are compared by. `python -m
core.matching.label_vectors` encodes what stands for the services once and writes core/data/label_vectors.npz; texts
that are not in it, such as a coordinator's labels, are encoded when first needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core import encoder
from core.taxonomy import LANGUAGES

FILE = Path(__file__).resolve().parent.parent / "data" / "label_vectors.npz"
DIMENSIONS = 256
ROUGHLY = 128  # of these, the first, where many are compared
_LARGEST = 127  # of a number in one byte
_KEY_BYTES = 8
Floats = NDArray[np.float32]
Text = tuple[str, str]  # language and text


class Vectors:
    """Small vectors of texts, where there is an encoder."""

    def __init__(self, means: Floats, turn: Floats, keys: Sequence[bytes], rows: NDArray[np.int8]) -> None:
        """`means`: a row a language, 512 wide; `turn`: 512 × DIMENSIONS; `rows`: ROUGHLY, of what has these keys."""
        self._means = dict(zip(LANGUAGES, means, strict=True))
        self.anyone: Floats = means.mean(axis=0)
        self._turn = turn
        self._known = {key: at for at, key in enumerate(keys)}
        self._rows = rows

    def __contains__(self, text: Text) -> bool:
        return key(text) in self._known

    def of(self, texts: Sequence[Text]) -> Floats:
        """A row of length 1 a text, ROUGHLY wide, from the file if it is there; zeros where neither has it."""
        rows = np.zeros((len(texts), ROUGHLY), dtype=np.float32)
        missing = []
        for at, text in enumerate(texts):
            known = self._known.get(key(text))
            if known is None:
                missing.append(at)
            else:
                rows[at] = self._rows[known]
        fresh = self.fresh([texts[at] for at in missing])
        if fresh is not None:
            rows[missing] = fresh[:, :ROUGHLY]
        return normal(rows)

    def fresh(self, texts: Sequence[Text]) -> Floats | None:
        """The same, DIMENSIONS wide, each encoded now; None without an encoder."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        raw = encoder.encode([text for _lang, text in texts])
        if raw is None:
            return None
        means = np.stack([self.mean_of(lang) for lang, _text in texts])
        rows: Floats = ((raw - means) @ self._turn).astype(np.float32)
        rows[~raw.any(axis=1)] = 0
        return normal(rows)

    def mean_of(self, lang: str) -> Floats:
        """What is taken away of a text in `lang`; of an unknown one, the mean of all."""
        mean: Floats = self._means.get(lang, self.anyone)
        return mean


def normal(rows: Floats) -> Floats:
    """Rows of length 1; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    made: Floats = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return made


def packed(row: Floats) -> bytes:
    """A row as one byte a number."""
    largest = float(np.abs(row).max()) or 1.0
    pack: bytes = np.rint(row * (_LARGEST / largest)).astype(np.int8).tobytes()
    return pack


def unpacked(packs: Sequence[bytes], wide: int = DIMENSIONS, keep: int = DIMENSIONS) -> Floats:
    """Packed rows, so wide, as rows of length 1; of each only the first `keep` numbers."""
    return normal(np.frombuffer(b"".join(packs), dtype=np.int8).reshape(-1, wide)[:, :keep].astype(np.float32))


def key(text: Text) -> bytes:
    return hashlib.blake2b("\t".join(text).encode(), digest_size=_KEY_BYTES).digest()


@cache
def stored() -> Vectors:
    """The vectors of the data file."""
    with np.load(FILE) as file:
        keys, rows = file["keys"].tobytes(), file["rows"]
        each = [keys[at * _KEY_BYTES : (at + 1) * _KEY_BYTES] for at in range(len(rows))]
        return Vectors(file["means"].astype(np.float32), file["turn"].astype(np.float32), each, rows)
