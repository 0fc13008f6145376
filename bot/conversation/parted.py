"""Which requests does one message make? It is cut between the services that are named in it, and each part is read like
a message of its own, with the hours and the day that stand in it.
"""

from __future__ import annotations

from itertools import pairwise

from bot.conversation.heard import Heard
from bot.dialogue.situation import IDLE
from bot.understand import Timed
from bot.understand.alike import stems
from bot.understand.lexis.lexicon import small
from bot.understanding.spans import Found, Token, spans, tokenise

_LEAST = 0.5
"""Probability from which on words are taken for a service of their own."""
_MOST = 4
_AND, _ALSO = small("list_and") | {"&", "+"}, small("also")
_ARABIC_AND = "و"
_ENDS, _PARTS = frozenset(".;؛!?؟…"), frozenset(",،:-–/)")
_NO_AND = tuple(small("no_and"))
_SHORTEST = 4  # letters of an Arabic word that may begin with "and"
_NEEDS = "post_need"
_BESIDE = 3  # words that the text of a part may have beside those that name the service
_SIGNS = " ,،.;؛:-–!+&/"


def parted(heard: Heard) -> tuple[Timed, ...]:
    """The requests of one message, each with its own minutes and day; () where there is one, where one of them is
    plainly an offer, and where nothing stands between two.
    """
    text = heard.text
    found = [one for one in spans(text, IDLE) if one.kind == "what" and one.probability >= _LEAST]
    if not 1 < len(found) <= _MOST or any(_same(one, other) for one, other in pairwise(found)):
        return ()
    tokens = tokenise(text)
    cuts = [_joint(text, tokens, one, other) for one, other in pairwise(found)]
    if None in cuts:
        return ()
    bounds = pairwise((0, *(cut for cut in cuts if cut is not None), len(text)))
    parts = [(text[start:end].strip(_SIGNS), one.text) for (start, end), one in zip(bounds, found, strict=True)]
    read = [(heard.again(part), _without_and(what)) for part, what in parts]
    return () if any(part.plainly() == "offer" for part, _what in read) else tuple(_read(*one) for one in read)


def _same(one: Found, other: Found) -> bool:
    return not stems(one.text) ^ stems(other.text)


def _joint(text: str, tokens: list[Token], one: Found, other: Found) -> int | None:
    """Where the second part begins: at an "and", else behind the end of a sentence or a line, behind the last comma,
    at a lone letter ("w"), or with the second itself; None where nothing stands between.
    """
    between = [token for token in tokens if one.end <= token.start < other.start]
    if joined := next((token for token in between if token.form in _AND | _ALSO), None):
        return joined.start
    if not between:
        return other.start if _without_and(other.text) != other.text else None
    if joined := next((token for token in between if token.said.startswith(_ARABIC_AND)), None):
        return joined.start
    if ended := next((token for token in between if token.said in _ENDS), None):
        return ended.end
    if (line := text.rfind("\n", one.end, other.start)) >= 0:
        return line
    if parting := next((token for token in reversed(between) if token.said in _PARTS), None):
        return parting.end
    return next((token.start for token in between if len(token.form) == 1 and token.form.isalpha()), other.start)


def _without_and(what: str) -> str:
    """Without the Arabic "and" that is written as one word with the first."""
    first = what.split(" ")[0]
    joined = what.startswith(_ARABIC_AND) and len(first) >= _SHORTEST and not first.startswith(_NO_AND)
    return what[1:] if joined else what


def _read(part: Heard, what: str) -> Timed:
    """What stands in one part: its own words where they were read as a request, else those that name the service."""
    understood, title = part.understood(), part.title("need")
    told = what in title and len(title.split()) <= len(what.split()) + _BESIDE
    slots = {**part.named(), **(understood.slots if understood.intent == _NEEDS else {})}
    hours, day = slots.get("hours"), slots.get("deadline")
    minutes = round(float(hours) * 60) if isinstance(hours, int | float) else 0
    return Timed(title if told else what, minutes, day if isinstance(day, str) else "")
