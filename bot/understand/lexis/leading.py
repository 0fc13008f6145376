"""Which small word leads in what follows, as "de", "the", "in" and the French "l'" do? Place by place in a message."""

from __future__ import annotations

from .lexicon import one, small
from .phrases import Phrases
from .tokens import Tokens

APOSTROPHES = "'’"
_ELIDED = small("elided")  # said only before a vowel: "l'école", "d'Oran"


def listed(*path: str) -> Phrases[str]:
    """The phrases of a list in all languages together, as people mix them."""
    return one("", *path)


def behind(tokens: Tokens, at: int, words: Phrases[str]) -> int | None:
    """The place behind the longest of these words at `at` where something follows, parted by a space; else None."""
    found = words.at(tokens.forms, at)
    if found is None or found[1] >= len(tokens.forms):
        return None
    end = found[1]
    sign, elided = tokens.text[tokens.ends[end - 1]], tokens.forms[end - 1] in _ELIDED
    return end if (sign in APOSTROPHES if elided else sign.isspace()) else None


def text_from(tokens: Tokens, at: int) -> str:
    """What was typed from token `at` on, with the quotation mark before it."""
    if at == 0:
        return tokens.text.strip()
    said = tokens.text[tokens.ends[at - 1] :]
    return said.lstrip(APOSTROPHES if tokens.forms[at - 1] in _ELIDED else None).strip()
