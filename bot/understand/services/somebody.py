"""Who is to do it, right before the verb of what is done: "alguien que", "qu'on nous", "حدا"?"""

from __future__ import annotations

import re

from bot.understand.lexis.tables import data
from bot.understand.lexis.tokens import tokenise
from core.languages import LANGUAGES


def _as_typed(name: str) -> frozenset[str]:
    """A list with its accents: "quien" is no "quién", which asks."""
    return frozenset(phrase for lang in LANGUAGES for phrase in data(lang)["somebody"][name])


_WHO, _TO_US = _as_typed("who"), _as_typed("who_to_us")
_US = _as_typed("to_us")  # between "who" and the verb: "alguien que nos arregle"
_HE, _HE_DOES = _as_typed("he"), re.compile("[بك]?ي")  # in Arabic the verb has the "he" in front
_LASTS = frozenset(phrase.rpartition(" ")[2] for phrase in _WHO | _TO_US | _US | _HE)
_LONGEST = 5  # words


def with_who(text: str, service: str) -> str:
    """ "cuide 25 niños" as it is read aloud: "alguien que cuide 25 niños"; every other service as it is."""
    before, found, _after = text.partition(service)
    last = before.lower().split()[-1:]
    if not found or not before[-1:].isspace() or not last or last[0].lstrip("¿¡(\"'«") not in _LASTS:
        return service
    tokens = tokenise(before)
    for start in tokens.starts[-_LONGEST:]:
        if _is_somebody(" ".join(before[start:].lower().replace("’", "'").split()), service):
            return before[start:] + service
    return service


def _is_somebody(said: str, service: str) -> bool:
    who, _space, us = said.rpartition(" ")
    if said in _WHO or said in _TO_US or (who in _WHO and us in _US):
        return True
    return said in _HE and _HE_DOES.match(service) is not None
