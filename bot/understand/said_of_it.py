"""Do words tell for whom a service is, how many they are, or where among us: "para los niños", «عددهم ٣٠», "in our
school"?
"""

from __future__ import annotations

from core.text.clean import clean

from .amounts.numbers import number_at
from .lexis.leading import listed
from .lexis.lexicon import one, own, small
from .lexis.tokens import Tokens, tokenise
from .services.service import is_venue

_LONGEST, _MOST = 100, 8  # letters, words
_SERVED, _FOR = small("served"), listed("small", "for_served")
_COUNTS, _ONLY = listed("small", "counts_them"), listed("small", "only_counts_them")
_NEAR = 3  # words, an article and a number, before who they are
_ARABIC_FOR = ("لل", "ل")
_THE = "ال"
_IN, _OUR, _LEAST = frozenset(("في", "فى", "ف")), "نا", 5  # «في مركزنا»
_QUESTION = frozenset("?؟")


def said_of_it(text: str, lang: str) -> str:
    """The words that tell so, without "it is" before them; '' where they are not all that is said."""
    tokens = tokenise(clean(text, _LONGEST))
    words = [at for at in range(len(tokens.forms)) if not tokens.is_sign(at)]
    if not 0 < len(words) <= _MOST or not _QUESTION.isdisjoint(tokens.forms):
        return ""
    at = _behind_it_is(tokens, lang, words[0])
    begun = at if _for_whom(tokens.forms, at) else _how_many(tokens, lang, at)
    return tokens.said(begun, words[-1] + 1) if begun is not None else ""


def says_where_among_us(text: str, lang: str) -> bool:
    """Whether a place is named as those who write call it: "en nuestra escuela", «في المستشفى», «في مركزنا»."""
    forms = tokenise(clean(text, _LONGEST)).forms
    ours = len(forms) > 1 and forms[0] in _IN and forms[1].endswith(_OUR) and len(forms[1]) >= _LEAST
    return len(forms) <= _MOST and _QUESTION.isdisjoint(forms) and (ours or is_venue(forms, lang))


def _behind_it_is(tokens: Tokens, lang: str, at: int) -> int:
    led = own(lang, "amend", "is_so").at(tokens.forms, at)
    return led[1] if led and led[1] < len(tokens.forms) and _for_whom(tokens.forms, led[1]) else at


def _for_whom(forms: list[str], at: int) -> bool:
    """ "Para las madres del barrio", "for 30 girls", «للأطفال», «لأطفال المدرسة»; not "para el viernes"."""
    joined = next((forms[at].removeprefix(to) for to in _ARABIC_FOR if forms[at].startswith(to)), "")
    if joined and _is_served(joined):
        return True
    led = _FOR.at(forms, at)
    return led is not None and any(map(_is_served, forms[led[1] : led[1] + _NEAR]))


def _how_many(tokens: Tokens, lang: str, at: int) -> int | None:
    """Where "[son] 30 niños", «حوالي ٣٠ طفل», "we are 12" begin: a number, and who they are unless that is plain."""
    forms, led = tokens.forms, _COUNTS.at(tokens.forms, at)
    counted = begun = led[1] if led else at
    while counted < len(forms) and (about := one(lang, "about").at(forms, counted)):
        counted = about[1]
    number = number_at(forms, counted, lang) if counted < len(forms) else None
    behind = [form for form in forms[number[1] :] if form[0].isalnum()] if number else []
    if number is not None and not behind and _ONLY.at(forms, at) is not None:
        return at
    return begun if any(map(_is_served, behind[:1])) else None


def _is_served(form: str) -> bool:
    return form in _SERVED or form.removeprefix(_THE) in _SERVED
