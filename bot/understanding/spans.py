"""Which words of a message name an organisation, a town or a person, say what is needed, or are for somebody else?

Each word gets a label, B- or I- and a kind, or O. Two models say so with equal voices: weights of features
(bot/understanding/crf.py), learnt by `python -m bench.spans`, and where models of meaning are not switched off, the
tagger (bot/understanding/tagger.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from bot.understanding.acts import DATA
from bot.understanding.crf import Crf, bucket, half
from bot.understanding.tagger import TAGGER
from bot.understanding.word_lists import first_names, town_words
from core.remembered import remembered
from core.text.arabizi import is_arabizi, to_arabic
from core.text.normal import fold, is_form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS = DATA / "spans.npz"
KINDS = ("org", "town", "person", "what", "words")
"""What a span may be: an organisation's name, a town, a person's name, a service, words for somebody else."""
LABELS = ("O", *(f"{edge}-{kind}" for kind in KINDS for edge in "BI"))
CRF = Crf(WEIGHTS, LABELS)
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|[^\w\s]")
_LONGEST = 120
_AFFIX = 4
_AROUND = 3  # words on each side that are looked at
_MAY_END = 0.45
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
    scores, steps = CRF.scores(features(tokens, screen)), CRF.steps
    if by_net := TAGGER.names(*as_heard(text, tokens), screen):
        scores, steps = half(scores, by_net[0]), half(steps, by_net[1])
    return list(_joined(text, tokens, CRF.best_row(scores, steps), CRF.marginals(scores, steps)))


def as_heard(text: str, tokens: list[Token]) -> tuple[list[str], list[bool]]:
    """The words as the tagger reads them: as typed, Arabic in its own letters; and which no space stands before."""
    glued = [at > 0 and tokens[at - 1].end == one.start for at, one in enumerate(tokens)]
    return [(to_arabic(one.said) or one.said) if is_arabizi(text) else one.said for one in tokens], glued


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
    return [[bucket(one) for one in _features_at(at, tokens, screen, known, shapes)] for at in range(len(tokens))]


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
            if kind == "org":
                end = _name_ends(tokens, labels, shares, end)
            start, stop = tokens[at].start, tokens[end - 1].end
            yield Found(kind, text[start:stop], start, stop, chance)
        at = end


def _name_begins(tokens: list[Token], labels: list[int], shares: Floats, at: int) -> int:
    """Where the name begins that was found from `at` on, with the words before it that may well be its first ones."""
    while at and not labels[at - 1] and tokens[at - 1].form.isalnum() and _is_of_name(shares, at - 1) >= _MAY_BEGIN:
        at -= 1
    return at


def _name_ends(tokens: list[Token], labels: list[int], shares: Floats, end: int) -> int:
    """Where the name ends, with the words behind it that may well be its last ones."""
    size = len(tokens)
    while end < size and not labels[end] and tokens[end].form.isalnum() and _is_of_name(shares, end) >= _MAY_END:
        end += 1
    return end


def _is_of_name(shares: Floats, at: int) -> float:
    return float(shares[at][[LABELS.index("B-org"), LABELS.index("I-org")]].sum())
