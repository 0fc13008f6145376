"""Which Arabic word is typed in these Latin letters? Found by its consonants; or else spelled letter by letter.

"mo7asib", "mu7aseb" and "m7asb" share their consonants with محاسب and with hardly another word, whatever vowels a
dialect puts between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product

from rapidfuzz.distance import OSA

_FEWEST = 3  # consonants; two of them fit too many words
_LIKE = 0.5  # how much of the letters must agree beside
_MOST_KEYS = 24

_UNIT = re.compile(r"[3679]'|tch|sh|ch|kh|gh|th|dh|ou|oo|ee|ii|ei|aa|.")
# Unit → what it may be in Arabic letters, the likeliest first.
_LETTERS = {
    "b": "ب", "p": "ب", "t": "تط", "j": "ج", "g": "جق", "7": "ح", "h": "هح", "5": "خ", "x": "خ", "kh": "خ", "7'": "خ",
    "d": "دض", "dh": "ذظض", "th": "ثت", "r": "ر", "z": "زذظ", "s": "سص", "sh": "ش", "ch": "ش", "tch": "ش", "3": "ع",
    "3'": "غ", "8": "غ", "gh": "غ", "f": "ف", "v": "ف", "q": "ق", "9": "ق", "9'": "ض", "k": "كق", "c": "ك", "6": "ط",
    "6'": "ظ", "l": "ل", "m": "م", "n": "ن", "w": "و", "y": "ي", "2": "ق",
}  # fmt: skip
_LONG = {"aa": "ا", "ee": "ي", "ii": "ي", "ei": "ي", "oo": "و", "ou": "و"}
_SHORT = frozenset("aeiou")

# Letters that count as one, since no Latin spelling keeps them apart; "" may be missing.
_CLASSES = {
    **dict.fromkeys("اآأإىئؤء", ("",)), "ة": ("", "t"), "ت": ("t",), "ط": ("t",), "ث": ("t", "s"), "س": ("s",),
    "ص": ("s",), "د": ("d",), "ض": ("d",), "ذ": ("d", "z"), "ظ": ("d", "z"), "ز": ("z",), "و": ("", "w"),
    "ي": ("", "y"),
}  # fmt: skip
_TYPED = {
    "t": ("t",), "6": ("t",), "th": ("t", "s"), "d": ("d",), "9'": ("d",), "dh": ("d", "z"), "z": ("z",), "6'": ("z",),
    "s": ("s",), "g": ("ج", "ق"), "k": ("ك", "ق"), "h": ("ه", "ح", ""), "2": ("", "ق"), "y": ("y", ""), "w": ("w", ""),
    "ou": ("", "w"), "c": ("ك", "s"), "tch": ("tش",),
}  # fmt: skip

_BEFORE = (
    ("wel", "وال"), ("bel", "بال"), ("bil", "بال"), ("fel", "فال"), ("fil", "فال"), ("lel", "لل"), ("lil", "لل"),
    ("lal", "لل"), ("el", "ال"), ("al", "ال"), ("il", "ال"), ("ll", "ال"), ("l", "ال"), ("w", "و"), ("b", "ب"),
    ("f", "ف"), ("d", "د"),
)  # fmt: skip
_AFTER = (
    ("na", "نا"),
    ("koum", "كم"),
    ("kom", "كم"),
    ("kon", "كن"),
    ("hom", "هم"),
    ("ha", "ها"),
    ("i", "ي"),
    ("y", "ي"),
)
_LEAST_STEM = 3


class Lexicon:
    """Arabic words by what may be typed for them: spellings that are listed, and words whose consonants decide."""

    def __init__(self, spelled: dict[str, str], words: Iterable[str]) -> None:
        """`spelled`: Latin spelling → word; `words`: more words, the most frequent first."""
        self._spelled = spelled
        self._by_key: dict[str, list[str]] = {}
        for word in dict.fromkeys([*words, *spelled.values()]):
            for key in _keys(_classes_of(word)):
                if len(key) >= _FEWEST:
                    self._by_key.setdefault(key, []).append(word)

    def find(self, form: str) -> str | None:
        """The word typed as `form` (lower case, no accents), with or without what hangs on it; None if unknown."""
        whole = self._spelled.get(form) or self._like(form)
        return whole or next(self._parted(form), None)

    def _parted(self, form: str) -> Iterator[str]:
        """Readings of `form` as a known word with article, preposition or ending."""
        heads = [("", ""), *(pair for pair in _BEFORE if form.startswith(pair[0]))]
        tails = [("", ""), *(pair for pair in _AFTER if form.endswith(pair[0]))]
        for tail, after in tails:
            for head, before in heads:
                stem = form[len(head) : len(form) - len(tail)]
                if len(stem) < _LEAST_STEM or stem == form:
                    continue
                word = self._spelled.get(stem) or self._like(stem)
                if word and not (before.endswith(("ال", "لل")) and word.startswith("ال")):
                    yield before + (word.removesuffix("ة") + "ت" if after and word.endswith("ة") else word) + after

    def _like(self, form: str) -> str | None:
        """The listed word with the same consonants that is most alike in its other letters."""
        near = {
            word for key in _keys(_classes_typed(form)) if len(key) >= _FEWEST for word in self._by_key.get(key, ())
        }
        if not near:
            return None
        guess = spelled_out(form)
        best = max(sorted(near), key=lambda word: OSA.normalized_similarity(guess, word))
        return best if OSA.normalized_similarity(guess, best) >= _LIKE else None


def spelled_out(form: str) -> str:
    """Arabic letters for Latin ones, long vowels guessed: "yel3ab" → "يلعب"."""
    units = _UNIT.findall(form)
    written = [_unit(units, at) for at in range(len(units))]
    return re.sub(r"([^ا])\1+", r"\1", "".join(written))


def _unit(units: list[str], at: int) -> str:
    unit = units[at]
    if unit == "c" and at + 1 < len(units) and units[at + 1][0] in "ei":
        return "س"
    if unit in _LETTERS:
        if unit == "h" and at == len(units) - 1 and at and units[at - 1] in ("a", "e"):
            return ""  # "jam3iyah": the vowel before it says it already
        return _LETTERS[unit][0]
    return _vowel(units, at) if unit in _LONG or unit in _SHORT else ""


def _vowel(units: list[str], at: int) -> str:
    unit, last = units[at], len(units) - 1
    if at == 0:
        return {"ou": "أو", "oo": "أو", "ee": "إي", "ii": "إي", "ei": "إي", "o": "أ", "u": "أ"}.get(unit, "ا")
    if unit in _LONG:
        return _LONG[unit]
    if at == last or (at == last - 1 and units[last] == "h"):
        return {"a": "ة" if last > 3 and units[at - 1] != "n" else "ا", "e": "ة" if last > 3 else "", "i": "ي"}.get(
            unit, "و"
        )
    if unit == "a":
        return "ا" if _open_later(units, at) or (units[at + 1 :] == ["t"] and last > 4) else ""
    if unit == "i" and at == last - 1 and not any(units[k] in ("a", "aa") and _open_later(units, k) for k in range(at)):
        return "ي"  # "tandif", but not "mo7asib"
    return ""


def _open_later(units: list[str], at: int) -> bool:
    """Whether a vowel ends its syllable and is not the first of the word: there it is mostly long."""
    later = any(unit in _SHORT or unit in _LONG for unit in units[:at])
    return later and at + 2 < len(units) and units[at + 1] in _LETTERS and units[at + 2] not in _LETTERS


def _classes_of(word: str) -> list[tuple[str, ...]]:
    classes = [_CLASSES.get(letter, (letter,)) for letter in word]
    return [classes[0][-1:], *classes[1:]] if word[0] in "وي" else classes


def _classes_typed(form: str) -> list[tuple[str, ...]]:
    """What each unit of a Latin spelling may be; the vowels are nothing."""
    return [_TYPED.get(unit) or (_LETTERS.get(unit, "")[:1],) for unit in _UNIT.findall(form)]


def _keys(classes: list[tuple[str, ...]]) -> set[str]:
    """All ways to choose, doubled letters once; bounded, the likeliest first."""
    keys = ("".join(choice) for choice in islice(product(*classes), _MOST_KEYS))
    return {re.sub(r"(.)\1+", r"\1", key) for key in keys}
