"""Which move is best? The one whose expected cost is least, of those that the table gives for the readings.

`data/policy.tsv` says what follows from an act on a screen. What a wrong move costs depends on what it does: moving
hours or publishing against somebody's will costs far more than a question too many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.dialogue.readings import Reading
from bot.dialogue.situation import GIVEN, IDLE, NEWCOMER, WORDS, Situation
from bot.understanding.acts import acts

_FILE = Path(__file__).parent / "data" / "policy.tsv"
ANY = "*"
_TAKE_ANY_WORDS = frozenset((WORDS, NEWCOMER, "town"))
MOVES = frozenset(
    (
        *("slot", "option", "post", "page", "exchange", "relay", "card", "waits", "listing", "answer", "begin", "set"),
        "reword",
        *("call", "period", "undo", "prefill", "faq", "repair", "search", "choose", "report", "take"),
        *("admit", "forward", "write", "takedown", "decide", "figures", "figure", "again", "own_name", "rate", "case"),
        *("queue", "member"),
    )
)
_HARM, _TOLD, _DROPPED, _WRONG, _SLIP = 20.0, 8.0, 7.0, 4.0, 1.0
"""What a wrong move costs, in messages that somebody writes for nothing: hours, publishing and deleting; others read
of it; what they had written is dropped; another page, a conversation that asks before it does anything, or a setting of
their own that a word puts back; the right card with another choice first, or a word too many before the question.
"""
_NEEDLESS = 1.2
"""What it costs to ask once more where the words were clear."""
_MISREAD = 3.0
"""What it costs to leave a message to today's reading, which may be wrong as well."""
_GUESS = 0.3
"""How sure a guess has to be, where all else is that nothing was understood."""
_QUESTION = "question"
_INTERRUPTS = 0.75
"""How sure it has to be, at least, that words in the middle of a question do not answer it."""
_PAGES = frozenset(
    (
        *("page", "period", "begin", "prefill", "faq", "search", "choose", "report", "take"),
        *("admit", "forward", "write", "takedown", "decide", "figures", "figure", "again", "rate", "queue", "member"),
    )
)
"""Moves that only show something, or ask once more."""
_LIGHT = frozenset(("repeat", "why", "help", "later", "thank", "greet", "small_talk"))
"""Repairs after which the question comes again, or waits."""
_BESIDE = frozenset(("answer", "slot", "option", "reword", "repair"))
"""Moves that are always about what is being asked."""
_ASKING = frozenset(("slot", "option", "reword", "post", "relay", "card", "waits"))
"""Moves that end in a card which asks for a yes, whatever their act may come to."""
_TAKEN_BACK = frozenset((("listing", "rest"), ("listing", "renew")))
"""What one tap takes back, of things of their own."""
_EFFECTS: dict[tuple[str, str, str], frozenset[str]] = {
    ("suggested", "exchange", "prop"): frozenset(),
    ("draft", "answer", "yes"): frozenset(("tells",)),
    ("terms", "answer", "yes"): frozenset(("hours",)),
    (GIVEN, "undo", "m:undo"): frozenset(),
    **{("*", "exchange", what): frozenset(("tells",)) for what in ("acc", "done", "dayok", "hrsok")},
}
"""What a move comes to on a screen, where that is less than its act may, or more: who says that they can help holds
nothing; a yes to a draft lets others read it, and one to a card of terms may move hours or delete.
"""
_SHOWN_FIRST = frozenset(("exchange", "listing", "set", "undo", "own_name", "case"))
"""Moves that open a card, or ask, where they are not sure enough to press its choice, or to do it at once."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    screen: str
    act: str
    move: str
    what: str


class Choice(NamedTuple):
    """What was decided and why: the row and its reading, how likely that move is right, the expected cost, whether a
    card's choice may be pressed (else the card is opened with it first), all readings, and what was next best.
    """

    row: Row
    reading: Reading
    sure: float
    cost: float
    presses: bool
    readings: tuple[Reading, ...]
    next_best: Row | None = None


def choose(situation: Situation, found: tuple[Reading, ...], *, last: bool = False) -> Choice | None:
    """The best move; None where it costs less to leave the message to the rest, or no row says what the likeliest
    reading leads to.

    `last` says that nothing is left that the message could be left to: then a guess will do that only shows something,
    or asks once more.
    """
    if not found or row_of(situation, found[0].act) is None:
        return None
    options: dict[tuple[str, str, str], tuple[Row, Reading, float]] = {}
    for reading in found:
        row = row_of(situation, reading.act)
        if row is not None and (situation.free or row.move in _BESIDE or acts()[reading.act].interrupts):
            key = row.move, row.what, reading.topic
            first, best, sure = options.get(key, (row, reading, 0.0))
            options[key] = first, best, sure + reading.probability
    costed = sorted((_cheapest(one, options.values()) for one in options.values()), key=lambda one: one.cost)
    if last:
        costed = [one._replace(presses=False) for one in costed if one.row.move in _PAGES | _ASKING | _SHOWN_FIRST]
        fit = [one for one in costed if one.sure >= _GUESS]
    else:
        fit = [one for one in costed if one.cost < _MISREAD and one.sure >= _least(one, situation, found)]
    return fit[0]._replace(readings=found, next_best=fit[1].row if len(fit) > 1 else None) if fit else None


def _least(choice: Choice, situation: Situation, found: tuple[Reading, ...]) -> float:
    """How sure a move has to be: more so where it leaves what is being asked, unless all that it may be is a question
    to us.
    """
    act = acts()[choice.reading.act]
    asks = sum(one.probability for one in found if acts()[one.act].kind == act.kind)
    beside = situation.free or choice.row.move in _BESIDE or (act.kind == _QUESTION and asks >= _INTERRUPTS)
    return act.least if beside else max(act.least, _INTERRUPTS)


def _cheapest(one: tuple[Row, Reading, float], others: Iterable[tuple[Row, Reading, float]]) -> Choice:
    """A move with what it costs, done at once or, of a card, shown first."""
    row, reading, sure = one
    what = row.what.partition("|")[0].partition("+")[0]
    lesser = _EFFECTS.get((row.screen, row.move, what), _EFFECTS.get((ANY, row.move, what)))
    effects = acts()[reading.act].effects if lesser is None else lesser
    gentle = row.move in _PAGES | _ASKING or (row.move, row.what) in _TAKEN_BACK
    done = (1 - sure) * (_WRONG if gentle else _if_wrong(row, effects))
    if row.move not in _SHOWN_FIRST:
        return Choice(row, reading, sure, done, True, ())
    same = sum(chance for other, _reading, chance in others if other.move == row.move)
    shown = (1 - same) * _WRONG + (same - sure) * _SLIP + _NEEDLESS
    return Choice(row, reading, sure, min(done, shown), done <= shown, ())


def harmless(choice: Choice) -> bool:
    """Whether what is chosen neither holds or moves hours nor tells others of an answer, or asks before it does."""
    row = choice.row
    return row.move in _ASKING or _EFFECTS.get((row.screen, row.move, row.what)) == frozenset()


def _if_wrong(row: Row, effects: frozenset[str]) -> float:
    if (row.move, row.what) == ("answer", "no"):
        return _DROPPED
    if row.move == "repair":
        return _SLIP if row.what in _LIGHT else _DROPPED if row.what == "cancel" else _WRONG
    if effects & {"hours", "publishes", "deletes"}:
        return _HARM
    if row.move == "undo" and row.screen != GIVEN:
        return _TOLD  # a proposal is withdrawn by it; hours that were given wait still, and can be given again
    return _TOLD if effects - {"settings"} else _WRONG


def row_of(situation: Situation, act: str) -> Row | None:
    """What follows from an act in a situation; the row that names the screen goes before one for any.

    Where any words are an answer, only rows that name the screen hold. Behind hours that were given, all that may be
    said anywhere may be said.
    """
    places = (*situation.places, IDLE) if situation.screen == GIVEN else situation.places
    named = next((row for place in places if (row := table().get((place, act)))), None)
    return named or (None if situation.screen in _TAKE_ANY_WORDS else table().get((ANY, act)))


def rows() -> tuple[Row, ...]:
    """All rows, in the file's order."""
    return tuple(table().values())


def places() -> frozenset[str]:
    """The screens that rows name."""
    return frozenset(row.screen for row in rows()) - {ANY}


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
