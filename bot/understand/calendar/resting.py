"""Until which day shall something rest? "Until Monday", "for two weeks", «أسبوعين»."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.understand.calendar.dates import days_named
from bot.understand.calendar.stretches import longest
from bot.understand.lexis.tokens import tokenise
from bot.understand.values import Unclear

_SHORTEST = 2  # days; "the day" is no length


def rests_until(text: str, lang: str, today: date) -> date | None:
    """The last day that is named, or the end of the longest stretch; None where the words name neither, or no day that
    is to come.
    """
    tokens = tokenise(text)
    if days := [day for span in days_named(tokens, lang, today) for day in _days(span.value)]:
        return max(days) if max(days) > today else None
    stretch = longest(tokens.forms, lang)
    return today + timedelta(days=stretch) if stretch >= _SHORTEST else None


def _days(value: object) -> Iterator[date]:
    choices = value.choices if isinstance(value, Unclear) else (value,)
    yield from (one for one in choices if isinstance(one, date))
