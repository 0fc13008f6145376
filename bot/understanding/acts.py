"""The dialogue acts: the closed list of what a message can do (`data/acts.tsv`), and how likely each is in a text.

The probabilities are learnt by `python -m bench.acts` from data files.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.understanding.model import Model
from core.remembered import remembered

DATA = Path(__file__).parent / "data"
EFFECTS = frozenset(("hours", "publishes", "tells", "deletes", "settings", "protects"))
"""What an act may come to: hours move or are held, something is published, others read of it, something is deleted,
a setting changes, somebody is protected."""
NONE = "none"
WEIGHTS = DATA / "acts.npz"
_MOST = 5


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the list. `least` is the probability below which it is never done unasked."""

    name: str
    effects: frozenset[str]
    kind: str
    interrupts: bool
    least: float
    slots: tuple[str, ...]
    example: str


@cache
def acts() -> dict[str, Act]:
    """All acts by name, in the file's order. Raises ValueError for a row that is not one."""
    lines = (DATA / "acts.tsv").read_text(encoding="utf-8").splitlines()
    _head, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    found = {row[0]: _act(*row) for row in rows}
    if len(found) != len(rows):
        raise ValueError("an act is there twice")
    return found


def _act(name: str, effects: str, kind: str, interrupts: str, least: str, slots: str, example: str) -> Act:
    named = frozenset(_words(effects))
    if not named <= EFFECTS or interrupts not in ("yes", "no"):
        raise ValueError(f"{name}: {effects}, {interrupts}")
    return Act(name, named, kind, interrupts == "yes", float(least), tuple(_words(slots)), example)


def _words(column: str) -> list[str]:
    return [] if column == "-" else column.split()


@remembered
def likely(text: str, screen: str, most: int = _MOST, without: frozenset[str] = frozenset()) -> list[tuple[str, float]]:
    """The likeliest acts but those `without`, with their probabilities, best first; a text without a letter or figure
    is none of them.
    """
    return model().likely(text, screen, most, without) if any(map(str.isalnum, text)) else [(NONE, 1.0)]


@cache
def model() -> Model:
    return Model(WEIGHTS)
