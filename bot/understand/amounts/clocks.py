"""Which figures are a time of day, and which lengths of time are work? "A las 3" and "de 9 a 12" are no length."""

import re
from datetime import date

from bot.understand.lexis.lexicon import numbered, one, own, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.values import Span

from .from_to import find_from_to
from .hours import find_hours
from .lasting import has_lasted
from .numbers import number_at
from .units import WRITTEN_CLOCK

_HOUR_SIGNS = small("hour_signs")
_FROM = small("from") | small("between_hours")
_TO = small("until") | small("list_and") | {"-", "–"}
_TO_THE = frozenset(("as",))
_AGES = small("ages")
_NOON = small("noon")
# After "a 3", "at 3", "des 3": words by which the figure is a time, where any other word is counted by it.
_AFTER = _HOUR_SIGNS | small("by_the_clock")
_SHORT_LEAD = 3
_MORNING, _LATEST = 7, 24
_SHORTEST_WORK = 5  # minutes; a film is shorter
_FROM_TO = re.compile(r"(\d{1,2})[-–](\d{1,2})")
_NO = small("denies")


def work_hours(tokens: Tokens, lang: str, days: list[Span], clocks: list[Span]) -> list[Span]:
    """The lengths of time in a message that are work: not "a las 3 horas", "en dos días", "no 6 horas", a film's, nor
    "depuis 3 jours".

    `days` and `clocks` are those of the message.
    """
    lengths = find_hours(tokens, lang)
    if not lengths:
        return []
    times = [*clocks, *(day for day in days if isinstance(day.value, date))]
    return [span for span in lengths if _is_work(tokens, lang, span, times)]


def without_clocks(text: str, lang: str) -> str:
    """The words of an answer without "a las 3" and "às 15h", which are no hours; "de 2 a 3" stays."""
    tokens = tokenise(text)
    for span in reversed(find_from_to(tokens, lang)):
        text = text[: tokens.starts[span.start]] + text[tokens.ends[span.end - 1] :]
    tokens = tokenise(text)
    clocks = sorted(find_clocks(tokens, lang, []), reverse=True)
    lengths = find_hours(tokens, lang) if clocks else []
    for clock in clocks:
        ranged = not _TO.isdisjoint(tokens.forms[clock.start + 1 : clock.end])
        if not ranged and all(_is_apart(span, clock) for span in lengths):
            text = text[: tokens.starts[clock.start]] + text[tokens.ends[clock.end - 1] :]
    return text


def _is_apart(length: Span, clock: Span) -> bool:
    """Whether no part of this length is left where the time is taken out."""
    within = clock.start <= length.start and length.end <= clock.end
    return within or length.end <= clock.start or length.start >= clock.end


def _froms(forms: list[str]) -> list[int]:
    """Where "from" stands, and not behind "aged"."""
    if _FROM.isdisjoint(forms):
        return []
    return [at for at, form in enumerate(forms) if form in _FROM and forms[at - 1] not in _AGES]


def find_clocks(tokens: Tokens, lang: str, days: list[Span]) -> list[Span]:
    """Like "a las 3 de la tarde", "at 11", "الساعة الخامسة", "de 9 a 12", the 20h of "vendredi 20h"."""
    forms = tokens.forms
    found = [(at, start) for at, start, _ in own(lang, "clock").all_in(forms) if start < len(forms)]
    clocks = [Span(at, end, None) for at, start in found if (end := _clock_end(forms, start, lang))]
    later = own(lang, "clock_late").all_in(forms)
    clocks += [Span(at, end, None) for at, start, _ in later if (end := _late_end(forms, start))]
    clocks += [Span(at, end, None) for at in _froms(forms) if (end := _range_end(forms, at))]
    clocks += [span._replace(value=None) for span in find_from_to(tokens, lang)]
    clocks += [Span(at, end, None) for at, end, _noon in one(lang, "small", "at_noon").all_in(forms)]
    behind = ((day.end, _behind_day(forms, day.end, lang)) for day in days)
    return clocks + [Span(at, end, None) for at, end in behind if end]


def _behind_day(forms: list[str], at: int, lang: str) -> int | None:
    """Where a time ends that begins right behind a day: "15:30 hs", "3pm", "20h", which is too late to be a length,
    "9-12" where nothing is counted, and "sexta meio dia", which elsewhere is half a day.
    """
    if at >= len(forms):
        return None
    if noon := one(lang, "small", "noon_behind_day").at(forms, at):
        return noon[1]
    follows = forms[at + 1] if at + 1 < len(forms) else ""
    if WRITTEN_CLOCK.fullmatch(forms[at]) and (
        ":" not in forms[at] or follows not in _HOUR_SIGNS or _is_late(forms[at])
    ):
        return at + 1 + (follows in _HOUR_SIGNS)
    if forms[at].isdecimal() and _is_late(forms[at]) and follows == "h":
        return at + 2
    from_to = _FROM_TO.fullmatch(forms[at])
    return at + 1 if from_to and not follows.isalpha() and int(from_to[1]) < int(from_to[2]) else None


def _late_end(forms: list[str], at: int) -> int | None:
    """Where the "17h" of "avant 17h" ends; "avant 3h" may be a length, "avant 48h", "après 8 heures de cours" are."""
    if at < len(forms) and WRITTEN_CLOCK.fullmatch(forms[at]):
        return at + 1
    sign = forms[at + 1] if at + 1 < len(forms) else ""
    figures = sign in _HOUR_SIGNS and forms[at].isdecimal() and _MORNING <= int(forms[at]) < _LATEST
    alone = len(sign) <= _SHORT_LEAD or not "".join(forms[at + 2 : at + 3]).isalpha()
    return at + 2 if figures and alone else None


def _is_late(form: str) -> bool:
    """Is it too late in the day to be a length of time?"""
    return _MORNING <= int(form.partition(":")[0]) <= 24


def _clock_end(forms: list[str], at: int, lang: str) -> int | None:
    number = number_at(forms, at, lang)
    ordinal = numbered(lang, "ordinals").at(forms, at)
    if ordinal or WRITTEN_CLOCK.fullmatch(forms[at]):
        return ordinal[1] if ordinal else at + 1
    if number is None or number[0][0] > _LATEST:
        return None
    part = numbered(lang, "tails").at(forms, number[1])
    end = part[1] if part else number[1]
    follows = forms[end] if end < len(forms) else ""
    if numbered(lang, "calendar", "units").at(forms, end):
        return None  # "depuis 3 jours"
    if at and len(forms[at - 1]) < _SHORT_LEAD and follows.isalpha() and follows not in _AFTER:
        return None
    return end + 1 if follows in _HOUR_SIGNS else end


def _range_end(forms: list[str], at: int) -> int | None:
    """Where "de 9h à 12h" ends; None if it is something else, like "de 8 a 12 años"."""
    middle = _time_end(forms, at + 1 + _has_article(forms, at + 1))
    while middle is not None and middle < len(forms) and forms[middle] not in _TO and middle < at + 5:
        middle += 1
    if middle is None or middle >= len(forms) or forms[middle] not in _TO:
        return None
    noon = forms[middle + 1 : middle + 2] and forms[middle + 1] in _NOON
    end = middle + 2 if noon else _time_end(forms, middle + 1 + _has_article(forms, middle + 1))
    if end is None:
        return None
    timed = forms[end - 1] in _NOON or forms[end - 1] in _HOUR_SIGNS or WRITTEN_CLOCK.fullmatch(forms[end - 1])
    plain = forms[middle] not in _TO_THE  # "de 8 a 12 años"
    counts = plain and end < len(forms) and forms[end].isalpha() and forms[end] not in _AFTER
    return end if not counts and (timed or not _spells_hours(forms, end)) else None


def _has_article(forms: list[str], at: int) -> bool:
    """The "las" of "de las 3 a las 5", and the hour of «من الساعة ٣»."""
    return forms[at : at + 1] in (["las"], ["الساعه"])


def _spells_hours(forms: list[str], at: int) -> bool:
    return at < len(forms) and forms[at] in _HOUR_SIGNS


def _time_end(forms: list[str], at: int) -> int | None:
    if at >= len(forms) or not (forms[at].isdecimal() or WRITTEN_CLOCK.fullmatch(forms[at])):
        return None
    return at + 2 if at + 1 < len(forms) and forms[at + 1] in ("h", "am", "pm", "hs") else at + 1


def _is_said_by(length: Span, clock: Span) -> bool:
    """Whether this length is part of a time of day. A length that names its own day is none: "all Saturday"."""
    within = clock.start > length.start and clock.end <= length.end and isinstance(clock.value, date)
    return clock.start < length.end and length.start < clock.end and not within


def _is_work(tokens: Tokens, lang: str, span: Span, clocks: list[Span]) -> bool:
    if isinstance(span.value, int) and span.value < _SHORTEST_WORK:
        return False
    if any(_is_said_by(span, clock) for clock in clocks) or has_lasted(tokens, span, lang):
        return False
    around = tokens.forms[max(span.start - 3, 0) : span.start] + tokens.forms[span.end : span.end + 1]
    films = one(lang, "length_of")
    of_a_film = isinstance(span.value, int) and span.value < 60 and any(form in films for form in around)
    return not of_a_film and not _NO.intersection(tokens.forms[max(span.start - 1, 0) : span.start])
