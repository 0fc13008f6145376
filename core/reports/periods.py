"""Of which days does a report tell? A month, a quarter, a year, or from one day to another.

A whole period has a code of digits: 2026 is a year, 20263 its third quarter, 202610 its October.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from core.calendar import end_of_day

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_LONGEST = 5 * 366


class Period(NamedTuple):
    """Both days belong to it."""

    first: date
    last: date

    def span(self, zone: str) -> tuple[int, int]:
        """From this instant, before that one, as the days are there."""
        before = self.first - timedelta(days=1)
        return end_of_day(before.isoformat(), zone), end_of_day(self.last.isoformat(), zone)


def period_of(code: str) -> Period | None:
    """The whole period of that code; None for anything else."""
    if not (code.isascii() and code.isdigit() and 4 <= len(code) <= 6):
        return None
    year, rest = int(code[:4]), code[4:]
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    match len(rest):
        case 0:
            return _months(year, 1, 12)
        case 1:
            return _months(year, 3 * int(rest) - 2, 3) if 1 <= int(rest) <= 4 else None
        case _:
            return _months(year, int(rest), 1) if 1 <= int(rest) <= 12 else None


def between(first: str, last: str) -> Period | None:
    """From one ISO day to another, five years at most; None where they are none, or the wrong way round."""
    try:
        found = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    sane = found.first.year >= _FIRST_YEAR and found.last.year <= _LAST_YEAR
    return found if sane and 0 <= (found.last - found.first).days <= _LONGEST else None


def code_of(first: date, last: date) -> str:
    """The shortest whole period that holds both days, of one year; else the year of the last one."""
    year = last.year
    if first.year == year and first.month == last.month:
        return f"{year}{last.month:02}"
    quarter = (last.month + 2) // 3
    return f"{year}{quarter}" if first.year == year and (first.month + 2) // 3 == quarter else f"{year}"


def codes(today: date) -> dict[str, str]:
    """What is asked for most often, by what it is called."""
    year, month = today.year, today.month
    quarter = (month + 2) // 3
    return {
        "this month": f"{year}{month:02}",
        "last month": f"{year}{month - 1:02}" if month > 1 else f"{year - 1}12",
        "this quarter": f"{year}{quarter}",
        "last quarter": f"{year}{quarter - 1}" if quarter > 1 else f"{year - 1}4",
        "this year": f"{year}",
        "last year": f"{year - 1}",
    }


def _months(year: int, first: int, many: int) -> Period:
    after = year * 12 + first - 1 + many
    return Period(date(year, first, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
