"""How common is a word, and which common word was meant by one that nobody writes?

`core/data/common_words.npz` holds numbers that stand for the most common words of each language, with how common each
is, and, for each script, one set of bits that tells which words people write at all. The words themselves are not
needed to know one again. It comes from the package wordfreq (CC BY-SA 4.0): `python -m core.matching.common_words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from zlib import adler32, crc32

import numpy as np
from numpy.typing import NDArray

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
_ABC = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = {
    "es": _ABC + "áéíóúüñ",
    "pt": _ABC + "áâãàçéêíóôõú",
    "fr": _ABC + "éèêëàâçîïôûùœ",
    "en": _ABC,
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى",
}
# What Arabic writes together with the next word; in dialects, "we" before a verb, too.
_BEFORE = ("وال", "بال", "فال", "كال", "لل", "ال", "وكن", "ومن", "كن", "من", "و", "ب", "ل", "ف", "ك")
_LEAST_BEHIND = 3
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
        """The most common word a letter away from one in small letters that nobody writes; the word itself if none."""
        if not _SHORTEST <= len(word) <= _LONGEST or lang not in self._tables or self.knows(word, lang):
            return word
        found = self._commonest(word, lang)
        if found is None and lang == "ar":
            behind = ((led, self._commonest(rest, lang)) for led, rest in _led(word) if len(rest) >= _SHORTEST)
            found = next((led + rest for led, rest in behind if rest), None)
        return found or word

    def _commonest(self, word: str, lang: str) -> str | None:
        near = list(dict.fromkeys(_a_letter_away(word, _LETTERS[lang])))
        ranks = _ranks(near, self._tables[lang])
        best = int(ranks.argmin())
        return near[best] if ranks[best] < _UNKNOWN else None

    def _is_written(self, word: str, script: str) -> bool:
        at = bits_of(numbers_of([word]))[0]
        return bool((self._written[script][at >> 3] >> (at & 7) & 1).all())


@cache
def common() -> Common:
    """Those of the data file."""
    with np.load(FILE) as file:
        return Common({lang: file[lang] for lang in _LETTERS}, {script: file[script] for script in SCRIPTS})


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


def _a_letter_away(word: str, letters: str) -> Iterator[str]:
    """The words from which one typing error leads to this one."""
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        yield from (before + letter + behind for letter in letters)
        if behind:
            yield before + behind[1:]
            yield from (before + letter + behind[1:] for letter in letters if letter != behind[0])
        if len(behind) > 1 and behind[0] != behind[1]:
            yield before + behind[1] + behind[0] + behind[2:]


def _led(word: str) -> Iterator[tuple[str, str]]:
    """An Arabic word as what is written together with it and the word itself."""
    for led in _BEFORE:
        if word.startswith(led) and len(word) - len(led) >= _LEAST_BEHIND:
            yield led, word[len(led) :]
