"""Which words of a message say which part of a request or an offer: of one that is written anew, or put right?

`POSTED` reads what somebody needs or offers: the words of each thing, what else its title is to have, where in town,
its hours, its day and its town. `REVISED` reads what puts a draft right: what is wrong there ("-"), right in its place
("+"), or comes to it (">"). Two models say so with equal voices, as of titles (titles.py): weights of features, and a
net over the rows of the tagger. Both are told what the grammars know of each word. Learnt by `python -m bench.postings
--learn` and `python -m bench.revisions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from bot.understanding.acts import DATA
from bot.understanding.crf import Crf, half, stretches
from bot.understanding.reader import tables_of
from bot.understanding.tagger import TAGGER, labelled
from bot.understanding.titles import features
from bot.understanding.word_kinds import kinds_of

_MORE_LIKELY = 4.0  # what is surely there


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
        self.crf = Crf(DATA / f"{name}.npz", self.labels, buckets=1 << 18)
        self.file: Path = DATA / f"{name}_net.npz"

    def pieces(
        self,
        words: Sequence[str],
        marks: Sequence[str],
        kind: str,
        heard: tuple[Sequence[str], Sequence[bool]],
        surely: str = "",
    ) -> list[Piece]:
        """All that is found, in order. `words`, `marks`, `kind` and `heard` as `titles.pieces` takes them; of the kind
        that is `surely` there, a stretch is looked for once more where none is found.
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


POSTED = Marking("postings", "thing", "more", "place", "hours", "day", "town")
REVISED = Marking(
    *("revisions", "what-", "what+", "what>", "hours-", "hours+", "day-", "day+", "place-", "place+", "place>")
)
