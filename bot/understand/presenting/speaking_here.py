"""Who says at the end that it is them: "Ana here, from Casa Luz", "Ana from Casa Luz here", "Casa Luz here, we …"."""

from __future__ import annotations

from bot.understand.lexis.leading import behind, listed
from bot.understand.lexis.tokens import Tokens

from .placed import begins_with_town

_HERE, _WHOSE, _KINDS = (listed("presented", name) for name in ("here", "whose", "kinds"))
_SMALL = 3  # letters of a word that is small in names: "de", "the"
_MOST = 9  # words from the first to "here"
_LEAST = 2  # words of a name of which nothing else tells that it is one


def behind_whom(tokens: Tokens, at: int) -> int | None:
    """The place where the name begins that is said so from token `at` on; None where nobody says so.

    Only names written large, or that begin with what an organisation is: "help needed here" presents nobody.
    """
    here = place_of_here(tokens, at)
    if here is None:
        return None
    if _KINDS.at(tokens.forms, at):
        return at
    person = (place for place in range(at + 1, here) if _is_named(tokens, at, place))
    of = next(filter(None, (behind(tokens, place, _WHOSE) for place in person)), None)
    after = behind(tokens, tokens.behind_signs(here + 1), _WHOSE)
    if after and not begins_with_town(tokens, after):
        return after if _is_named(tokens, at, here) else None
    if of and of < here and (_is_named(tokens, of, here) or _KINDS.at(tokens.forms, of)):
        return of
    return at if _is_surely_named(tokens, at, here) else None


def place_of_here(tokens: Tokens, at: int) -> int | None:
    """Where "here" ends what is said of who writes: a sign follows, "from", or nothing."""
    places = range(at + 1, min(at + _MOST, len(tokens.forms)))
    found = next((place for place in places if _HERE.at(tokens.forms, place)), None)
    if found is None or any(tokens.is_sign(place) for place in range(at, found)):
        return None
    then = found + 1
    ends = (
        then == len(tokens.forms)
        or tokens.is_sign(then)
        or "\n" in tokens.text[tokens.ends[found] : tokens.starts[then]]
    )
    return found if ends or behind(tokens, then, _WHOSE) else None


def _is_named(tokens: Tokens, begun: int, end: int) -> bool:
    """Whether each word that is not small begins large, and there is one."""
    words = [tokens.said(at, at + 1) for at in range(begun, end)]
    return any(word[0].isupper() for word in words) and all(word[0].isupper() or len(word) <= _SMALL for word in words)


def _is_surely_named(tokens: Tokens, begun: int, end: int) -> bool:
    """Like "Clear Books" or "BuildTogether"; a sentence begins large as well."""
    large = [word for word in (tokens.said(at, at + 1) for at in range(begun, end)) if word[0].isupper()]
    return _is_named(tokens, begun, end) and (len(large) >= _LEAST or any(not word[1:].islower() for word in large))
