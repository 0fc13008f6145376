"""When and for how long is something offered? As typed, since an offer has no answers that would hold it."""

from __future__ import annotations

from datetime import date

from bot.understand.amounts.apiece import each_said
from bot.understand.lexis.tokens import Tokens, is_figure
from bot.understand.lexis.weekwords import month_at, weekday_at
from bot.understand.values import Span


def for_each(tokens: Tokens, lang: str, hours: list[Span]) -> list[Span]:
    """The hours of a message; those that are said of each ("2 horas cada una") with these words, and without a value.

    Of "3 horas en total" nobody knows how long each takes.
    """
    ends = dict(sorted(each_said(tokens, lang))) if hours else {}
    begins = {end: at for at, end in ends.items()}
    each = [Span(begins.get(span.start, span.start), ends.get(span.end, span.end), None) for span in hours]
    return [span if (said.start, said.end) == span[:2] else said for span, said in zip(hours, each, strict=True)]


def date_of(tokens: Tokens, lang: str, span: Span) -> str:
    """The date of "tomorrow", since it is read on other days as well; '' for weekdays, months and what has figures."""
    forms, places = tokens.forms, range(span.start, span.end)
    named = any(weekday_at(forms, at, lang) or month_at(forms, at, lang) for at in places)
    plain = named or any(is_figure(forms[at]) for at in places)
    return f" ({span.value.day}/{span.value.month})" if isinstance(span.value, date) and not plain else ""
