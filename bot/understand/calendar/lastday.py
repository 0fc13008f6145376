"""Is what somebody offers over after a day? "Un taller este sábado" is, "los sábados" and "desde el lunes" are not.

Nor is "en dos días", which says how fast. A doubtful day is none: what stays too long does less harm than what is gone.
"""

from __future__ import annotations

from datetime import date

from bot.understand.amounts.clocks import find_clocks, work_hours
from bot.understand.amounts.from_to import find_from_to
from bot.understand.counted import clock_times
from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.lexis.weekwords import feasts, phrase_at, weekday_at
from bot.understand.values import Span
from core.text.clean import clean

from .dates import find_days
from .repeats import ONCE, find_repeats

_LONGEST = 300
_AHEAD = 3  # tokens in which "starting", "a partir del" stand before the day
_SINCE = small("begins")
_THIS, _BEHIND = small("this_one"), 2
_BARE_IS_WEEKLY = frozenset(("es", "pt"))  # "guitarra, lunes"
_PARTING, _LEADING = frozenset(",،;؛"), 2  # words between a comma and its day: ", [el] sábado"
_OF = small("of") | small("of_feasts")


def last_day(text: str, lang: str, today: date, week_starts: int = 0) -> date | None:
    """The last day that is named, where all that are named are days of their own; else None."""
    tokens = tokenise(clean(text, _LONGEST))
    days = find_days(tokens, lang, today, week_starts)
    if not days:
        return None
    clocks = find_clocks(tokens, lang, days)
    repeats = find_repeats(tokens, lang, days, work_hours(tokens, lang, days, clocks), clocks)
    if (
        _is_list(tokens, days[0].start)
        or any(span.value != ONCE for span in repeats)
        or any(_is_none(tokens, lang, span) for span in days)
    ):
        return None
    if _is_timetable(tokens, lang, days):
        return None
    named = [span.value for span in days if isinstance(span.value, date)]
    return max(named) if len(named) == len(days) else None


def _is_list(tokens: Tokens, first_day: int) -> bool:
    """Whether several things are named before it: whose day it is cannot be told."""
    return any(tokens.forms[at] in _PARTING for at in range(first_day - 1 - _LEADING)) or "\n" in tokens.text


def _is_timetable(tokens: Tokens, lang: str, days: list[Span]) -> bool:
    """Whether but weekdays are named, and several or with from when to when: "sunday and tuesday from 5 to 7"."""
    if not all(_is_bare(tokens, lang, span) for span in days):
        return False
    return len(days) > 1 or bool(find_from_to(tokens, lang)) or clock_times(tokens) > 1


def _is_bare(tokens: Tokens, lang: str, span: Span) -> bool:
    """Whether a weekday is named and no more: no number, no "this" or "next" beside it, and no "tomorrow"."""
    said = tokens.forms[span.start : span.end]
    before = set(tokens.forms[max(span.start - 1, 0) : span.start])
    which = not before.isdisjoint(own(lang, "small", "this_one").single_words_in_order())
    following = one(lang, "calendar", "next").all_in(tokens.forms[span.start : span.end + _BEHIND])
    named = phrase_at(tokens.forms, span.start, lang) or any(form.isdigit() for form in said)
    return not (which or following or named)


def _is_none(tokens: Tokens, lang: str, span: Span) -> bool:
    """Whether it is each such weekday, the first of many, a length, or part of a name ("decoración de Navidad")."""
    forms = tokens.forms
    before = [form for form in forms[: span.start] if form[0].isalnum()][-1:]
    bare = span.end == span.start + 1 and weekday_at(forms, span.start, lang) is not None and _THIS.isdisjoint(before)
    if bare and lang in _BARE_IS_WEEKLY:
        return True
    begins = not _SINCE.isdisjoint(forms[max(span.start - _AHEAD, 0) : span.start])
    length = one(lang, "calendar", "within").at(forms, span.start) is not None
    feast = any(feasts(lang).at(forms, at) for at in (span.start, max(span.start - 1, 0)))
    return begins or length or bool(feast and not _OF.isdisjoint(forms[max(span.start - 2, 0) : span.start + 1]))
