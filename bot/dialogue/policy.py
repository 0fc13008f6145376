"""Which move is best? The one whose expected cost is least, of those that the table gives for the readings.

`data/policy.tsv` says what follows from an act on a screen. What a wrong move costs depends on what it does: moving
hours or publishing against somebody's will costs far more than a question too many.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.dialogue.readings import Reading
from bot.dialogue.situation import Situation
from bot.understanding.acts import Act, acts

_FILE = Path(__file__).parent / "data" / "policy.tsv"
ANY = "*"
MOVES = frozenset(("page", "exchange", "listing", "answer", "begin", "faq", "repeat", "why"))
_HARM, _TOLD, _WRONG = 30.0, 12.0, 4.0
"""What a wrong move costs, in messages that somebody writes for nothing: hours, publishing and deleting; others read
of it or a setting changes; all else.
"""
_MISREAD = 3.0
"""What it costs to say that one did not understand, or to leave it to today's reading, which may be wrong as well."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    screen: str
    act: str
    move: str
    what: str


class Choice(NamedTuple):
    """What was decided and why: the row and its reading, the expected cost, and what was next best."""

    row: Row
    reading: Reading
    cost: float
    readings: tuple[Reading, ...]
    next_best: Row | None = None


def choose(situation: Situation, found: tuple[Reading, ...]) -> Choice | None:
    """The best move; None where it costs less to do nothing by these readings."""
    options: dict[tuple[str, str], tuple[Row, Reading, float]] = {}
    for reading in found:
        row = row_of(situation.screen, reading.act)
        if row is None or (not situation.free and row.move != "answer" and not acts()[reading.act].interrupts):
            continue
        key = row.move, row.what + reading.topic
        before = options.get(key)
        sure = reading.probability + (before[2] if before else 0.0)
        options[key] = (before[0], before[1], sure) if before else (row, reading, sure)
    costed = sorted(
        ((1 - sure) * _if_wrong(acts()[reading.act], row), row, reading)
        for row, reading, sure in options.values()
        if sure >= acts()[reading.act].least
    ) if options else []
    costed = [one for one in costed if one[0] < _MISREAD]
    if not costed:
        return None
    cost, row, reading = costed[0]
    return Choice(row, reading, cost, found, costed[1][1] if len(costed) > 1 else None)


def _if_wrong(act: Act, row: Row) -> float:
    if row.move in ("faq", "repeat", "why", "page"):
        return _WRONG
    if act.effects & {"hours", "publishes", "deletes"}:
        return _HARM
    return _TOLD if act.effects else _WRONG


def row_of(screen: str, act: str) -> Row | None:
    """What follows from an act on a screen; the row that names the screen goes before one for any."""
    return table().get((screen, act)) or table().get((ANY, act))


@cache
def table() -> dict[tuple[str, str], Row]:
    """All rows by screen and act. Raises ValueError for one that is there twice, or names what does not exist."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    _head, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    found: dict[tuple[str, str], Row] = {}
    for screens, act, move, what in rows:
        if act not in acts() or move not in MOVES:
            raise ValueError(f"{act}: {move}")
        for screen in screens.split():
            if (screen, act) in found:
                raise ValueError(f"{screen}, {act}: there twice")
            found[screen, act] = Row(screen, act, move, "" if what == "-" else what)
    return found
