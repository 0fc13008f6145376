"""How does a table become a file that a spreadsheet opens, and a picture an SVG?"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from bot.wording.cells import cells_of
from core.export.package import harmless
from core.messages import Amount, Code, Country, Day, Message, Moment, Value, _
from core.panel.sheet import Hundredths, Percent, Table
from webhooks.web import briefly, decimal, reader, say

_MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")


def as_csv(table: Table) -> str:
    """With a mark that tells Excel it is UTF-8; hours as numbers, days and moments as ISO, no formulas.

    Cells and decimals are parted as spreadsheets of the reader's country do.
    """
    out = io.StringIO()
    between, point = cells_of(reader().country)
    writer = csv.writer(out, delimiter=between, lineterminator="\r\n")
    writer.writerow([_cell(head) for head in table.head])
    for row in table.rows:
        cells = [_cell(value) for value in row.cells]
        writer.writerow([str(cell).replace(".", point) if isinstance(cell, float) else cell for cell in cells])
    return "\ufeff" + out.getvalue()


def _cell(value: Value | None) -> str | int | float:
    match value:
        case None:
            return ""
        case Hundredths():
            return value / 100
        case int():
            return value
        case Amount(minutes):
            return round(minutes / 60, 2)
        case Day(iso):
            return iso
        case Moment(at):
            return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
        case Code(text) | Country(text):
            return safe(text)
        case str():
            return safe(value)
    return safe(said(value))


def safe(text: str) -> str:
    """Somebody's words that a spreadsheet does not take for a formula."""
    return harmless(text.translate(_MARKS))


def numbers(table: Table) -> list[bool]:
    """Of each column whether numbers stand in it, which end where those above and below them end."""
    return [any(isinstance(row.cells[at], int | Amount) for row in table.rows) for at in range(len(table.head))]


def said(value: Value | None) -> str:
    """A value as its reader reads it."""
    match value:
        case None:
            return ""
        case Percent():
            return say(_("{n}%", n=int(value)))
        case Hundredths():
            return decimal(value)
        case Day() | Moment():
            return briefly(value)
    return say(Message("{value}", {"value": value}))
