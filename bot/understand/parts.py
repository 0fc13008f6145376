"""Where in a message does one thing end and another begin? A yes with a question behind it is two."""

from __future__ import annotations

from itertools import pairwise

from bot.understanding.tagger import TAGGER
from core.remembered import remembered

from .lexis.tokens import tokenise
from .lexis.transcribed import as_heard

_BEGINS = 0.25  # what is no act by itself is put back to what stands before it
_FEWEST, _MOST = 4, 150  # words of a message that may be several, and words and signs that are read


@remembered
def parts_of(text: str) -> tuple[str, ...]:
    """The text in parts of which each does one thing, in their order; the text alone where it is one, or nothing that
    could tell is there.
    """
    if len(text.split()) < _FEWEST:
        return (text,)
    tokens = tokenise(text, _MOST)
    chances = TAGGER.begins(*as_heard(tokens)) if tokens.forms else None
    if chances is None:
        return (text,)
    begun = [start for start, chance in zip(tokens.starts[1:], chances[1:], strict=True) if chance > _BEGINS]
    parts = (text[one:other].strip() for one, other in pairwise((0, *begun, len(text))))
    return tuple(part for part in parts if any(map(str.isalnum, part)))
