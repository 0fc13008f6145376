"""Which organisation of a network do words name, and where? The whole name or the greater part of it, wherever it
stands, be it spelt a little otherwise or in the other script.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from core.text.across import is_arabic, word_sounds_like
from core.text.normal import fold, is_form

_WORD = re.compile(r"[^\W_]+")
_NEAR, _NEARER = 9, 5  # letters from which on two, and one, may be another
_FEW = 4  # words of a message that may be no more than a part of a name in small letters
_TELLING = 3  # letters of a word that alone may stand for a name
_ARABIC_HEAD = re.compile("^(?:[وفبك]?لل(?=..)|[وفبكل]{0,2}ال(?=..))")
_PREFIX = re.compile("[وف]?[بكل]?")


class Mention(NamedTuple):
    """Which of the names are meant, several where they are called alike, and where in the text that stands."""

    names: tuple[int, ...]
    start: int
    end: int


class _Found(NamedTuple):
    rank: tuple[bool, int, int]  # the whole name, words that are just so, words
    first: int
    last: int


def mentioned(text: str, names: Sequence[str]) -> Mention | None:
    """The name that the most words of the text are; None where none is named."""
    spans = [match.span() for match in _WORD.finditer(text)]
    said = [fold(text[start:end]) for start, end in spans]
    large = [at > 0 and text[start].isupper() for at, (start, _end) in enumerate(spans)]
    near = _Near(said)
    found = {at: one for at, name in enumerate(names) if (one := _best(_parts(name), near, large))}
    top = max((one.rank for one in found.values()), default=None)
    if top is None:
        return None
    meant = {at: one for at, one in found.items() if one.rank == top}
    first = min(one.first for one in meant.values())
    same = {at: one for at, one in meant.items() if one.first == first}
    if len(meant) > len(same) and not top[0]:
        return None  # a word that several names share, here and there
    last = max(one.last for one in same.values())
    return Mention(tuple(same), spans[first][0], spans[last][1])


class _Near:
    """Where in the words of a text a word of a name stands, and whether in just these letters."""

    def __init__(self, said: Sequence[str]) -> None:
        self.said = said
        self._bare = [_bare(word) for word in said]
        self._arabic = [is_arabic(word) for word in said]
        self._known: dict[str, dict[int, bool]] = {}

    def of(self, word: str) -> dict[int, bool]:
        if word not in self._known:
            arabic = is_arabic(word)
            found = {at: self._is(word, arabic, at) for at in range(len(self.said))}
            self._known[word] = {at: one for at, one in found.items() if one is not None}
        return self._known[word]

    def _is(self, word: str, arabic: bool, at: int) -> bool | None:
        one = self.said[at]
        if one == word:
            return True
        if arabic != self._arabic[at]:
            return False if word_sounds_like(one, word) else None
        one = self._bare[at] if arabic else one
        word = _bare(word) if arabic else word
        if one == word or (arabic and _PREFIX.fullmatch(one[: len(one) - len(word)]) and one.endswith(word)):
            return True
        least = min(len(one), len(word))
        most = 2 if least >= _NEAR else 1 if least >= _NEARER else 0
        close = most and abs(len(one) - len(word)) <= most and OSA.distance(one, word, score_cutoff=most) <= most
        return False if close else None


def _bare(word: str) -> str:
    """Without the article and the small words that Arabic writes as one with it: «لجمعية», «للنور»."""
    short = _ARABIC_HEAD.sub("", word)
    return short if short != word else word


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[tuple[str, bool], ...]:
    """The words of a name, and whether each tells it: "Asociación" and "de" are what many are called."""
    found = [fold(word) for word in _WORD.findall(name)]
    telling = [len(word) >= _TELLING and not is_form(word) for word in found]
    return tuple(zip(found, telling if any(telling) else [True] * len(found), strict=True))


def _best(parts: tuple[tuple[str, bool], ...], near: _Near, large: Sequence[bool]) -> _Found | None:
    """The longest row of words of the text that are words of the name, in its order."""
    telling = sum(tells for _word, tells in parts)
    best: _Found | None = None
    for begun, (word, tells) in enumerate(parts):
        for at in near.of(word) if tells else ():
            row = _row(parts, begun, at, near)
            told = [(place, sure) for place, sure, tells in row if tells]
            whole, exact = len(told) == telling, sum(sure for _place, sure in told)
            first, last = _widened(parts, begun, at, near), row[-1][0]
            one = _Found((whole, exact, last - first + 1), first, last)
            if _counts(told, (first, last), large, near, whole=whole) and (best is None or one.rank > best.rank):
                best = one
    return best


def _counts(
    told: Sequence[tuple[int, bool]], span: tuple[int, int], large: Sequence[bool], near: _Near, *, whole: bool
) -> bool:
    """Whether so much of a name is one. A single word in small letters may mean what it says, and one that is written
    large beside others that are may be of another name.
    """
    (first, sure), many = told[0], len(near.said)
    begun, last = span
    if len(told) > 1 or last - begun + 1 == many:
        return True
    if whole and (is_arabic(near.said[first]) or many <= _FEW):
        return True
    beside = any(large[at] for at in (begun - 1, last + 1) if 0 <= at < many)
    return large[first] and (sure or whole) and not beside


def _row(parts: tuple[tuple[str, bool], ...], begun: int, at: int, near: _Near) -> list[tuple[int, bool, bool]]:
    """From that word of the name on: where each stands, whether in just these letters, whether it tells the name."""
    row = [(at, near.of(parts[begun][0])[at], True)]
    for word, tells in parts[begun + 1 :]:
        sure = near.of(word).get(row[-1][0] + 1)
        if sure is not None:
            row.append((row[-1][0] + 1, sure, tells))
        elif tells:
            break
    while not row[-1][2]:
        row.pop()
    return row


def _widened(parts: tuple[tuple[str, bool], ...], begun: int, at: int, near: _Near) -> int:
    """The first of the small words of the name that stand before its first telling one."""
    while begun and at and not parts[begun - 1][1] and at - 1 in near.of(parts[begun - 1][0]):
        begun, at = begun - 1, at - 1
    return at
