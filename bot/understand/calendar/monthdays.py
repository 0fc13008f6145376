"""Which day of a month do words say, with the month or without: "27/11", "27 de noviembre", "by the 27th"?"""

import re
from datetime import date
from typing import NamedTuple

from bot.understand.amounts.numbers import number_at
from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.weekwords import month_at, one_day_long, ordinal_at, unit_at
from bot.understand.values import Span
from core.languages import LANGUAGES

from .days import coming, coming_day, on
from .eitherday import joins_led
from .writtendays import written_day

_NEXT, _A_MONTH = small("next_ahead"), 30
_YEAR = re.compile(r"20\d\d")


class Said(NamedTuple):
    """The folded words of a message in which days are looked for; `answer`: it answers "by when?"."""

    forms: list[str]
    lang: str
    today: date
    week_starts: int  # the weekday on which a week begins, Monday is 0
    answer: bool


def written(said: Said, at: int) -> Span | None:
    """Like "27/11", "2026-11-27"; not "2/3" before hours."""
    counts = at + 1 < len(said.forms) and _is_hour(said, at + 1)
    found = written_day(said.forms[at], said.today, said.lang, said.answer, counts)
    return Span(at, at + 1, found[0]) if found else None


def day_and_month(said: Said, at: int) -> Span | None:
    """Like "27 de noviembre", "27 نوفمبر 2026", and "November 27"."""
    day = day_number(said, at)
    if day is None:
        return _month_and_day(said, at)
    month = month_behind(said, day[1])
    if month is None:
        return None
    end = month[1] + 1 if _is_of(said, month[1]) and _year(said, month[1] + 1) else month[1]
    year = _year(said, end)
    value = on(year, month[0], day[0]) if year else coming(said.today, day[0], month[0])
    return Span(at, end + 1 if year else end, value)


def spoken_day(said: Said, at: int) -> Span | None:
    """Like "antes del 27", "by the 27th", "قبل 27": a day of the month without its month."""
    by = one(said.lang, "calendar", "by").at(said.forms, at)
    day = day_number(said, by[1]) if by else None
    if by is None or day is None or one_day_long(said.forms, by[1]):
        return None
    dated = day_and_month(said, by[1])
    if dated:
        return Span(at, dated.end, dated.value)
    if is_counted(said, day[1]):
        return None
    return Span(at, day[1], coming_day(said.today, day[0]))


def month_behind(said: Said, at: int) -> tuple[int, int] | None:
    """The month (1–12) that stands here or behind an "of", and the place after it."""
    if said.forms[at : at + 1] == ["شهر"] and at + 1 < len(said.forms):
        number = number_at(said.forms, at + 1, said.lang)
        if number and number[0][0] in range(1, 13):
            return int(number[0][0]), number[1]
    found = _month_at(said, at)
    return found or (_month_at(said, at + 1) if _is_of(said, at) else None)


def _month_at(said: Said, at: int) -> tuple[int, int] | None:
    """A month by its name, or the next one: "del mes que viene", "of next month", «الشهر الجاي»."""
    if found := month_at(said.forms, at, said.lang):
        return found
    ahead = not _NEXT.isdisjoint(said.forms[at : at + 1])
    unit = unit_at(said.forms, at + ahead, said.lang)
    if unit is None or unit[0] != _A_MONTH:
        return None
    behind = one(said.lang, "calendar", "next").at(said.forms, unit[1])
    following = said.today.month % 12 + 1
    return (following, behind[1]) if behind else (following, unit[1]) if ahead else None


def day_number(said: Said, at: int) -> tuple[int, int] | None:
    """A day of the month (1–31) in figures or words, and the place after it."""
    if at >= len(said.forms):
        return None
    found = ordinal_at(said.forms, at, said.lang)
    if found is None:
        number = number_at(said.forms, at, said.lang)
        if number is None or len(number[0]) != 1 or number[0][0].denominator != 1:
            return None
        found = int(number[0][0]), number[1]
    return found if 1 <= found[0] <= 31 else None


def is_counted(said: Said, at: int) -> bool:
    """Does the number before this place count something ("para el 5 personas"), so that it is no day?"""
    if at >= len(said.forms) or not said.forms[at][0].isalnum() or joins_led(said.forms, at):
        return False
    if own(said.lang, "small", "counts_no_more").at(said.forms, at):
        return False  # "el domingo 13 todo el día"
    return one(said.lang, "calendar", "day_words").at(said.forms, at) is None


def _month_and_day(said: Said, at: int) -> Span | None:
    """Like "November 27", "November 27th, 2026"."""
    month = month_at(said.forms, at, said.lang)
    day = day_number(said, month[1]) if month else None
    if month is None or day is None or is_counted(said, day[1]):
        return None
    end = day[1] + 1 if said.forms[day[1] : day[1] + 1] == [","] and _year(said, day[1] + 1) else day[1]
    year = _year(said, end)
    value = on(year, month[0], day[0]) if year else coming(said.today, day[0], month[0])
    return Span(at, end + 1 if year else end, value)


def _year(said: Said, at: int) -> int | None:
    return int(said.forms[at]) if at < len(said.forms) and _YEAR.fullmatch(said.forms[at]) else None


def _is_of(said: Said, at: int) -> bool:
    """Like the "de" of "10 de diciembre", in any language: between a day and a month it can be nothing else."""
    return at < len(said.forms) and any(said.forms[at] in own(lang, "calendar", "of") for lang in LANGUAGES)


def _is_hour(said: Said, at: int) -> bool:
    return any(said.forms[at] in one(said.lang, "units", unit) for unit in ("hour", "minute", "day"))
