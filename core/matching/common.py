"""How common is a word, and which common word was meant by one that nobody writes?

`core/data/common_words.npz` holds numbers that stand for the most common words of each language, with how common each
is, and, for each script, one set of bits that tells which words people write at all. The words themselves are not
needed to know one again. It comes from the package wordfreq (CC BY-SA 4.0): `python -m core.matching.common_words`.

How common: its rarity is the logarithm of its rank, so that it can be added to what a typing error costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from heapq import nsmallest
from math import log
from operator import itemgetter
from pathlib import Path
from zlib import adler32, crc32

import numpy as np
from numpy.typing import NDArray

from core.matching.errors import LETTERS, meant_by, respelled, slips

FILE = Path(__file__).resolve().parent.parent / "data" / "common_words.npz"
LATIN = ("es", "pt", "fr", "en")
SCRIPTS = ("latin", "arabic")
RARITY_BITS = 16
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
_OTHER_FORM = 1.5  # what it costs to write a letter in another form
_RARE = 20  # ranks below this are all as common
_FINE = 4096  # parts of 1 in which a rarity is kept
_COUNTS = 0.8  # what a word's rarity weighs beside the error
_KNOWN = log(40_000)  # a word that is rarer takes no other's place; and may itself be an error
_COMMONER = log(10_000)  # the rarity below which a word takes the place of one that may be right
# The rarity of words that are not in the tables: of what people write, and of what nobody does.
_WRITTEN, _UNWRITTEN = 12.8, 16.0
_KEPT = 4096
Numbers = NDArray[np.uint64]


class Common:
    """The common words of each language."""

    def __init__(self, tables: Mapping[str, Numbers], written: Mapping[str, NDArray[np.uint8]]) -> None:
        """`tables`: language → sorted numbers, of each word `numbers_of` it in front of its rarity; `written`: script →
        bits."""
        self._tables = tables
        self._written = written
        self.meant = lru_cache(_KEPT)(self._meant)
        self.near = lru_cache(_KEPT)(self._near)
        self.respelled = lru_cache(_KEPT)(self._respelled)

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

    def rarity(self, word: str, lang: str) -> float:
        """Of a word in small letters, also where Arabic writes others together with it."""
        rarities = [float(self._rarities_of([word], lang)[0])]
        if lang == "ar":
            rarities += [_LED + float(self._rarities_of([rest], lang)[0]) for _led_by, rest in _led(word)]
        return min(*rarities, _WRITTEN if self.knows(word, lang) else _UNWRITTEN)

    def rarer(self, one: str, other: str, lang: str) -> bool:
        """Whether the one is rarer than the other as they are written, or in no table at all."""
        first, second = self._rarities_of([one, other], lang).tolist()
        return bool(first > second or first == np.inf)

    def _near(self, word: str, lang: str, most: int) -> tuple[tuple[str, float], ...]:
        """The words that may have been meant by one in small letters, at most so many, and the cost of each: how rare
        it is and how easily the error is made. The word itself is none of them.
        """
        costs = self._costs_of(meant_by(word, lang), lang)
        led, rest = next(_led(word), ("", "")) if lang == "ar" else ("", "")
        if len(rest) >= _SHORTEST:
            for meant, cost in self._costs_of(meant_by(rest, lang), lang).items():
                costs[led + meant] = min(cost + _LED, costs.get(led + meant, np.inf))
        costs.pop(word, None)
        return tuple(nsmallest(most, costs.items(), key=itemgetter(1)))

    def _respelled(self, word: str) -> tuple[tuple[str, float], ...]:
        """The Arabic words that one with a letter in another form may be, where they are much more common than it is,
        and the cost of each.
        """
        rarity = self.rarity(word, "ar")
        costs = self._costs_of(((meant, _OTHER_FORM) for meant in respelled(word)), "ar")
        return tuple((meant, cost) for meant, cost in costs.items() if cost < rarity)

    def _costs_of(self, choices: Iterable[tuple[str, float]], lang: str) -> dict[str, float]:
        """What each of the choices that the tables hold costs, how rare it is counted in full."""
        costs = _least(choices)
        rarities = self._rarities_of(list(costs), lang)
        return {
            word: rarity + cost
            for (word, cost), rarity in zip(costs.items(), rarities.tolist(), strict=True)
            if rarity < np.inf
        }

    def _slipped(self, word: str) -> str:
        """Arabic words are short, and with what is written before them nearly all that is typed may be one: what is
        none by itself, or has a letter twice, gives way to a common word.
        """
        if self._rarities_of([word], "ar")[0] < _KNOWN:
            return word
        written = self._is_written(word, "arabic")
        fixed = [one for one, _cost in slips(word) if not written or len(one) < len(word)]
        if not fixed:
            return word
        rarities = self._rarities_of(fixed, "ar")
        best = int(rarities.argmin())
        return fixed[best] if rarities[best] < _COMMONER else word

    def _likeliest(self, word: str, choices: Iterable[tuple[str, float]], lang: str) -> tuple[str, float]:
        """The choice that costs least, how rare it is counted too; the word itself at any cost where none is common."""
        costs = _least(choices)
        rarities = self._rarities_of(list(costs), lang)
        total = _COUNTS * rarities + np.fromiter(costs.values(), dtype=np.float64)
        total[rarities >= _KNOWN] = np.inf
        best = int(total.argmin())
        return (list(costs)[best], float(total[best])) if np.isfinite(total[best]) else (word, np.inf)

    def _rarities_of(self, words: list[str], lang: str) -> NDArray[np.float64]:
        return _rarities(words, self._tables[lang])

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
    return np.array([crc32(code) << RARITY_BITS | adler32(code) & _LOW for code in codes], dtype=np.uint64)


def bits_of(numbers: Numbers) -> NDArray[np.int64]:
    """A row for each number: which bits of its script it sets."""
    places = numbers[:, None] * _SPREAD >> np.uint64(64 - WRITTEN_BITS)
    return places.astype(np.int64)


def _least(choices: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Each word once, with its least cost."""
    return dict(sorted(choices, key=itemgetter(1), reverse=True))


def rarities_of(count: int) -> NDArray[np.float64]:
    """Of so many words, the most common first."""
    rarities: NDArray[np.float64] = np.log(np.arange(count) + _RARE)
    return rarities


def packed_rarities(rarities: NDArray[np.float64]) -> Numbers:
    """As the tables keep them."""
    packed: Numbers = np.rint(np.clip(rarities * _FINE, 0, _LOW)).astype(np.uint64)
    return packed


_LOW = (1 << RARITY_BITS) - 1


def _rarities(words: list[str], table: Numbers) -> NDArray[np.float64]:
    """How rare each is; endless where it is not in the table."""
    shift = np.uint64(RARITY_BITS)
    wanted = numbers_of(words)
    at = np.searchsorted(table, wanted << shift)
    found = table[np.minimum(at, len(table) - 1)]
    return np.where(found >> shift == wanted, (found & np.uint64(_LOW)).astype(np.float64) / _FINE, np.inf)


def _led(word: str) -> Iterator[tuple[str, str]]:
    """An Arabic word as what is written together with it and the word itself."""
    for led in _BEFORE:
        if word.startswith(led) and len(word) - len(led) >= _LEAST_BEHIND:
            yield led, word[len(led) :]
