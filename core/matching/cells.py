"""In which part of the encoder's space does a vector lie? What lies in one part with a search is looked at first.

The space is cut twice, roughly and finely, around middles of what stands for the services
(`python -m core.matching.cells` finds them anew and writes core/data/cells.npz). Cells only bring listings together:
how well they fit is worked out from the vectors themselves.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.matching.vectors import FILE, ROUGHLY, Floats, normal, packed, unpacked

CELLS_FILE = FILE.with_name("cells.npz")
ROUGH, FINE = 256, 2048
_ROUNDS = 12
_CHUNK = 4096
_KEPT = 512  # vectors whose cells are remembered: a text is asked about, posted and looked for within minutes
NEAR = 28  # cells remembered of each, as many as a search may ask for


class Cells:
    """The middles of the parts, and whose vectors they were found for."""

    def __init__(self, rough: Floats, fine: Floats, space: str) -> None:
        self.space = space
        self._middles = fine
        self._rough = lru_cache(_KEPT)(partial(_nearest, rough))
        self._fine = lru_cache(_KEPT)(partial(_nearest, fine))

    def rough(self, vector: bytes, most: int) -> tuple[int, ...]:
        """The numbers of the rough cells nearest to a packed vector, the nearest first; at most `NEAR`."""
        return self._rough(vector)[:most]

    def fine(self, vector: bytes, most: int) -> tuple[int, ...]:
        """The same for fine cells."""
        return self._fine(vector)[:most]

    def of(self, rows: Floats) -> NDArray[np.intp]:
        """The fine cell in which each of these rows lies, each of length 1 and ROUGHLY wide."""
        return _cell_of(rows, self._middles)

    def sorted_by(self, numbers: NDArray[np.intp], row: Floats) -> list[int]:
        """These fine cells, the nearest to a vector, ROUGHLY wide, first."""
        near = self._middles.take(numbers, axis=0) @ row
        nearest: list[int] = numbers[np.argsort(-near, kind="stable")].tolist()
        return nearest


@cache
def cells() -> Cells:
    """Those of the data file."""
    with np.load(CELLS_FILE) as file:
        rough, fine = (unpacked([file[name].tobytes()], ROUGHLY) for name in ("rough", "fine"))
        return Cells(rough, fine, str(file["space"]))


def space_mark() -> str:
    """What tells one space of vectors from another: how the encoder's are turned and centred."""
    with np.load(FILE) as file:
        return hashlib.sha256(file["means"].tobytes() + file["turn"].tobytes()).hexdigest()


def made_of(rows: Floats) -> dict[str, NDArray[Any]]:
    """What the file holds, found anew among `rows`."""
    halves = {name: _middles(rows, count) for name, count in (("rough", ROUGH), ("fine", FINE))}
    packs = {name: np.frombuffer(b"".join(map(packed, half)), dtype=np.int8) for name, half in halves.items()}
    return {name: pack.reshape(-1, ROUGHLY) for name, pack in packs.items()} | {"space": np.array(space_mark())}


def _nearest(middles: Floats, vector: bytes) -> tuple[int, ...]:
    far = -(middles @ unpacked([vector], keep=ROUGHLY)[0])
    first = np.argpartition(far, NEAR)[:NEAR]
    return tuple(first[np.argsort(far[first], kind="stable")].tolist())


def _cell_of(rows: Floats, middles: Floats) -> NDArray[np.intp]:
    chunks = [np.argmax(rows[at : at + _CHUNK] @ middles.T, axis=1) for at in range(0, len(rows), _CHUNK)]
    return np.concatenate([np.zeros(0, dtype=np.intp), *chunks])


def _middles(rows: Floats, count: int) -> Floats:
    """`count` directions around which the rows gather (spherical k-means), the same for the same rows."""
    random = np.random.default_rng(count)
    middles: Floats = rows[random.choice(len(rows), count, replace=False)]
    for _round in range(_ROUNDS):
        of = _cell_of(rows, middles)
        total = np.zeros_like(middles)
        np.add.at(total, of, rows)
        empty = ~total.any(axis=1)
        total[empty] = rows[random.choice(len(rows), int(empty.sum()), replace=False)]
        middles = normal(total)
    return middles


def main() -> int:
    with np.load(FILE) as file:
        rows = unpacked([file["rows"].tobytes()], ROUGHLY)
    np.savez(CELLS_FILE, allow_pickle=False, **made_of(rows[rows.any(axis=1)]))
    print(f"{ROUGH} rough and {FINE} fine cells, {CELLS_FILE.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
