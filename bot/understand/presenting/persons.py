"""Does an answer to "who are you?" begin with somebody's own name: "Marta López, Fundación Pan y Vida, Choluteca"?

Only first names that we know tell a person from a group: "House of Hope" and "Casa Luz" begin as large as they do.
"""

from __future__ import annotations

from functools import cache

from bot.understand.lexis.leading import behind, listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tables import DATA
from bot.understand.lexis.tokens import Tokens, tokenise
from core.text.normal import fold

from .kinds import behind_article, is_firm, is_kind
from .placed import begins_with_town

_FROM_WHOM, _WHOSE, _KINDS = (listed("presented", name) for name in ("from_whom", "whose", "kinds"))
_CALLED_AFTER = [[word] for word in small("called_after")]
_WORDS, _TASK = 5, 4  # words of somebody's name, and of what they are there
_UNKNOWN = 2
_UNNAMED = small("somebody_unnamed")
_COMMAS = frozenset(",،;؛-–—")
_FILE = "given.txt"


def is_given(tokens: Tokens, at: int) -> bool:
    """Whether the token is a first name that we know, written large where its letters have a size."""
    return at < len(tokens.forms) and tokens.forms[at] in _given() and not tokens.said(at, at + 1)[0].islower()


def behind_small_name(tokens: Tokens, at: int) -> int:
    """The place behind a first name that we know, written small or not, a comma and what an organisation is; else 0."""
    commas = (at + 1, at + 2) if at < len(tokens.forms) and tokens.forms[at] in _given() else ()
    ends = (end + 1 for end in commas if end + 1 < len(tokens.forms) and tokens.forms[end] in _COMMAS)
    return next((end for end in ends if is_kind(tokens, end)), 0)


def names_person(text: str) -> bool:
    """Whether somebody is named in full: "a María Fernanda López", "for John Otieno", «لمحمد حسن»; not what is called
    after somebody, as streets and schools are.
    """
    tokens = tokenise(text)
    return any(
        is_given(tokens, at)
        and tokens.text[tokens.ends[at] : tokens.starts[at + 1]].isspace()
        and (is_given(tokens, at + 1) or tokens.said(at + 1, at + 2)[0].isupper())
        and tokens.forms[at - 1 : at] not in _CALLED_AFTER
        for at in range(len(tokens.forms) - 1)
    )


def without_person(text: str) -> str:
    """ "Lina from Pixel Youth, Amman" is "Pixel Youth, Amman"; any other text as it is."""
    tokens = tokenise(text)
    at = behind_person(tokens, 0)
    return text[tokens.starts[at] :] if at else text


def behind_person(tokens: Tokens, at: int) -> int:
    """The place behind somebody's name and "from" or a comma, where the name of an organisation follows; else 0."""
    if not is_given(tokens, at):
        return _behind_unknown(tokens, at)
    for end in range(at + 1, min(at + _WORDS, len(tokens.forms) - 1) + 1):
        if tokens.forms[end] in _COMMAS:
            return end + 1 if _is_organisation(tokens, end + 1, alone=False) else _behind_task(tokens, end + 1)
        surely, of = behind(tokens, end, _FROM_WHOM), behind(tokens, end, _WHOSE)
        if surely and _is_organisation(tokens, behind_article(tokens, surely), alone=True):
            return behind_article(tokens, surely)
        if of and (task := _behind_task(tokens, of)):
            return task  # «خالد مسؤول المشاريع في جمعية …»
        if of and _is_organisation(tokens, of, alone=True):
            return of
        if tokens.is_sign(end):
            return 0
    return 0


def _behind_unknown(tokens: Tokens, at: int) -> int:
    """Behind «نور من» before what an organisation is, where the name is none that we know; else 0."""
    if at >= len(tokens.forms) or not "\u0621" <= tokens.forms[at][0] <= "\u064a" or is_kind(tokens, at):
        return 0
    if tokens.forms[at] in _UNNAMED:
        return 0  # «رجل من الفريق ضربني» presents nobody
    for end in range(at + 1, min(at + _UNKNOWN, len(tokens.forms) - 1) + 1):
        if of := behind(tokens, end, _FROM_WHOM):
            return of if is_kind(tokens, of) else 0
        if tokens.is_sign(end) or is_kind(tokens, end):
            return 0
    return 0


def _behind_task(tokens: Tokens, at: int) -> int:
    """Behind "el contador de" before what an organisation is; else 0."""
    for place in range(at, min(at + _TASK, len(tokens.forms))):
        if tokens.is_sign(place):
            return 0
        if (of := behind(tokens, place, _WHOSE)) and is_kind(tokens, of):
            return of
    return 0


def _is_organisation(tokens: Tokens, at: int, *, alone: bool) -> bool:
    """Whether what it is, or a name written large, stands there; where not `alone`, with a place behind it."""
    if at >= len(tokens.forms):
        return False
    first = behind_article(tokens, at)
    if is_kind(tokens, at) or is_firm(tokens, at):
        found = _KINDS.at(tokens.forms, first)
        return found is None or found[1] < len(tokens.forms)
    if alone and first > at:
        return False  # "José de la Cruz"
    name = tokens.said(first, first + 1)
    parted = any(tokens.forms[place] in _COMMAS for place in range(at + 1, len(tokens.forms) - 1))
    named = name[:1].isupper() if alone and not parted else parted and not name[:1].islower()
    return named and not tokens.is_sign(at) and not begins_with_town(tokens, at)


@cache
def _given() -> frozenset[str]:
    lines = (DATA / _FILE).read_text("utf-8").splitlines()
    return frozenset(fold(name) for line in lines if not line.startswith("#") for name in line.split())
