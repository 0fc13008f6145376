"""Is what a first message seems to offer but what they are, or how they are called: "I run a small library in Tela"?"""

from __future__ import annotations

from functools import cache

from bot.understand.lexis.leading import behind, listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tables import data
from bot.understand.lexis.tokens import forms_of, tokenise
from core.languages import LANGUAGES

from .kinds import is_kind
from .presented import tells_what_they_keep

_AND, _SUBJECTS = small("list_and"), small("subjects")
_WE_ARE = listed("presented", "we_are")
_ARTICLES = 2  # words from "we are" to what they are: "a", "a small"
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
    if is_only_what_we_are(text):
        return True
    begins = (
        at
        for at in range(len(tokens.forms))
        if not at or tokens.is_sign(at - 1) or tokens.forms[at - 1] in _AND | _SUBJECTS
    )
    kept = filter(None, (tells_what_they_keep(tokens, at) for at in begins))
    return len(said) <= _FEW and any(tokens.forms[place] in said for _begun, place in kept)


def is_only_what_we_are(text: str) -> bool:
    """Whether the words are "we are" with a kind of organisation and little more: «نحن مجموعة صيادين»."""
    tokens = tokenise(text)
    end = behind(tokens, 0, _WE_ARE)
    kind = next((at for at in range(end, end + _ARTICLES) if is_kind(tokens, at)), None) if end else None
    return kind is not None and len(tokens.forms) - kind <= _FEW


@cache
def _naming() -> frozenset[str]:
    phrases = (phrase for lang in LANGUAGES for name in _NAMING for phrase in data(lang)["presented"][name])
    return frozenset(form for phrase in phrases for form in forms_of(phrase))
