"""Which day is named as the first, and not the last: "después del 15", "só depois do natal", "a partir de segunda"?

No answer of a listing holds it, so whoever reads it is told in its own words.
"""

from collections.abc import Iterator

from bot.understand.lexis.lexicon import own
from bot.understand.lexis.weekwords import month_at
from bot.understand.values import Span

_FARTHEST = 4  # words of "a partir de la", before "day"
_DAY = frozenset(("dia", "dias"))


def may_begin(forms: list[str], lang: str) -> bool:
    """Whether words stand there that can make a day the first; in most messages none do."""
    return not own(lang, "small", "not_before").firsts.isdisjoint(forms)


def begun_months(forms: list[str], lang: str) -> Iterator[Span]:
    """Like "a partir de enero", with what leads up to it."""
    for start, end, _said in own(lang, "small", "not_before").all_in(forms):
        if month := month_at(forms, end, lang):
            yield Span(start, month[1], None)


def begin_of(forms: list[str], span: Span, lang: str) -> int | None:
    """Where the words begin that make this day the first; None where none do. What leads up to a day may be among the
    words that are read as that day already: "del 15".
    """
    words = own(lang, "small", "not_before")
    for start in range(max(span.start - _FARTHEST, 0), span.start):
        found = words.at(forms, start)
        if found and (span.start <= found[1] < span.end or _is_day(forms, found[1], span.start)):
            return start
    return None


def _is_day(forms: list[str], at: int, end: int) -> bool:
    """Whether only "día" stands between."""
    return at < end and _DAY.issuperset(forms[at:end])
