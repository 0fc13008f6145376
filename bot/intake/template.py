"""An empty list to fill in: the titles in a language, and under them what to write, in a line that is not read."""

from __future__ import annotations

import csv
import io

from bot.intake.columns import TITLES, said
from bot.wording.cells import cells_of
from core.intake.values import COLUMNS

_MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")


def template(lang: str, country: str) -> str:
    """The file, with the mark by which Excel knows its letters; cells parted as spreadsheets of that country do."""
    out = io.StringIO()
    written = csv.writer(out, delimiter=cells_of(country).between, lineterminator="\r\n")
    written.writerow(_plain(said(TITLES[name].title, lang)) for name in COLUMNS)
    hints = [_plain(said(TITLES[name].hint, lang)) for name in COLUMNS]
    written.writerow([f"# {hints[0]}", *hints[1:]])
    return "\ufeff" + out.getvalue()


def _plain(text: str) -> str:
    return text.translate(_MARKS)
