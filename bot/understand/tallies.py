"""Do two lengths of time in a message contradict each other? "Dijeron 5 horas pero estuvieron 2" confirms neither."""

from __future__ import annotations

from .amounts.hours import find_hours
from .lexis.lexicon import small
from .lexis.tokens import Tokens

_BUT = small("condition") | small("need_only")


def contradict(tokens: Tokens, lang: str) -> bool:
    """Whether different hours stand before and behind "but" or "only"."""
    if _BUT.isdisjoint(tokens.forms):
        return False
    lengths = [span for span in find_hours(tokens, lang) if isinstance(span.value, int)]
    return any(
        one.value != other.value and not _BUT.isdisjoint(tokens.forms[one.end : other.end + 1])
        for one in lengths
        for other in lengths
        if one.end <= other.start
    )
