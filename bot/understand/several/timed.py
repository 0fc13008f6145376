"""How long does each of several requests take? "Electricista 3 horas y plomero 2 horas", "a cook and a driver, 2 hours
each".
"""

from __future__ import annotations

from bot.understand.amounts.hours import find_hours
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.services.service import lead_in
from bot.understand.values import Span
from core.languages import LANGUAGES
from core.text.clean import clean

from .skills import needs_of

_LONGEST, _TOKENS = 1000, 150
_OF, _AND = small("of"), small("list_and")


def timed_needs(text: str, lang: str, *, asked: bool = False) -> tuple[tuple[str, int], ...]:
    """The services that a request asks for, as `needs_of` tells them, each with its minutes; () where it is one, where
    hours are not said of each, and in doubt.
    """
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    tokens = tokenise(clean(text, _LONGEST), _TOKENS)
    spans = find_hours(tokens, lang)
    minutes = [span.value for span in spans if isinstance(span.value, int)]
    each = len(spans) == 1 and one(lang, "small", "each_one").at(tokens.forms, spans[0].end)
    if len(minutes) != len(spans) or not (len(spans) > 1 or each):
        return ()
    gone = _times(tokens, lang, spans, each[1] if each else 0)
    needs = needs_of(_without(tokens, gone), lang, asked=asked, apart=True)
    minutes = minutes * len(needs) if each else minutes
    sure = len(needs) == len(minutes) > 1 and all(what in tokens.text for what in needs)  # no time stood in one
    return tuple(zip(needs, minutes, strict=True)) if sure else ()


def _times(tokens: Tokens, lang: str, spans: list[Span], end: int) -> set[int]:
    """The places of the lengths of time, up to `end` at least, with what leads up to them and the "of" behind, but not
    the "and" that parts one request from the next.
    """
    gone = {at for span in spans for at in range(lead_in(tokens.forms, span.start, lang), max(span.end, end))}
    gone = {at for at in gone if tokens.forms[at] not in _AND or any(one.start <= at < one.end for one in spans)}
    return gone | {at for at, form in enumerate(tokens.forms) if form in _OF and at - 1 in gone}


def _without(tokens: Tokens, gone: set[int]) -> str:
    ends = [*tokens.starts[1:], len(tokens.text)]
    places = enumerate(zip(tokens.starts, ends, strict=True))
    return "".join(" " if at in gone else tokens.text[start:end] for at, (start, end) in places)
