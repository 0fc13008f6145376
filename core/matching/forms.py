"""How is a text read before its meaning is asked for? One language, Arabic in its own letters, typing errors undone."""

from __future__ import annotations

import re
from typing import NamedTuple

from core.matching.readings import Reading
from core.matching.spelling import Speller
from core.matching.words import SMALL_WORDS, has_arabic, spoken_language, stem, without_clitics
from core.taxonomy import Taxonomy
from core.text.arabizi import is_arabizi, to_arabic
from core.text.clean import clean
from core.text.normal import words

LONGEST = 300  # characters of a text that count
_MOST_WORDS = 60
_LONGEST_WORD = 30
_SHORT = 8  # words: in longer texts the other words say enough
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
    all_words: tuple[str, ...]  # folded, small ones too
    readings: tuple[Reading, ...] = ()  # for the encoder, where it may have been meant otherwise; the likeliest first


class Reader:
    """Reads texts, knowing the words of a list of services."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._speller = Speller(taxonomy)

    def read(self, text: str, lang: str) -> Read:
        """`lang` (ISO 639) is a hint: letters and small words decide. Cost is bounded whatever the text."""
        text = clean(text, LONGEST)
        if is_arabizi(text):
            text = to_arabic(text)[:LONGEST]
        read = split(text, lang)
        repaired = self._speller.text(text, read.lang)[:LONGEST]
        readings = self._speller.readings(text, read.lang) if len(read.all_words) <= _SHORT else []
        if repaired != text:
            read = split(repaired, read.lang)
        return read._replace(readings=tuple(readings)) if len(readings) > 1 else read


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
    stems = tuple(stem(word, spoken) for word in kept)
    return Read(text, spoken, tuple(kept), stems, len(kept) if head is None else head, tuple(found))


def _begins_tail(word: str, lang: str) -> bool:
    return word in _FOR.get(lang, ()) or (lang == "ar" and _ARABIC_FOR.match(word) is not None)
