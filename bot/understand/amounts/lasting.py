"""Which lengths of time say how long something has been so? "En panne depuis 3 jours", "3 days ago": no work is asked
for that long.
"""

from itertools import takewhile

from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span

from .units import DAY

_OF = small("of")  # "il y a 3 jours de travail"


def has_lasted(tokens: Tokens, span: Span, lang: str) -> bool:
    """Whether the words beside this length say that it goes by, or has gone by."""
    forms = tokens.forms
    if own(lang, "lasting", "ago").at(forms, span.end):
        return True
    days = isinstance(span.value, int) and span.value % DAY == 0 and _OF.isdisjoint(forms[span.end : span.end + 1])
    about, at = one(lang, "about"), span.start
    while not _tells(tokens, lang, span, at, days):
        if not (at and forms[at - 1] in about):
            return False
        at -= 1
    return True


def _tells(tokens: Tokens, lang: str, span: Span, at: int, days: bool) -> bool:
    """Whether words that end before the token `at` say so."""
    if _led(tokens.forms, lang, "since", at):
        return True
    return days and (
        _led(tokens.forms, lang, "days", at) or (_led(tokens.forms, lang, "days_so", at) and _is_so(tokens, span, lang))
    )


def _led(forms: list[str], lang: str, kind: str, at: int) -> bool:
    return own(lang, "lasting", kind).begins(forms, at) is not None


def _is_so(tokens: Tokens, span: Span, lang: str) -> bool:
    """Whether the part of a sentence in which it stands tells how things are: "llevamos 3 días sin agua"."""
    before = list(takewhile(lambda at: not tokens.is_sign(at), range(span.start - 1, -1, -1)))
    behind = list(takewhile(lambda at: not tokens.is_sign(at), range(span.end, len(tokens.forms))))
    clause = [tokens.forms[at] for at in (*reversed(before), *behind)]
    return bool(own(lang, "lasting", "so").all_in(clause))
