"""Where does a message begin to tell what a request is about? Behind greetings, thanks, and who writes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens, tokenise

_SIGNS = frozenset('.,;:!?؟¿¡،؛…-–|«»"“”()/')
_WHO, _ASKS = small("writers"), small("pleas")
_WE_ARE = one("", "small", "we_are")
_MOST = 150  # tokens
_WHO_AT = 3  # words of a clause, among which it is said who writes


def behind_who(tokens: Tokens, lang: str) -> int:
    """The first token behind greetings, thanks, pleas and who writes; 0 where nothing else is said."""
    clauses = _clauses(tokens, len(tokens.forms))
    return next((begun for begun, _end in clauses if not _is_who(tokens, lang, begun)), 0)


def without_who(text: str, lang: str) -> str:
    """The message without greetings and who writes at its beginning, as typed; the whole where nothing else is said."""
    tokens = tokenise(text, _MOST)
    rest = behind_who(tokens, lang)
    return text[tokens.starts[rest] :].strip() if rest else text


def _new_line(tokens: Tokens, at: int) -> bool:
    return "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]


def _clauses(tokens: Tokens, end: int) -> Iterator[tuple[int, int]]:
    """The parts between signs and lines, up to the token `end`."""
    begun = 0
    for at in range(end + 1):
        if at == end or tokens.forms[at] in _SIGNS or (at > begun and _new_line(tokens, at)):
            if begun < at:
                yield begun, at
            begun = at + 1 if at < end and tokens.forms[at] in _SIGNS else at


def _is_who(tokens: Tokens, lang: str, begun: int) -> bool:
    """A greeting, thanks, a plea, or who writes."""
    forms = tokens.forms
    polite = one(lang, "words", "greeting"), one(lang, "words", "thanks")
    if any(words.at(forms, begun) for words in polite) or forms[begun] in _ASKS:
        return True
    return _WE_ARE.at(forms, begun) is not None or not _WHO.isdisjoint(forms[begun:][:_WHO_AT])
