"""What is said behind small words: "es en La Ceiba", what who comes has to be, or which kind of listing it is?"""

from __future__ import annotations

from core.text.clean import clean

from .lexis.lexicon import one, small
from .lexis.tokens import Tokens, tokenise

_LONGEST = 200
_OPENERS = small("and") | small("condition") | small("also")


def led_in(text: str, lang: str) -> list[str]:
    """The words, and what is left of them as one small word after another is taken from before: "es en La Ceiba",
    "en La Ceiba", "La Ceiba", "Ceiba".
    """
    tokens, lead = tokenise(text), one(lang, "amend", "lead")
    at, found = 0, []
    while at < len(tokens.forms):
        found.append(tokens.said(at, len(tokens.forms)))
        led = lead.at(tokens.forms, at)
        if led is None:
            break
        at = led[1]
    return found


def demands(text: str, lang: str) -> bool:
    """Whether it begins with how who comes has to be: "they need to bring their own tools"."""
    return demands_at(tokenise(clean(text, _LONGEST)), 0, lang)


def demands_at(tokens: Tokens, at: int, lang: str) -> bool:
    """The same behind `at`, and small words ("and", "but")."""
    while at < len(tokens.forms) and (tokens.is_sign(at) or tokens.forms[at] in _OPENERS):
        at += 1
    found = one(lang, "amend", "demands").at(tokens.forms, at)
    return found is not None and found[1] < len(tokens.forms)


def kind_named(text: str, lang: str) -> str:
    """ "need" or "offer" where the words say only that ("an offer", "we are looking for that")."""
    forms, at, named = tokenise(text).forms, 0, set()
    kinds = {
        place: (end, kind) for kind in ("need", "offer") for place, end, _ in one(lang, "amend", kind).all_in(forms)
    }
    while at < len(forms):
        led = one(lang, "amend", "lead").at(forms, at)
        if at in kinds:
            end, kind = kinds[at]
            named.add(kind)
        elif led or not forms[at][0].isalnum():
            end = min(
                (place for place in kinds if at < place < (led[1] if led else 0)), default=led[1] if led else at + 1
            )
        else:
            return ""
        at = end
    return named.pop() if len(named) == 1 else ""
