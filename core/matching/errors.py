"""How likely is it that one word was typed for another? All the words a typing error away, each with what it costs.

A letter left out, doubled or in the wrong place is one error of some ten that a word invites; a letter that has nothing
to do with the right one is one of hundreds. Costs are such odds, as logarithms, like those of how common words are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

_LEFT_OUT, _SWAPPED, _DOUBLED = 2.0, 2.0, 1.0
_ALIKE, _BESIDE, _ANY = 2.5, 4.0, 5.0  # a letter for another: of like sound or form, of the next key, of no kin
EASY = _ALIKE  # what costs no more is easily done

_ABC = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "es": _ABC + "áéíóúüñ",
    "pt": _ABC + "áâãàçéêíóôõú",
    "fr": _ABC + "éèêëàâçîïôûùœ",
    "en": _ABC,
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى",
}
_SAME = ("هةح", "يىئ", "اأإآء", "ضظط", "ضد", "تطةث", "سصش", "ذزظد", "قكغ", "ثس", "جح", "هخ", "وؤ",
         "aáâãà", "eéèêë", "iíîï", "oóôõ", "uúüûù", "cçsz", "nñ", "bv")  # fmt: skip
_FORMS = {letter: forms for forms in ("اأإآ", "ىيئ", "هة", "وؤ") for letter in forms}
_KEYS = (("qwertyuiop", "asdfghjklñ", "zxcvbnm"), ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"))


def _beside() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for rows in _KEYS:
        placed = {(at, row): key for row, keys in enumerate(rows) for at, key in enumerate(keys)}
        for (at, row), key in placed.items():
            around = ((at + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)
            near[key].update(placed[place] for place in around if place in placed)
    return {key: frozenset(keys) for key, keys in near.items()}


def _costs() -> dict[tuple[str, str], float]:
    """Of letters typed for others, where it is not the most."""
    costs = {(typed, meant): _BESIDE for typed, keys in _beside().items() for meant in keys}
    costs.update({(typed, meant): _ALIKE for same in _SAME for typed in same for meant in same})
    return costs


_COSTS = _costs()


def meant_by(word: str, lang: str) -> Iterator[tuple[str, float]]:
    """The words from which one typing error leads to this one, some twice, and what each costs."""
    letters = LETTERS[lang]
    yield from slips(word)
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        yield from ((before + letter + behind, _LEFT_OUT) for letter in letters)
        if behind:
            typed, rest = behind[0], behind[1:]
            yield before + rest, _ANY
            yield from (
                (before + letter + rest, _COSTS.get((typed, letter), _ANY)) for letter in letters if letter != typed
            )


def respelled(word: str) -> Iterator[str]:
    """An Arabic word with one letter in another of its forms, as many write them: القناه for القناة."""
    for at, letter in enumerate(word):
        yield from (word[:at] + form + word[at + 1 :] for form in _FORMS.get(letter, "") if form != letter)


def slips(word: str) -> Iterator[tuple[str, float]]:
    """Those of a finger too fast: a letter twice, or two in the wrong order."""
    for at in range(len(word) - 1):
        before, one, two, rest = word[:at], word[at], word[at + 1], word[at + 2 :]
        yield (before + one + rest, _DOUBLED) if one == two else (before + two + one + rest, _SWAPPED)
