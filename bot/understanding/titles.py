"""Which words of a message say what is needed or offered, as its title is to have them?

Each word is in the title or not: greetings, the words that ask or offer, hours, the day, the place, courtesies and
stories are not. Two models say so with equal voices: weights of features (bot/understanding/crf.py), and where models
of meaning are not switched off, the tagger (bot/understanding/tagger.py). What the grammars of
bot/understand made of a word is told to both. Learnt by `python -m bench.titles`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.understanding.acts import DATA
from bot.understanding.crf import Crf, bucket, half, stretches
from bot.understanding.tagger import TAGGER
from bot.understanding.word_kinds import kinds_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LABELS = ("O", "B-title", "I-title", "B-more", "I-more", "B-place", "I-place")
"""Of a title, of what is to be added to the one that is there, or of a place that is no town."""
CRF = Crf(DATA / "titles.npz", LABELS, buckets=1 << 18)
_MORE_LIKELY = 1.0  # a title, where none is found
_AROUND, _KINDS_AROUND, _AFFIX, _BEYOND = 3, 2, 4, "<>"


class Piece(NamedTuple):
    """Words `start` to `end` (exclusive), how likely they are where they begin and end, and what they are: "title",
    "more" or "place".
    """

    start: int
    end: int
    probability: float
    label: str = "title"


def pieces(
    words: Sequence[str], marks: Sequence[str], kind: str, heard: tuple[Sequence[str], Sequence[bool]]
) -> list[Piece]:
    """The stretches that are a title, in order. `marks` are what is known of each word, `kind` what is being said:
    "need", "offer", "draft" (a correction) or ""; `heard` are the words as the tagger reads them, and which of them no
    space stands before.
    """
    if not words:
        return []
    scores, steps = CRF.scores(features(words, marks, kind, [kinds_of(word) for word in words])), CRF.steps
    if by_net := TAGGER.titles(*heard, marks, kind):
        scores, steps = half(scores, by_net[0]), half(steps, by_net[1])
    labels, shares = CRF.best_row(scores, steps), CRF.marginals(scores, steps)
    if kind and not any(labels):
        scores[:, LABELS.index("B-title")] += _MORE_LIKELY
        labels, shares = CRF.best_row(scores, steps), CRF.marginals(scores, steps)
    found = []
    for at, end in stretches(labels):
        inside = labels[at] + 1
        last = 1 - float(shares[end][inside]) if end < len(words) else 1.0
        found.append(Piece(at, end, min(float(shares[at][labels[at]]), last), LABELS[inside][2:]))
    return found


def features(
    words: Sequence[str], marks: Sequence[str], kind: str, kinds: Sequence[tuple[int, ...]]
) -> list[list[int]]:
    """The rows of the table for each word; '' is a word that nobody knows, of which `kinds` (word_kinds.py) tell."""
    return [
        [bucket(one, CRF.buckets) for one in (*_features_at(at, words, marks, kind), *_kinds_at(at, kinds, kind))]
        for at in range(len(words))
    ]


def _kinds_at(at: int, kinds: Sequence[tuple[int, ...]], kind: str) -> list[str]:
    """The kinds of the word and of its neighbours, and of pairs of them."""
    steps = range(-_KINDS_AROUND, _KINDS_AROUND + 1)
    near = {step: kinds[at + step] for step in steps if 0 <= at + step < len(kinds) and kinds[at + step]}
    found = [f"{step}k{size}={one}" for step, those in near.items() for size, one in enumerate(those)]
    if here := near.get(0):
        found.append(f"@{kind}k{here[0]}")
        found += [f"{step}k{near[step][0]}k{here[0]}" for step in (-1, 1) if step in near]
    return found


def _features_at(at: int, words: Sequence[str], marks: Sequence[str], kind: str) -> list[str]:
    """The features of one word and of what stands around it."""

    def near(values: Sequence[str], step: int) -> str:
        return values[at + step] if 0 <= at + step < len(values) else _BEYOND

    word, before, behind = words[at], near(words, -1), near(words, 1)
    left, here = len(words) - at, f"{marks[at]}{'9' if word[:1].isdigit() else ''}"
    found = [f"@{kind}", f"at{min(at, _AFFIX)}", f"end{min(left, _AFFIX)}", f"@{kind}m{here}"]
    found += [f"m{near(marks, -1)}m{here}m{near(marks, 1)}", f"-1m{near(marks, -1)}at{min(at, _AFFIX)}"]
    for step in range(-_AROUND, _AROUND + 1):
        found += [f"{step}m{near(marks, step)}", *([f"{step}={near(words, step)}"] if near(words, step) else [])]
    if word:
        found += [f"@{kind}={word}", f"p{word[:_AFFIX]}", *(f"x{word[-size:]}" for size in range(2, _AFFIX + 1))]
    if before:
        found += [f"-1={before}m{here}", f"@{kind}-1={before}", f"-1x{before[-_AFFIX + 1 :]}"]
        found += [f"-2={near(words, -2)}-1={before}"] if near(words, -2) else []
        found += [f"-1={before}0={word}"] if word else []
    if behind:
        found += [f"1x{behind[-_AFFIX + 1 :]}", f"1={behind}m{here}", *([f"0={word}1={behind}"] if word else [])]
    return found
