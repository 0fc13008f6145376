"""How do small words sound before a value? "de" is "d’" before Agadir, "y" is "e" before Ibagué.

A sentence cannot know which name will stand in it. The words before the name are ours; the name stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Join = Callable[[str, str], str]

_ISOLATE = "[\u2066-\u2068]?"
# "de Ouakam", "de Yoff" and "de Hann" stay: they begin with the sound of a consonant, or may
_FRENCH_VOWEL = re.compile(_ISOLATE + "(?!ou[aeéèiy])[aàâæeéèêëiîïoôœuùûü]", re.IGNORECASE)
_SPANISH_I = re.compile(_ISOLATE + "h?[ií](?![aeouáéóú])", re.IGNORECASE)
_SPANISH_O = re.compile(_ISOLATE + "h?[oó]", re.IGNORECASE)


def _french(before: str, value: str) -> str:
    """What stands before the value, with "de" and "que" shortened where it begins with a vowel."""
    elided = before.endswith((" de ", " que ", "De ", "Que ")) or before in ("de ", "que ")
    return before[:-2] + "’" if elided and _FRENCH_VOWEL.match(value) else before


def _spanish(before: str, value: str) -> str:
    """The same, with "y" and "o" before their own sound."""
    if before.endswith(" y ") and _SPANISH_I.match(value):
        return before[:-2] + "e "
    if before.endswith(" o ") and _SPANISH_O.match(value):
        return before[:-2] + "u "
    return before


JOINS: dict[str, Join] = {"fr": _french, "es": _spanish}
"""By language; in the others nothing changes before a value."""
