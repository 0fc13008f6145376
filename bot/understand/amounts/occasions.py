"""How often is a length of time meant? "3 sesiones de 2 horas", "deux fois 3 heures", «٣ جلسات كل جلسة ساعتين» are six
hours: what is agreed and held is all of it.
"""

from itertools import pairwise

from bot.understand.lexis.lexicon import numbered, one, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span, Unclear

from .numbers import number_at
from .units import DAY, HOUR, unit_at

_SESSIONS, _LEADS = small("sessions"), small("session_leads")
_EACH, _OR = small("each"), small("or")
_TIMES, _TWICE = small("times"), small("twice")
_SAYING = _SESSIONS | _TIMES | numbered("ar", "two_sessions").firsts
_BETWEEN = 5  # words: "3 talleres de costura de 2 horas"
_MOST = 60  # of sessions: more is a year or a number of people


def all_of_them(tokens: Tokens, spans: list[Span], lang: str) -> list[Span]:
    """The same lengths of time, with those of one session as often as there are sessions; the number of days before
    "of 2 hours" is none of its own.
    """
    spans = found = _on_each_day(tokens, spans, lang)
    if not spans or _SAYING.isdisjoint(tokens.forms):
        return found
    for at in range(len(tokens.forms)):
        counted = _sessions_at(tokens.forms, at, lang)
        span = (_length_behind(tokens, counted[1], spans) or _each_before(tokens, at, spans)) if counted else None
        if span is None and (counted := counted or _twice_at(tokens.forms, at)):
            span = _each_behind(tokens, counted[1], spans)
        if counted and span and isinstance(span.value, int):
            whole = span._replace(value=_as_often(tokens.forms, at, counted[0], span.value, lang))
            found = [whole if one == span else one for one in found if not (at <= one.start < counted[1])]
    return found


def _on_each_day(tokens: Tokens, spans: list[Span], lang: str) -> list[Span]:
    """The same, with "3 days, 2 hours a day" and "4 heures par jour pendant 2 jours" as the hours of all these days."""
    daily = one(lang, "small", "each_day")
    said = [span for span in spans if daily.at(tokens.forms, span.start) is None] if len(spans) > 1 else []
    for first, second in pairwise(said):
        for days, each in ((first, second), (second, first)):
            if not (isinstance(days.value, int) and isinstance(each.value, int) and each.value < DAY <= days.value):
                continue
            near = second.start - first.end <= _BETWEEN and _is_daily(tokens.forms, each, lang)
            if near and _are_days(tokens.forms, days, lang):
                whole = Span(first.start, second.end, days.value // DAY * each.value)
                return [whole, *(span for span in said if span not in (first, second))]
    return spans


def _are_days(forms: list[str], span: Span, lang: str) -> bool:
    """Whether whole days are counted, and not the "8 hours" of "8 hours, 2 a day"."""
    hours = any(unit_at(forms, at, lang) == HOUR for at in range(span.start, span.end))
    return isinstance(span.value, int) and span.value % DAY == 0 and not hours


def _is_daily(forms: list[str], span: Span, lang: str) -> bool:
    """Whether "a day" stands right behind, or «كل يوم» right before."""
    daily = one(lang, "small", "each_day")
    before = any(
        (said := daily.at(forms, at)) and said[1] == span.start for at in range(max(span.start - 2, 0), span.start)
    )
    return before or daily.at(forms, span.end) is not None


def _as_often(forms: list[str], at: int, many: int, minutes: int, lang: str) -> int | Unclear:
    """All minutes; "2 o 3 sesiones" may be either."""
    before = number_at(forms, at - 2, lang) if at > 1 and forms[at - 1] in _OR else None
    if before and len(before[0]) == 1 and before[1] == at - 1:
        return Unclear("range", (int(before[0][0] * minutes), many * minutes))
    return many * minutes


def _sessions_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """How many, and the place behind "3 sessions", "dos veces", «جلستين»."""
    two = numbered(lang, "two_sessions").at(forms, at)
    if two:
        return int(two[0]), two[1]
    number = number_at(forms, at, lang)
    if number is None or len(number[0]) != 1 or number[1] >= len(forms) or forms[number[1]] not in _SESSIONS:
        return None
    many = number[0][0]
    return (int(many), number[1] + 1) if many.denominator == 1 and 1 < many <= _MOST else None


def _length_behind(tokens: Tokens, at: int, spans: list[Span]) -> Span | None:
    """The length of each: right behind, or behind what the sessions are about and "of"."""
    span = next((one for one in spans if at <= one.start <= at + _BETWEEN), None)
    if span is None or any(tokens.is_sign(place) for place in range(at, span.start)):
        return None
    before = tokens.forms[span.start - 1]
    return span if before in _LEADS or before in _SESSIONS else None


def _twice_at(forms: list[str], at: int) -> tuple[int, int] | None:
    return (2, at + 1) if forms[at] in _TWICE else None


def _each_behind(tokens: Tokens, at: int, spans: list[Span]) -> Span | None:
    """The "3 horas cada vez" behind "dos veces"."""
    span = next((one for one in spans if at <= one.start <= at + _BETWEEN), None)
    if span is None or not _EACH.isdisjoint(tokens.forms[at : span.start]):
        return None  # "2 veces por semana, 2 horas cada clase"
    behind = tokens.forms[span.end : span.end + 3]
    said = any(each in _EACH and (time in _TIMES or time in _SESSIONS) for each, time in pairwise(behind))
    return span if said else None


def _each_before(tokens: Tokens, at: int, spans: list[Span]) -> Span | None:
    """The "3 horas cada sesión" before "4 sesiones"."""
    ends = at - 1 if at and tokens.is_sign(at - 1) else at
    span = next((one for one in spans if one.end in (ends - 1, ends - 2)), None)
    each = tokens.forms[span.end : ends] if span else []
    return span if each and each[0] in _EACH and (len(each) == 1 or each[1] in _SESSIONS) else None
