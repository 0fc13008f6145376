"""Do words tell for whom something is, how many they are, or where among us: "es para los niños", «عددهم ٣٠», "in our
school"?
"""

from __future__ import annotations

from core.text.clean import clean

from .amounts.heads import heads
from .lexis.leading import listed
from .lexis.lexicon import small
from .lexis.tokens import Tokens, tokenise

_LONGEST, _MOST, _WIDEST = 300, 8, 10  # letters; words, and where hours or a day are asked
_SERVED, _FOR = small("served"), listed("small", "for_served")
_ARABIC_FOR, _ARABIC_THE = ("لل", "ل"), "ال"
_OPENS, _PEOPLE = small("list_and") | small("but"), small("protected_people")
_HOURS = 12  # so many may be hours, where no verb says that they are people
_ASKS = frozenset("?؟")


def told_how_many(text: str, lang: str, what: str) -> str:
    """The "30 niños" of "son 30 niños"; of "somos 30" all, and of "son 30" if they are too many for hours, and of what
    is needed (`what`) it is told for whom; that, where it says so already; '' where nobody is counted.
    """
    tokens = _brief(text, _WIDEST)
    found = heads(tokens, lang)
    if found is None or any(not tokens.is_sign(at) and tokens.forms[at] not in _OPENS for at in range(found.at)):
        return ""
    end = max(tokens.before_signs(len(tokens.forms)), found.end)
    if end == found.end and not found.plainly and (found.many <= _HOURS or not _is_for(tokenise(what))):
        return ""
    if str(found.many) in tokenise(what).forms:
        return what
    if end == found.end:
        return tokens.said(0, end)
    return tokens.said(found.start, end) if tokens.forms[found.end].isalpha() else ""


def _brief(text: str, most: int) -> Tokens:
    """The message; nothing of one that asks, or has more words."""
    tokens = tokenise(clean(text, _LONGEST))
    return tokens if len(tokens.words()) <= most and _ASKS.isdisjoint(tokens.forms) else tokenise("")


def _is_for(tokens: Tokens) -> bool:
    forms = tokens.forms
    return bool(_FOR.all_in(forms)) or any(form.startswith(_ARABIC_FOR) for form in forms[1:])
