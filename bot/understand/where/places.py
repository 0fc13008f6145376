"""Does a message say that the work can be done from anywhere, or that somebody must be there?"""

from functools import lru_cache

from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.values import Span
from core.text.clean import clean

_NET = small("net")
REMOTE = "remote"
HERE, EITHER = "at:", "either:"
_LONGEST = 300
_OR, _ALSO = small("or"), small("as_well")
_NEAR = 3  # words behind "online", as in "online is fine too"


@lru_cache(maxsize=16)  # asked again of the same message
def read_place(text: str, lang: str) -> str:
    """'remote' for "a distancia", "عن بعد", "online" …, 'at:' for "presencial", 'either:' for both, "… or online" and
    "online too"; else '': a town is taken as the person writes it.
    """
    tokens = tokenise(clean(text, _LONGEST))
    remote, there = find_remote(tokens, lang), any(True for _found in one(lang, "on_the_spot").all_in(tokens.forms))
    if not remote:
        return HERE if there else ""
    ahead = tokens.forms[remote[0].start - 1] if remote[0].start else ""
    behind = tokens.forms[remote[-1].end : remote[-1].end + _NEAR]
    return EITHER if there or ahead in _OR or ahead in _ALSO or not _ALSO.isdisjoint(behind) else REMOTE


def says_near(text: str, lang: str) -> bool:
    """Whether it asks for what is near: "cerca de nosotros", "قريب منا", "near us"."""
    return any(True for _found in one(lang, "close_by").all_in(tokenise(clean(text, _LONGEST)).forms))


def says_ours(text: str, lang: str) -> bool:
    """Whether it asks for what fits the own listings: "coincidencias", "ما يناسبنا", "anything for our request?"."""
    return any(True for _found in one(lang, "fits_us").all_in(tokenise(clean(text, _LONGEST)).forms))


def find_remote(tokens: Tokens, lang: str) -> list[Span]:
    """Where a message says so. "De casa" does in Portuguese only: "somos de Casa Luz"."""
    spans: list[Span] = []
    found = [*one(lang, "remote").all_in(tokens.forms), *own(lang, "remote_here").all_in(tokens.forms)]
    for at, end, _ in sorted(found):
        if not (spans and at < spans[-1].end):
            spans.append(Span(at, end, REMOTE))
    return spans


def on_the_net(tokens: Tokens, lang: str) -> list[Span]:
    """Those that may also be what is asked for: "sell online", not "from a distance"."""
    return [span for span in find_remote(tokens, lang) if not _NET.isdisjoint(tokens.forms[span.start : span.end])]


def with_net(service: tuple[int, int], net: list[Span]) -> tuple[int, int]:
    """ "sell online", "an online shop": one word says too little without its "online"."""
    start, end = service
    if end - start > 1:
        return service
    before, behind = [span.start for span in net if span.end == start], [span.end for span in net if span.start == end]
    return min([start, *before]), max([end, *behind])
