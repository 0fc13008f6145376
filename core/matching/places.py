"""Where something is wanted is not what: "contador en La Paz" asks for no education for peace.

Towns are left out where a word such as "in" leads to them. Most are also words, so they count only as names are
written, with a capital; a few mislead nobody (core/towns.py) and count in any letters.
"""

from __future__ import annotations

import re

from core.listings.distances import is_town
from core.towns import country_of_town

_LEADS = frozenset(("en", "em", "in", "à", "في"))
_WORD = re.compile(r"[\w'’-]+")
_NAME = re.compile(r"[\w'’ -]+")
_LONGEST = 4  # words of a town's name


def without_places(text: str) -> str:
    """The text without them; as it is where nothing else would be left."""
    found = list(_WORD.finditer(text))
    kept, behind, at = "", 0, 0
    while at < len(found):
        end = _town_after(text, found, at) if found[at].group().lower() in _LEADS else 0
        if end:
            kept += text[behind : found[at].start()]
            behind = found[end - 1].end()
        at = max(end, at + 1)
    kept += text[behind:]
    return kept if any(map(str.isalpha, kept)) else text


def _town_after(text: str, found: list[re.Match[str]], lead: int) -> int:
    """One behind the last word of the town that follows; 0 where none does."""
    for end in range(min(len(found), lead + 1 + _LONGEST), lead + 1, -1):
        name = text[found[lead + 1].start() : found[end - 1].end()]
        if not _NAME.fullmatch(name):
            continue  # a comma ends it
        if country_of_town(name) or (found[end - 1].group()[0].isupper() and is_town(name)):
            return end
    return 0
