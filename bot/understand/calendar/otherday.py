"""Which day do words name in the place of the one that was agreed: "friday doesn't work, saturday?"?"""

from datetime import date, timedelta
from itertools import pairwise

from bot.understand.amounts.clocks import without_clocks
from bot.understand.amounts.numbers import number_at
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import tokenise
from bot.understand.lexis.weekwords import weekday_at
from bot.understand.values import Span
from core.text.clean import clean

from .dates import days_named, find_days

_LONGEST = 300
_AND = small("list_and")
_ARABIC_AND = "و"
_WEEKS, _MONTH = 6, 31
_THIS, _FITS = small("this_day"), small("fits_verbs")
_PARTS, _ASKS = frozenset(",،.;؛!-؟?"), frozenset("?؟")
_NOES = small("not_so") | small("refuses") | small("impossible") | small("no_behind_day")
_NOES -= frozenset(one("", "words", "yes").single_words())  # «ماشي» is a yes to most


def two_days(text: str, lang: str, today: date) -> tuple[frozenset[date], frozenset[date]] | None:
    """Two days that are named, and those of the two that the words do not refuse; None for fewer or more days, and
    where both are meant ("viernes y sábado").
    """
    tokens = tokenise(clean(text, _LONGEST))
    named = days_named(tokens, lang, today)
    days = _dates(named)
    if len(days) != 2 or any(_joins(tokens.forms, *two) for two in pairwise(named)):
        return None
    last = _asks_for_the_last(tokens.forms, named[-2], named[-1])
    return days, _dates(named[-1:] if last else find_days(tokens, lang, today, answer=True))


def days_answered(text: str, lang: str, today: date) -> tuple[frozenset[date], frozenset[date]]:
    """The days that are named, and those of them that the words do not refuse."""
    tokens = tokenise(clean(text, _LONGEST))
    return _dates(days_named(tokens, lang, today)), _dates(find_days(tokens, lang, today, answer=True))


def denies(text: str, lang: str) -> bool:
    """Whether a no is among the words: "sorry, not possible"; not of "no worries", which agrees."""
    forms = tokenise(clean(text, _LONGEST)).forms
    said = (found for name in ("no_matter", "why_not") for found in one(lang, "small", name).all_in(forms))
    fine = {at for start, end, _said in said for at in range(start, end)}
    return any(form in _NOES and at not in fine for at, form in enumerate(forms))


def next_to(day: date, agreed: date, text: str, lang: str) -> date:
    """The day that was read, or where it is a bare weekday ("could it be Wednesday?"), that weekday next to the agreed
    day: who moves next week's Monday to a Wednesday does not mean tomorrow.
    """
    forms = tokenise(without_clocks(clean(text, _LONGEST), lang)).forms  # "on Thursday at 3" is a bare one
    names = [at for at in range(len(forms)) if weekday_at(forms, at, lang)]
    behind = [number_at(forms, at + 1, lang) for at in names if at + 1 < len(forms)]  # "martes quince"
    figures = any(behind) or any(form.isdigit() and int(form) <= _MONTH for form in forms)  # "1002" is no day
    this = any(not _THIS.isdisjoint(forms[max(at - 1, 0) : at + 2]) for at in names)
    if figures or not names or this:
        return day
    weeks = (day + timedelta(days=7 * week) for week in range(_WEEKS))
    return min(weeks, key=lambda one: (abs((one - agreed).days), one))


def _dates(spans: list[Span]) -> frozenset[date]:
    return frozenset(span.value for span in spans if isinstance(span.value, date))


def _asks_for_the_last(forms: list[str], first: Span, last: Span) -> bool:
    """Like "saturday the coach is away, would monday do?", «السبت عندنا اجتماع، ينفع الاحد؟»: of the first day it is
    told what is in its way.
    """
    parts = [at for at in range(first.end, last.start) if forms[at] in _PARTS]
    if not parts or _ASKS.isdisjoint(forms[last.end :]):
        return False
    asked = [form for at, form in enumerate(forms) if at > parts[-1] and not last.start <= at < last.end]
    return not _FITS.isdisjoint(asked)


def _joins(forms: list[str], first: Span, second: Span) -> bool:
    between = forms[first.end : second.start + 1]
    return not _AND.isdisjoint(between[:1]) or between[0].startswith(_ARABIC_AND)
