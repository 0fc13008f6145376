"""Which day do figures say: "2026-11-27", "27/11", and to many who write English "11/27"?"""

import re
from datetime import date

from core.text.normal import digits

from .days import coming, on

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_NO_DATES = ("24/7", "1/2", "1/4", "3/4")
_MONTHS = 12


def written_day(form: str, today: date, lang: str, answer: bool, counts: bool) -> tuple[date | None] | None:
    """The day in one figure, in a tuple; (None,) for one that no calendar has; None if the figure is no date.

    `answer`: it answers "by when?", so that "27-11" and "1/2" are dates. `counts`: a unit of time follows.
    """
    form = digits(form)
    iso, figure = _ISO.fullmatch(form), _DAY_FIRST.fullmatch(form)
    if iso:
        return (on(int(iso[1]), int(iso[2]), int(iso[3])),)
    if not figure or not (figure[4] or (answer and figure[2] != ".") or _is_plain(figure, counts)):
        return None
    day, month = int(figure[1]), int(figure[3])
    if month > _MONTHS >= day or _is_month_first(day, month, today, lang):
        day, month = month, day
    if figure[4]:
        return (on(int(figure[4]) % 2000 + 2000, month, day),)
    return (coming(today, day, month) if month <= _MONTHS else None,)


def _is_plain(figure: re.Match[str], counts: bool) -> bool:
    return figure[2] == "/" and figure.group() not in _NO_DATES and not counts


def _is_month_first(day: int, month: int, today: date, lang: str) -> bool:
    """Many who write English put the month first: the day that comes sooner is meant."""
    if lang != "en" or day > _MONTHS or month > _MONTHS:
        return False
    day_first, month_first = coming(today, day, month), coming(today, month, day)
    return month_first is not None and (day_first is None or month_first < day_first)
