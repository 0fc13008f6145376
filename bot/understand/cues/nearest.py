"""What may a sentence mean that no cue knows? What most of the sentences nearest to it in meaning do, or nothing.

The nearest are looked for with the sentence encoder (core/encoder.py) among `data/examples.tsv`: language, intent, and
a sentence somebody might write, one a line, for translators to extend. Where there is no encoder nothing is near.
Their vectors are kept in `data/examples.npz`, written by `python -m bot.understand.cues.nearest`.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.understand.lexis.tables import DATA
from core import encoder
from core.languages import LANGUAGES
from core.text.arabizi import is_arabizi, to_arabic

from .intents import OUT_OF_SCOPE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

EXAMPLES, VECTORS = DATA / "examples.tsv", DATA / "examples.npz"
_DIMENSIONS, _LARGEST = 128, 127
_ASKED = 5
_NEAR = 0.6
"""Cosine of the nearest of them, below which it is not near."""
_SHARE = 0.6
"""Of what the nearest weigh together: so much must be for one intent."""
LONGEST = 120
"""Letters that are compared: what a text wants is said at once, and encoding takes time for every word."""
_FEWEST = 2
"""Words of a text that is compared: a single one is an answer, or nothing."""
# What moves credit, deletes or opts out is never guessed; a yes least of all.
_NEVER = frozenset((OUT_OF_SCOPE, "confirm_service", "accept_match", "donate", "delete_my_data", "stop", "yes"))


@dataclass(frozen=True, slots=True)
class Example:
    lang: str
    intent: str
    text: str


def nearest(text: str, lang: str) -> str | None:
    """The intent that a text is near to, or None: not near enough, not clear, or no encoder."""
    if sum(any(map(str.isalpha, word)) for word in text.split()) < _FEWEST:
        return None
    raw = encoder.encode([plain(text[:LONGEST])])
    if raw is None:
        return None
    known = _known()
    cosines = known.rows @ known.small(raw, [lang])[0]
    best = cosines.argpartition(-_ASKED)[-_ASKED:]
    weights: dict[str, float] = {}
    for at in best:
        intent = known.intents[at]
        weights[intent] = weights.get(intent, 0.0) + max(0.0, float(cosines[at]))
    intent, weight = max(weights.items(), key=lambda one: (round(one[1], 5), one[0]))
    near = max(float(cosines[at]) for at in best if known.intents[at] == intent)
    if intent in _NEVER or near < _NEAR or weight < _SHARE * sum(weights.values()):
        return None
    return intent


def prepare_nearest() -> None:
    """Load encoder and examples now rather than in the first message."""
    nearest("a sentence", "en")


@dataclass(frozen=True, slots=True)
class _Known:
    """Small vectors of length 1 of all examples, and how a new text's is made."""

    intents: list[str]
    rows: Floats
    means: Floats  # one of each language
    turn: Floats

    def small(self, raw: Floats, langs: list[str]) -> Floats:
        means = self.means[[LANGUAGES.index(lang) if lang in LANGUAGES else 0 for lang in langs]]
        return normal(((raw - means) @ self.turn).astype(raw.dtype))


@cache
def _known() -> _Known:
    import numpy as np

    with np.load(VECTORS) as file:
        rows: Floats = file["rows"].astype(np.float32)
        means: Floats = file["means"].astype(np.float32)
        turn: Floats = file["turn"].astype(np.float32)
    return _Known([example.intent for example in read_examples()], normal(rows), means, turn)


def read_examples() -> list[Example]:
    """The sentences, as they stand in the file."""
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    return [Example(*line.split("\t", 2)) for line in lines if line and not line.startswith("#")]


def digest() -> str:
    """What the file of vectors must have been made of."""
    return hashlib.sha256(EXAMPLES.read_bytes()).hexdigest()


def write_vectors() -> int:
    """Encode all examples anew; how many there are. Raises RuntimeError without the encoder."""
    import numpy as np

    examples = read_examples()
    raw = encoder.encode([plain(example.text) for example in examples])
    if raw is None:
        raise RuntimeError("the sentence encoder is needed to write vectors")
    langs = np.array([LANGUAGES.index(example.lang) for example in examples])
    means = np.stack([raw[langs == at].mean(axis=0) for at in range(len(LANGUAGES))]).astype(np.float16)
    centred = raw - means[langs].astype(np.float32)
    _values, axes = np.linalg.eigh(centred.T @ centred)  # the directions in which sentences differ, the weakest first
    turn = axes[:, ::-1][:, :_DIMENSIONS].astype(np.float16)
    rows = np.rint(normal(centred @ turn.astype(np.float32)) * _LARGEST).astype(np.int8)
    np.savez_compressed(VECTORS, rows=rows, means=means, turn=turn, digest=np.array(digest()))
    return len(examples)


def plain(text: str) -> str:
    """As the encoder knows it: Arabic in its own letters."""
    return to_arabic(text) if is_arabizi(text) else text


def normal(rows: Floats) -> Floats:
    """Of length 1."""
    import numpy as np

    made: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return made


if __name__ == "__main__":
    print(f"{write_vectors()} sentences.")
    sys.exit(0)
