"""An empty list to fill in: the titles in a language, and under them what to write, in a line that is not read."""

from __future__ import annotations

import csv
import io

from bot.intake.columns import TITLES, said
from core.intake.values import COLUMNS

_MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")
# Where a comma parts decimals, spreadsheets part cells by semicolons.
_DECIMAL_COMMA = (
    "AD AO AR AT BE BG BO BR CH CL CO CR CU CZ DE DK DZ EC ES FI FR GR GW HR HU ID IT LU MA MZ NL NO PL PT PY RO RS RU "
    "SE SI SK ST TN TR UA UY VE VN"
)


def template(lang: str, country: str) -> str:
    """The file, with the mark by which Excel knows its letters; cells parted as spreadsheets of that country do."""
    out = io.StringIO()
    written = csv.writer(out, delimiter=";" if country and country in _DECIMAL_COMMA else ",", lineterminator="\r\n")
    written.writerow(_plain(said(TITLES[name].title, lang)) for name in COLUMNS)
    hints = [_plain(said(TITLES[name].hint, lang)) for name in COLUMNS]
    written.writerow([f"# {hints[0]}", *hints[1:]])
    return "\ufeff" + out.getvalue()


def _plain(text: str) -> str:
    return text.translate(_MARKS)
