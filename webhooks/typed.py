"""How do words that somebody typed stand on a page? In a direction of their own, Arabic ones saying so.

The voice that reads a Spanish page aloud passes over Arabic letters, unless it is told to take another.
"""

from __future__ import annotations

from markupsafe import Markup


def in_arabic(words: str) -> bool:
    """Whether its letters are all Arabic."""
    letters = [char for char in words if char.isalpha()]
    return bool(letters) and all("\u0600" <= char <= "\u08ff" or "\ufb50" <= char <= "\ufefc" for char in letters)


def typed(words: str, lang: str) -> Markup:
    """Words within a sentence or a heading of ours, on a page in that language."""
    if lang != "ar" and in_arabic(words):
        return Markup('<bdi lang="ar">{}</bdi>').format(words)
    return Markup("<bdi>{}</bdi>").format(words)
