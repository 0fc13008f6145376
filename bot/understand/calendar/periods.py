"""Which stretch of time that has been do words name: "in November", "este mes", «الشهر اللي فات», "since October"?"""

from __future__ import annotations

from datetime import date, timedelta

from bot.understand.lexis.lexicon import numbered, one
from bot.understand.lexis.tokens import tokenise
from bot.understand.lexis.weekwords import month_at, respelt, unit_at
from core.text.clean import clean

from .days import end_of_month

_LONGEST = 300
_WEEK, _MONTH, _YEAR = 7, 30, 365
_SHORT = 3
"""Letters up to which the name of a month is a word besides ("mar", "may"), unless "of" or "in" stands before it."""
_BESIDE = 2
"""Words between "last" or "this" and what it is said of."""
_BEFORE = 3
"""Words before a month among which "since" stands."""


def period_in(text: str, lang: str, today: date) -> tuple[date, date] | None:
    """Its first and its last day; None where no such words are there. A month is the last one that was or is."""
    forms = respelt(tokenise(clean(text, _LONGEST)).forms, lang)
    months = [(at, found[0]) for at in range(len(forms)) if (found := _month(forms, at, lang))]
    if months:
        return _of_months(forms, months, lang, today)
    units = [(at, unit) for at in range(len(forms)) if (unit := _unit(forms, at, lang))]
    for name, stretch in (("last", _last), ("this", _this)):
        for at, unit in units:
            if any(_says(forms, near, lang, name) for near in range(max(at - _BESIDE, 0), at + _BESIDE + 1)):
                return stretch(unit, today)
    return None


def _of_months(forms: list[str], months: list[tuple[int, int]], lang: str, today: date) -> tuple[date, date] | None:
    """From the first of those that are named to the last, or to today behind "since"."""
    year = next((int(one) for one in forms if one.isdigit() and today.year - 9 <= int(one) <= today.year), None)
    days = [date(year or today.year - (month > today.month), month, 1) for _at, month in months]
    first, last = min(days), max(days)
    if first > today:
        return None
    at = months[0][0]
    if any(_says(forms, near, lang, "since") for near in range(max(at - _BEFORE, 0), at)):
        return first, today
    return first, min(end_of_month(last.year, last.month), today)


def _month(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    found = month_at(forms, at, lang) or numbered(lang, "period", "months").at(forms, at)
    if found is None or (len(forms[at]) <= _SHORT and not _led(forms, at, lang)):
        return None
    return found


def _led(forms: list[str], at: int, lang: str) -> bool:
    leads = (one(lang, "calendar", "of"), one(lang, "calendar", "within"), one(lang, "period", "since"))
    return at > 0 and any(lead.at(forms, at - 1) for lead in leads)


def _unit(forms: list[str], at: int, lang: str) -> int:
    if one(lang, "period", "year").at(forms, at):
        return _YEAR
    if one(lang, "period", "month").at(forms, at):
        return _MONTH
    found = unit_at(forms, at, lang)
    joined = unit_at([forms[at].removeprefix("هال")], 0, lang) if found is None else found
    return joined[0] if joined and joined[0] in (_WEEK, _MONTH) else 0


def _says(forms: list[str], at: int, lang: str, name: str) -> bool:
    return one(lang, "period", name).at(forms, at) is not None


def _this(unit: int, today: date) -> tuple[date, date]:
    if unit == _WEEK:
        return today - timedelta(days=today.weekday()), today
    return date(today.year, today.month if unit == _MONTH else 1, 1), today


def _last(unit: int, today: date) -> tuple[date, date]:
    ended = _this(unit, today)[0] - timedelta(days=1)
    return (ended - timedelta(days=6), ended) if unit == _WEEK else (_this(unit, ended)[0], ended)
