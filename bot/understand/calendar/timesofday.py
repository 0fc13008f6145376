"""At which time of the day is something needed? "A las 3 de la tarde", "viernes por la tarde", «الساعة ٤ العصر»."""

from datetime import date
from functools import cache

from bot.understand.amounts.clocks import find_clocks
from bot.understand.amounts.numbers import number_at
from bot.understand.amounts.units import WRITTEN_CLOCK
from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.tokens import Tokens, has_figure, tokenise
from bot.understand.values import Span
from core.text.clean import clean

from .dates import find_days

_LONGEST, _HOURS = 300, 24
_BETWEEN = {"ar": "، "}
_OF = small("of_the_day")
_LATIN_THE = frozenset(("el", "al", "il"))  # of Arabic in Latin letters a word of its own


def times_of_day(tokens: Tokens, lang: str, days: list[Span], clocks: list[Span]) -> list[Span]:
    """The clock times of a message with their part of the day, and parts of a day that is named; in order, none twice.

    `days` and `clocks` are those of the message. What only seems a time, in the middle of a day's date, is left out.
    """
    named = one(lang, "small", "parts_of_day").all_in(tokens.forms)
    parts = [Span(at - (tokens.forms[max(at - 1, 0)] in _LATIN_THE), end, None) for at, end, _said in named]
    told = [clock for clock in clocks if not any(_overlap(clock, day) for day in days)]
    told += [Span(part.start - 1, part.end, None) for part in parts if _is_counted(tokens.forms, part, lang)]
    told += [part for part in parts if any(_touch(part, other) for other in (*days, *told))]
    joined: list[Span] = []
    for span in sorted(told, key=lambda one: (one.start, -one.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end), None)
        else:
            joined.append(span)
    return joined


def at_hour(what: str, text: str, lang: str, today: date) -> str:
    """The words of a request with the time of day that an answer names, in the place of another; '' where it names
    none."""
    tokens = tokenise(clean(text, _LONGEST))
    if not (has_figure(tokens) or _time_words(lang).intersection(tokens.forms)):
        return ""
    said = [tokens.said(span.start, span.end) for span in _times(tokens, lang, today)]
    return with_hour(what, _BETWEEN.get(lang, ", ").join(said), lang, today) if said else ""


def with_hour(what: str, time: str, lang: str, today: date) -> str:
    """The words of a request in that language with a time behind them ('' for none), not the one that ended them."""
    words = tokenise(what)
    days = find_days(words, lang, today, answer=True)
    told = times_of_day(words, lang, days, [*find_clocks(words, lang, days), *written_clocks(words)])
    behind = [span for span in told if span.start and span.end == len(words.forms)]
    kept = what[: words.starts[behind[0].start]].rstrip(" ,،") if behind else what
    return join_time(kept, time, lang) if time else kept


def written_clocks(tokens: Tokens) -> list[Span]:
    """Of "3pm" and "15:30", which need no word before them."""
    return [Span(at, at + 1, None) for at, form in enumerate(tokens.forms) if WRITTEN_CLOCK.fullmatch(form)]


def is_time_of_day(text: str, lang: str) -> bool:
    """Whether the words are a part of the day and no more: "in the morning", «بعد الظهر»."""
    return one(lang, "small", "parts_of_day").whole(tokenise(text).forms) is not None


def join_time(what: str, time: str, lang: str) -> str:
    """What is needed, and the time of day behind it."""
    return _BETWEEN.get(lang, ", ").join((what, time))


@cache
def _time_words(lang: str) -> frozenset[str]:
    """The words one of which every time of day without figures has."""
    parts, noon = one(lang, "small", "parts_of_day"), one(lang, "small", "at_noon")
    return parts.firsts | noon.firsts | one(lang, "small", "noon_behind_day").firsts | own(lang, "clock").firsts


def _times(tokens: Tokens, lang: str, today: date) -> list[Span]:
    days = find_days(tokens, lang, today, answer=True)
    return times_of_day(tokens, lang, days, find_clocks(tokens, lang, days))


def _is_counted(forms: list[str], part: Span, lang: str) -> bool:
    """The "5" of "tipo 5 de la tarde", not of "el 5 por la tarde"."""
    number = number_at(forms, part.start - 1, lang) if part.start else None
    led = forms[part.start] in _OF or "\u0600" < forms[part.start][0] < "\u06ff"
    return led and number is not None and number[1] == part.start and number[0][0] <= _HOURS


def _overlap(one_: Span, other: Span) -> bool:
    return one_.start < other.end and other.start < one_.end


def _touch(part: Span, other: Span) -> bool:
    return part.start <= other.end and other.start <= part.end
