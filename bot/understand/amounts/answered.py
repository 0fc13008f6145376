"""How many hours are meant in answer to that question, where more than one figure is said?

"Two people for 3 hours, so six", "medio día, póngale 5", "six, because there are two rooms": what is concluded counts,
then from when to when, then what stands before a reason.
"""

from __future__ import annotations

from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import Tokens, tokenise
from core.text.clean import clean

from .from_to import find_from_to
from .hours import read_hours
from .numbers import number_at
from .spoken_from_to import spoken_from_to
from .units import HOUR

_LONGEST, _MOST = 300, 200  # letters; hours
_SO, _BECAUSE = listed("small", "so_then"), listed("small", "reasons")


def hours_answered(text: str, lang: str) -> int | None:
    """The minutes; None where no part of the words decides it."""
    tokens = tokenise(clean(text, _LONGEST))
    many = len(tokens.forms)
    for _at, end, _said in reversed(_SO.all_in(tokens.forms)):
        if end < many and (minutes := _read(tokens, end, many, lang)):
            return minutes
    between = find_from_to(tokens, lang)
    stretch = between[0].value if len(between) == 1 else spoken_from_to(text, lang)
    if isinstance(stretch, int) and stretch:
        return stretch
    because = [at for at, _end, _said in _BECAUSE.all_in(tokens.forms) if at]
    return _read(tokens, 0, because[0], lang) if because else None


def _read(tokens: Tokens, start: int, end: int, lang: str) -> int | None:
    """The length that these tokens name, or the only number among them as hours."""
    found = read_hours(tokens.said(start, end), lang)
    if isinstance(found, int):
        return found
    forms = tokens.forms[start:end]
    numbers = [number for at in range(len(forms)) if (number := number_at(forms, at, lang)) and len(number[0]) == 1]
    hours = {number[0][0] for number in numbers}
    return int(min(hours) * HOUR) if len(hours) == 1 and 0 < min(hours) <= _MOST else None
