"""Does a condition begin there, or what is asked of who comes? "If you bring paint", "que hable garífuna"."""

from __future__ import annotations

from bot.understand.lexis.lexicon import own

_LISTS = (("small", "on_condition"), ("amend", "be_so"), ("amend", "demands"))


def is_asked_of_it(forms: list[str], lang: str, at: int = 0) -> bool:
    """Whether such words begin at this place, and something follows them."""
    found = (own(lang, *path).at(forms, at) for path in _LISTS)
    return any(one is not None and one[1] < len(forms) for one in found)
