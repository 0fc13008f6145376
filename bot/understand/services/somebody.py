"""How many people are needed, where nothing is said of what they do: "3 voluntarios"?"""

from __future__ import annotations

import re

from bot.understand.amounts.numbers import number_at
from bot.understand.lexis.tables import data
from bot.understand.lexis.tokens import forms_of
from core.languages import LANGUAGES

_PEOPLE = frozenset(phrase for lang in LANGUAGES for phrase in data(lang)["somebody"]["people"])


def only_people(text: str) -> str:
    """The "3 voluntarios" of "necesitamos 3 voluntarios", where nothing is said of what they do; '' without people."""
    words = [*re.finditer(r"\w+", text)]
    at = next((at for at, word in enumerate(words) if word.group().lower() in _PEOPLE), None)
    if at is None:
        return ""
    first = at - 1 if at and _are_several(words[at - 1].group()) else at
    return text[words[first].start() : words[at].end()]


def _are_several(word: str) -> bool:
    found = number_at(forms_of(word), 0, "") if word.isalpha() or word.isdecimal() else None  # "3h"
    return found is not None and bool(found[0]) and min(found[0]) > 1
