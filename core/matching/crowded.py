"""Which of the listings that are compared lie near to nearly everything? They are a little less likely to be meant.

In a space of many dimensions some points are among the nearest of very many others ("hubs"), so that they stand before
the one right answer of a text that says little. What a listing's own neighbourhood adds to its cosine is taken away
again: local scaling, as by Conneau et al., Word Translation Without Parallel Data, 2018 (CSLS), with the other
listings at hand in place of all there are. Measured: docs/matching-measured.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.matching.fit import Told, rows_of
from core.matching.vectors import Floats, normal

_NEIGHBOURS = 16
_LEAST = 3  # listings: of fewer none has a neighbourhood
_WEIGHT = 0.15  # of a fit, for a cosine of 1


def crowding(told: Sequence[Told]) -> Floats:
    """What the fit of each is to lose, or to win where it stands alone: 0 on average, and for what has no vector."""
    lost = np.zeros(len(told), dtype=np.float32)
    rows = normal(rows_of(told).astype(np.float32))
    there = np.flatnonzero(rows.any(axis=1))
    if len(there) < _LEAST:
        return lost
    near = rows[there] @ rows[there].T
    np.fill_diagonal(near, -1)
    nearest = min(_NEIGHBOURS, len(there) - 1)
    crowded = np.partition(near, -nearest, axis=1)[:, -nearest:].mean(axis=1)
    lost[there] = _WEIGHT * (crowded - crowded.mean())
    return lost
