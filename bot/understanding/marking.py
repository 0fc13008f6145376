"""Which words of a message say which part of a request or an offer: of one that is written anew, or put right?

`POSTED` reads what somebody needs or offers: the words of each thing, what else its title is to have, where in town,
its hours, its day and its town. `REVISED` reads what puts a draft right: what is wrong there ("-"), right in its place
("+"), or comes to it (">"). Two models say so with equal voices: weights of features (crf.py), and a net over the rows
of the tagger. Both are told what the grammars know of each word. Learnt by `python -m bench.postings --learn` and
`python -m bench.revisions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from bot.understanding.acts import DATA
from bot.understanding.crf import Crf, bucket, half, stretches
from bot.understanding.reader import tables_of
from bot.understanding.tagger import TAGGER, labelled
from bot.understanding.word_kinds import kinds_of

BUCKETS = 1 << 18
"""Rows of the table of weights."""
_MORE_LIKELY = 4.0  # what is surely there
_AROUND, _KINDS_AROUND, _AFFIX, _BEYOND = 3, 2, 4, "<>"


class Piece(NamedTuple):
    """Words `start` to `end` (exclusive), what they are, and how likely that is."""

    start: int
    end: int
    kind: str
    probability: float


class Marking:
    """Both models of one reading, which knows these kinds of stretches. Safe to share between threads."""

    def __init__(self, name: str, *kinds: str) -> None:
        self.kinds = kinds
        self.labels = ("O", *(f"{edge}-{kind}" for kind in kinds for edge in "BI"))
        self.crf = Crf(DATA / f"{name}.npz", self.labels, buckets=BUCKETS)
        self.file: Path = DATA / f"{name}_net.npz"

    def pieces(
        self,
        words: Sequence[str],
        marks: Sequence[str],
        kind: str,
        heard: tuple[Sequence[str], Sequence[bool]],
        surely: str = "",
    ) -> list[Piece]:
        """All that is found, in order. `marks` are what the grammars know of each word; `kind`: "need", "offer" or "";
        `heard`: the words as the tagger reads them, and which of them no space stands before. Of the kind that is
        `surely` there, a stretch is looked for once more where none is found.
        """
        if not words:
            return []
        found = self.crf.scores(features(words, marks, kind, [kinds_of(word) for word in words]))
        scores, steps = found, self.crf.steps
        if TAGGER.load():
            by_net = labelled(self._tables, TAGGER.rows(*heard), marks, kind)
            scores, steps = half(scores, by_net[0]), half(steps, by_net[1])
        labels = self.crf.best_row(scores, steps)
        if surely and (begins := self.labels.index(f"B-{surely}")) not in labels:
            scores[:, begins] += _MORE_LIKELY
            labels = self.crf.best_row(scores, steps)
        shares = self.crf.marginals(scores, steps)

        def sure(at: int, end: int) -> float:
            return sum(float(shares[one][labels[one]]) for one in range(at, end)) / (end - at)

        return [Piece(at, end, self.labels[labels[at]][2:], sure(at, end)) for at, end in stretches(labels)]

    def forget(self) -> None:
        """Read the files anew when they are asked next."""
        self.crf.forget()
        self.__dict__.pop("_tables", None)

    @cached_property
    def _tables(self) -> dict[str, Any]:
        return tables_of(self.file)


def features(
    words: Sequence[str], marks: Sequence[str], kind: str, kinds: Sequence[tuple[int, ...]]
) -> list[list[int]]:
    """The rows of the table for each word; '' is a word that nobody knows, of which `kinds` (word_kinds.py) tell."""
    return [
        [bucket(one, BUCKETS) for one in (*_features_at(at, words, marks, kind), *_kinds_at(at, kinds, kind))]
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


POSTED = Marking("postings", "thing", "more", "place", "hours", "day", "town")
REVISED = Marking(
    *("revisions", "what-", "what+", "what>", "hours-", "hours+", "day-", "day+", "place-", "place+", "place>")
)
