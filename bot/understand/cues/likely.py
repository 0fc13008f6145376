"""How likely does a sentence tell each thing of an exchange, where no cue knows it? Learnt from sentences that do.

They stand in `data/said.tsv`: language, what is told, and a sentence somebody might say, one a line, for translators to
extend; what asks for something else stands in `data/examples.tsv`. What is learnt is one table of weights, for the
numbers of the sentence encoder (what it means) and for words and pieces of words (who did it, and when: "fuimos",
"رحنا"). It is kept in `data/said.npz`, written by `python -m bot.understand.cues.likely` in some minutes.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from bot.understand.lexis.tables import DATA
from bot.understand.lexis.tokens import tokenise
from core import encoder
from core.languages import LANGUAGES
from core.text.normal import fold

from .intents import find_told
from .nearest import EXAMPLES, LONGEST, Example, plain, read_examples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SENTENCES, WEIGHTS = DATA / "said.tsv", DATA / "said.npz"
OTHER = "other"
"""That it is about something else."""
_AS_EXAMPLES = {"accept_match": "accept", "rate_partner": "rate"}
# What may tell of one thing or another, or be said of anything, teaches nothing.
_EITHER = frozenset(("confirm_service", "decline_match", "cancel", "yes", "no", "skip", "back"))
_PLACES, _PIECES = 4096, (3, 4, 5)
_MEANING = 1.5
"""What the encoder's numbers count beside words and their pieces."""
_ROUNDS, _STEP, _SMALL = 300, 0.05, 1e-5
_LARGEST = 127
_WORD = re.compile(r"\w+")


def likely(text: str, lang: str) -> dict[str, float]:
    """The chance of each thing that can be told, and of `OTHER`; nothing where there is no encoder."""
    text = plain(text[:LONGEST])
    raw = encoder.encode([text])
    if raw is None:
        return {}
    import numpy as np

    known = _known()
    sums = known.middle(lang, raw[0]) @ known.weights[: encoder.DIMENSIONS] + known.bias
    places, counts = _counted(text)
    sums += counts @ known.weights[encoder.DIMENSIONS + places]
    chances = np.exp(sums - sums.max())
    return dict(zip(known.things, (chances / chances.sum()).tolist(), strict=True))


def prepare_likely() -> None:
    """Load encoder and weights now rather than in the first message."""
    likely("a sentence", "en")


@dataclass(frozen=True, slots=True)
class _Known:
    """A column of weights for each thing: a row for each number of the encoder, then for each place of a piece."""

    things: list[str]
    means: Floats  # of each language
    weights: Floats
    bias: Floats

    def middle(self, lang: str, raw: Floats) -> Floats:
        """What a sentence means beside others of its language."""
        found: Floats = (raw - self.means[_row(lang)]) * _MEANING
        return found.astype(raw.dtype)


def _row(lang: str) -> int:
    return LANGUAGES.index(lang) if lang in LANGUAGES else 0


@cache
def _known() -> _Known:
    import numpy as np

    with np.load(WEIGHTS) as file:
        weights: Floats = file["weights"].astype(np.float32) * file["scale"].astype(np.float32)
        means: Floats = file["means"].astype(np.float32)
        return _Known([str(one) for one in file["things"]], means, weights, file["bias"].astype(np.float32))


def _counted(text: str) -> tuple[NDArray[np.intp], Floats]:
    """The places of the words and pieces of a text, and how often each is there, all together of length 1."""
    import numpy as np

    found = [crc32(piece.encode()) % _PLACES for piece in set(_pieces(_WORD.findall(fold(text))))]
    places, counts = np.unique(np.array(found, dtype=np.intp), return_counts=True)
    length = float(np.sqrt((counts**2).sum())) or 1.0
    return places, (counts / length).astype(np.float32)


def _pieces(words: Sequence[str]) -> Iterator[str]:
    """Each word, each pair of words, and the beginnings, middles and ends of words."""
    for word in words:
        yield "w " + word
        bounded = f"<{word}>"
        for size in _PIECES:
            yield from (bounded[at : at + size] for at in range(len(bounded) - size + 1))
    yield from (f"b {one} {next_}" for one, next_ in pairwise(("^", *words, "$")))


def read_said() -> list[Example]:
    """The sentences about an exchange, as they stand in the file; `intent` is what is told."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [Example(*line.split("\t", 2)) for line in lines if line and not line.startswith("#")]


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


def write_weights() -> int:
    """Learn anew; from how many sentences. Raises RuntimeError without the encoder."""
    import numpy as np

    taught = list(_taught())
    things = sorted({one.intent for one in taught})
    rows, means = _rows(taught)
    right = np.eye(len(things), dtype=np.float32)[[things.index(one.intent) for one in taught]]
    weights, bias = _learn(rows, right)
    scale = np.abs(weights).max(axis=0) / _LARGEST
    np.savez_compressed(
        WEIGHTS,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale,
        bias=bias,
        means=means.astype(np.float16),
        things=np.array(things),
        digest=np.array(digest()),
    )
    return len(taught)


def _rows(taught: Sequence[Example]) -> tuple[Floats, Floats]:
    """What is known of each sentence, and the means of languages."""
    import numpy as np

    texts = [plain(one.text[:LONGEST]) for one in taught]
    raw = encoder.encode(texts)
    if raw is None:
        raise RuntimeError("the sentence encoder is needed to learn")
    langs = np.array([_row(one.lang) for one in taught])
    means = np.stack([raw[langs == at].mean(axis=0) for at in range(len(LANGUAGES))])
    rows = np.zeros((len(taught), encoder.DIMENSIONS + _PLACES), dtype=np.float32)
    rows[:, : encoder.DIMENSIONS] = (raw - means[langs]) * _MEANING
    for at, text in enumerate(texts):
        places, counts = _counted(text)
        rows[at, encoder.DIMENSIONS + places] = counts
    return rows, means


def _learn(rows: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Weights by which what is right of each row is likeliest; of few sentences each counts more than of many."""
    import numpy as np

    often = right.sum(axis=0)
    counts = (right @ (1 / np.sqrt(often)))[:, None]
    counts /= counts.sum()
    learnt = [np.zeros((rows.shape[1], right.shape[1]), np.float32), np.zeros(right.shape[1], np.float32)]
    slow, spread = [np.zeros_like(one) for one in learnt], [np.zeros_like(one) for one in learnt]
    for turn in range(1, _ROUNDS + 1):
        sums = rows @ learnt[0] + learnt[1]
        chances = np.exp(sums - sums.max(axis=1, keepdims=True))
        wrong = (chances / chances.sum(axis=1, keepdims=True) - right) * counts
        slopes = (rows.T @ wrong + _SMALL * learnt[0], wrong.sum(axis=0))
        for at, slope in enumerate(slopes):  # Adam: Kingma and Ba, 2015
            slow[at] = 0.9 * slow[at] + 0.1 * slope
            spread[at] = 0.99 * spread[at] + 0.01 * slope * slope
            step = (slow[at] / (1 - 0.9**turn)) / (np.sqrt(spread[at] / (1 - 0.99**turn)) + 1e-8)
            learnt[at] = (learnt[at] - _STEP * step).astype(np.float32)
    return learnt[0], learnt[1]


if __name__ == "__main__":
    print(f"{write_weights()} sentences.")
    sys.exit(0)
