"""Do words tell for whom something is, or how many they are, and not when? "Es para los niños", "somos 30"."""

from __future__ import annotations

from core.text.clean import clean

from .amending import is_detail, says_more
from .amounts.heads import heads
from .amounts.numbers import number_at
from .lexis.lexicon import own, small
from .lexis.tokens import Tokens, tokenise

_FOR, _ARABIC_FOR = small("for"), "ل"
_THE = small("the") | small("articles") | small("indefinite") | small("ours")
_LONGEST, _MOST = 300, 10  # letters and words
_OPENS, _PEOPLE = small("list_and") | small("but"), small("protected_people")
_FEW, _MANY_END = 3, "s"  # letters of words too small to be people, and how several end
_HOURS = 12  # so many may be hours, where no verb says that they are people
_ASKS = frozenset("?؟")


def told_how_many(text: str, lang: str, what: str) -> str:
    """The "30 niños" of "son 30 niños"; of "somos 30" all, and of "son 30" if they are too many for hours, and of what
    is needed (`what`) it is told for whom; that, where it says so already; '' where nobody is counted.
    """
    tokens = tokenise(clean(text, _LONGEST))
    found = heads(tokens, lang) if len(tokens.forms) <= _MOST and _ASKS.isdisjoint(tokens.forms) else None
    if found is None or any(not tokens.is_sign(at) and tokens.forms[at] not in _OPENS for at in range(found.at)):
        return ""
    end = len(tokens.forms)
    while end > found.end and tokens.is_sign(end - 1):
        end -= 1
    if end == found.end and not found.plainly and (found.many <= _HOURS or not _is_for(tokenise(what))):
        return ""
    if str(found.many) in tokenise(what).forms:
        return what
    if end == found.end:
        return tokens.said(0, end)
    return tokens.said(found.start, end) if tokens.forms[found.end].isalpha() else ""


def told_for_whom(text: str, lang: str) -> str:
    """The "para los niños" of "es para los niños", said with or without a verb; '' for other words."""
    tokens = tokenise(clean(text, _LONGEST))
    if len(tokens.forms) > _MOST or not _ASKS.isdisjoint(tokens.forms):
        return ""
    if _years_old(tokens, lang):
        return tokens.text.strip(" .!")
    led = len(tokens.forms) > 1 and tokens.forms[0] in _FOR and _is_people(tokens.forms[1])
    return says_more(tokens.text, lang) or (is_detail(tokens.text, lang).rstrip(" .!") if led else "")


def _years_old(tokens: Tokens, lang: str) -> bool:
    """Like "tienen entre 5 y 10 años", "kids of 5 years"."""
    years = [at for at, form in enumerate(tokens.forms) if at and form in own(lang, "small", "years_old")]
    return any(number_at(tokens.forms, at - 1, lang) for at in years)


def _is_for(tokens: Tokens) -> bool:
    return not _FOR.isdisjoint(tokens.forms) or any(form.startswith(_ARABIC_FOR) for form in tokens.forms[1:])


def _is_people(form: str) -> bool:
    """Whether who they are may begin so: "para los …", "for 30 …", "para mujeres"; not "for now"."""
    return form in _THE or form in _PEOPLE or form[0].isdigit() or (len(form) > _FEW and form.endswith(_MANY_END))
