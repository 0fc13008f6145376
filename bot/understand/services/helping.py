"""Who can help is whom one has: "contadores que pueden ayudar a cualquier asociación" offers contadores, and no more.

"Who can help with taxes", "who help us" say more, or ask for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.understand.lexis.lexicon import one, own
from bot.understand.lexis.tokens import Tokens
from bot.understand.values import Span

from .service import WHO, lead_in

_AND = one("", "small", "and")


def only_helping(tokens: Tokens, lang: str, beside: Collection[int]) -> list[Span]:
    """The clauses that say no more than that somebody can help, and whom; `beside` are the tokens of times and places.

    One ends where the sentence does, a time or place is told, or something else.
    """
    return list(_clauses(tokens, lang, beside))


def _clauses(tokens: Tokens, lang: str, beside: Collection[int]) -> Iterator[Span]:
    at, forms = 1, tokens.forms
    while at < len(forms):
        end = _behind_help(tokens, lang, at)
        if end and _says_no_more(tokens, lang, end, beside):
            yield Span(at, end, None)
        at = max(end or 0, at + 1)


def _behind_help(tokens: Tokens, lang: str, at: int) -> int | None:
    """Behind "who can help anybody"; what stands before "help" says that somebody does."""
    forms = tokens.forms
    able = _behind_all(tokens, lang, "can_they", at + 1 if forms[at] in WHO else at)
    helps = own(lang, "small", "they_help").at(forms, able) if able > at else None
    return _behind_all(tokens, lang, "whom_helped", helps[1]) if helps else None


def _behind_all(tokens: Tokens, lang: str, name: str, at: int) -> int:
    words = own(lang, "small", name)
    while found := words.at(tokens.forms, at):
        at = found[1]
    return at


def _says_no_more(tokens: Tokens, lang: str, at: int, beside: Collection[int]) -> bool:
    if tokens.is_sign(at) or at in beside or tokens.forms[at] in _AND or own(lang, "ends").at(tokens.forms, at):
        return True
    return any(lead_in(tokens.forms, start, lang) <= at for start in beside if at < start <= at + 3)
