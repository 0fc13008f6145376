"""How is a text read before its meaning is asked for? One language, Arabic in its own letters, typing errors undone."""

from __future__ import annotations

import re
from itertools import product, zip_longest
from typing import NamedTuple

from core.matching.doers import Doers
from core.matching.places import without_places
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
# What leads in a place or an owner: "a logo IN THE library", "OF THE cooperative". "Clases EN línea" is no place.
_WHERE: dict[str, frozenset[str | tuple[str, str]]] = {
    "es": frozenset(
        {"del", *product(("en", "de"), ("la", "el", "los", "las", "nuestra", "nuestro", "un", "una", "mi"))}
    ),
    "pt": frozenset({"na", "no", "nas", "nos", "da", "do", "das", "dos"}),
    "fr": frozenset({"dans", "chez", "au", "du", ("a", "la"), ("de", "la"), ("de", "notre"), ("de", "nos")}),
    "en": frozenset({"at", *product(("in", "of"), ("the", "our")), ("in", "a")}),
}
_IN, _ARTICLE = "في", "ال"
_TO = "a"
_TRAINING = frozenset(("former", "formation", "formations", "initier", "initiation", "sensibiliser", "apprendre"))
_ARABIC_FOR = re.compile("^(?:لل.{3}|لا(?!زم|ن$|ن[ه]).{3})")  # للأطفال, لأطفال; not لازم, لأنه


class Read(NamedTuple):
    """A text as it was read."""

    text: str  # for the encoder: repaired, with its accents and hamzas
    lang: str
    words: tuple[str, ...]  # folded, without small words and clitics, in order
    stems: tuple[str, ...]  # one a word
    head: int  # so many of the words come before "for …", "in the …", "of the …"
    all_words: tuple[str, ...]  # folded, small ones too

    @property
    def short(self) -> bool:
        """Whether it is a few words that may say little."""
        return len(self.all_words) <= _SHORT


class Reader:
    """Reads texts, knowing the words of a list of services."""

    def __init__(self, taxonomy: Taxonomy, base: Reader | None = None) -> None:
        """`base`: of the services before these."""
        self._speller: Speller = Speller(taxonomy, base._speller if base else None)
        self._doers: Doers = Doers(taxonomy, base._doers if base else None)

    def read(self, text: str, lang: str) -> Read:
        """`lang` (ISO 639) is a hint: letters and small words decide. Cost is bounded whatever the text."""
        text = self._said(text)
        read = split(text, lang)
        repaired = self._speller.text(text, read.lang)[:LONGEST]
        return read if repaired == text else split(repaired, read.lang)

    def readings(self, text: str, read: Read) -> tuple[Reading, ...]:
        """For the encoder, what a short text that was read may have been meant to say, the likeliest first; () where it
        says what it says.
        """
        found = tuple(self._speller.readings(self._said(text), read.lang))
        return found if len(found) > 1 else ()

    def _said(self, text: str) -> str:
        """What of a text says what is done, in its own letters."""
        return self._doers.without(_in_its_letters(text))


def _in_its_letters(text: str) -> str:
    text = without_places(clean(text, LONGEST))
    return to_arabic(text)[:LONGEST] if is_arabizi(text) else text


def split(text: str, lang: str) -> Read:
    """A text that needs no repair, such as a label."""
    found = words(text)[:_MOST_WORDS]
    spoken = "ar" if has_arabic(text) else spoken_language(found, lang)
    kept: list[str] = []
    head = None
    for word, following in zip_longest(found, found[1:], fillvalue=""):
        led = _begins_tail(word, spoken) or (_tells_where(word, following, spoken) and not _is_taught(word, kept))
        if head is None and kept and led:
            head = len(kept)
        if word not in _ALL_SMALL:
            kept.append(without_clitics(word)[:_LONGEST_WORD])
    stems = tuple(stem(word, spoken) for word in kept)
    return Read(text, spoken, tuple(kept), stems, len(kept) if head is None else head, tuple(found))


def _tells_where(word: str, following: str, lang: str) -> bool:
    """Whether a place or an owner is led in."""
    if lang == "ar":
        return word == _IN and following.startswith(_ARTICLE)
    marks = _WHERE.get(lang, frozenset())
    return word in marks or (word, following) in marks


def _is_taught(word: str, kept: list[str]) -> bool:
    """Whether "à" leads in what somebody is trained in: "former nos membres à la comptabilité"."""
    return word == _TO and bool(kept) and kept[0] in _TRAINING


def _begins_tail(word: str, lang: str) -> bool:
    return word in _FOR.get(lang, ()) or (lang == "ar" and _ARABIC_FOR.match(word) is not None)
