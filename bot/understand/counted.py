"""What does each number of a message count: hours of work, people and things, a time of day, a date?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.understanding.tagger import COUNTS, TAGGER
from core.remembered import remembered

from .amounts.numbers import number_at
from .lexis.tokens import Tokens, tokenise
from .lexis.transcribed import as_heard
from .values import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HOURS, CLOCK, DATE, THINGS, CODE = COUNTS[1:]
_SURE, _HARDLY = 0.95, {HOURS: 0.2, DATE: 0.5}
_ON_A_CARD = "card"
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


def where_likely(text: str, kind: str, lang: str) -> str:
    """What is said under terms, without the numbers that hardly are of this kind, HOURS or DATE: "the three of us come"
    has no hours.
    """
    tokens = tokenise(text, _MOST)
    chances = _shares(text, _ON_A_CARD)
    if chances is None:
        return text
    column, unlikely, at = COUNTS.index(kind), list[tuple[int, int]](), 0
    while at < len(tokens.forms):
        number = number_at(tokens.forms, at, lang)
        end = number[1] if number else at + 1
        if number and max(chances[place][column] for place in range(at, end)) < _HARDLY[kind]:
            unlikely.append((tokens.starts[at], tokens.ends[end - 1]))
        at = end
    for start, end in reversed(unlikely):
        text = text[:start] + text[end:]
    return text


def clock_times(tokens: Tokens) -> int:
    """How many numbers rather are a time of day than anything else."""
    chances = _shares(tokens.text)
    return 0 if chances is None else int((chances.argmax(axis=1) == COUNTS.index(CLOCK)).sum())


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
    shares = _shares(text)
    if shares is None:
        return ()
    tokens = tokenise(text, _MOST)
    best = zip(tokens.starts, tokens.ends, shares.argmax(axis=1).tolist(), shares.max(axis=1).tolist(), strict=True)
    return tuple((start, end, COUNTS[kind]) for start, end, kind, share in best if kind and share >= _SURE)


@remembered
def _shares(text: str, asked: str = "") -> Floats | None:
    """How likely each word is each of COUNTS; None where nothing could tell."""
    tokens = tokenise(text, _MOST)
    return TAGGER.numbers(*as_heard(tokens), asked) if len(text.split()) >= _FEWEST and tokens.forms else None
