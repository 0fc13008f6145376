"""In which parts of the encoder's space does a service lie? In those of its labels, which are a dozen of thousands.

What fits a need best is of its service, and mostly neither among the newest of that nor where the need itself lies: a
sentence lies somewhere else than the few words by which others offer the same.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from core.matching.cells import Cells
from core.matching.vectors import Floats


class ServiceCells:
    """The fine cells (core/matching/cells.py) of the labels of each service of a taxonomy."""

    def __init__(self, cells: Cells, labels: Iterable[Floats], base: ServiceCells | None = None) -> None:
        """`labels`: for each service the vectors of its labels, ROUGHLY wide; `base`: of the services before these."""
        self._cells = cells
        each = list(labels)
        # in one product, which takes little more than half as long as one for each service
        found = cells.of(np.concatenate(each))
        ends = np.cumsum([len(rows) for rows in each])[:-1]
        own = [np.unique(one) for one in np.split(found, ends)]
        self._own: list[NDArray[np.intp]] = [*base._own, *own] if base else own

    def near(self, service: int, row: Floats, most: int) -> list[int]:
        """The cells of the service with that number that are nearest to a vector, ROUGHLY wide, the nearest first."""
        return self._cells.sorted_by(self._own[service], row)[:most]
