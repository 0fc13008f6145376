"""Who is to do it, right before what is done: "alguien que", "qu'on nous", "حدا", "2 voluntarios para"?"""

from __future__ import annotations

import re

from bot.understand.amounts.numbers import number_at
from bot.understand.amounts.units import unit_at
from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tables import data
from bot.understand.lexis.tokens import forms_of, tokenise
from core.languages import LANGUAGES


def _as_typed(name: str) -> frozenset[str]:
    """A list with its accents: "quien" is no "quién", which asks."""
    return frozenset(phrase for lang in LANGUAGES for phrase in data(lang)["somebody"][name])


_WHO, _TO_US = _as_typed("who"), _as_typed("who_to_us")
_US = _as_typed("to_us")  # between "who" and the verb: "alguien que nos arregle"
_HE, _HE_DOES = _as_typed("he"), re.compile("[بك]?ي")  # in Arabic the verb has the "he" in front
_LASTS = frozenset(phrase.rpartition(" ")[2] for phrase in _WHO | _TO_US | _US | _HE)
_PEOPLE = _as_typed("people")
_LONGEST = 5  # words
_THE, _DAYS = small("the") | small("clock_articles"), listed("units", "day")
_FOR = 2  # words at most between people and what they are to do: "personas que", "volunteers for the"
_LENGTH = 4  # words more where they are for how long: "4 people for 3 hours each to"


def with_who(text: str, service: str) -> str:
    """ "cuide 25 niños" as it is read aloud: "alguien que cuide 25 niños"; every other service as it is."""
    before, found, _after = text.partition(service)
    if found and (many := _how_many(before, service)) is not None:
        return before[many:] + service
    last = before.lower().split()[-1:]
    if not found or not before[-1:].isspace() or not last or last[0].lstrip("¿¡(\"'«") not in _LASTS:
        return service
    tokens = tokenise(before)
    for start in tokens.starts[-_LONGEST:]:
        if _is_somebody(" ".join(before[start:].lower().replace("’", "'").split()), service):
            return before[start:] + service
    return service


def only_people(text: str) -> str:
    """The "3 voluntarios" of "necesitamos 3 voluntarios", where nothing is said of what they do; '' without people."""
    words = [*re.finditer(r"\w+", text)]
    at = next((at for at, word in enumerate(words) if word.group().lower() in _PEOPLE), None)
    if at is None:
        return ""
    first = at - 1 if at and _are_several(words[at - 1].group()) else at
    return text[words[first].start() : words[at].end()]


def _how_many(before: str, service: str) -> int | None:
    """Where "2 voluntarios para", «2 متطوعين ل» begins, right before what they do; "20" of "20 almuerzos"."""
    words = [*re.finditer(r"\S+", before)]
    if words and _are_several(words[-1].group()) and not _is_when(words):
        return words[-1].start()
    for at in range(len(words) - 1, max(0, len(words) - 2 - _FOR - _LENGTH), -1):
        if words[at].group().lower() in _PEOPLE:
            between = [form for word in words[at + 1 :] for form in forms_of(word.group())]
            near = len(between) <= _FOR or any(unit_at(between, place, "") for place in range(len(between)))
            return words[at - 1].start() if near and at and _are_several(words[at - 1].group()) else None
    return None


def _is_when(words: list[re.Match[str]]) -> bool:
    """Like the 5 of "el 5", "a las 5", «يوم ٥»."""
    before = forms_of(words[-2].group()) if len(words) > 1 else []
    return not _THE.isdisjoint(before) or bool(_DAYS.all_in(before))


def _are_several(word: str) -> bool:
    found = number_at(forms_of(word), 0, "") if word.isalpha() or word.isdecimal() else None  # "3h"
    return found is not None and bool(found[0]) and min(found[0]) > 1


def _is_somebody(said: str, service: str) -> bool:
    who, _space, us = said.rpartition(" ")
    if said in _WHO or said in _TO_US or (who in _WHO and us in _US):
        return True
    return said in _HE and _HE_DOES.match(service) is not None
