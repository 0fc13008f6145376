"""Writing what stands for the services as vectors, once: `python -m core.matching.label_vectors` (20 seconds).

core/data/label_vectors.npz holds them, and by which means and which turn they came from the encoder's space.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import encoder
from core.languages import LANGUAGES
from core.matching.soft import label_texts, untold_texts
from core.matching.vectors import DIMENSIONS, FILE, ROUGHLY, Text, key, normal, packed
from core.taxonomy import taxonomy


def made_of(texts: Iterable[Text]) -> dict[str, NDArray[Any]]:
    """What the file holds, encoded anew."""
    unique = sorted(set(texts))
    raw = encoder.encode([text for _lang, text in unique])
    if raw is None:
        raise RuntimeError("the encoder is needed to write vectors")
    langs = np.array([lang for lang, _text in unique])
    means = np.stack([raw[langs == lang].mean(axis=0) for lang in LANGUAGES]).astype(np.float16)
    centred = raw - np.stack([means[LANGUAGES.index(lang)] for lang in langs]).astype(np.float32)
    _values, axes = np.linalg.eigh(centred.T @ centred)  # the directions in which labels differ, the weakest first
    turn = axes[:, ::-1][:, :DIMENSIONS].astype(np.float16)
    rows = normal(centred @ turn[:, :ROUGHLY].astype(np.float32))
    return {
        "keys": np.frombuffer(b"".join(map(key, unique)), dtype=np.uint8),
        "rows": np.stack([np.frombuffer(packed(row), dtype=np.int8) for row in rows]),
        "means": means,
        "turn": turn,
    }


def main() -> int:
    services = taxonomy()
    texts = [text for _at, text in (*label_texts(services), *untold_texts(services))]
    arrays = made_of(texts)
    np.savez(FILE, allow_pickle=False, **arrays)
    print(f"{len(arrays['rows'])} texts, {FILE.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
