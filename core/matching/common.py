"""How common is a word, and which common word was meant by one that nobody writes?

`core/data/common_words.npz` holds numbers that stand for the most common words of each language, with how common each
is, and, for each script, one set of bits that tells which words people write at all. The words themselves are not
needed to know one again. It comes from the package wordfreq (CC BY-SA 4.0): `python -m core.matching.common_words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from zlib import adler32, crc32

import numpy as np
from numpy.typing import NDArray

from core.matching.errors import LETTERS, meant_by, slips

FILE = Path(__file__).resolve().parent.parent / "data" / "common_words.npz"
LATIN = ("es", "pt", "fr", "en")
SCRIPTS = ("latin", "arabic")
RANK_BITS = 16
WRITTEN_BITS = (
    22  # of the number of bits of a script: of the words that nobody writes, one of a hundred is taken for one
)
# Each word sets the bits at its number times these (a Bloom filter).
_SPREAD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64)
_SHORTEST, _LONGEST = 4, 24
# What Arabic writes together with the next word; in dialects, "we" before a verb, too.
_BEFORE = ("وال", "بال", "فال", "كال", "لل", "ال", "وكن", "ومن", "كن", "من", "و", "ب", "ل", "ف", "ك")
_LEAST_BEHIND = 3
_LED = 2.0  # what it costs to take a word for one with others before it, as in core/matching/errors.py
_RARE = 20  # ranks below this are all as common
_COUNTS = 0.8  # what a word's rank weighs beside the error
_COMMONER = 10_000  # the rank above which a word takes the place of one that may be right
_KEPT = 4096
Numbers = NDArray[np.uint64]


class Common:
    """The common words of each language."""

    def __init__(self, tables: Mapping[str, Numbers], written: Mapping[str, NDArray[np.uint8]]) -> None:
        """`tables`: language → sorted numbers, of each word `numbers_of` it in front of its rank; `written`: script →
        bits."""
        self._tables = tables
        self._written = written
        self.meant = lru_cache(_KEPT)(self._meant)

    def knows(self, word: str, lang: str) -> bool:
        """Whether people write it, in this language or another of its script."""
        if lang != "ar":
            return self._is_written(word, "latin")
        return self._is_written(word, "arabic") or any(
            self._is_written(rest, "arabic") or self._is_written("ال" + rest, "arabic") for _led, rest in _led(word)
        )

    def _meant(self, word: str, lang: str) -> str:
        """What was meant by a word in small letters that nobody writes: the most common of those that a likely error
        leads from; the word itself if there is none.
        """
        if not _SHORTEST <= len(word) <= _LONGEST or lang not in self._tables:
            return word
        if self.knows(word, lang):
            return self._slipped(word) if lang == "ar" else word
        found = self._likeliest(word, meant_by(word, lang), lang)
        if lang == "ar":
            for led, rest in _led(word):
                if len(rest) >= _SHORTEST:
                    meant, cost = self._likeliest(rest, meant_by(rest, lang), lang)
                    found = min(found, (led + meant, cost + _LED), key=itemgetter(1))
        return found[0]

    def _slipped(self, word: str) -> str:
        """Arabic words are short, and with what is written before them nearly all that is typed may be one: what is
        none by itself, or has a letter twice, gives way to a common word.
        """
        if self._ranks_of([word], "ar")[0] < _UNKNOWN:
            return word
        written = self._is_written(word, "arabic")
        fixed = [one for one, _cost in slips(word) if not written or len(one) < len(word)]
        if not fixed:
            return word
        ranks = self._ranks_of(fixed, "ar")
        best = int(ranks.argmin())
        return fixed[best] if ranks[best] < _COMMONER else word

    def _likeliest(self, word: str, choices: Iterable[tuple[str, float]], lang: str) -> tuple[str, float]:
        """The choice that costs least, how rare it is counted too; the word itself at any cost where none is common."""
        near = sorted(choices, key=itemgetter(1), reverse=True)
        costs = dict(near)  # of a word that is there twice, the last and least
        ranks = self._ranks_of(list(costs), lang)
        total = _COUNTS * np.log(ranks + _RARE) + np.fromiter(costs.values(), dtype=np.float64)
        total[ranks >= _UNKNOWN] = np.inf
        best = int(total.argmin())
        return (list(costs)[best], float(total[best])) if np.isfinite(total[best]) else (word, np.inf)

    def _ranks_of(self, words: list[str], lang: str) -> NDArray[np.int64]:
        return _ranks(words, self._tables[lang])

    def _is_written(self, word: str, script: str) -> bool:
        at = bits_of(numbers_of([word]))[0]
        return bool((self._written[script][at >> 3] >> (at & 7) & 1).all())


@cache
def common() -> Common:
    """Those of the data file."""
    with np.load(FILE) as file:
        return Common({lang: file[lang] for lang in LETTERS}, {script: file[script] for script in SCRIPTS})


def numbers_of(words: Iterable[str]) -> Numbers:
    """What stands for each word: 48 bits, so that two words with one number are not met."""
    codes = (word.encode() for word in words)
    return np.array([crc32(code) << RANK_BITS | adler32(code) & _LOW for code in codes], dtype=np.uint64)


def bits_of(numbers: Numbers) -> NDArray[np.int64]:
    """A row for each number: which bits of its script it sets."""
    places = numbers[:, None] * _SPREAD >> np.uint64(64 - WRITTEN_BITS)
    return places.astype(np.int64)


_LOW = (1 << RANK_BITS) - 1
_UNKNOWN = 1 << 32


def _ranks(words: list[str], table: Numbers) -> NDArray[np.int64]:
    """How common each is, 0 the most; `_UNKNOWN` where it is not among them."""
    shift = np.uint64(RANK_BITS)
    wanted = numbers_of(words)
    at = np.searchsorted(table, wanted << shift)
    found = table[np.minimum(at, len(table) - 1)]
    return np.where(found >> shift == wanted, (found & np.uint64(_LOW)).astype(np.int64), _UNKNOWN)


def _led(word: str) -> Iterator[tuple[str, str]]:
    """An Arabic word as what is written together with it and the word itself."""
    for led in _BEFORE:
        if word.startswith(led) and len(word) - len(led) >= _LEAST_BEHIND:
            yield led, word[len(led) :]
