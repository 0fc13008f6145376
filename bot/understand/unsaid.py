"""What does a message want that no cue knows? A listing by its shape, or what sentences like it want."""

from __future__ import annotations

from datetime import date

from .amounts.clocks import find_clocks
from .comfort import find_comfort
from .credits import STARS
from .cues.intents import LISTINGS, OUT_OF_SCOPE, REFUSING
from .cues.nearest import nearest
from .cues.sides import sides
from .denied import denies_offer
from .lexis.language import guess_forms
from .lexis.tokens import Tokens
from .services.services import is_service, names_service
from .shape import by_shape, may_be_listing
from .slots import slots_of
from .told_of_coordinator import only_tells

_FEW = 5
_BESIDE_SERVICES = LISTINGS | {"dispute"}
SIDES = frozenset(("post_need", "post_offer"))
# How likely a side must be to be taken for it: where something is asked or offered anyway, where only a name says so,
# and where nothing does.
LEANS, SURE, _PLAINLY = 0.6, 0.8, 0.9
_SENTENCE = 6  # words
_BESIDE = ("hours", "deadline", "place")


def unsaid(tokens: Tokens, lang: str, today: date) -> tuple[str, str]:
    """What is meant where no cue says it, and what tells so."""
    if tokens.forms and STARS.issuperset(tokens.forms):
        return "rate_partner", "words"
    told = guess_forms(tokens.text, tokens.forms) or lang
    if listed := by_shape(tokens, lang, today):
        return side(tokens, told, listed), "shape"
    near = _near(tokens, told)
    if near in SIDES:
        near = side(tokens, told, near)
    elif near is None:
        near = _plain_side(tokens, told, today)
    return near or OUT_OF_SCOPE, "likeness" if near else ""


def side(tokens: Tokens, lang: str, else_: str, least: float = LEANS) -> str:
    """Whether it is needed or offered, by what such sentences say; `else_` where they do not tell."""
    if not is_sentence(tokens):
        return else_  # "4 hours a week of gardening"
    chances = sides(tokens.text, lang)
    return next((one for one in SIDES if chances.get(one, 0.0) >= least), else_)


def is_sentence(tokens: Tokens) -> bool:
    """Whether there are words enough to tell by their grammar who gives."""
    return sum(form.isalpha() for form in tokens.forms) >= _SENTENCE


def plainly_listed(tokens: Tokens, lang: str, today: date) -> str | None:
    """What is plainly needed or offered and has the shape of a listing, whatever a word in it says elsewhere."""
    return _plainer(tokens, lang) if by_shape(tokens, lang, today) else None


def _plain_side(tokens: Tokens, lang: str, today: date) -> str | None:
    """What is plainly needed or offered, as so many words with hours, a day or a place beside them are."""
    plain = _plainer(tokens, lang) if may_be_listing(tokens.forms) else None
    slots = slots_of(plain, tokens, lang, today, []) if plain else {}
    return plain if "service" in slots and any(name in slots for name in _BESIDE) else None


def _plainer(tokens: Tokens, lang: str) -> str | None:
    chances = sides(tokens.text, lang)
    return next((one for one in SIDES if chances.get(one, 0.0) >= _PLAINLY), None)


def _near(tokens: Tokens, lang: str) -> str | None:
    """What the sentences nearest in meaning want, in the language that it seems to be in."""
    near = nearest(tokens.text, lang)
    # "clases de inglés" is near to sentences about English, and about another thing; of a problem, who hears it decides
    if near and near not in _BESIDE_SERVICES and names_service(tokens, lang):
        return None
    if near == "talk_to_coordinator" and only_tells(tokens):
        return None
    if near == "post_offer" and any(denies_offer(tokens.forms, at) for at in range(len(tokens.forms))):
        return None
    if near == "rate_partner" and find_clocks(tokens, lang, []):
        return None  # "a las 3" is no three stars
    if (near in REFUSING or (near is None and len(tokens.forms) <= _FEW)) and find_comfort(tokens):
        return "thanks"  # «no hay bronca» is like a no, and none
    return None if near == "find_matches" and is_service(tokens, lang) else near  # a name looks for nothing yet
