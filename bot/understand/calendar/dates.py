"""Which day does a person mean? A date, read from everyday words and figures in five languages."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from bot.understand.amounts.clocks import find_clocks
from bot.understand.amounts.from_to import find_from_to
from bot.understand.amounts.numbers import number_at
from bot.understand.amounts.spread import spread_end
from bot.understand.lexis.lexicon import as_written, one, own, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.lexis.transcribed import transcribed
from bot.understand.lexis.weekwords import (
    beginnings,
    day_units,
    day_words,
    feasts,
    month_at,
    one_day_long,
    ordinal_at,
    phrase_at,
    respelt,
    spans_of_days,
    unit_at,
    week_on,
    weekday_at,
)
from bot.understand.values import Span, Unclear
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
from .eitherday import EITHER, last_days
from .monthdays import Said, day_and_month, day_number, is_counted, month_behind, spoken_day, written
from .refused import is_denied, is_not_that, is_refused
from .stretches import days_at
from .weekdays import NO_DAY, named_weekday, working_day

_LONGEST = 300
_NO_FIGURE = "·"
_PARTS = {"start_of": 5, "middle_of": 15, "end_of": 31}
_OF_WEEK = {"start_of": 1, "middle_of": 3, "end_of": 6}  # days behind the first
_WEEKS = {"this_week": 0, "next_week": 1, "week_after_next": 2}
_SATURDAY, _SUNDAY = 5, 6
_THEN = frozenset(("end_of_month", "end_of_year", "end_of_week", "weekend"))  # that may be the next
_OF_A_DAY = small("of_a_day")
_FEAST_OF, _FEAST_WHEN, _GIVERS = small("feast_of"), small("feast_when"), small("feast_givers")
_TOWNS, _WRITTEN = small("written_towns"), as_written("written_towns")
_BEFORE, _OF_MONTH = small("before"), small("noun_of") | small("before_months")
_FROM, _COUNTED = small("from"), 4  # words of "3 weeks from [today]"
_SINCE, _THAT_DAY = small("since_when"), small("that_day")
_IN_A_MONTH, _NEXT, _EACH = small("before_months"), small("next_ahead"), small("at_a_rate")


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
    if own(lang, "small", "not_before").at(tokens.forms, 0):
        return None  # "a partir de segunda" is a Monday, and no 2nd
    timed = one(lang, "small", "parts_of_day").all_in(tokens.forms) and find_clocks(tokens, lang, [])
    return None if timed else _bare_day(tokens.forms, lang, today)  # "at 3 in the afternoon" is no third


def find_days(tokens: Tokens, lang: str, today: date, week_starts: int = 0, answer: bool = False) -> list[Span]:
    """The days named in a message; values are dates, None for a day that no calendar has, or Unclear.

    `answer`: the message answers "by when?", so that "27-11" and "1/2" are dates.
    """
    reader = _Reader(Said(_without_times(tokens, lang), lang, today, week_starts, answer))
    spans = [span for span in reader.all() if not is_denied(reader.forms, span, lang)]
    if len(spans) > 1:  # "decorações de Natal, dia 15", "fiesta de fin de año, el 18"
        spans = [span for span in spans if not _is_occasion(reader.forms, span.start, lang)] or spans
    meant = [span for span, then in pairwise(spans) if not is_refused(tokens.forms, span, then.start)]
    if not (meant and spans and is_not_that(tokens.forms, spans[-1].start)):
        meant += spans[-1:]
    return last_days(reader.forms, meant, lang)


def _is_occasion(forms: list[str], at: int, lang: str) -> bool:
    """Whether a feast or the end of the year stands here, beside another day; not "the 20th or the end of the year"."""
    year = phrase_at(forms, at, lang)
    return bool(feasts(lang).at(forms, at)) or bool(
        year and year[0] == "end_of_year" and EITHER.isdisjoint(forms[max(at - 2, 0) : at])
    )


def days_named(tokens: Tokens, lang: str, today: date) -> list[Span]:
    """All of them, also those that the words refuse."""
    return list(_Reader(Said(_without_times(tokens, lang), lang, today, 0, answer=True)).all())


def _without_times(tokens: Tokens, lang: str) -> list[str]:
    """The words as they are read, with a sign for each of "2-5pm", which is no second of May."""
    forms = list(respelt(tokens.forms, lang))
    if lang == "ar" and (arabic := transcribed(tokens)):
        _write_weekdays(forms, arabic.forms, lang)
    for span in find_from_to(tokens, lang):
        forms[span.start : span.end] = [_NO_FIGURE] * (span.end - span.start)
    if not _TOWNS.isdisjoint(forms):
        forms = [_NO_FIGURE if tokens.said(at, at + 1) in _WRITTEN else form for at, form in enumerate(forms)]
    return forms


def _write_weekdays(forms: list[str], arabic: list[str], lang: str) -> None:
    """Weekdays of Arabic in Latin letters ("nhar sbt", "youm el etneen") are written as in its own."""
    for at in range(len(forms)):
        found = weekday_at(arabic, at, lang) if number_at(forms, at, lang) is None else None
        if found:
            forms[at : found[1]] = arabic[at : found[1]]


def _says_what(forms: list[str], at: int) -> bool:
    """Whether the feast that begins there says what is done: "repas de Noël", "Papai Noel", not "antes do Natal"."""
    if not at or forms[at - 1] in _GIVERS:
        return at > 0
    return at > 1 and forms[at - 1] in _FEAST_OF and forms[at - 2].isalpha() and forms[at - 2] not in _FEAST_WHEN


class _Reader:
    """One pass over the words of one message. Each rule takes a place and gives a span or None."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.forms, self.lang, self.today, self.week_starts, _answer = said
        self.beginnings = beginnings(said.lang)
        self.has_names = not day_words(said.lang).isdisjoint(said.forms)

    def all(self) -> Iterator[Span]:
        """Every day that is named, in order."""
        at = 0
        while at < len(self.forms):
            span = self._counted_from(self._week_on(self.at(at)))
            if span is not None and span.value is not NO_DAY:
                yield span
            at = span.end if span else at + 1

    def _counted_from(self, span: Span | None) -> Span | None:
        """Like "a week from today", "a week today": so much later."""
        if span is None or span.value != self.today:
            return span
        for start in range(max(span.start - _COUNTED, 0), span.start):
            days = days_at(self.forms, start, self.lang)
            if days and days[1] <= span.start and _FROM.issuperset(self.forms[days[1] : span.start]):
                return Span(start, span.end, later(self.today, days[0], 1))
        return span

    def _week_on(self, span: Span | None) -> Span | None:
        """Like "de hoy en ocho", "vendredi en quinze": one week or two later than the day before it."""
        found = week_on(self.forms, span.end, self.lang) if span and isinstance(span.value, date) else None
        if span is None or found is None or not isinstance(span.value, date):
            return span
        return Span(span.start, found[1], later(span.value, found[0], 1))

    def at(self, at: int) -> Span | None:
        form = self.forms[at]
        if not form[0].isdigit() and form not in self.beginnings:
            return None
        feast = feasts(self.lang).at(self.forms, at)
        if feast and self.forms[at - 1 : at] != ["em"] and not _says_what(self.forms, at):  # "em Natal" is a town
            month, day = feast[0]
            return Span(at, feast[1], coming(self.today, day, month))
        if form[0].isdigit():
            return (
                written(self.said, at)
                or working_day(self.said, at)
                or (self._week_of_month(at) or day_and_month(self.said, at) if self.has_names else None)
                or spoken_day(self.said, at)
            )
        if not self.has_names:
            return spoken_day(self.said, at)
        return (
            self._week_of_day(at)
            or self._named(at)
            or named_weekday(self.said, at)
            or self._within(at)
            or self._week_of_month(at)
            or day_and_month(self.said, at)
            or self._whole_month(at)
            or spoken_day(self.said, at)
        )

    def _named(self, at: int) -> Span | None:
        found = phrase_at(self.forms, at, self.lang)
        if found is None:
            return None
        name, end = found
        if name in _PARTS and not _SINCE.isdisjoint(self.forms[max(at - 1, 0) : at + 1]):
            return Span(at, end, NO_DAY)  # "broken since the beginning of the month"
        if name in _PARTS:
            return self._part_of_week(at, end, name) or self._part_of_month(at, end, name)
        is_rate = name == "this_week" and not _EACH.isdisjoint(self.forms[at - 1 : at])  # "2 horas a la semana"
        is_that = name == "today" and not _THAT_DAY.isdisjoint(self.forms[end : end + 1])  # «اليوم ده» is that day
        if name == "not_tomorrow" or is_rate or is_that:
            return Span(at, end, NO_DAY)
        if name == "end_of_month" and (month := month_behind(self.said, end)):  # "fin de mes de enero"
            return Span(at, month[1], end_of_month(self.today.year + (month[0] < self.today.month), month[0]))
        following = self._next(end) if name in _THEN else None
        return Span(at, following or end, self._next_named(name) if following else self._day_named(name))

    def _next(self, at: int) -> int | None:
        """The place behind "next" where it stands behind what it is said of: "del mes que viene", الجاي."""
        found = one(self.lang, "calendar", "next").at(self.forms, at)
        return found[1] if found else None

    def _next_named(self, name: str) -> date | None:
        """Like "fin del mes que viene", "fin de la semaine prochaine": one later than without the "next"."""
        if name == "end_of_month":
            return self._next_month()
        if name == "end_of_year":
            return end_of_month(self.today.year + 1, 12)
        return self._day_named("next_weekend" if name == "weekend" else "next_week")

    def _day_named(self, name: str) -> date | None:
        today = self.today
        if name in ("today", "tomorrow", "after_tomorrow"):
            return later(today, ("today", "tomorrow", "after_tomorrow").index(name), 1)
        if name in ("weekend", "next_weekend"):
            last = _SUNDAY if self.lang != "ar" or not self.week_starts else _SATURDAY
            return later(next_weekday(later(today, -1, 1) or today, last), int(name == "next_weekend"), 7)
        if name in ("this_week", "end_of_week"):
            return end_of_week(today, self.week_starts)
        if name in ("next_week", "week_after_next"):
            return end_of_week(today, self.week_starts, 1 + (name == "week_after_next"))
        return end_of_month(today.year, today.month if name == "end_of_month" else 12)

    def _part_of_week(self, at: int, end: int, name: str) -> Span | None:
        """Like "early next week", "a mediados de la semana que viene", «أول الأسبوع الجاي»."""
        found = self._week_at(end) or self._week_at(end + 1)
        if found is None:
            return None
        day = later(start_of_week(self.today, self.week_starts, found[0]), _OF_WEEK[name], 1)
        soonest = later(self.today, int(name == "start_of"), 1)
        over = day is not None and soonest is not None and day < soonest and not found[0]
        return Span(at, found[1], later(day, 1, 7) if day and over else day)

    def _week_at(self, at: int) -> tuple[int, int] | None:
        """In how many weeks the one is that is named here, and the place behind it."""
        named = phrase_at(self.forms, at, self.lang)
        if named and named[0] in _WEEKS:
            following = self._next(named[1]) if named[0] == "this_week" else None
            return (1, following) if following else (_WEEKS[named[0]], named[1])
        unit = unit_at(self.forms, at, self.lang)
        return (1 if self._next(unit[1]) else 0, self._next(unit[1]) or unit[1]) if unit and unit[0] == 7 else None

    def _part_of_month(self, at: int, end: int, name: str) -> Span | None:
        """Like "mid December", "a mediados de mes", "principios del mes que viene"."""
        if ordinal_at(self.forms, at, self.lang) and month_at(self.forms, end, self.lang):
            return None  # «أول ديسمبر» is the first
        month = month_at(self.forms, end, self.lang) or self._month_of_today(end, _PARTS[name])
        if month is None:
            return None
        year = self.today.year + (month[0] < self.today.month)
        return Span(at, month[1], on(year, month[0], _PARTS[name]) or end_of_month(year, month[0]))

    def _month_of_today(self, at: int, day: int) -> tuple[int, int] | None:
        """This month (1–12), where that day of it is to come, or the next, and the place behind "month"."""
        before = at < len(self.forms) and self.forms[at] in _NEXT
        unit = unit_at(self.forms, at + before, self.lang)
        if unit is None or unit[0] != 30:
            return None
        end = unit[1]
        behind = self._next(end)
        then = before or behind or self.today.day > day
        return self.today.month % 12 + 1 if then else self.today.month, behind or end

    def _week_of_month(self, at: int) -> Span | None:
        """Like "first week of December", "primera semana de diciembre", "first Saturday of December"."""
        nth = ordinal_at(self.forms, at, self.lang)
        if nth and (weekday := weekday_at(self.forms, nth[1], self.lang)):
            return self._weekday_of_month(at, nth[0], *weekday)
        unit = day_units(self.lang).at(self.forms, nth[1]) if nth else None
        month = month_behind(self.said, unit[1]) if unit and unit[0] == 7 else None
        if nth is None or month is None or not 1 <= nth[0] <= 5:
            return None
        year = self.today.year + (month[0] < self.today.month)
        return Span(at, month[1], in_week_of_month(year, month[0], nth[0]))

    def _week_of_day(self, at: int) -> Span | None:
        """Like "la semana del 7": the end of the week in which that day is."""
        unit, named = day_units(self.lang).at(self.forms, at), phrase_at(self.forms, at, self.lang)
        end = unit[1] if unit and unit[0] == 7 else named[1] if named and named[0] == "this_week" else 0
        if not end or _OF_A_DAY.isdisjoint(self.forms[end : end + 1]):
            return None
        begun = end + 1 + (self.forms[end + 1 : end + 2] == ["dia"])
        day = day_number(self.said, begun)
        if day is None or is_counted(self.said, day[1]):
            return None
        dated = day_and_month(self.said, begun) or Span(begun, day[1], coming_day(self.today, day[0]))
        value = end_of_week(dated.value, self.week_starts) if isinstance(dated.value, date) else None
        return Span(at, dated.end, value)

    def _weekday_of_month(self, at: int, nth: int, weekday: int, end: int) -> Span | None:
        between = self.forms[end : end + 1]  # "of"; of "another day, Tuesday the 15th of December" no week is meant
        month = month_behind(self.said, end) or (
            month_behind(self.said, end + 1) if between and number_at(self.forms, end, self.lang) is None else None
        )
        if month is None or not 1 <= nth <= 4:
            return None
        first = on(self.today.year + (month[0] < self.today.month), month[0], 1)
        later_on = first and later(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1), 1)
        return Span(at, month[1], later_on)

    def _whole_month(self, at: int) -> Span | None:
        """Like "en diciembre", "next month": its last day."""
        unit = day_units(self.lang).at(self.forms, at)
        if unit and unit[0] == 30 and (behind := self._next(unit[1])):
            return Span(at, behind, self._next_month())
        unit = day_units(self.lang).at(self.forms, at + 1)
        if unit and unit[0] == 30 and self.forms[at] in _NEXT:
            return Span(at, unit[1], self._next_month())
        month = month_at(self.forms, at, self.lang)
        if month is None or day_number(self.said, month[1]):
            return None
        before = at - 1 - (at > 1 and self.forms[at - 1] in _OF_MONTH)  # "antes *de* enero", «قبل شهر يناير»
        if before >= 0 and self.forms[before] in _BEFORE:
            first = date(self.today.year + (month[0] <= self.today.month), month[0], 1)
            return Span(at, month[1], first - timedelta(days=1))
        if _IN_A_MONTH.isdisjoint(self.forms[at - 1 : at]):
            return None
        return Span(at, month[1], end_of_month(self.today.year + (month[0] < self.today.month), month[0]))

    def _next_month(self) -> date:
        year, month = divmod(self.today.year * 12 + self.today.month, 12)
        return end_of_month(year, month + 1)

    def _within(self, at: int) -> Span | None:
        found = one(self.lang, "calendar", "within").at(self.forms, at)
        if found is None:
            return None
        if over := spread_end(self.forms, at, self.lang):
            return Span(at, over, NO_DAY)
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
