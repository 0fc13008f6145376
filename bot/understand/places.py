"""Does a message say that the work can be done from anywhere?"""

from core.text.clean import clean

from .lexicon import one
from .tokens import Tokens, tokenise
from .values import Span

REMOTE = "remote"
_LONGEST = 300


def read_place(text: str, lang: str) -> str | None:
    """'remote' for "a distancia", "عن بعد", "online" …, else None: a town is taken as the person writes it."""
    return REMOTE if find_remote(tokenise(clean(text, _LONGEST)), lang) else None


def says_near(text: str, lang: str) -> bool:
    """Whether it asks for what is near: "cerca de nosotros", "قريب منا", "near us"."""
    return any(True for _found in one(lang, "close_by").all_in(tokenise(clean(text, _LONGEST)).forms))


def says_ours(text: str, lang: str) -> bool:
    """Whether it asks for what fits the own listings: "coincidencias", "ما يناسبنا", "anything for our request?"."""
    return any(True for _found in one(lang, "fits_us").all_in(tokenise(clean(text, _LONGEST)).forms))


def find_remote(tokens: Tokens, lang: str) -> list[Span]:
    """Where a message says so."""
    spans: list[Span] = []
    for at, end, _ in one(lang, "remote").all_in(tokens.forms):
        if not (spans and at < spans[-1].end):
            spans.append(Span(at, end, REMOTE))
    return spans
