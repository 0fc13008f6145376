"""What does a row say? Its cells become an organisation with a request or an offer, or one sentence on what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.intake.columns import NEED, OFFER, is_remote, kind_of, post_of
from bot.intake.table import LONGEST_CELL, Row
from bot.understand import Unclear, guess_language
from bot.understand.amounts.hours import read_hours
from bot.understand.calendar.dates import read_day
from bot.understand.who.introduced import town_and_country
from core.commands import Post
from core.errors import Refusal
from core.intake.values import DAY, HOURS, KIND, ORGANISATION, PLACE, POST, TOWN, WHAT, Entry, Problem
from core.messages import Amount, Day, Message, Value, _
from core.text.clean import clean

_LONGEST_DAY = 60
_FORMULA = ("=", "@", "#")  # what it works out, or that it cannot (#REF!)


def read_lines(rows: Iterable[Row], lang: str, today: date) -> tuple[list[Entry], list[Problem]]:
    """The entries of a list in its order, and what is wrong with other lines. `lang` is that of hours and days."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            entries.append(_entry(row, lang, today))
        except _Wrong as wrong:
            problems.append(Problem(row.line, wrong.column, wrong.message))
    return entries, problems


class _Wrong(Refusal):
    def __init__(self, column: str, message: Message) -> None:
        super().__init__(message)
        self.column = column


def _entry(row: Row, lang: str, today: date) -> Entry:
    if row.long:
        raise _Wrong(row.long, _("This cell is too long. Write at most {most} letters.", most=LONGEST_CELL))
    cells = {name: _plain(cell) for name, cell in row.cells.items()}
    formula = next((name for name, cell in cells.items() if cell.startswith(_FORMULA)), "")
    if formula:
        raise _Wrong(formula, _("This cell is a formula. Write what it should say."))
    name = cells.get(ORGANISATION, "")
    if not name:
        raise _Wrong(ORGANISATION, _("Write the name of the organisation on this line."))
    town, country = town_and_country(cells.get(TOWN, ""))
    return Entry(row.line, name, _kind(cells.get(KIND, "")), town, country, _post(cells, lang, today))


def _plain(cell: str) -> str:
    """Without what steers the screen, and without the sign by which spreadsheets mark text."""
    text = " ".join(clean(cell, LONGEST_CELL).split())
    return text[1:].lstrip() if text.startswith("'") else text


def _kind(cell: str) -> str:
    if not cell:
        return ""
    found = kind_of(cell)
    if not found:
        raise _Wrong(KIND, _("Write Community group, Registered NGO, Company or Public body, or leave it empty."))
    return found


def _post(cells: dict[str, str], lang: str, today: date) -> Post | None:
    said, what = cells.get(POST, ""), cells.get(WHAT, "")
    if not said and not what:
        beside = next((name for name in (HOURS, DAY) if cells.get(name)), "")
        if beside:
            raise _Wrong(WHAT, _("Write in a few words what it is, for example: repair a printer."))
        return None
    kind = post_of(said)
    if not kind:
        raise _Wrong(POST, _("Write “{request}” or “{offer}” here.", request=NEED, offer=OFFER))
    if not what:
        raise _Wrong(WHAT, _("Write in a few words what it is, for example: repair a printer."))
    place = cells.get(PLACE, "")
    return Post(
        kind,
        what,
        minutes=_minutes(cells.get(HOURS, ""), lang),
        due_on=_day(cells.get(DAY, ""), lang, today),
        place="" if is_remote(place) else place,
        remote=is_remote(place),
        lang=guess_language(what) or lang,
    )


def _minutes(cell: str, lang: str) -> int | None:
    if not cell:
        return None
    found = read_hours(cell, lang)
    if isinstance(found, Unclear):
        choices: tuple[Value, ...] = tuple(Amount(one) for one in found.choices if isinstance(one, int))
        if len(choices) >= 2:
            raise _Wrong(
                HOURS, _("This may be {one} or {other}. Write it another way.", one=choices[0], other=choices[1])
            )
    if not isinstance(found, int):
        raise _Wrong(HOURS, _("Write the hours as a number, like 3 or 1.5, or leave it empty."))
    return found


def _day(cell: str, lang: str, today: date) -> str | None:
    if not cell:
        return None
    found = read_day(cell[:_LONGEST_DAY], lang, today)
    if isinstance(found, Unclear):
        days = [one for one in found.choices if isinstance(one, date)]
        if len(days) >= 2:
            one, other = (Day(day.isoformat()) for day in days[:2])
            raise _Wrong(DAY, _("This may be {one} or {other}. Write it another way.", one=one, other=other))
    if not isinstance(found, date):
        raise _Wrong(DAY, _("Write the day like 27/11/2026, or leave it empty."))
    return found.isoformat()
