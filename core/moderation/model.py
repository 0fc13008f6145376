"""How much does a text look like danger or abuse? Two small models, read from one file.

They find what no pattern names: words in a new order, misspelt, in another dialect. The first, a linear one, sees
words, neighbours and parts of words. The second, a small net, sees the sentence encoder's vector, where there is one.
Both are trained by `python -m bench.moderation_training`; what they learn from lies in `data/train`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from core import encoder
from core.text.arabizi import is_arabizi, to_arabic
from core.text.normal import words as words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

KINDS = (
    "ordinary",
    *(f"danger.{kind}" for kind in ("self_harm", "child", "sexual", "violence", "emergency")),
    *(f"abuse.{kind}" for kind in ("threat", "scam", "sexual", "hate", "insult")),
    "denial",  # they say that nobody is in danger
)
DENIAL = KINDS.index("denial")
BUCKETS = 1 << 16
WEIGHTS = Path(__file__).parent / "data" / "weights.npz"
MEANING = 0.85  # how much the second model counts where there is an encoder
ASKED = 3  # of many texts, the second model is asked about so many that look most like it to the first
PLAIN = -3.0
"""Below these log odds of the first model the second is not asked: of 234 unseen cries that are heard it loses none,
and it spares the encoder, which takes longest, in 42 % of everyday messages.
"""
_SHORTEST, _LONGEST = 3, 5  # letters of a part of a word
_MOST = 80  # words that are read


class Model(NamedTuple):
    """A table with a row a feature and a column a kind (or a hidden cell), and what each has beforehand."""

    table: Floats
    bias: Floats


def chances(texts: Sequence[str], what: str) -> dict[str, float]:
    """How likely each of KINDS is, adding up to 1, in the text that looks most like "danger", "abuse" or "denial"."""
    import numpy as np

    asked = [place for place, kind in enumerate(KINDS) if kind.startswith(what)]
    plain = [place for place in (0, DENIAL) if place not in asked]

    def against_ordinary(odds: Floats) -> float:
        return float(np.log(np.exp(odds[asked]).sum() + 1e-30) - np.log(np.exp(odds[plain]).sum() + 1e-30))

    found = [(_by_words(text), text) for text in texts]
    found.sort(key=lambda one: against_ordinary(one[0]), reverse=True)
    far = what != KINDS[DENIAL] and against_ordinary(found[0][0]) < PLAIN
    vectors = None if far else encoder.encode([in_letters(text) for _odds, text in found[:ASKED]])
    if vectors is None:
        best = found[0][0]
    else:
        pairs = zip((odds for odds, _text in found), _by_meaning(vectors), strict=False)
        mixed = [_log_odds((1 - MEANING) * first + MEANING * second) for first, second in pairs]
        best = max(mixed, key=against_ordinary)
    return dict(zip(KINDS, np.exp(best).tolist(), strict=True))


def _by_meaning(vectors: Floats) -> list[Floats]:
    """Log odds of the second model."""
    import numpy as np

    _words, hidden, meaning = _models()
    scores = np.maximum(vectors @ hidden.table + hidden.bias, 0) @ meaning.table + meaning.bias
    return [_log_odds(row) for row in scores]


def _by_words(text: str) -> Floats:
    """Log odds of the first model; without words all is ordinary."""
    import numpy as np

    found = buckets(text)
    if not found:
        return np.array([0.0] + [-99.0] * (len(KINDS) - 1), dtype=np.float32)
    words = _models()[0]
    return _log_odds(words.table[np.array(found)].sum(axis=0) / len(found) ** 0.5 + words.bias)


def _log_odds(scores: Floats) -> Floats:
    import numpy as np

    raised = scores - scores.max()
    log_odds: Floats = raised - np.log(np.exp(raised).sum())
    return log_odds


def in_letters(text: str) -> str:
    """Arabic in Arabic letters, as the encoder knows it."""
    return to_arabic(text) if is_arabizi(text) else text


def buckets(text: str) -> list[int]:
    """The rows of the table for what is in a text: words, pairs of neighbours, and parts of words."""
    words = words_of(text)[:_MOST]
    if is_arabizi(text):
        words += words_of(to_arabic(text))[:_MOST]
    found = {place for word in words for place in _parts(word)}
    found.update(crc32(f"{one} {other}".encode()) % BUCKETS for one, other in pairwise(words))
    return sorted(found)


@lru_cache(maxsize=16384)
def _parts(word: str) -> tuple[int, ...]:
    edged = f"<{word}>"
    parts = {edged}
    for size in range(_SHORTEST, _LONGEST + 1):
        parts.update(edged[at : at + size] for at in range(len(edged) - size + 1))
    return tuple({crc32(part.encode()) % BUCKETS for part in parts})


@cache
def _models() -> tuple[Model, Model, Model]:
    """The tables, made wide again from whole numbers of one byte."""
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as file:

        def model(name: str) -> Model:
            return Model(file[name].astype(np.float32) * file[f"{name}_step"], file[f"{name}_bias"])

        return model("words"), model("hidden"), model("meaning")
