"""Is what a first message seems to offer but what they are, or how they are called: "I run a small library in Tela"?"""

from __future__ import annotations

from functools import cache

from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tables import data
from bot.understand.lexis.tokens import forms_of, tokenise
from core.languages import LANGUAGES

from .presented import tells_what_they_keep

_AND = small("list_and")
_NAMING = ("by_name", "called", "is_called", "ours", "label", "works_for")
_FEW = 4  # words of what they keep


def is_only_who(text: str, what: str) -> bool:
    """Whether `what`, which the text seems to offer, is made of words for what they are called, or is what they keep:
    "we have a small nursery and we give lessons" offers lessons.
    """
    said = forms_of(what)
    if said and _naming().issuperset(said):
        return True
    tokens = tokenise(text)
    begins = (at for at in range(len(tokens.forms)) if not at or tokens.is_sign(at - 1) or tokens.forms[at - 1] in _AND)
    kept = filter(None, (tells_what_they_keep(tokens, at) for at in begins))
    return len(said) <= _FEW and any(tokens.forms[place] in said for _begun, place in kept)


@cache
def _naming() -> frozenset[str]:
    phrases = (phrase for lang in LANGUAGES for name in _NAMING for phrase in data(lang)["presented"][name])
    return frozenset(form for phrase in phrases for form in forms_of(phrase))
