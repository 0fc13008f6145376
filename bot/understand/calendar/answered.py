"""Which day is meant in answer to "by when?", where others are named as well, or only a day of the month or a length?

"Dia da Imaculada, 8", "two weeks", "Monday, because Tuesday the inspector comes", "guests come on Saturday, so Friday".
"""

from __future__ import annotations

from datetime import date

from bot.understand.amounts.hours import find_hours
from bot.understand.amounts.numbers import number_at
from bot.understand.amounts.units import unit_at
from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import one
from bot.understand.lexis.tokens import Tokens, is_figure, tokenise
from bot.understand.lexis.weekwords import ordinal_at
from bot.understand.values import Span
from core.text.clean import clean

from .dates import find_days, read_day
from .days import coming_day, later
from .repeats import ONCE, find_repeats
from .stretches import longest

_LONGEST = 300  # letters
_SO, _BECAUSE = listed("small", "so_then"), listed("small", "reasons")
_MOVING = listed("small", "moving_feasts")  # "the first of Ramadan" is no day of a month that we know
_LAST_OF_MONTH = 31


def day_answered(text: str, lang: str, today: date, week_starts: int = 0, *, named: bool = False) -> date | None:
    """The one day that is meant; None where that cannot be told. `named`: a figure or a length alone is none."""
    tokens = tokenise(clean(text, _LONGEST))
    spans = [span for span in find_days(tokens, lang, today, week_starts, answer=True) if isinstance(span.value, date)]
    if spans or named:
        numbered = None if named or len(spans) > 1 else _of_month(tokens, lang)
        day = coming_day(today, numbered) if numbered else None  # "Wed 9th" is no other Wednesday
        return day if day and day.weekday() == _weekday(spans[0]) else _meant(tokens, lang, spans)
    found = read_day(text, lang, today, week_starts)
    if isinstance(found, date):
        return found
    if any(span.value != ONCE for span in find_repeats(tokens, lang, [], find_hours(tokens, lang), [])):
        return None  # "each Tuesday" is no length of a day
    if (number := _of_month(tokens, lang)) is not None:
        return coming_day(today, number)
    days = longest(tokens.forms, lang)
    return later(today, days, 1) if days else None


def _meant(tokens: Tokens, lang: str, spans: list[Span]) -> date | None:
    """The date that is written out; else what is concluded, and not what is only a reason for it."""
    so = [end for _at, end, _said in _SO.all_in(tokens.forms)]
    because = [at for at, _end, _said in _BECAUSE.all_in(tokens.forms) if spans and at > spans[0].start]
    written = [span for span in spans if _is_written(tokens, span)]
    concluded = [span for span in spans if so and span.start >= so[-1]]
    said_first = [span for span in spans if because and span.start < because[0]]
    for among in (written, concluded, said_first, spans):
        days = {span.value for span in among if isinstance(span.value, date)}
        if len(days) == 1:
            return days.pop()
    return None


def _weekday(span: Span) -> int:
    return span.value.weekday() if isinstance(span.value, date) else -1


def _is_written(tokens: Tokens, span: Span) -> bool:
    """Whether it is a date, as "el 9", "12/12", and no length: "in 3 days"."""
    day = span.value.day if isinstance(span.value, date) else 0
    return any(_figures(tokens.forms[at]) == day for at in range(span.start, span.end))


def _figures(form: str) -> int:
    bare = form.rstrip("stndrhº°ªaeo")
    return int(bare) if bare.isdecimal() and len(bare) <= len("31") else 0


def _of_month(tokens: Tokens, lang: str) -> int | None:
    """A day of the month, where just one stands that nothing is counted by; of several the last behind a sign."""
    forms, found = tokens.forms, []
    for at in range(len(forms)):
        number = number_at(forms, at, lang) if is_figure(forms[at]) else None
        ordinal = ordinal_at(forms, at, lang)
        day, end = ordinal or ((int(number[0][0]), number[1]) if number and len(number[0]) == 1 else (0, at))
        alone = end == len(forms) or tokens.is_sign(end) or bool(_SO.at(forms, end)) or bool(ordinal)
        led = at > 0 and bool(one(lang, "calendar", "day_words").begins(forms, at) is not None)
        if 1 <= day <= _LAST_OF_MONTH and (alone or led) and not (unit_at(forms, end, lang) or _MOVING.at(forms, end)):
            found.append((at, day))
    days = {day for _at, day in found}
    if len(days) == 1:
        return days.pop()
    return found[-1][1] if found and tokens.is_sign(found[-1][0] - 2) else None
