"""How much of an offer is there: "10 horas al mes", "up to 4 hours", as somebody says it beside what they offer?"""

from bot.understand.amounts.hours import find_hours
from bot.understand.calendar.timesofday import join_time
from bot.understand.lexis.tokens import tokenise
from core.text.clean import clean

_LONGEST, _BEHIND, _BEFORE = 80, 4, 5  # letters of the message; words behind the hours, and before them


def with_spare(what: str, text: str, lang: str) -> str:
    """The words of an offer with the hours that a message gives for it, in the place of others; '' where it gives none,
    or says more than that.
    """
    tokens = tokenise(clean(text, _LONGEST)) if len(text) <= _LONGEST else None
    found = find_hours(tokens, lang, alone=True) if tokens else []
    if tokens is None or len(found) != 1 or found[0].start > _BEFORE or len(tokens.forms) - found[0].end > _BEHIND:
        return ""
    last = max(at for at in range(found[0].start, len(tokens.forms)) if not tokens.is_sign(at))
    words = tokenise(what)
    before = find_hours(words, lang)
    kept = what[: words.starts[before[0].start]].rstrip(" ,،") if before and before[0].start else what
    return join_time(kept, tokens.said(found[0].start, last + 1), lang)
