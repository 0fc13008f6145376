"""Rows of a large table that is seldom read: how are they kept out of the process's memory?

In a file without a name, which goes with the process. What was read lately is in the system's own cache, which it may
drop; a row then costs a microsecond more. Processes that were forked share the file.
"""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


class RowsOnDisk:
    """A table of rows of equal length of which nothing is asked but some rows."""

    def __init__(self, rows: NDArray[Any]) -> None:
        """Raises OSError where there is no room."""
        with tempfile.TemporaryFile() as file:
            rows.tofile(file)
            file.flush()
            self._file = os.dup(file.fileno())
        self._count, self._bytes = len(rows), rows[0].nbytes
        self._shape, self._type = rows.shape[1:], rows.dtype  # no view: it would keep the whole table

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """A copy of these rows, in their order."""
        import numpy as np

        found = np.empty((len(numbers), *self._shape), dtype=self._type)
        for row, number in zip(found, numbers.tolist(), strict=True):
            if not 0 <= number < self._count or os.preadv(self._file, [row], number * self._bytes) != self._bytes:
                raise IndexError(number)
        return found


def on_disk(rows: NDArray[Any]) -> NDArray[Any] | RowsOnDisk:
    """The table in a file, or as it is where none can be written."""
    try:
        return RowsOnDisk(rows)
    except OSError:
        return rows
