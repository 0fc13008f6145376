"""Which words does a message want passed on to the other side? "Tell them we are late" → "we are late"."""

from __future__ import annotations

from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise

_TELL, _THAT = listed("passing_on", "tell_them"), listed("passing_on", "that")
_LEAST = 2  # words that say something


def words_for_them(text: str) -> str:
    """What stands behind "tell them" or "write to them:" that begins the message, as typed; '' where nothing does."""
    tokens = tokenise(text)
    found = _TELL.at(tokens.forms, 0)
    if found is None:
        return ""
    at = found[1]
    while at < len(tokens.forms) and tokens.is_sign(at):
        at += 1
    if (that := _THAT.at(tokens.forms, at)) is not None:
        at = that[1]
    said = [place for place in range(at, len(tokens.forms)) if not tokens.is_sign(place)]
    return text[tokens.starts[at] :].strip() if len(said) >= _LEAST else ""
