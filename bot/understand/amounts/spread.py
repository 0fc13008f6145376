"""Over how many days are hours spread? "4h en 2 jours" are four hours, and by no day; the words say the rest."""

from bot.understand.lexis.lexicon import numbered, own
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span

from .numbers import number_at
from .units import HOUR, unit_at

_BEHIND = 3  # words of "horas e meia", "horas de aula"


def spread_end(forms: list[str], at: int, lang: str) -> int | None:
    """The place behind "en 2 jours", which begins at `at` right behind hours; None for all else."""
    led = own(lang, "small", "spread_over").at(forms, at)
    if led is None or not _behind_hours(forms, at, lang):
        return None
    number = number_at(forms, led[1], lang)
    if number is None or number[0][0] <= 1:
        return None
    unit = numbered(lang, "calendar", "units").at(forms, number[1])
    return unit[1] if unit else None


def spread(forms: list[str], hours: list[Span], lang: str) -> list[Span]:
    """The hours with the days over which they are spread."""
    if not hours or own(lang, "small", "spread_over").firsts.isdisjoint(forms):
        return []
    ends = ((span, spread_end(forms, span.end, lang)) for span in hours)
    return [Span(span.start, end, None) for span, end in ends if end]


def not_spread_over(tokens: Tokens, lengths: list[Span], lang: str) -> list[Span]:
    """The lengths of time without the days over which others are spread."""
    over = spread(tokens.forms, lengths, lang) if len(lengths) > 1 else []
    return [one for one in lengths if not any(span.start < one.start < span.end for span in over)] if over else lengths


def _behind_hours(forms: list[str], at: int, lang: str) -> bool:
    before = range(at - 1, max(at - _BEHIND, 0) - 1, -1)
    last = next((place for place in before if _is_written(forms[place]) or unit_at(forms, place, lang) == HOUR), at)
    return last < at and all(form[0].isalnum() for form in forms[last:at])


def _is_written(form: str) -> bool:
    """Like "2h30"."""
    return form[0].isdigit() and "h" in form
