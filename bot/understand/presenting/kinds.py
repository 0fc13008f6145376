"""What an organisation is, as its name begins or as is said beside it: "la asociación", "a gardening group", جمعية."""

from __future__ import annotations

from bot.understand.lexis.leading import behind, listed, text_from
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens, tokenise

_ARTICLES, _KINDS, _FIRMS = (listed("presented", name) for name in ("articles", "kinds", "firms"))
_ONE = small("indefinite")
_ARABIC_THE = "ال"
BEFORE_KINDS = 2
"""Words: "a small nursery"."""


def is_kind_and_name(text: str) -> bool:
    """Like "association Jappoo", جمعية النور: what it is, and more."""
    tokens = tokenise(text)
    return len(tokens.forms) > 1 and (_KINDS.at(tokens.forms, 0) is not None or is_firm(tokens, 0))


def says_what_it_is(text: str) -> bool:
    """Like "a gardening group" behind a name: small, and what an organisation is within a few words."""
    tokens = tokenise(text)
    small = text == text.lower() and not _ONE.isdisjoint(tokens.forms[:1])
    return small and any(_KINDS.at(tokens.forms, at) for at in range(1, min(2 + BEFORE_KINDS, len(tokens.forms))))


def without_article(text: str) -> str:
    """ "la cooperativa Las Flores" is "cooperativa Las Flores"; "La Casa de Todos", written large, is called so."""
    at = behind_first_article(tokenise(text))
    return text_from(tokenise(text), at) if at else text


def behind_first_article(tokens: Tokens) -> int:
    """The place behind a small article that begins a message, where what an organisation is follows; else 0."""
    small = bool(tokens.forms) and tokens.text[tokens.starts[0]].islower()
    return behind_article(tokens, 0) if small and is_kind(tokens, 0) else 0


def behind_article(tokens: Tokens, at: int) -> int:
    """Behind the article at `at`; `at` itself where none is."""
    end = behind(tokens, at, _ARTICLES)
    return end if end and tokens.said(at, end).isascii() else at  # "à" is no article, whose form is that of "a"


def is_kind(tokens: Tokens, at: int) -> bool:
    """Whether what an organisation is follows: "la asociación", "l'ONG", جمعية."""
    return _KINDS.at(tokens.forms, behind_article(tokens, at)) is not None


def is_firm(tokens: Tokens, at: int) -> bool:
    """Whether "cabinet Équilibre" or «شركة الأفق» follows: what many are, and a name; «مكتب محاسبة» has none."""
    found = _FIRMS.at(tokens.forms, behind_article(tokens, at))
    if found is None or found[1] == len(tokens.forms):
        return False
    name = tokens.said(found[1], found[1] + 1)
    return name[0].isupper() or name.startswith(_ARABIC_THE)
