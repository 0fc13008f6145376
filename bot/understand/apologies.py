"""What is left of a request or an offer without "perdón por la demora" before or behind it, or "sorry," before it?"""

from __future__ import annotations

from .lexis.leading import listed
from .lexis.tokens import Tokens, tokenise

_SORRY, _HOLD = listed("small", "sorry_for"), listed("instead", "hold")
_MOST = 8  # words of an apology
_SIGNS = " ,،.;؛:-–!"


def without_apologies(text: str) -> str:
    """The text without clauses that only say sorry for something; all of it where nothing else is said."""
    tokens = tokenise(text)
    first = _HOLD.at(tokens.forms, 0)
    if first and first[1] + 1 < len(tokens.forms) and tokens.is_sign(first[1]):
        return without_apologies(text[tokens.ends[first[1]] :].strip(_SIGNS))
    if _SORRY.firsts.isdisjoint(tokens.forms):
        return text
    rest = text
    for start, end in reversed(_clauses(tokens)):
        if end - start <= _MOST and _SORRY.at(tokens.forms, start):
            rest = f"{rest[: tokens.starts[start]].rstrip(_SIGNS)}{rest[tokens.ends[end - 1] :]}"
    rest = rest.strip(_SIGNS) if rest != text else text
    return rest if any(map(str.isalpha, rest)) else text


def _clauses(tokens: Tokens) -> list[tuple[int, int]]:
    """What stands between signs: from and to."""
    signs = [at for at in range(len(tokens.forms)) if tokens.is_sign(at)]
    bounds = zip((-1, *signs), (*signs, len(tokens.forms)), strict=True)
    return [(before + 1, at) for before, at in bounds if before + 1 < at]
