"""Which words of a message put right what stands on a draft: its title, hours, day and place?

Each word is wrong on the card ("-"), right in its place ("+"), comes to it (">"), or says nothing of it. Two models say
so with equal voices, as of titles (titles.py): weights of features, and a net over the rows of the tagger. Both are
told what the grammars know of each word, and whether it stands on the card. Learnt by `python -m bench.revisions`.
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

KINDS = ("what-", "what+", "what>", "hours-", "hours+", "day-", "day+", "place-", "place+", "place>")
LABELS = ("O", *(f"{edge}-{kind}" for kind in KINDS for edge in "BI"))
CRF = Crf(DATA / "revisions.npz", LABELS, buckets=1 << 18)


class Piece(NamedTuple):
    """Words `start` to `end` (exclusive), one of KINDS, and how likely that is."""

    start: int
    end: int
    kind: str
    probability: float


class Net:
    """The net of one file, over the rows of the tagger. Safe to share between threads."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @cached_property
    def tables(self) -> dict[str, Any]:
        return tables_of(self.file)

    def scores(self, said: Sequence[str], glued: Sequence[bool], marks: Sequence[str], kind: str) -> Any:
        """A row a word and a column a label, and the weights of one label behind another; None where it is left out."""
        return labelled(self.tables, TAGGER.rows(said, glued), marks, kind) if TAGGER.load() else None


NET = Net(DATA / "revising.npz")


def revisions(
    words: Sequence[str], marks: Sequence[str], kind: str, heard: tuple[Sequence[str], Sequence[bool]]
) -> list[Piece]:
    """All that is found, in order. `words`, `marks` and `heard` as `titles.pieces` takes them; `kind` of the draft."""
    if not words:
        return []
    scores, steps = CRF.scores(features(words, marks, kind, [kinds_of(word) for word in words])), CRF.steps
    if by_net := NET.scores(*heard, marks, kind):
        scores, steps = half(scores, by_net[0]), half(steps, by_net[1])
    labels, shares = CRF.best_row(scores, steps), CRF.marginals(scores, steps)
    return [
        Piece(
            at, end, LABELS[labels[at]][2:], sum(float(shares[one][labels[one]]) for one in range(at, end)) / (end - at)
        )
        for at, end in stretches(labels)
    ]
