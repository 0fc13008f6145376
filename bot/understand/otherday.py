"""Which day do words name in the place of the one that was agreed: "friday doesn't work, saturday?"?"""

from datetime import date
from itertools import pairwise

from core.text.clean import clean

from .dates import days_named, find_days
from .lexicon import small
from .tokens import tokenise
from .values import Span

_LONGEST = 300
_AND = small("list_and")
_ARABIC_AND = "و"


def two_days(text: str, lang: str, today: date) -> tuple[frozenset[date], frozenset[date]] | None:
    """Two days that are named, and those of the two that the words do not refuse; None for fewer or more days, and
    where both are meant ("viernes y sábado").
    """
    tokens = tokenise(clean(text, _LONGEST))
    named = days_named(tokens, lang, today)
    days = _dates(named)
    if len(days) != 2 or any(_joins(tokens.forms, *two) for two in pairwise(named)):
        return None
    return days, _dates(find_days(tokens, lang, today, answer=True))


def _dates(spans: list[Span]) -> frozenset[date]:
    return frozenset(span.value for span in spans if isinstance(span.value, date))


def _joins(forms: list[str], first: Span, second: Span) -> bool:
    between = forms[first.end : second.start + 1]
    return not _AND.isdisjoint(between[:1]) or between[0].startswith(_ARABIC_AND)
