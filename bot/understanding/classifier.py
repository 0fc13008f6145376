"""How likely is each dialogue act in a text, on that screen? A linear model, read from one file.

Softmax regression over hashed features (`features.py`, `model.py`), trained by `python -m bench.acts` from sentences in
`data/sentences`; numpy alone reads it. Its probabilities are calibrated on sentences that were held back.
"""

from __future__ import annotations

from functools import cache

from bot.understanding.acts import DATA, NONE
from bot.understanding.features import features
from bot.understanding.model import Model, read

WEIGHTS = DATA / "acts.npz"


def likely(text: str, screen: str, most: int = 5) -> list[tuple[str, float]]:
    """The likeliest acts with their probabilities, best first; of a text without a letter or figure, none."""
    import numpy as np

    if not any(map(str.isalnum, text)):
        return [(NONE, 1.0)]
    model = _model()
    chances = model.of_rows(features(text, screen))
    return [(model.names[at], float(chances[at])) for at in np.argsort(-chances)[:most]]


@cache
def _model() -> Model:
    return read(WEIGHTS)
