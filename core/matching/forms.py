"""How is a text read before its meaning is asked for? One language, Arabic in its own letters, typing errors undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import OSA

from core.matching.words import SMALL_WORDS, has_arabic, ordinary_words, spoken_language, stem, without_clitics
from core.taxonomy import LANGUAGES, Taxonomy
from core.text.arabizi import is_arabizi, to_arabic
from core.text.clean import clean
from core.text.normal import fold, words
from core.text.repair import Repairer

LONGEST = 300  # characters of a text that count
_MOST_WORDS = 60
_LONGEST_WORD = 30
_SHORTEST_REPAIRED = 6  # of shorter words too many are one letter from another: "temas", "tejas"
_TWO_ERRORS = 12  # from this length on two errors are believed
_ENDING = 2  # letters: what differs only there is inflected, not mistyped
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_ALL_SMALL = frozenset().union(*SMALL_WORDS.values())

# "a logo FOR our seed bank": what follows says for whom or about what, and less of what is wanted.
_FOR = {
    "es": {"para", "pa", "pal", "sobre"},
    "pt": {"para", "pra", "pro", "pras", "pros", "sobre"},
    "en": {"for", "about", "on"},
    "fr": {"pour", "sur"},
    "ar": {"عشان", "علشان", "مشان", "منشان", "باش", "لكي", "عن", "حول", "بخصوص", "خلال", "اثناء", "وقت"},
}
_ARABIC_FOR = re.compile("^(?:لل.{3}|لا(?!زم|ن$|ن[ه]).{3})")  # للأطفال, لأطفال; not لازم, لأنه


class Read(NamedTuple):
    """A text as it was read."""

    text: str  # for the encoder: repaired, with its accents and hamzas
    lang: str
    words: tuple[str, ...]  # folded, without small words and clitics, in order
    stems: tuple[str, ...]  # one a word
    head: int  # so many of the words come before "for …"


class Reader:
    """Reads texts; typing errors are repaired to the words of a list of services.

    Arabic is not repaired: its words are short, and one letter makes another (الغنم sheep, ألغام mines). What the words
    of labels and texts have in common there is found by letter groups instead.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        every = {lang: Counter(_label_words(taxonomy, lang)) for lang in LANGUAGES if lang != "ar"}
        self._repairers = {
            lang: Repairer([word for word, _n in counted.most_common()]) for lang, counted in every.items()
        }
        listed = (word for counted in every.values() for word in counted)
        self._right = ordinary_words() | _ALL_SMALL | set(map(fold, {*listed, *_about_words(taxonomy)}))

    def read(self, text: str, lang: str) -> Read:
        """`lang` (ISO 639) is a hint: letters and small words decide. Cost is bounded whatever the text."""
        text = clean(text, LONGEST)
        if is_arabizi(text):
            text = to_arabic(text)[:LONGEST]
        read = split(text, lang)
        if read.lang not in self._repairers:
            return read
        repaired = _LATIN_WORD.sub(lambda found: self._meant(found.group(), read.lang), text)
        return read if repaired == text else split(repaired[:LONGEST], read.lang)

    def _meant(self, word: str, lang: str) -> str:
        """The word of a label that was meant; the word itself if it is right, short, or only inflected."""
        if len(word) < _SHORTEST_REPAIRED:
            return word
        typed = fold(word)
        if typed in self._right:
            return word
        meant = self._repairers[lang].word(word)
        known = fold(meant)
        if known[:1] != typed[:1] or stem(known, lang) == stem(typed, lang):
            return word
        if known[:-_ENDING].startswith(typed[:-_ENDING]) or typed[:-_ENDING].startswith(known[:-_ENDING]):
            return word
        errors = 2 if len(typed) >= _TWO_ERRORS else 1
        return meant if OSA.distance(typed, known, score_cutoff=errors) <= errors else word


def split(text: str, lang: str) -> Read:
    """A text that needs no repair, such as a label."""
    found = words(text)[:_MOST_WORDS]
    spoken = "ar" if has_arabic(text) else spoken_language(found, lang)
    kept: list[str] = []
    head = None
    for word in found:
        if head is None and kept and _begins_tail(word, spoken):
            head = len(kept)
        if word not in _ALL_SMALL:
            kept.append(without_clitics(word)[:_LONGEST_WORD])
    return Read(
        text, spoken, tuple(kept), tuple(stem(word, spoken) for word in kept), len(kept) if head is None else head
    )


def _begins_tail(word: str, lang: str) -> bool:
    return word in _FOR.get(lang, ()) or (lang == "ar" and _ARABIC_FOR.match(word) is not None)


def _label_words(taxonomy: Taxonomy, lang: str) -> Iterable[str]:
    return (w for one in taxonomy.services.values() for label in one.labels.get(lang, ()) for w in _lower_words(label))


def _about_words(taxonomy: Taxonomy) -> Iterable[str]:
    return (w for one in taxonomy.services.values() for text in one.about.values() for w in _lower_words(text))


def _lower_words(text: str) -> list[str]:
    return _LATIN_WORD.findall(text.lower())
