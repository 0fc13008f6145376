"""Which day does a person mean? A date, read from everyday words and figures in five languages."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from core.languages import LANGUAGES
from core.text.clean import clean

from .days import (
    coming,
    coming_day,
    end_of_month,
    end_of_week,
    in_week_of_month,
    later,
    next_weekday,
    on,
    start_of_week,
)
from .eitherday import EITHER, joins_led, last_days, led_by_between
from .lexicon import one, own, small
from .numbers import number_at
from .refused import is_denied, is_refused
from .tokens import Tokens, tokenise
from .values import Span, Unclear
from .weekwords import (
    FEASTS,
    PAST,
    WEEK_LATER,
    beginnings,
    day_units,
    day_words,
    every_begins,
    month_at,
    next_one,
    one_day_long,
    ordinal_at,
    phrase_at,
    respelt,
    spans_of_days,
    weekday_at,
)
from .writtendays import written_day

_LONGEST, _YEAR = 300, re.compile(r"20\d\d")
_IN_A_MONTH, _NEXT, _EACH = small("before_months"), small("next_ahead"), small("at_a_rate")
_BEFORE_A_DATE = small("before_dates") | {","}
_NO_DAY = object()  # "por la mañana" holds a day's word and names no day


def read_day(text: str, lang: str, today: date, week_starts: int = 0) -> date | Unclear | None:
    """The answer to "by when?": a date, Unclear if two are named, None if none is.

    "antes del viernes" is that Friday; a week or a month stands for its last day; days are written before months.
    `week_starts`: the weekday on which a week begins, Monday is 0.
    """
    tokens = tokenise(clean(text, _LONGEST))
    found = find_days(tokens, lang, today, week_starts, answer=True)
    days = list(dict.fromkeys(span.value for span in found))
    if len(days) > 1:
        return Unclear("several", tuple(days))
    if days:
        return days[0] if isinstance(days[0], date | Unclear) else None
    return _bare_day(tokens.forms, lang, today)


def find_days(tokens: Tokens, lang: str, today: date, week_starts: int = 0, answer: bool = False) -> list[Span]:
    """The days named in a message; values are dates, None for a day that no calendar has, or Unclear.

    `answer`: the message answers "by when?", so that "27-11" and "1/2" are dates.
    """
    reader = _Reader(respelt(tokens.forms, lang), lang, today, week_starts, answer)
    spans = [span for span in reader.all() if not is_denied(reader.forms, span, lang)]
    meant = [span for span, then in pairwise(spans) if not is_refused(tokens.forms, span, then.start)] + spans[-1:]
    return last_days(reader.forms, meant, lang)


def days_named(tokens: Tokens, lang: str, today: date) -> list[Span]:
    """All of them, also those that the words refuse."""
    return list(_Reader(respelt(tokens.forms, lang), lang, today, 0, answer=True).all())


class _Reader:
    """One pass over the words of one message. Each rule takes a place and gives a span or None."""

    def __init__(self, forms: list[str], lang: str, today: date, week_starts: int, answer: bool) -> None:
        self.forms, self.lang, self.today, self.week_starts, self.answer = forms, lang, today, week_starts, answer
        self.beginnings = beginnings(lang)
        self.has_names = not day_words(lang).isdisjoint(forms)

    def all(self) -> Iterator[Span]:
        """Every day that is named, in order."""
        at = 0
        while at < len(self.forms):
            span = self.at(at)
            if span is not None and span.value is not _NO_DAY:
                yield span
            at = span.end if span else at + 1

    def at(self, at: int) -> Span | None:
        form = self.forms[at]
        if not form[0].isdigit() and form not in self.beginnings and form not in FEASTS:
            return None
        if form in FEASTS and self.forms[at - 1 : at] != ["em"]:  # "em Natal" is a town
            return Span(at, at + 1, coming(self.today, FEASTS[form][1], FEASTS[form][0]))
        if form[0].isdigit():
            return self._written(at) or self._day_of_six(at) or self._day_month(at) or self._spoken_day(at)
        if not self.has_names:
            return self._spoken_day(at)
        return (
            self._named(at)
            or self._weekday(at)
            or self._within(at)
            or self._week_of_month(at)
            or self._day_month(at)
            or self._whole_month(at)
            or self._spoken_day(at)
        )

    def _written(self, at: int) -> Span | None:
        counts = at + 1 < len(self.forms) and self._is_hour(at + 1)
        found = written_day(self.forms[at], self.today, self.lang, self.answer, counts)
        return Span(at, at + 1, found[0]) if found else None

    def _named(self, at: int) -> Span | None:
        found = phrase_at(self.forms, at, self.lang)
        if found is None:
            return None
        name, end = found
        if name in ("end_of", "middle_of", "start_of"):
            return self._part_of_month(at, end, name)
        is_rate = name == "this_week" and not _EACH.isdisjoint(self.forms[at - 1 : at])  # "2 horas a la semana"
        return Span(at, end, _NO_DAY if name == "not_tomorrow" or is_rate else self._day_named(name))

    def _day_named(self, name: str) -> date | None:
        today = self.today
        if name in ("today", "tomorrow", "after_tomorrow"):
            return later(today, ("today", "tomorrow", "after_tomorrow").index(name), 1)
        if name in ("weekend", "next_weekend"):
            sunday = next_weekday(today, 6) if today.weekday() != 6 else today
            return later(sunday, int(name == "next_weekend"), 7)
        if name in ("this_week", "end_of_week"):
            return end_of_week(today, self.week_starts)
        if name == "next_week":
            return end_of_week(today, self.week_starts, 1)
        return end_of_month(today.year, today.month if name == "end_of_month" else 12)

    def _part_of_month(self, at: int, end: int, name: str) -> Span | None:
        month = month_at(self.forms, end, self.lang)
        if month is None:
            return None
        year = self.today.year + (month[0] < self.today.month)
        days = {"end_of": end_of_month(year, month[0]), "middle_of": on(year, month[0], 15)}
        return Span(at, month[1], days.get(name, on(year, month[0], 5)))

    def _weekday(self, at: int) -> Span | None:
        found = weekday_at(self.forms, at, self.lang)
        if found is None or every_begins(self.forms, at, self.lang) is not None:
            return None
        weekday, end = found
        if self._is_over(at, end):
            return Span(at, end, _NO_DAY)
        if self.forms[at] == "لحد" and weekday_at(self.forms, end, self.lang):
            return self._weekday(end)  # "until Wednesday", where elsewhere it is Sunday
        dated = self._after_weekday(end)
        if dated:
            return Span(at, dated.end, self._agreed(dated.value, weekday))
        next_week = self._next_week_after(end)
        if next_week:
            monday = start_of_week(self.today, self.week_starts, 1)
            return Span(at, next_week, later(monday, (weekday - monday.weekday()) % 7, 1))
        if self.lang == "fr" and self.forms[at - 1 : at] == ["le"] and not self._is_one_day(at, end):
            return Span(at, end, _NO_DAY)  # "le samedi" is each Saturday, "samedi" the next
        day = next_weekday(self.today, weekday)
        if self._is_week_later(at, end):
            return Span(at, end, later(day, 1, 7))
        following = one(self.lang, "calendar", "next").at(self.forms, end)
        return Span(at, following[1] if following else end, day)

    def _after_weekday(self, at: int) -> Span | None:
        """The "27 de noviembre" or "27" of "viernes 27 de noviembre"."""
        if at < len(self.forms) and self.forms[at] in _BEFORE_A_DATE:
            at += 1
        if at >= len(self.forms):
            return None
        dated = self._day_month(at) or (self._written(at) if self.forms[at][0].isdigit() else None)
        if dated or not self.forms[at].isdigit() or self._is_counted(at + 1):
            return dated
        return Span(at, at + 1, coming_day(self.today, int(self.forms[at]))) if 1 <= int(self.forms[at]) <= 31 else None

    def _agreed(self, day: object, weekday: int) -> object:
        """A weekday and a day of the month that do not fit each other are two dates."""
        if not isinstance(day, date) or day.weekday() == weekday:
            return day
        return Unclear("several", (next_weekday(self.today, weekday), day))

    def _next_week_after(self, at: int) -> int | None:
        for skipped in (0, 1, 2):
            found = phrase_at(self.forms, at + skipped, self.lang)
            if found and found[0] == "next_week":
                return found[1]
        return None

    def _is_one_day(self, at: int, end: int) -> bool:
        """Is this weekday one day, as in "le samedi suivant", "entre le samedi et le lundi"?"""
        after = self.forms[end : end + 1]
        return (
            after in ([["suivant"], ["meme"], ["soir"]])
            or led_by_between(self.forms, at)
            or one(self.lang, "calendar", "next").at(self.forms, end) is not None
        )

    def _is_over(self, at: int, end: int) -> bool:
        """Like "el viernes pasado", "last Friday", "الجمعة اللي فات"."""
        after, then = (self.forms[end : end + 1] or [""])[0], (self.forms[end + 1 : end + 2] or [""])[0]
        if after in PAST and (after != "اللي" or then.startswith("فات")):
            return True
        return at > 0 and self.forms[at - 1] == "last"

    def _is_week_later(self, at: int, end: int) -> bool:
        """Like "Friday week", "lundi en huit", "a week from Friday", "not this Friday, the next one"."""
        after = self.forms[end + 1 : end + 2] if self.forms[end : end + 1] == ["en"] else self.forms[end : end + 1]
        named = bool(WEEK_LATER.intersection(after)) or next_one(self.forms, at, end)
        return named or self.forms[max(at - 2, 0) : at] == ["week", "from"]

    def _day_of_six(self, at: int) -> Span | None:
        """Like "2ª feira", "6a feira": Portuguese counts its working days."""
        number = self.forms[at].rstrip("a")
        if number not in ("2", "3", "4", "5", "6") or self.forms[at + 1 : at + 2] != ["feira"]:
            return None
        return Span(at, at + 2, next_weekday(self.today, int(number) - 2))

    def _week_of_month(self, at: int) -> Span | None:
        """Like "first week of December", "primera semana de diciembre"."""
        nth = ordinal_at(self.forms, at, self.lang)
        unit = day_units(self.lang).at(self.forms, nth[1]) if nth else None
        month = self._month_after(unit[1]) if unit and unit[0] == 7 else None
        if nth is None or month is None or not 1 <= nth[0] <= 5:
            return None
        year = self.today.year + (month[0] < self.today.month)
        return Span(at, month[1], in_week_of_month(year, month[0], nth[0]))

    def _whole_month(self, at: int) -> Span | None:
        """Like "en diciembre", "next month": its last day."""
        unit = day_units(self.lang).at(self.forms, at)
        following = one(self.lang, "calendar", "next")
        if unit and unit[0] == 30 and (after := following.at(self.forms, unit[1])):
            return Span(at, after[1], self._next_month())
        unit = day_units(self.lang).at(self.forms, at + 1)
        if unit and unit[0] == 30 and self.forms[at] in _NEXT:
            return Span(at, unit[1], self._next_month())
        month = month_at(self.forms, at, self.lang)
        if month is None or _IN_A_MONTH.isdisjoint(self.forms[at - 1 : at]) or self._day_number(month[1]):
            return None
        return Span(at, month[1], end_of_month(self.today.year + (month[0] < self.today.month), month[0]))

    def _next_month(self) -> date:
        year, month = divmod(self.today.year * 12 + self.today.month, 12)
        return end_of_month(year, month + 1)

    def _within(self, at: int) -> Span | None:
        found = one(self.lang, "calendar", "within").at(self.forms, at)
        if found is None:
            return None
        end = found[1]
        fixed = spans_of_days(self.lang).at(self.forms, end)
        if fixed:
            return Span(at, fixed[1], later(self.today, fixed[0], 1))
        if end < len(self.forms) and self.forms[end] in one(self.lang, "one"):
            count, end = 1, end + 1
        else:
            number = number_at(self.forms, end, self.lang)
            if number is None or len(number[0]) != 1 or number[0][0].denominator != 1:
                return self._one_unit(at, end)
            count, end = int(number[0][0]), number[1]
        unit = day_units(self.lang).at(self.forms, end)
        return Span(at, unit[1], later(self.today, count, unit[0])) if unit else None

    def _one_unit(self, at: int, end: int) -> Span | None:
        """Like "خلال أسبوع": a week, without a number."""
        unit = day_units(self.lang).at(self.forms, end)
        if unit is None or unit[0] == 1 or (self.lang != "ar" and not "\u0600" < self.forms[end][0] < "\u06ff"):
            return None
        return Span(at, unit[1], later(self.today, 1, unit[0]))

    def _day_month(self, at: int) -> Span | None:
        day = self._day_number(at)
        if day is None:
            return self._month_day(at)
        month = self._month_after(day[1])
        if month is None:
            return None
        end = month[1] + 1 if self._is_of(month[1]) and self._year(month[1] + 1) else month[1]
        year = self._year(end)
        value = on(year, month[0], day[0]) if year else coming(self.today, day[0], month[0])
        return Span(at, end + 1 if year else end, value)

    def _month_day(self, at: int) -> Span | None:
        """Like "November 27", "November 27th, 2026"."""
        month = month_at(self.forms, at, self.lang)
        day = self._day_number(month[1]) if month else None
        if month is None or day is None or self._is_counted(day[1]):
            return None
        end = day[1] + 1 if self.forms[day[1] : day[1] + 1] == [","] and self._year(day[1] + 1) else day[1]
        year = self._year(end)
        value = on(year, month[0], day[0]) if year else coming(self.today, day[0], month[0])
        return Span(at, end + 1 if year else end, value)

    def _month_after(self, at: int) -> tuple[int, int] | None:
        if self.forms[at : at + 1] == ["شهر"] and at + 1 < len(self.forms):
            number = number_at(self.forms, at + 1, self.lang)
            if number and number[0][0] in range(1, 13):
                return int(number[0][0]), number[1]
        found = month_at(self.forms, at, self.lang)
        return found or (month_at(self.forms, at + 1, self.lang) if self._is_of(at) else None)

    def _spoken_day(self, at: int) -> Span | None:
        """Like "antes del 27", "by the 27th", "قبل 27": a day of the month without its month."""
        by = one(self.lang, "calendar", "by").at(self.forms, at)
        day = self._day_number(by[1]) if by else None
        if by is None or day is None or self._is_counted(day[1]) or one_day_long(self.forms, by[1]):
            return None
        dated = self._day_month(by[1])
        if dated:
            return Span(at, dated.end, dated.value)
        return Span(at, day[1], coming_day(self.today, day[0]))

    def _day_number(self, at: int) -> tuple[int, int] | None:
        if at >= len(self.forms):
            return None
        found = ordinal_at(self.forms, at, self.lang)
        if found is None:
            number = number_at(self.forms, at, self.lang)
            if number is None or len(number[0]) != 1 or number[0][0].denominator != 1:
                return None
            found = int(number[0][0]), number[1]
        return found if 1 <= found[0] <= 31 else None

    def _year(self, at: int) -> int | None:
        return int(self.forms[at]) if at < len(self.forms) and _YEAR.fullmatch(self.forms[at]) else None

    def _is_of(self, at: int) -> bool:
        """Like the "de" of "10 de diciembre", in any language: between a day and a month it can be nothing else."""
        return at < len(self.forms) and any(self.forms[at] in own(lang, "calendar", "of") for lang in LANGUAGES)

    def _is_hour(self, at: int) -> bool:
        return any(self.forms[at] in one(self.lang, "units", unit) for unit in ("hour", "minute", "day"))

    def _is_counted(self, at: int) -> bool:
        """Does the number before this place count something ("para el 5 personas"), so that it is no day?"""
        if at >= len(self.forms) or not self.forms[at][0].isalnum() or joins_led(self.forms, at):
            return False
        return one(self.lang, "calendar", "day_words").at(self.forms, at) is None


def _bare_day(forms: list[str], lang: str, today: date) -> date | Unclear | None:
    """Like "27", "el 27", "27 o 28": a day of the month with nothing around it; of two the later."""
    days: list[date | None] = []
    at, joined = 0, False
    while at < len(forms):
        joined = joined or forms[at] in EITHER
        filler = one(lang, "calendar", "day_words").at(forms, at) or one(lang, "ranges").at(forms, at)
        number = number_at(forms, at, lang) if forms[at].isalnum() and not one_day_long(forms, at) else None
        ordinal = ordinal_at(forms, at, lang)
        found = ordinal or ((int(number[0][0]), number[1]) if number and number[0][0].denominator == 1 else None)
        if found and len(str(found[0])) < 3:
            days.append(coming_day(today, found[0]) if 1 <= found[0] <= 31 else None)
        elif (not filler and forms[at][0].isalnum()) or forms[at] in ("-", "−"):
            return None
        at = found[1] if found else filler[1] if filler else at + 1
    if len(days) > 1 and (sure := [day for day in days if day]) and len(sure) == len(days):
        return max(sure) if joined else Unclear("several", tuple(days))
    return days[0] if len(days) == 1 else None
