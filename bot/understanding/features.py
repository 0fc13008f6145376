"""A text as hashes of its features: its words, pairs of neighbours, parts of words, and its words on that screen."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from core.text.arabizi import is_arabizi, to_arabic
from core.text.normal import words as words_of

BUCKETS = 1 << 15
LONGEST = 60
"""Words that are read; what a message wants stands at its beginning or its end."""
_SHORTEST_PART, _LONGEST_PART = 3, 5
_LENGTHS = (1, 2, 3, 5, 8, 13, 21)  # words from which on a text counts as longer


def features(text: str, screen: str = "") -> list[int]:
    """The rows of a table of BUCKETS, each once, in order; several features share one."""
    return sorted({one % BUCKETS for one in hashes(text, screen)})


def hashes(text: str, screen: str = "") -> set[int]:
    """A number of 32 bits for each feature. `screen` is what is on the phone, as `Situation.screen` names it; "" where
    that does not matter.
    """
    words = words_of(text)
    words = [*words[: LONGEST // 2], *words[-LONGEST // 2 :]] if len(words) > LONGEST else words
    if is_arabizi(text):
        words += words_of(to_arabic(text))[:LONGEST]
    found = {_hash("?" if mark else "!") for mark in (not {"?", "؟"}.isdisjoint(text),)}
    said = [f"#{sum(len(words) >= least for least in _LENGTHS)}"]
    said += [f"{one} {other}" for one, other in pairwise(("<", *words, ">"))]
    found.update(map(_hash, said))
    for word in words:
        found.update(_parts(word))
    if screen:
        on_it = (said[0], *(f" {rest}" for rest in (*words, *said[1:])))
        found.update(_hash(f"@{screen}{rest}") for rest in ("", *on_it))
    return found


def _hash(feature: str) -> int:
    return crc32(feature.encode())


@lru_cache(maxsize=16384)
def _parts(word: str) -> tuple[int, ...]:
    """A word and the parts of it, with its ends marked."""
    edged = f"<{word}>"
    parts = {edged}
    if len(word) >= _SHORTEST_PART:
        for size in range(_SHORTEST_PART, _LONGEST_PART + 1):
            parts.update(edged[at : at + size] for at in range(len(edged) - size + 1))
    return tuple({_hash(part) for part in parts})
