"""What is said before the name in an answer to "who are you, and where?": where they are, or how they came to write?

"In Saida, Noor Center" and "vivimos en Sololá y nos llamamos Cooperativa Maya" say first where, and no name; "my boss
told me to write, we are Noor Center" and "sorry for the late reply, Noor Center" say first what is no name either.
"""

from __future__ import annotations

from bot.understand.lexis.leading import behind, listed, text_from
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.presenting.kinds import behind_article, is_kind, is_kind_and_name, without_article
from bot.understand.presenting.placed import begins_with_town, known_town
from bot.understand.presenting.presented import behind_greetings, behind_introduction
from bot.understand.where.lands import country_named

from .names import is_large

_LIES, _BASED, _IN, _AND = (listed("placed", name) for name in ("lies", "based", "in", "and"))
_ME, _WE_WRITE, _WHOSE = (listed("presented", name) for name in ("me", "we_write", "whose"))
_BY_NAME = listed("presented", "by_name")
_KINDS, _OF = listed("presented", "kinds"), listed("placed", "of")
_EXCUSES = listed("presented", "excuses")
_OF_US, _ONE_OF, _WE = small("said_of_us"), small("indefinite"), small("subjects")
_FROM = small("since") | small("from")
_PAUSES = frozenset(",،;.:-–\n")
_TOWN = 4  # words of a town


def without_excuse(text: str) -> str:
    """ "sorry for the late reply, Noor Center" is "Noor Center", "me mandó la pastora, somos …" is "somos …"."""
    tokens = tokenise(text)
    pauses = [at for at in range(1, len(tokens.forms) - 1) if tokens.forms[at] in _PAUSES]
    if not pauses or is_kind(tokens, 0) or is_large(tokens.said(0, pauses[0])):
        return text
    if _EXCUSES.at(tokens.forms, 0):
        return text_from(tokens, pauses[0] + 1)
    if _OF_US.isdisjoint(tokens.forms[: pauses[0]]):
        return text
    name = behind_introduction(tokens, pauses[0] + 1)
    if not name or name >= len(tokens.forms) or tokens.forms[name - 1] in _ONE_OF or begins_with_town(tokens, name):
        return text
    named = is_kind(tokens, name) or tokens.said(name, name + 1)[0].isupper()
    return text_from(tokens, pauses[0] + 1) if named else text


def place_first(text: str) -> tuple[str, str] | None:
    """The place that is said first, and all that is said behind it of who they are; None where it is not said so.

    A town that we do not know is one where what an organisation is follows: "en la aldea El Rosario, comité de agua".
    """
    tokens = tokenise(behind_greetings(text))
    begun = _behind_in(tokens)
    for end in range(begun + 1, min(begun + _TOWN, len(tokens.forms) - 1) + 1):
        then = _behind_town(tokens, end)
        if then is None:
            continue
        town = tokens.said(begun, end)
        known = known_town(town) or country_named(town) is not None
        land = _land_end(tokens, then) if begun or known else 0
        then = _behind_town(tokens, land) if land else then
        if then is None or not (begun or known):
            return None  # "Casa Luz, Tegucigalpa"
        rest, place = text_from(tokens, then), tokens.said(begun, land or end)
        what = is_kind_and_name(without_article(rest)) or bool(is_large(rest) and _KINDS.all_in(tokens.forms[then:]))
        if country_named(rest, town) or known_town(rest):
            return None
        return (place, rest) if sum((begun > 0, known, what)) > 1 else None
    return None


def _behind_in(tokens: Tokens) -> int:
    """Behind "in", "estamos en", "les escribo desde" at the beginning; 0 where nothing leads in a place."""
    begun = 1 if tokens.forms[:1] and tokens.forms[0] in _WE else 0
    lies = next(filter(None, (behind(tokens, at, words) for at in (begun, 0) for words in (_LIES, _BASED, _ME))), 0)
    wrote = behind(tokens, 0, _WE_WRITE) or 0
    if wrote and tokens.forms[wrote - 1] in _FROM:
        return behind_article(tokens, wrote)
    end = behind(tokens, lies, _IN) or (tokens.text[:1].islower() and behind(tokens, lies, _OF)) or 0
    return behind_article(tokens, end) if end else 0


def _behind_town(tokens: Tokens, end: int) -> int | None:
    """Where it goes on behind a town that ends there: behind a comma or an "and", and behind "de la", "called"."""
    named = behind(tokens, end, _BY_NAME)
    if tokens.forms[end] not in _PAUSES and _AND.at(tokens.forms, end) is None and named is None:
        return None
    at = end
    while at < len(tokens.forms) and (tokens.forms[at] in _PAUSES or _AND.at(tokens.forms, at)):
        at += 1
    at = behind(tokens, at, _BY_NAME) or behind(tokens, at, _WHOSE) or at
    return behind_article(tokens, at) if at < len(tokens.forms) else None


def _land_end(tokens: Tokens, at: int) -> int:
    """Where a country ends that stands there between commas: "from Saida, Lebanon, Noor Center"; else 0."""
    ends = range(at + 1, min(at + _TOWN, len(tokens.forms) - 1))
    return next((end for end in ends if tokens.forms[end] in _PAUSES and country_named(tokens.said(at, end))), 0)
