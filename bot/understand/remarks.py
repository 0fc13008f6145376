"""What is said where it is asked how it was: nothing more, all the stars, in part, as promised, and words besides."""

from .lexis.leading import listed
from .lexis.lexicon import small
from .lexis.phrases import Phrases
from .lexis.tokens import tokenise
from .words import word

_NOTHING, _TO_ADD, _COURTESY = (listed("small", name) for name in ("nothing_to_add", "to_add", "beside_yes"))
_ALL_STARS, _PARTLY, _AS_PROMISED = (listed("small", name) for name in ("all_stars", "partly", "as_promised"))
_BEHIND_STARS, _BUT = small("behind_stars"), small("but")
_LONGEST = 80
_MOST = 5  # stars
_TOLD = 3  # words and signs of what says more than its first word


def adds_nothing(text: str) -> bool:
    """Whether nothing is added, in so many words: "no, gracias", "je n'ai rien à ajouter", «شكراً»."""
    return _is_made_of(text, _NOTHING, _NOTHING, _TO_ADD, _COURTESY)


def in_part(text: str) -> bool:
    """Whether it was so in part: "más o menos", "mostly"."""
    return _is_made_of(text, _PARTLY, _PARTLY, _COURTESY)


def as_promised(text: str) -> bool:
    """Whether it was as promised, and no more is said: "todo como prometieron", «كما وعدوا»."""
    return _is_made_of(text, _AS_PROMISED, _AS_PROMISED, _COURTESY)


def all_stars(text: str) -> bool:
    """Whether all the stars are given: "todas las estrellas", "top marks"."""
    return _is_made_of(text, _ALL_STARS, _ALL_STARS, _COURTESY)


def stars_first(text: str) -> tuple[str, str] | None:
    """(stars, words) of a message that gives them and tells how it was: "4 elle était très patiente"."""
    tokens = tokenise(text)
    if len(tokens.forms) < _TOLD or not tokens.forms[0].isdecimal():
        return None
    stars, at = int(tokens.forms[0]), tokens.behind_signs(1)
    signed = at > 1
    told = at < len(tokens.forms) and (signed or tokens.forms[at] in _BEHIND_STARS) and not tokens.forms[at].isdecimal()
    return (str(stars), tokens.said(at, len(tokens.forms))) if told and 1 <= stars <= _MOST else None


def answered_first(text: str) -> str:
    """ "yes" or "no" where a message begins with that and goes on behind a sign or a "but"; else ''."""
    tokens = tokenise(text)
    first = word(tokens.said(0, 1)) if len(tokens.forms) >= _TOLD else None
    goes_on = first in ("yes", "no") and (tokens.is_sign(1) or tokens.forms[1] in _BUT)
    return first if goes_on and first else ""


def _is_made_of(text: str, means: Phrases[str], *beside: Phrases[str]) -> bool:
    """Whether such phrases and signs are all there is, one that `means` it among them, and no question is asked."""
    tokens = tokenise(text) if len(text) <= _LONGEST else None
    if tokens is None or means.firsts.isdisjoint(forms := tokens.forms):
        return False
    at = meant = 0
    while at < len(forms):
        if tokens.is_sign(at) and forms[at] not in "?؟¿":
            at += 1
            continue
        found = [hit[1] for words in beside if (hit := words.at(forms, at))]
        if not found:
            return False
        meant += means.at(forms, at) is not None
        at = max(found)
    return bool(meant)
