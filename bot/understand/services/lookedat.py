"""What is to be looked at, where all that is asked is that somebody comes and sees? How things are, told before.

"La chaudière du foyer marche plus et il fait froid si quelqu'un peut passer" wants nobody to pass, and without commas
nothing else tells where the one ends and the other begins.
"""

from __future__ import annotations

from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span

from .service import Told, find_service

_LOOKS = small("only_looks")
_LEAST = 2  # words that tell how things are


def looked_at(tokens: Tokens, lang: str, told: Told, found: tuple[int, int]) -> tuple[int, int] | None:
    """The words ahead of those that were `found`; None where these say more than that somebody comes and looks."""
    if found[0] == 0 or not _only_looks(tokens, lang, found):
        return None
    rest = Told([*told.taken, Span(*found, None)], 0, frozenset(), frozenset())
    before = find_service(tokens, lang, rest, "post_need")
    return before if before and before[1] <= found[0] and before[1] - before[0] >= _LEAST else None


def _only_looks(tokens: Tokens, lang: str, found: tuple[int, int]) -> bool:
    trail = one(lang, "trail")
    said = [form for form in tokens.forms[found[0] : found[1]] if form[0].isalnum() and form not in trail]
    return bool(said) and _LOOKS.issuperset(said)
