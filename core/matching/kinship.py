"""How alike are services? Those whose labels lie near each other share a little of what they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.matching.vectors import Floats


class Kinship:
    """Of a list of services: 1 for one and itself, about 0.2 for near ones, mostly 0."""

    def __init__(self, middles: Floats, strangers: float, base: Kinship | None = None) -> None:
        """`middles`: a row a service, the middle of its labels; `strangers`: two services less alike than this have
        nothing to do with each other; `base`: of the services before these.
        """
        self._middles = middles
        self._base = base
        self._first = len(base._middles) if base else 0
        before = [middles @ base._middles.T] if base else []
        alike = np.concatenate([*before, middles @ middles.T], axis=1)
        self._alike: Floats = np.clip(alike - strangers, 0, None)  # a row each of these, a column each of all
        np.fill_diagonal(self._alike[:, self._first :], 1)

    def of(self, services: Sequence[int]) -> Floats:
        """A row for each of these, by their places in the list: how alike it is to each of the list."""
        if self._base is None:
            return self._alike[services]
        return np.stack([self._row(self._base, at) for at in services])

    def _row(self, base: Kinship, at: int) -> Floats:
        own = at - self._first
        row: Floats = self._alike[own] if own >= 0 else np.concatenate([base._alike[at], self._alike[:, at]])
        return row
