"""How likely does a sentence tell each thing of an exchange, where no cue knows it? Learnt from sentences that do.

They stand in `data/said.tsv`: language, what is told, and a sentence somebody might say, one a line, for translators to
extend; what asks for something else stands in `data/examples.tsv`. What is learnt (weights.py) is kept in
`data/said.npz`, written by `python -m bot.understand.cues.likely` in some minutes.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache

from bot.understand.lexis.tables import DATA
from bot.understand.lexis.tokens import tokenise

from .intents import find_told
from .nearest import EXAMPLES, Example, read_examples
from .weights import Weights, read_sentences, read_weights, write_weights

SENTENCES, WEIGHTS = DATA / "said.tsv", DATA / "said.npz"
OTHER = "other"
"""That it is about something else."""
_AS_EXAMPLES = {"accept_match": "accept", "rate_partner": "rate"}
# What may tell of one thing or another, or be said of anything, teaches nothing.
_EITHER = frozenset(("confirm_service", "decline_match", "cancel", "yes", "no", "skip", "back"))
_MEANING = 1.5


def likely(text: str, lang: str) -> dict[str, float]:
    """The chance of each thing that can be told, and of `OTHER`; nothing where there is no encoder."""
    return _weights().chances(text, lang)


def prepare_likely() -> None:
    """Load encoder and weights now rather than in the first message."""
    likely("a sentence", "en")


@cache
def _weights() -> Weights:
    return read_weights(WEIGHTS, _MEANING)


def read_said() -> list[Example]:
    """The sentences about an exchange, as they stand in the file; `intent` is what is told."""
    return read_sentences(SENTENCES)


def _taught() -> Iterator[Example]:
    yield from read_said()
    for example in read_examples():
        if example.intent not in _EITHER:
            yield Example(example.lang, _wrong(example) or _AS_EXAMPLES.get(example.intent, OTHER), example.text)


def _wrong(example: Example) -> str:
    """What went wrong: nobody came, late, or something else; '' where nothing did."""
    if example.intent != "dispute":
        return ""
    cues = {cue.intent for cue in find_told(tokenise(example.text), example.lang)}
    return next((thing for thing in ("absent", "late") if thing in cues), "problem")


def digest() -> str:
    """What the file of weights must have been made of."""
    return hashlib.sha256(SENTENCES.read_bytes() + EXAMPLES.read_bytes()).hexdigest()


if __name__ == "__main__":
    print(f"{write_weights(WEIGHTS, list(_taught()), _MEANING, digest())} sentences.")
    sys.exit(0)
