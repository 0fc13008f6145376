"""A linear model of names, read from one file: how likely is each, for the rows that a text has in its table?

Softmax regression over hashed features (`features.py`); `bench/regression.py` fits it and writes the file. The acts
and the questions about the service have a file each. Only numpy is needed to read one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


class Model(NamedTuple):
    """Weights with a row a feature and a column a name, what each name has beforehand, and the temperature by which
    scores are divided before they become probabilities.
    """

    names: tuple[str, ...]
    table: Floats
    bias: Floats
    temperature: float

    def of_rows(self, rows: Sequence[int]) -> Floats:
        """The probability of each name, for hashed features."""
        import numpy as np

        return self._chances(self.table[rows].sum(axis=0, dtype=np.float32) / np.float32(len(rows) ** 0.5) + self.bias)

    def of_vector(self, vector: Floats) -> Floats:
        """The same for one vector as wide as the table has rows."""
        return self._chances(vector @ self.table + self.bias)

    def _chances(self, scores: Floats) -> Floats:
        import numpy as np

        raised = np.exp((scores - scores.max()) / np.float32(self.temperature))
        chances: Floats = raised / raised.sum()
        return chances


def read(file: Path, prefix: str = "") -> Model:
    """A model of that file, its table kept in whole numbers of one byte and multiplied out here."""
    import numpy as np

    with np.load(file, allow_pickle=False) as kept:
        table = kept[f"{prefix}table"].astype(np.float32) * kept[f"{prefix}step"]
        names = tuple(kept["names"].tolist())
        return Model(names, table, kept[f"{prefix}bias"], float(kept[f"{prefix}temperature"]))
