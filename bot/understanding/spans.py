"""Which words of a message name an organisation, a town or a person, say what is needed, or are for somebody else?

A tagger: each word gets the likeliest label of B-/I- kind or O, by softmax regression over hashed features of the word
and its neighbours, and the best row of labels is found by Viterbi's algorithm. Learnt by `python -m bench.spans`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from bot.understand.data_words import first_names, town_words
from bot.understanding.acts import DATA
from core.text.normal import fold, is_form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS = DATA / "spans.npz"
KINDS = ("org", "town", "person", "what", "words")
"""What a span may be: an organisation's name, a town, a person's name, a service, words for somebody else."""
LABELS = ("O", *(f"{edge}-{kind}" for kind in KINDS for edge in "BI"))
BUCKETS = 1 << 15
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|[^\w\s]")
_LONGEST = 120
_AFFIX = 4
_IMPOSSIBLE = -1e4


class Token(NamedTuple):
    """A word or a sign, where it stands, and its comparison form."""

    start: int
    end: int
    form: str
    said: str


class Found(NamedTuple):
    """A span of the text with how likely its words are what they are taken for."""

    kind: str
    text: str
    start: int
    end: int
    probability: float


def spans(text: str, screen: str) -> list[Found]:
    """All that are found, in their order. `screen` is as `Situation.screen` names it."""
    tokens = tokenise(text)[:_LONGEST]
    if not tokens:
        return []
    shares = _shares(tokens, screen)
    return list(_joined(text, tokens, _best_row(shares), shares))


def best(text: str, screen: str, kind: str) -> Found | None:
    """The likeliest span of that kind; None where there is none."""
    return max((one for one in spans(text, screen) if one.kind == kind), key=lambda one: one.probability, default=None)


def tokenise(text: str) -> list[Token]:
    return [Token(*one.span(), fold(one[0]) or one[0], one[0]) for one in _TOKEN.finditer(text)]


def features(tokens: list[Token], screen: str) -> list[list[int]]:
    """The rows of the table for each token."""
    shapes = [_shape(one.said) for one in tokens]
    towns = town_words([one.form for one in tokens])
    names = first_names()
    known = [
        f"{'T' if towns[at] else ''}{'N' if one.form in names else ''}{'F' if is_form(one.form) else ''}"
        for at, one in enumerate(tokens)
    ]
    rows = []
    for at in range(len(tokens)):
        found = [f"@{screen}", f"end{len(tokens) - at if len(tokens) - at < _AFFIX else ''}", f"at{min(at, _AFFIX)}"]
        for step in (-2, -1, 0, 1, 2):
            near = at + step
            inside = 0 <= near < len(tokens)
            word = tokens[near].form if inside else "<>"
            found += [f"{step}={word}", f"{step}k{known[near] if inside else ''}", f"{step}s{shapes[near] if inside else ''}"]
        word = tokens[at].form
        found += [f"p{word[:_AFFIX]}", f"x{word[-_AFFIX:]}", f"x{word[-_AFFIX + 1:]}", f"@{screen}={word}"]
        before, behind = (tokens[near].form if 0 <= near < len(tokens) else "<>" for near in (at - 1, at + 1))
        found += [f"-1={before}0={word}", f"0={word}1={behind}", f"-1={before}k{known[at]}", f"@{screen}-1={before}"]
        rows.append([crc32(one.encode()) % BUCKETS for one in found])
    return rows


def _shape(said: str) -> str:
    """Large, ALL LARGE, small, figures, Arabic, or a sign."""
    if not said[0].isalnum():
        return said
    if said.isdigit():
        return f"9{min(len(said), 7)}"
    if "\u0600" <= said[0] <= "\u06ff":
        return "ar"
    return "XX" if said.isupper() and len(said) > 1 else "Xx" if said[0].isupper() else "xx"


def _shares(tokens: list[Token], screen: str) -> Floats:
    """Log probabilities, a row a token and a column a label."""
    import numpy as np

    table, bias, _steps = _model()
    rows = np.array(features(tokens, screen))
    scores = table[rows].sum(axis=1, dtype=np.float32) + bias
    raised = scores - scores.max(axis=1, keepdims=True)
    logs: Floats = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
    return logs


def _best_row(shares: Floats) -> list[int]:
    """The likeliest row of labels, in which an inside follows only its own kind."""
    import numpy as np

    _table, _bias, steps = _model()
    so_far, back = shares[0] + steps[0], []
    for row in shares[1:]:
        ways = so_far[:, None] + steps
        back.append(ways.argmax(axis=0))
        so_far = ways.max(axis=0) + row
    at = int(so_far.argmax())
    labels = [at]
    for where in reversed(back):
        at = int(where[at])
        labels.append(at)
    return labels[::-1] if np.isfinite(so_far).all() else [0] * len(shares)


def _joined(text: str, tokens: list[Token], labels: list[int], shares: Floats) -> Any:
    import numpy as np

    at = 0
    while at < len(tokens):
        kind = LABELS[labels[at]][2:]
        end = at + 1
        while kind and end < len(tokens) and LABELS[labels[end]] == f"I-{kind}":
            end += 1
        if kind:
            start, stop = tokens[at].start, tokens[end - 1].end
            chance = float(np.exp(np.mean([shares[place][labels[place]] for place in range(at, end)])))
            yield Found(kind, text[start:stop], start, stop, chance)
        at = end


@cache
def _model() -> tuple[Floats, Floats, Floats]:
    """Weights, bias, and the log probabilities of one label behind another (the first row also at the beginning)."""
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as file:
        return file["table"].astype(np.float32) * file["step"], file["bias"], file["steps"]
