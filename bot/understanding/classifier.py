"""How likely is each dialogue act in a text, on that screen? A linear model, read from one file.

Softmax regression over hashed features (`features.py`), trained by `python -m bench.acts` from sentences in
`data/sentences`; numpy alone reads it. Its probabilities are calibrated on sentences that were held back.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.understanding.acts import DATA, NONE
from bot.understanding.features import features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS = DATA / "acts.npz"


class Model(NamedTuple):
    """Weights with a row a feature and a column an act, what each act has beforehand, and the temperature by which
    scores are divided before they become probabilities.
    """

    acts: tuple[str, ...]
    table: Floats
    bias: Floats
    temperature: float


def likely(text: str, screen: str, most: int = 5) -> list[tuple[str, float]]:
    """The likeliest acts with their probabilities, best first; of a text without a letter or figure, none."""
    import numpy as np

    if not any(map(str.isalnum, text)):
        return [(NONE, 1.0)]
    model = _model()
    found = features(text, screen)
    scores = model.table[found].sum(axis=0, dtype=np.float32) / np.float32(len(found) ** 0.5) + model.bias
    raised = np.exp((scores - scores.max()) / model.temperature)
    shares = raised / raised.sum()
    best = np.argsort(-shares)[:most]
    return [(model.acts[at], float(shares[at])) for at in best]


@cache
def _model() -> Model:
    """The table, kept in whole numbers of one byte and multiplied out here."""
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as file:
        table = file["table"].astype(np.float32) * file["step"]
        return Model(tuple(file["acts"].tolist()), table, file["bias"], float(file["temperature"]))
