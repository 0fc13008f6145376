"""Which words of a text are a telephone number? "nueve nueve ocho siete …" in a listing leads round the exchange, too.

Only what is surely one: at least four such words in a row, which with the figures among them have seven to fifteen
digits, and do not count up or down as children, years of age and rehearsals do. Thousands and hundreds are no digits,
so that years and prices in words end a row.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).resolve().parent.parent / "data" / "number_words.json"
_FEWEST_WORDS = 4
_DIGITS = range(7, 16)
_LONGEST_FIGURES = 4
_TEN, _TWENTY = 10, 20
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[ \u00a0\n,.;:()\-–—‐‑/_·]{0,3}")


class Words(NamedTuple):
    """What a number is called, in all our languages, and what may stand between two of them, or before a law's."""

    values: dict[str, int]
    between: frozenset[str]
    of_laws: frozenset[str]


@cache
def words() -> Words:
    values: dict[str, int] = {}
    between: set[str] = set()
    laws: set[str] = set()
    for lang in json.loads(_FILE.read_text(encoding="utf-8")).values():
        rows = {"units": (0, 1), "teens": (10, 1), "tens": (20, 10), "twenties": (21, 1)}
        for row, (first, step) in rows.items():
            for at, called in enumerate(lang.get(row, ())):
                values |= dict.fromkeys(called.split(), first + at * step)
        between |= set(lang["between"].split())
        laws |= set(lang["of_laws"].split())
    values |= {f"و{word}": value for word, value in values.items() if word[0] > "\u0600"}  # "and", glued to it
    return Words(values, frozenset(between), frozenset(laws))


def spoken_numbers(text: str) -> list[tuple[int, int]]:
    """Where telephone numbers in words begin and end, first to last."""
    values, between, _laws = words()
    lower = text.casefold()
    if len(lower) != len(text) or sum(word in values for word in _WORD.findall(lower)) < _FEWEST_WORDS:
        return []
    found: list[tuple[int, int]] = []
    row: list[re.Match[str]] = []
    last = 0  # the end of the row, or of what stands between two of its words
    for one in _WORD.finditer(lower):
        word = one.group()
        if row and not _APART.fullmatch(lower, last, one.start()):
            found, row = _ended(found, row, values), []
        if word in values or (word.isdecimal() and len(word) <= _LONGEST_FIGURES):
            row.append(one)
        elif not (row and word in between):
            found, row = _ended(found, row, values), []
        last = one.end()
    return _ended(found, row, values)


def _ended(found: list[tuple[int, int]], row: list[re.Match[str]], values: dict[str, int]) -> list[tuple[int, int]]:
    if sum(one.group() in values for one in row) < _FEWEST_WORDS or not _is_number(
        [one.group() for one in row], values
    ):
        return found
    return [*found, (row[0].start(), row[-1].end())]


def _is_number(row: list[str], values: dict[str, int]) -> bool:
    """By how many digits the row has; a word that is part of the one before it ("ninety nine") adds none."""
    told = [values.get(word, int(word) if word.isdecimal() else 0) for word in row]
    digits, before = 0, -1
    for word, value in zip(row, told, strict=True):
        tens = before >= _TWENTY and before % _TEN == 0 and word[0] < "\u0600"  # in Arabic ones come before tens
        if word not in values:
            digits += len(word)
        elif value >= _TWENTY and 0 < before < _TEN and (word[0] == "و" or value == _TWENTY):
            digits += 1  # «تسعة وتسعين», "quatre-vingt": with the one before two
        elif not ((tens and 0 < value < _TWENTY) or (before == _TEN and 0 < value < _TEN)):
            digits += 1 if value < _TEN else 2
        before = value
    steps = {second > first for first, second in pairwise(told)}
    counts = len(steps) == 1 and len(set(told)) == len(told)
    return digits in _DIGITS and not counts
