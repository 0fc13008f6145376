"""Is an amount of hours a stretch: "2 o 3 horas", "dos tres horas", "una hora o dos", «ساعتين تلاتة»?

Which end of it is meant is a question, however it is written.
"""

from bot.understand.lexis.lexicon import numbered, one, small
from bot.understand.lexis.weekwords import phrase_at, weekday_at
from bot.understand.values import Span, Unclear

from .numbers import Number, Readings, number_at, parse_amount
from .units import HOUR, unit_at, unit_behind

DASHES = frozenset(("-", "−", "–", "—"))
_AND, _BETWEEN = small("list_and") | small("hours_and"), small("between_numbers")
_OR = small("or") | small("or_else") | small("or_till")
_ARABIC_AND, _ARABIC_TO = "و", "ل"
_NEAR, _FEW = 2, 12
_HALVES = 2  # below that "1/2" is a half


def range_at(forms: list[str], at: int, end: int, lang: str, *, bare: bool = False) -> Span | None:
    """Like "2 o 3 horas", "entre dos y tres horas", "dos tres horas", whose first number stands from `at` to `end`;
    `bare`: without the hours.
    """
    first, joined = number_or_one(forms, at, lang), joins(forms, at, end, lang)
    second = number_at(forms, end + joined, lang)
    if first is None or second is None or not (joined or _follows_on(forms, at, end, second, lang)):
        return None
    counted = (HOUR, second[1]) if bare else unit_behind(forms, second[1], lang)
    if counted is None:
        return None
    choices = tuple(sorted({round(n * counted[0]) for n in (*first[0], *second[0])}))
    return Span(at, counted[1], Unclear("range", choices)) if len(choices) > 1 else None


def joins(forms: list[str], at: int, end: int, lang: str) -> bool:
    """Whether the word at `end` makes a stretch of the number that begins at `at` and the next one."""
    if end >= len(forms):
        return False
    if forms[end] in DASHES:  # "el martes 2 - 3 horas" is a day and hours
        return _is_alone(forms, at, lang)
    return forms[end] in one(lang, "ranges") or (forms[end] in _AND and _is_led(forms, at))


def stretched(forms: list[str], span: Span, lang: str) -> Span:
    """A length of time with what may follow it: "una hora o dos", "ساعة ساعتين", "ساعتين لتلاتة"."""
    at = span.end
    if at >= len(forms) or not isinstance(span.value, int) or span.value < HOUR // 2:
        return span
    written_with = forms[at][:1] == _ARABIC_TO or (forms[at][:1] == _ARABIC_AND and _is_led(forms, span.start))
    joined = forms[at] in _OR or (forms[at] in _AND and _is_led(forms, span.start))
    fixed = numbered(lang, "amounts").at(forms, at + joined)
    second = (*fixed, True) if fixed else _hours_at(forms, at + joined, lang)
    if second is None or second[0] <= span.value:
        return span
    minutes, end, whole = second
    spoken = whole or (minutes == span.value + HOUR and _is_spoken(forms, span, lang))
    if joined or written_with or (spoken and minutes <= span.value + HOUR):
        return Span(span.start, end, Unclear("range", (span.value, minutes)))
    return span


def dashed(form: str, *, counted: bool = False) -> Readings:
    """The two ends of "2-3"; `counted`: hours follow, so that "2/3" are two and three as well."""
    sign = next((sign for sign in DASHES if sign in form), "/" if counted else "")
    first, _sign, second = form.partition(sign) if sign else (form, "", "")
    ends = (*parse_amount(first), *parse_amount(second)) if second else ()
    slashed = sign == "/" and (len(ends) != 2 or ends[0] < _HALVES or not 0 < ends[1] - ends[0] <= _NEAR)
    return () if slashed or form == "3/4" else ends


def number_or_one(forms: list[str], at: int, lang: str) -> tuple[Readings, int] | None:
    """A number, also the "una" of "una o dos horas"."""
    found = number_at(forms, at, lang)
    return found or (((1,), at + 1) if at < len(forms) and forms[at] in one(lang, "one") else None)


def _hours_at(forms: list[str], at: int, lang: str) -> tuple[int, int, bool] | None:
    """Minutes and the place after them, of a number with its hours (True) or with nothing that it could count."""
    number = number_or_one(forms, at, lang)
    if number is None or len(number[0]) != 1:
        return None
    end, minutes = number[1], number[0][0] * HOUR
    if unit_at(forms, end, lang) == HOUR:
        return round(minutes), end + 1, True
    counts = forms[at] in one(lang, "one") or minutes > _FEW * HOUR or not _counts_nothing(forms, end, lang)
    return None if counts else (round(minutes), end, False)


def _follows_on(forms: list[str], at: int, end: int, second: tuple[Readings, int], lang: str) -> bool:
    """The "dos tres" of "dos tres horas": numbers of one kind, the second a little more."""
    first = number_or_one(forms, at, lang)
    if first is None or len(first[0]) != 1 or len(second[0]) != 1 or end - at > 1 or second[1] - end > 1:
        return False
    apart: Number = second[0][0] - first[0][0]
    words = forms[at].isalpha() and forms[end].isalpha()
    figures = forms[at].isdecimal() and forms[end].isdecimal() and _is_alone(forms, at, lang)
    return (words or figures) and 0 < apart <= _NEAR and first[0][0] <= _FEW


def _is_alone(forms: list[str], at: int, lang: str) -> bool:
    """Whether no figure of a day or the like can stand there: at the beginning, or behind "unas"."""
    return at == 0 or forms[at - 1] in one(lang, "about")


def _is_spoken(forms: list[str], span: Span, lang: str) -> bool:
    """Whether a length of time has no number of its own: "ساعتين"."""
    return number_at(forms, span.start, lang) is None and forms[span.start].isalpha()


def _is_led(forms: list[str], at: int) -> bool:
    return at > 0 and forms[at - 1] in _BETWEEN


def _counts_nothing(forms: list[str], at: int, lang: str) -> bool:
    if at >= len(forms) or not forms[at][0].isalpha():
        return True
    tables = (one(lang, "about"), one(lang, "calendar", "day_words"))
    named = weekday_at(forms, at, lang) or phrase_at(forms, at, lang)
    return named is not None or any(table.at(forms, at) for table in tables)
