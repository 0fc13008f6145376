"""Which word was meant by a typing error? Words that are right stay; others become a word that people write, or stay.

Three ways lead to a word: it sounds the same ("declarasion", "arave" in Spanish), it is a word of our lists that is a
letter away and long enough for that to be no accident, or the likeliest common word of the language that is.
Arabic words are short, and both الغنم, sheep, and ألغام, mines, are words that people write: one of our lists is taken
only for what nobody writes, and for an error that is easily made.

Words of a dialect become those that all who speak the language know, and so does the encoder: "cipotes", "دراري".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from core.matching.common import common
from core.matching.endings import without_case, without_ending
from core.matching.errors import EASY, meant_by
from core.matching.known_words import SHORTEST, SHORTEST_HEARD, WORD, KnownWords, known_words, sound
from core.matching.readings import Reading, of_text, of_word
from core.matching.words import SMALL_WORDS, stem, without_clitics
from core.taxonomy import Taxonomy
from core.text.normal import encoder_form, fold

_SHORTEST_LISTED = 5
_TWO_ERRORS = 12  # from this length on two errors are believed
_ENDING = 2  # letters: what differs only there is inflected, not mistyped
_AND = "و"  # written together with what follows
# Letters that are left where these hang on a word: "to" and "with" on what is asked for, "as" wherever it stands;
# behind a "b" three letters are mostly what dialects say for "I do".
_OF_WHAT_IS_ASKED, _AS = {"ل": 3, "ب": 4}, {"ك": 4}
# Words of their own, folded, though one of our lists is in them: tomorrow, a beard, kebab, a board, …
_NONE_HANGS = frozenset(("بكره", "لولا", "لحيه", "لولو", "كباب", "بورد"))
_VOWELS = re.compile("[aeiou]")
_SURE = 8  # letters from which on a vowel for another is a mistake: "cortas" is no "cartas"
_LONGEST = 40
_DIALECT: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).resolve().parent.parent / "data" / "dialect_words.json").read_text(encoding="utf-8")
)
# What chat writes short, by language; only where the short form is no word of the language.
_SHORT = {
    "es": {"q": "que", "k": "que", "ke": "que", "x": "por", "xq": "porque", "pq": "porque", "d": "de", "dl": "del",
           "tb": "también", "tmb": "también", "aki": "aquí", "aga": "haga", "ay": "hay", "alguin": "alguien"},
    "pt": {"q": "que", "vc": "você", "vcs": "vocês", "pq": "porque", "tb": "também", "d": "de", "mto": "muito"},
    "fr": {"pr": "pour", "ds": "dans", "ns": "nous", "vs": "vous", "qqn": "quelqu'un", "pb": "problème"},
    "en": {"u": "you", "pls": "please", "plz": "please", "ppl": "people", "smbd": "somebody", "w": "with"},
}  # fmt: skip


class Speller:
    """Undoes typing errors with the words of a list of services."""

    def __init__(self, taxonomy: Taxonomy, base: Speller | None = None) -> None:
        """`base`: of the services before these."""
        self._known: KnownWords = known_words(taxonomy, base._known if base else None)

    def text(self, text: str, lang: str) -> str:
        """The text with each of its words as it was meant; spaces and signs as they are."""
        if lang == "ar":
            text = self._arabic_form(text)
        return WORD.sub(lambda found: self._meant(found.group(), lang, begins=not found.start()), text)

    def readings(self, text: str, lang: str) -> list[Reading]:
        """The text as it may have been meant, the likeliest first, and what speaks against the others."""
        if lang == "ar":
            text = self._arabic_form(text)
        parts, end = [], 0
        for found in WORD.finditer(text):
            parts.append(
                (text[end : found.start()], self._word_readings(found.group(), lang, begins=not found.start()))
            )
            end = found.end()
        return of_text([*parts, (text[end:], [("", 0.0)])])

    def _word_readings(self, word: str, lang: str, *, begins: bool) -> list[Reading]:
        mended = self._meant(word, lang, begins=begins)
        short = word.lower() in _SHORT.get(lang, ())
        if short or _named(word, begins=begins) or self._in_common(word, lang):
            return [(mended, 0.0)]
        return of_word(word, mended, lang, listed=self._is_listed(fold(word)))

    def _is_listed(self, typed: str) -> bool:
        return typed in self._known.right or without_clitics(typed) in self._known.right

    def _meant(self, word: str, lang: str, *, begins: bool) -> str:
        common_one = self._in_common(word, lang)
        if common_one:
            return common_one
        return self._arabic(word) if lang == "ar" else self._word(word, lang, begins=begins)

    def _in_common(self, word: str, lang: str) -> str | None:
        """What everybody calls that which a dialect calls so; None for any other word."""
        said = _DIALECT.get(lang, {})
        if lang == "ar" and word[0] == _AND and word[1:] in said:
            return _AND + said[word[1:]]
        return said.get(word.lower())

    def _word(self, word: str, lang: str, *, begins: bool) -> str:
        short = _SHORT.get(lang, {}).get(word.lower())
        if short:
            return short
        if not SHORTEST_HEARD <= len(word) <= _LONGEST:
            return word
        typed = fold(word)
        if typed in self._known.right or common().knows(word.lower(), lang) or self._has_stem(typed, lang):
            return word
        if (form := self._form_of(word.lower(), lang)) != word.lower():
            return form
        heard = self._known.heard[lang].get(sound(typed)) if lang in self._known.heard else None
        near = heard or (self._near(word, typed, lang) if len(word) >= SHORTEST else word)
        if near != word or _named(word, begins=begins):
            return near
        meant = common().meant(word.lower(), lang)
        return word if _ends_otherwise(typed, fold(meant), lang) else meant

    def _has_stem(self, typed: str, lang: str) -> bool:
        return stem(typed, lang) in self._known.stems.get(lang, ())

    def _arabic(self, word: str) -> str:
        word = self._bare(word, _AS)
        if self._is_listed(fold(word)):
            return word
        bare = without_case(word)
        if bare and (told := self._told_of(word, (bare,), "ar")) != word:
            return told
        if common().knows(word, "ar"):
            return common().meant(word, "ar")
        if (form := self._form_of(word, "ar")) != word:
            return form
        listed = self._listed(word)
        return listed or common().meant(word, "ar")

    def _arabic_form(self, text: str) -> str:
        """As the encoder reads it, and what is asked for freed of the preposition of the verb: "نحتاج لمحاسب"."""
        text = encoder_form(text)
        first = next((found for found in WORD.finditer(text) if fold(found.group()) not in SMALL_WORDS["ar"]), None)
        if first is None:
            return text
        return f"{text[: first.start()]}{self._bare(first.group(), _OF_WHAT_IS_ASKED)}{text[first.end() :]}"

    def _bare(self, word: str, hanging: Mapping[str, int]) -> str:
        """A word without what hangs on it, where it is one of our lists then and the whole is rarer. "And" before it
        stays, which is known to hang on anything.
        """
        led = _AND if word[0] == _AND else ""
        whole = word.removeprefix(led)
        bare = whole[1:]
        if len(bare) < hanging.get(whole[:1], _LONGEST) or fold(whole) in _NONE_HANGS or self._is_listed(fold(word)):
            return word
        return led + bare if fold(bare) in self._known.told["ar"] and common().rarer(whole, bare, "ar") else word

    def _form_of(self, word: str, lang: str) -> str:
        """The commoner word of our lists that it is a form of (core/matching/endings.py), or itself."""
        return self._told_of(word, without_ending(word, lang), lang)

    def _told_of(self, word: str, forms: Iterable[str], lang: str) -> str:
        told = self._known.told[lang]
        known = (one for one in forms if fold(one) in told or without_clitics(fold(one)) in told)
        return next((one for one in known if common().rarer(word, one, lang)), word)

    def _listed(self, word: str) -> str | None:
        """The one word of our labels that an easy error leads from: "خياظة" is sewing here, not treason."""
        if not _SHORTEST_LISTED <= len(word) <= _LONGEST:
            return None
        near = {meant for meant, cost in meant_by(word, "ar") if cost <= EASY and meant in self._known.arabic}
        return near.pop() if len(near) == 1 else None

    def _near(self, word: str, typed: str, lang: str) -> str:
        """The word a letter away; the word itself if it is only inflected, or that would be a guess."""
        errors = 2 if len(typed) >= _TWO_ERRORS else 1
        shapes = self._known.near.get(lang, {})
        choices = {
            known: meant
            for length in range(len(typed) - errors, len(typed) + errors + 1)
            for known, meant in shapes.get((typed[0], length), {}).items()
        }
        found = process.extractOne(typed, choices.keys(), scorer=OSA.distance, score_cutoff=errors)
        if found is None or _inflected(typed, found[0], lang):
            return word
        return choices[found[0]]


def _named(word: str, *, begins: bool) -> bool:
    """Whether it is a name of somebody, and so no error."""
    return word[0].isupper() and not (begins or word.isupper())


def _ends_otherwise(typed: str, known: str, lang: str) -> bool:
    """Whether a word may be a form that we do not know of one that we know: "asesoro", "financiador"."""
    same = Prefix.similarity(typed, known) >= max(len(typed), len(known), SHORTEST) - 1
    return same or stem(known, lang) == stem(typed, lang)


def _inflected(typed: str, known: str, lang: str) -> bool:
    """Whether two words differ as forms of one do, rather than by mistake."""
    if stem(known, lang) == stem(typed, lang):
        return True
    if known[:-_ENDING].startswith(typed[:-_ENDING]) or typed[:-_ENDING].startswith(known[:-_ENDING]):
        return True
    return len(typed) == len(known) < _SURE and _VOWELS.sub("", typed) == _VOWELS.sub("", known)
