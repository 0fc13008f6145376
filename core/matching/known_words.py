"""Which words are no errors, and which may have been meant by one? Those of labels and explanations, and small ones.

Of a hub's own services there are few: theirs stand beside those of the list, which is not copied.
"""

from __future__ import annotations

import re
from collections import ChainMap, Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass

from core.matching.common import LATIN
from core.matching.either import Either
from core.matching.words import SMALL_WORDS, stem, without_clitics
from core.taxonomy import LANGUAGES, Taxonomy
from core.text.normal import fold

SHORTEST = 6  # of shorter words too many are one letter from another: "temas", "tejas"
SHORTEST_HEARD = 4
WORD = re.compile(r"[^\W\d_]+\b(?!['’])")
# Spellings of one sound, for Spanish, much of it right for Portuguese too.
_SOUNDS = [
    (re.compile(spelled), sound)
    for spelled, sound in (
        ("(?<!c)h", ""), ("v", "b"), ("qu?(?=[ei])|c(?=[aou])", "k"), ("c(?=[ei])|z|x|ss|ç", "s"), ("ll", "y"),
        ("g(?=[ei])", "j"), ("gu(?=[ei])", "g"), (r"([^r])\1", r"\1"),
    )
]  # fmt: skip
_HEARD = ("es", "pt")
_NONE: Mapping[str, frozenset[str]] = dict.fromkeys(LANGUAGES, frozenset())

Shape = tuple[str, int]  # first letter and length
Shapes = MutableMapping[Shape, dict[str, str]]


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Folded words; by language, but for the first two."""

    right: Container[str]  # with what hangs on Arabic words, and without
    arabic: Container[str]  # of labels, as they are written
    told: Mapping[str, Container[str]]  # of labels and explanations
    stems: Mapping[str, Container[str]]  # of labels
    near: Mapping[str, Shapes]  # of labels, and small ones: word → as it is written, the most frequent first
    heard: Mapping[str, MutableMapping[str, str]]  # sound → as it is written


def known_words(taxonomy: Taxonomy, base: KnownWords | None = None) -> KnownWords:
    """Those of a list of services; `base`: of the services before these."""
    return _beside(base, _words_of(taxonomy, _NONE)) if base else _words_of(taxonomy, SMALL_WORDS)


def sound(folded: str) -> str:
    """As it is heard."""
    for spelled, heard in _SOUNDS:
        folded = spelled.sub(heard, folded)
    return folded


def _words_of(taxonomy: Taxonomy, small: Mapping[str, frozenset[str]]) -> KnownWords:
    listed = {lang: list(_label_words(taxonomy, lang)) for lang in LANGUAGES}
    told = {lang: [*listed[lang], *_about_words(taxonomy, lang)] for lang in LANGUAGES}
    right = {fold(word) for lang, words in told.items() for word in (*words, *small[lang])}
    return KnownWords(
        right | {without_clitics(word) for word in right},
        set(listed["ar"]),
        {lang: set(map(fold, told[lang])) for lang in LANGUAGES},
        {lang: {stem(fold(word), lang) for word in listed[lang]} for lang in LATIN},
        {lang: _by_shape([*listed[lang], *sorted(small[lang])]) for lang in LATIN},
        {lang: _first_by_sound([*told[lang], *small[lang]]) for lang in _HEARD},
    )


def _beside(base: KnownWords, more: KnownWords) -> KnownWords:
    return KnownWords(
        Either(base.right, more.right),
        Either(base.arabic, more.arabic),
        {lang: Either(base.told[lang], words) for lang, words in more.told.items()},
        {lang: Either(base.stems[lang], stems) for lang, stems in more.stems.items()},
        {lang: _with_shapes(base.near[lang], shapes) for lang, shapes in more.near.items()},
        {lang: ChainMap(base.heard[lang], heard) for lang, heard in more.heard.items()},
    )


def _with_shapes(base: Shapes, more: Shapes) -> Shapes:
    """Of a shape that both have the words of the base come first, and are written as they are there."""
    both = {shape: base.get(shape, {}).copy() for shape in more}
    for shape, words in more.items():
        for known, word in words.items():
            both[shape].setdefault(known, word)
    return ChainMap(both, base)


def _by_shape(words: Iterable[str]) -> dict[Shape, dict[str, str]]:
    shapes: dict[Shape, dict[str, str]] = defaultdict(dict)
    for word, _n in Counter(words).most_common():
        known = fold(word)
        if len(known) >= SHORTEST - 1:
            shapes[known[0], len(known)].setdefault(known, word)
    return dict(shapes)


def _first_by_sound(words: Iterable[str]) -> dict[str, str]:
    heard: dict[str, str] = {}
    for word in words:
        if len(word) >= SHORTEST_HEARD:
            heard.setdefault(sound(fold(word)), word)
    return heard


def _label_words(taxonomy: Taxonomy, lang: str) -> Iterator[str]:
    return (w for one in taxonomy.services.values() for label in one.labels.get(lang, ()) for w in _lower(label))


def _about_words(taxonomy: Taxonomy, lang: str) -> Iterator[str]:
    return (word for one in taxonomy.services.values() for word in _lower(one.about.get(lang, "")))


def _lower(text: str) -> list[str]:
    return WORD.findall(text.lower())
