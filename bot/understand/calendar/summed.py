"""How long is it together, where several days have their own hours? "2 horas el jueves y 1 el viernes" are three."""

from datetime import date

from bot.understand.amounts.hours import find_hours
from bot.understand.amounts.numbers import number_at
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from core.text.clean import clean

from .dates import find_days

_LONGEST, _HOUR, _NEAR, _FEWEST = 300, 60, 3, 2
_TOTAL = small("total")


def hours_of_days(text: str, lang: str, today: date) -> int | None:
    """The minutes of all the days together; None where not each of two or more days has its own."""
    tokens = tokenise(clean(text, _LONGEST))
    spans = find_hours(tokens, lang)
    if not spans or not _TOTAL.isdisjoint(tokens.forms):
        return None
    days = find_days(tokens, lang, today)
    if len(days) < _FEWEST or len({day.value for day in days}) < len(days):
        return None
    minutes, used = 0, 0
    for day in days:
        own = next((one for one in spans if 0 <= day.start - one.end < _NEAR or 0 <= one.start - day.end < _NEAR), None)
        if own is not None and isinstance(own.value, int):
            minutes, spans = minutes + own.value, [one for one in spans if one is not own]
        elif bare := _bare_before(tokens.forms, day.start, lang):
            minutes += bare * _HOUR
        else:
            return None
        used += 1
    return minutes if used >= _FEWEST and not spans else None


def _bare_before(forms: list[str], day: int, lang: str) -> int:
    """The "1" of "y 1 el viernes"; 0 for none."""
    for at in range(max(day - _NEAR, 0), day):
        number = number_at(forms, at, lang)
        if number and len(number[0]) == 1 and number[0][0].denominator == 1 and number[1] <= day:
            return int(number[0][0])
    return 0
