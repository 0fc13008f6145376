"""What is said behind small words: "es en La Ceiba", or which kind of listing it is?"""

from __future__ import annotations

from .lexis.lexicon import one
from .lexis.tokens import tokenise


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
