"""Who gives: does a sentence that no cue knows ask for something, or offer it? Learnt from sentences that do.

Person and possessives tell it more than what it is about: "l'ingénieur peut contrôler *vos* panneaux". They stand in
`data/examples.tsv`, and what says it by its grammar alone in `data/sides.tsv`, for translators to extend. What is
learnt (weights.py) is kept in `data/sides.npz`, written by `python -m bot.understand.cues.sides` in a minute.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache

from bot.understand.lexis.tables import DATA

from .nearest import EXAMPLES, Example, read_examples
from .weights import Weights, read_sentences, read_weights, write_weights

SENTENCES, WEIGHTS = DATA / "sides.tsv", DATA / "sides.npz"
NEITHER = "neither"
_SIDES = {"need": "post_need", "offer": "post_offer"}
_MEANING = 0.7


def sides(text: str, lang: str) -> dict[str, float]:
    """The chance of `post_need`, `post_offer` and `NEITHER`; nothing where there is no encoder."""
    return _weights().chances(text, lang)


def prepare_sides() -> None:
    """Load the weights now rather than in the first message."""
    sides("a sentence", "en")


@cache
def _weights() -> Weights:
    return read_weights(WEIGHTS, _MEANING)


def _taught() -> Iterator[Example]:
    for one in read_sentences(SENTENCES):
        yield Example(one.lang, _SIDES[one.intent], one.text)
    for one in read_examples():
        yield Example(one.lang, one.intent if one.intent in _SIDES.values() else NEITHER, one.text)


def digest() -> str:
    """What the file of weights must have been made of."""
    return hashlib.sha256(SENTENCES.read_bytes() + EXAMPLES.read_bytes()).hexdigest()


if __name__ == "__main__":
    print(f"{write_weights(WEIGHTS, list(_taught()), _MEANING, digest())} sentences.")
    sys.exit(0)
