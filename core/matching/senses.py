"""Writing which words share a sense, once: `python -m core.matching.senses [FOLDER]`.

Reads FreeDict's dictionaries as the dict server keeps them, in FOLDER (/usr/share/dictd): Debian's packages
`dict-freedict-` … `ara-eng`, `eng-ara`, `spa-eng`, `eng-spa`, `fra-eng`, `eng-fra`, `por-eng` and `eng-por`. Nothing at
run time needs them. Where each sense lies is asked of the encoder. The dictionaries' licences and why they may be
joined: docs/decisions/037-words-of-dictionaries.md.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.matching.common import numbers_of
from core.matching.dictionary import FILE, WHOLE, entry
from core.matching.vectors import stored
from core.matching.words import meaningful

FOLDER = Path("/usr/share/dictd")
_LANGUAGES = {"ara": "ar", "eng": "en", "spa": "es", "fra": "fr", "por": "pt"}
_DICTIONARIES = ("ara-eng", "eng-ara", "spa-eng", "eng-spa", "fra-eng", "eng-fra", "por-eng", "eng-por")
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"  # of the numbers in an index
_NUMBERED = re.compile(r"\d+\.\s*")
_REMARK = re.compile(r"\(.*?\)|\[.*?\]|<.*?>")
_APART = re.compile("[,،;؛]")
_NAME = "<pn>"
_LONGEST = 3  # words of what is translated: longer entries are explanations
_MOST = 8  # senses of a word
_AT_ONCE = 256  # encoded together
_LEAST_TELLING = 0.3  # what the sense of very many words weighs, of the 1 of the rarest
Weights = dict[str, float]  # by English stem
Words = dict[tuple[str, str], Weights]  # by language and stem


def entries(folder: Path, name: str) -> Iterator[str]:
    """The texts of one dictionary: a line with the word, how it is said and what kind it is, then translations."""
    whole = gzip.decompress((folder / f"freedict-{name}.dict.dz").read_bytes())
    for line in (folder / f"freedict-{name}.index").read_text(encoding="utf-8").splitlines():
        word, start, length = line.split("\t")[:3]
        if not word.startswith("00"):  # what is told of the dictionary itself
            at = _number(start)
            yield whole[at : at + _number(length)].decode()


def translated(text: str) -> tuple[str, list[str]]:
    """The word of an entry, and its translations: the first line, and others with a number; what else there is
    explains them. None of a name.
    """
    head, *lines = text.split("\n")
    if _NAME in head:
        return "", []
    numbered = [line for at, line in enumerate(lines) if at == 0 or _NUMBERED.match(line)]
    told = [_REMARK.sub("", _NUMBERED.sub("", line, count=1)) for line in numbered]
    return head.split(" /")[0].split(" <")[0], [one.strip() for line in told for one in _APART.split(line)]


def words_of(folder: Path) -> Words:
    """The English stems of each word, and how often each translates it."""
    words: Words = defaultdict(lambda: defaultdict(float))
    for name in _DICTIONARIES:
        source, target = (_LANGUAGES[part] for part in name.split("-"))
        for text in entries(folder, name):
            word, others = translated(text)
            for other in others:
                pair = (source, word, other) if target == "en" else (target, other, word)
                _add(words, *pair)
    return words


def written(folder: Path) -> dict[str, str]:
    """Of each English stem the word that is written most often: a stem alone would be foreign to the encoder."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in _DICTIONARIES:
        source, target = (_LANGUAGES[part] for part in name.split("-"))
        for text in entries(folder, name):
            word, others = translated(text)
            for english in ([word] if source == "en" else []) + (others if target == "en" else []):
                for one, stem in zip(*meaningful(english, "en"), strict=True):
                    counts[stem][one] += 1
    return {stem: min(each, key=lambda one: (-each[one], len(one), one)) for stem, each in counts.items()}


def _add(words: Words, lang: str, word: str, english: str) -> None:
    ours, senses = meaningful(word, lang)[1], meaningful(english, "en")[1]
    if 0 < len(ours) <= _LONGEST and 0 < len(senses) <= _LONGEST:
        for stem in ours:
            for sense in senses:
                words[lang, stem][sense] += 1 / (len(ours) * len(senses))


def weighed(words: Words) -> Words:
    """The most telling senses of each word, of length 1 together; English words have themselves."""
    common = Counter(sense for senses in words.values() for sense in senses)
    shared = {sense: _telling(count, len(words)) for sense, count in common.items() if count > 1}
    found: Words = {("en", sense): {sense: 1.0} for sense in shared}
    for word, senses in words.items():
        raised = {sense: count * shared[sense] ** 2 for sense, count in senses.items() if sense in shared}
        best = sorted(raised, key=lambda sense: (-raised[sense], sense))[:_MOST]
        length = sqrt(sum(raised[sense] ** 2 for sense in best))
        found[word] = {sense: raised[sense] / length for sense in best}
    return {word: senses for word, senses in found.items() if senses}


def arrays_of(words: Mapping[tuple[str, str], Weights], english: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """What the file holds; `english`: how each sense is written."""
    senses = {sense: at for at, sense in enumerate(sorted({sense for each in words.values() for sense in each}))}
    numbers = numbers_of(entry(*word) for word in words)
    order = np.argsort(numbers, kind="stable")
    in_order = [list(words.values())[at] for at in order.tolist()]
    return {
        "words": numbers[order],
        "starts": np.cumsum([0, *map(len, in_order)], dtype=np.uint32),
        "senses": np.array([senses[sense] for each in in_order for sense in each], dtype=np.uint16),
        "weights": np.array([round(weight * WHOLE) for each in in_order for weight in each.values()], dtype=np.uint8),
        **sides_of([english[sense] for sense in senses]),
    }


def sides_of(words: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Where each English word lies in the encoder's space, two bits for each of DIMENSIONS: as good as whole ones."""
    few = (words[at : at + _AT_ONCE] for at in range(0, len(words), _AT_ONCE))
    found = [stored().fresh([("en", word) for word in some]) for some in few]
    rows = [some for some in found if some is not None]
    if len(rows) < len(found):
        raise RuntimeError("the encoder is needed to write where senses lie")
    lie = np.vstack(rows)
    spread = lie.std(axis=0)
    return {
        "sides": np.packbits(np.hstack([lie > 0, np.abs(lie) > spread]), axis=1),
        "spread": spread.astype(np.float16),
    }


def _telling(count: int, words: int) -> float:
    return max(_LEAST_TELLING, log(words / (1 + count)) / log(words))


def _number(digits: Iterable[str]) -> int:
    number = 0
    for digit in digits:
        number = number * len(_DIGITS) + _DIGITS.index(digit)
    return number


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    words = weighed(words_of(folder))
    np.savez_compressed(FILE, allow_pickle=False, **arrays_of(words, written(folder)))
    print(f"{len(words)} words, {FILE.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
