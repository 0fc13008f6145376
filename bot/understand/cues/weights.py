"""A table of weights that is learnt from sentences: how likely is each of a few things, by what a sentence is like?

It weighs the numbers of the sentence encoder (what it means) and words and pieces of words (who does it, and when:
"fuimos", "رحنا", "vos chaises"). Who learns one says from which sentences, and keeps it (likely.py, sides.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from core import encoder
from core.languages import LANGUAGES
from core.text.normal import fold

from .nearest import LONGEST, Example, plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_PLACES, _PIECES = 4096, (3, 4, 5)
_ROUNDS, _STEP, _SMALL = 300, 0.05, 1e-5
_LARGEST = 127
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Weights:
    """A column for each thing: a row for each number of the encoder, then for each place of a piece.

    `meaning` is what the encoder's numbers count beside words and their pieces.
    """

    things: list[str]
    means: Floats  # of each language
    table: Floats
    bias: Floats
    meaning: float

    def chances(self, text: str, lang: str) -> dict[str, float]:
        """The chance of each thing; nothing where there is no encoder."""
        text = plain(text[:LONGEST])
        raw = encoder.encode([text])
        if raw is None:
            return {}
        import numpy as np

        middle = ((raw[0] - self.means[_row(lang)]) * self.meaning).astype(raw.dtype)
        sums = middle @ self.table[: encoder.DIMENSIONS] + self.bias
        places, counts = _counted(text)
        sums += counts @ self.table[encoder.DIMENSIONS + places]
        chances = np.exp(sums - sums.max())
        return dict(zip(self.things, (chances / chances.sum()).tolist(), strict=True))


def read_sentences(file: Path) -> list[Example]:
    """Sentences as they stand in a file: language, what each tells, and its words, one a line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Example(*line.split("\t", 2)) for line in lines if line and not line.startswith("#")]


def read_weights(file: Path, meaning: float) -> Weights:
    """What was learnt."""
    import numpy as np

    with np.load(file) as kept:
        table: Floats = kept["weights"].astype(np.float32) * kept["scale"].astype(np.float32)
        means: Floats = kept["means"].astype(np.float32)
        things = [str(one) for one in kept["things"]]
        return Weights(things, means, table, kept["bias"].astype(np.float32), meaning)


def write_weights(file: Path, taught: Sequence[Example], meaning: float, digest: str) -> int:
    """Learn anew; from how many sentences. Raises RuntimeError without the encoder."""
    import numpy as np

    things = sorted({one.intent for one in taught})
    rows, means = _rows(taught, meaning)
    right = np.eye(len(things), dtype=np.float32)[[things.index(one.intent) for one in taught]]
    weights, bias = _learn(rows, right)
    scale = np.abs(weights).max(axis=0) / _LARGEST
    np.savez_compressed(
        file,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale,
        bias=bias,
        means=means.astype(np.float16),
        things=np.array(things),
        digest=np.array(digest),
    )
    return len(taught)


def _row(lang: str) -> int:
    return LANGUAGES.index(lang) if lang in LANGUAGES else 0


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


def _rows(taught: Sequence[Example], meaning: float) -> tuple[Floats, Floats]:
    """What is known of each sentence, and the means of languages."""
    import numpy as np

    texts = [plain(one.text[:LONGEST]) for one in taught]
    raw = encoder.encode(texts)
    if raw is None:
        raise RuntimeError("the sentence encoder is needed to learn")
    langs = np.array([_row(one.lang) for one in taught])
    means = np.stack([raw[langs == at].mean(axis=0) for at in range(len(LANGUAGES))])
    rows = np.zeros((len(taught), encoder.DIMENSIONS + _PLACES), dtype=np.float32)
    rows[:, : encoder.DIMENSIONS] = (raw - means[langs]) * meaning
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
