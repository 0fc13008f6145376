"""What does each number of a message count: hours of work, people and things, a time of day, a date?"""

from __future__ import annotations

from bot.understanding.tagger import COUNTS, TAGGER
from core.remembered import remembered

from .lexis.tokens import Tokens, tokenise
from .lexis.transcribed import as_heard
from .values import Span

HOURS, CLOCK, DATE, THINGS, CODE = COUNTS[1:]
_SURE = 0.95
_FEWEST, _MOST = 3, 150  # words of which more than a grammar is asked, and words and signs that are read


def without(text: str, *kinds: str) -> str:
    """The text without the numbers that surely count one of these; as it stands where nothing could tell."""
    found = [(start, end) for start, end, kind in _numbers(text) if kind in kinds]
    for start, end in reversed(found):
        text = text[:start] + text[end:]
    return text


def only_hours(text: str) -> str:
    """The one number that surely is of hours of work, as written; '' for none and for several."""
    found = [text[start:end] for start, end, kind in _numbers(text) if kind == HOURS]
    return found[0] if len(found) == 1 else ""


def not_counting(tokens: Tokens, spans: list[Span], kinds: frozenset[str]) -> list[Span]:
    """Those of these in which no number surely counts one of these."""
    if not spans:
        return spans
    found = [(start, end) for start, end, kind in _numbers(tokens.text) if kind in kinds]
    edges = [(span, tokens.starts[span.start], tokens.ends[span.end - 1]) for span in spans]
    return [span for span, start, end in edges if not any(start <= one and other <= end for one, other in found)]


@remembered
def _numbers(text: str) -> tuple[tuple[int, int, str], ...]:
    """From and to and what it counts, of each number of which that is sure."""
    if len(text.split()) < _FEWEST:
        return ()
    tokens = tokenise(text, _MOST)
    shares = TAGGER.numbers(*as_heard(tokens)) if tokens.forms else None
    if shares is None:
        return ()
    best = zip(tokens.starts, tokens.ends, shares.argmax(axis=1).tolist(), shares.max(axis=1).tolist(), strict=True)
    return tuple((start, end, COUNTS[kind]) for start, end, kind, share in best if kind and share >= _SURE)
