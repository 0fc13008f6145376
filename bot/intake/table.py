"""A file becomes rows of cells: its encoding, its separator, its titles. What is no list is refused in one sentence."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from bot.intake.columns import TITLES, column_of, languages_of
from core.errors import Refusal
from core.intake.values import ORGANISATION
from core.messages import Message, _

LONGEST_CELL = 1000
_MOST_COLUMNS = 60
_SEPARATORS = (";", ",", "\t")
_REMARK = "# "
_NOT_TEXT = _("This file is not a CSV. In the spreadsheet choose “Save as”, then “CSV UTF-8”, and bring that file.")
_LETTERS = _("I cannot read the letters of this file. In the spreadsheet choose “Save as”, then “CSV UTF-8”.")
_OLD = {"es": "cp1252", "fr": "cp1252", "pt": "cp1252", "ar": "cp1256"}


class Row(NamedTuple):
    """A line of the file, its number as a spreadsheet shows it, and its cells by column. `long`: a cell too long."""

    line: int
    cells: dict[str, str]
    long: str = ""


class Table(NamedTuple):
    """The rows in their order; `lang` is that of the titles, `unused` are titles that say nothing to us."""

    rows: tuple[Row, ...]
    lang: str
    unused: tuple[str, ...]


def read_table(data: bytes, most_rows: int) -> Table:
    """The rows of a file; raises a Refusal that says what to do where it is no list of ours."""
    text = _text(data)
    lines = _lines(text)
    titles = next((cells for _line, cells in lines if any(cells)), [])
    columns = _columns(titles)
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cells) or cells[0].startswith(_REMARK):
            continue
        if len(rows) == most_rows:
            raise Refusal(
                _("That is a lot for one file. Divide it into files of at most {most} lines.", most=most_rows)
            )
        named = dict(zip(columns, cells, strict=False))
        long = next((name for name in columns if name and len(named.get(name, "")) > LONGEST_CELL), "")
        rows.append(Row(line, {name: cell for name, cell in named.items() if name}, long))
    if not rows:
        raise Refusal(_("There is no line below the titles. Fill in one for each organisation, request or offer."))
    langs = languages_of(tuple(titles))
    unused = tuple(title[:40] for title, name in zip(titles, columns, strict=False) if title and not name)
    return Table(tuple(rows), langs[0] if langs else "", unused)


# ---- letters ------------------------------------------------------------------------------------------------------


def _text(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0") or data.startswith(b"%PDF"):
        raise Refusal(_NOT_TEXT)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if b"\0" in data:
        raise Refusal(_NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _old(data)


def _old(data: bytes) -> str:
    """What Excel saves as plain "CSV": believed only where it makes the titles words of a language that it is for."""
    head = data.splitlines()[0]
    for lang, encoding in _OLD.items():
        try:
            titles = head.decode(encoding)
        except UnicodeDecodeError:
            continue
        cells = tuple(next(csv.reader([titles], delimiter=_separator(titles)), []))
        if not titles.isascii() and lang in languages_of(cells) and all(map(column_of, filter(None, cells))):
            return _decoded(data, encoding)
    raise Refusal(_LETTERS)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(_LETTERS) from None
    if "\0" in text:
        raise Refusal(_NOT_TEXT)
    return text


# ---- cells --------------------------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line with its number; a cell that holds several lines counts as one row, as a spreadsheet counts it."""
    first, _sep, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    skipped = told.startswith("sep=") and len(told) == 5
    body = rest if skipped else text
    separator = told[-1] if skipped else _separator(body.partition("\n")[0])
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    line = int(skipped)
    while True:
        line += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refusal(
                _("Line {line} cannot be read: a cell is far too long, or a quotation mark is open.", line=line)
            ) from None
        if len(cells) > _MOST_COLUMNS:
            raise Refusal(_("Line {line} has too many columns. Take the template and fill it in.", line=line))
        yield line, [cell.strip(" \t\r\n\ufeff\u00a0") for cell in cells]


def _separator(titles: str) -> str:
    """The sign that parts the titles into most columns of ours."""

    def known(sign: str) -> int:
        return sum(bool(column_of(cell.strip(' "\r\ufeff'))) for cell in titles.split(sign)[:_MOST_COLUMNS])

    return max(_SEPARATORS, key=known)


def _columns(titles: list[str]) -> list[str]:
    columns = [column_of(title) for title in titles]
    if ORGANISATION not in columns:
        raise Refusal(_("The first line must name the columns. Take the template and fill it in."))
    twice: Message | None = next(
        (TITLES[name].title for at, name in enumerate(columns) if name and name in columns[:at]), None
    )
    if twice is not None:
        raise Refusal(_("Two columns are called “{column}”. Keep one of them.", column=twice))
    return columns
