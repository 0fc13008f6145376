"""Which words of a message name an organisation, a town or a person, say what is needed, or are for somebody else?

A conditional random field: each word gets a label, B- or I- and a kind, or O, by weights of its hashed features and of
the label before. Learnt by `python -m bench.spans`; numpy alone reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from bot.understanding.acts import DATA
from bot.understanding.word_lists import first_names, town_words
from core.remembered import remembered
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
_AROUND = 3  # words on each side that are looked at
_MAY_BEGIN = 0.3  # how likely a word before a name is of it: a name without its first word is another one


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


@remembered
def spans(text: str, screen: str) -> list[Found]:
    """All that are found, in their order. `screen` is as `Situation.screen` names it."""
    tokens = tokenise(text)[:_LONGEST]
    if not tokens:
        return []
    scores = _scores(tokens, screen)
    return list(_joined(text, tokens, _best_row(scores), _marginals(scores)))


def best(text: str, screen: str, kind: str) -> Found | None:
    """The likeliest span of that kind; None where there is none."""
    return max((one for one in spans(text, screen) if one.kind == kind), key=lambda one: one.probability, default=None)


def tokenise(text: str) -> list[Token]:
    return [Token(*one.span(), fold(one[0]) or one[0], one[0]) for one in _TOKEN.finditer(text)]


def features(tokens: list[Token], screen: str) -> list[list[int]]:
    """The rows of the table for each token; one whose form is '' is a word that nobody knows."""
    shapes = [_shape(one.said) for one in tokens]
    towns = town_words([one.form for one in tokens])
    names = first_names()
    known = [
        f"{'T' if towns[at] else ''}{'N' if one.form in names else ''}{'F' if is_form(one.form) else ''}"
        for at, one in enumerate(tokens)
    ]
    return [
        [crc32(one.encode()) % BUCKETS for one in _features_at(at, tokens, screen, known, shapes)]
        for at in range(len(tokens))
    ]


def _features_at(at: int, tokens: list[Token], screen: str, known: list[str], shapes: list[str]) -> list[str]:
    """The features of one token and of what stands around it."""

    def near(values: list[str], step: int, beyond: str) -> str:
        return values[at + step] if 0 <= at + step < len(values) else beyond

    forms = [one.form for one in tokens]
    found = [f"@{screen}", f"end{len(tokens) - at if len(tokens) - at < _AFFIX else ''}", f"at{min(at, _AFFIX)}"]
    for step in range(-_AROUND, _AROUND + 1):
        form = near(forms, step, "<>")
        found += [f"{step}k{near(known, step, '')}", f"{step}s{near(shapes, step, '')}"]
        found += [f"{step}={form}"] if form else []
    word, before, behind = forms[at], near(forms, -1, "<>"), near(forms, 1, "<>")
    if word:
        found += [f"p{word[:_AFFIX]}", f"x{word[-_AFFIX:]}", f"x{word[-_AFFIX + 1 :]}", f"@{screen}={word}"]
    found += [f"-1={before}0={word}"] if word and before else []
    found += [f"0={word}1={behind}"] if word and behind else []
    return found + (
        [f"-1={before}s{shapes[at]}", f"-1={before}k{known[at]}", f"@{screen}-1={before}"] if before else []
    )


def _shape(said: str) -> str:
    """Large, ALL LARGE, small, figures, Arabic, or a sign."""
    if not said[0].isalnum():
        return said
    if said.isdigit():
        return f"9{min(len(said), 7)}"
    if "\u0600" <= said[0] <= "\u06ff":
        return "ar"
    return "XX" if said.isupper() and len(said) > 1 else "Xx" if said[0].isupper() else "xx"


def _scores(tokens: list[Token], screen: str) -> Floats:
    """Scores, a row a token and a column a label."""
    import numpy as np

    table = _model()[0]
    scores: Floats = np.stack([table[row].sum(axis=0, dtype=np.float32) for row in features(tokens, screen)])
    return scores


def _best_row(scores: Floats) -> list[int]:
    """The likeliest row of labels (Viterbi)."""
    steps = _model()[1]
    so_far, back = scores[0] + _at_first(), []
    for row in scores[1:]:
        ways = so_far[:, None] + steps
        back.append(ways.argmax(axis=0))
        so_far = ways.max(axis=0) + row
    at = int(so_far.argmax())
    labels = [at]
    for where in reversed(back):
        at = int(where[at])
        labels.append(at)
    return labels[::-1]


def _marginals(scores: Floats) -> Floats:
    """How likely each label is at each token, over all rows of labels (forward and backward)."""
    import numpy as np

    steps = _model()[1]
    ahead = [scores[0] + _at_first()]
    for row in scores[1:]:
        ahead.append(row + _log_sum(ahead[-1][:, None] + steps, 0))
    behind = [np.zeros(len(LABELS), dtype=np.float32)]
    for row in scores[:0:-1]:
        behind.append(_log_sum(steps + (row + behind[-1])[None, :], 1))
    both = np.stack(ahead) + np.stack(behind[::-1])
    shares: Floats = np.exp(both - _log_sum(both, 1)[:, None])
    return shares


@cache
def _at_first() -> Floats:
    """No inside stands first."""
    import numpy as np

    return np.array([-1e4 if label.startswith("I") else 0.0 for label in LABELS], dtype=np.float32)


def _log_sum(values: Floats, axis: int) -> Floats:
    import numpy as np

    most = values.max(axis=axis, keepdims=True)
    total: Floats = np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis)
    return total


def _joined(text: str, tokens: list[Token], labels: list[int], shares: Floats) -> Iterator[Found]:
    at = 0
    while at < len(tokens):
        kind = LABELS[labels[at]][2:]
        end = at + 1
        while kind and end < len(tokens) and LABELS[labels[end]] == f"I-{kind}":
            end += 1
        if kind:
            chance = min(float(shares[place][labels[place]]) for place in range(at, end))
            if kind == "org" and (begun := _name_begins(tokens, labels, shares, at)) < at:
                chance, at = min(_is_of_name(shares, place) for place in range(at, end)), begun
            start, stop = tokens[at].start, tokens[end - 1].end
            yield Found(kind, text[start:stop], start, stop, chance)
        at = end


def _name_begins(tokens: list[Token], labels: list[int], shares: Floats, at: int) -> int:
    """Where the name begins that was found from `at` on, with the words before it that may well be its first ones."""
    while at and not labels[at - 1] and tokens[at - 1].form.isalnum() and _is_of_name(shares, at - 1) >= _MAY_BEGIN:
        at -= 1
    return at


def _is_of_name(shares: Floats, at: int) -> float:
    return float(shares[at][[LABELS.index("B-org"), LABELS.index("I-org")]].sum())


@cache
def _model() -> tuple[Floats, Floats]:
    """Weights of the features, and of one label behind another."""
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as file:
        return file["table"].astype(np.float32) * file["step"], file["steps"]
