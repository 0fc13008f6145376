"""What is said where it is asked how it was: nothing more, all the stars, in part, as promised."""

from .lexis.leading import listed
from .lexis.phrases import Phrases
from .lexis.tokens import tokenise

_NOTHING, _TO_ADD, _COURTESY = (listed("small", name) for name in ("nothing_to_add", "to_add", "beside_yes"))
_ALL_STARS, _PARTLY, _AS_PROMISED = (listed("small", name) for name in ("all_stars", "partly", "as_promised"))
_LONGEST = 80


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
