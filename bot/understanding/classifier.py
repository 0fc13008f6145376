"""How likely is each dialogue act in a text, on that screen? Learnt by `python -m bench.acts` from data files."""

from __future__ import annotations

from functools import cache

from bot.understanding.acts import DATA, NONE
from bot.understanding.model import Model

WEIGHTS = DATA / "acts.npz"
_MOST = 5


def likely(text: str, screen: str, most: int = _MOST) -> list[tuple[str, float]]:
    """The likeliest acts with their probabilities, best first; a text without a letter or figure is none of them."""
    return model().likely(text, screen, most) if any(map(str.isalnum, text)) else [(NONE, 1.0)]


@cache
def model() -> Model:
    return Model(WEIGHTS)
