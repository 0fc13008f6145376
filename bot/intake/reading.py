"""A whole file: its lines as entries, and what is wrong with the others."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.intake.lines import read_lines
from bot.intake.table import read_table
from core.intake.values import Entry, Problem


class Brought(NamedTuple):
    """What a file says; `unused` are titles of columns that say nothing to us."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    unused: tuple[str, ...]


def read_file(data: bytes, most_rows: int, lang: str, today: date) -> Brought:
    """Raises a Refusal for what is no list. `lang`: where the titles do not tell theirs; days are read on `today`."""
    table = read_table(data, most_rows)
    entries, problems = read_lines(table.rows, table.lang or lang, today)
    return Brought(tuple(entries), tuple(problems), table.unused)
