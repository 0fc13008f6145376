"""Do two names sound alike though one is in Arabic letters and the other in Latin ones: "Casa Luz" and كاسا لوث?

Compared word by word: their consonants, folded so far that what either script cannot keep apart is one, and beside
them the vowels that are written. It finds what a person then chooses, and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from core.text.normal import is_form, words

_ARABIC = re.compile("[ء-ي]")
_ARTICLES = frozenset(("al", "el", "il", "ul", "an", "ar", "as", "ash", "ad", "at", "az"))
_LONGEST, _MOST = 60, 8  # letters of a word, words of a name
_LIKE = 0.6  # how much of all sounds must agree where the consonants do
_FEWEST = 2  # consonants; one fits too many words
_FROM_ARABIC = (
    ("تش", "x"), ("[اأإآىةه]$", "a"), ("[اأإآى]", "a"), ("[ؤو]", "u"), ("[ئي]", "i"), ("[ءع]", ""), ("[بف]", "b"),
    ("[تط]", "t"), ("[ثسصز]", "s"), ("[ذدضظ]", "d"), ("[جغ]", "j"), ("[كق]", "k"), ("[حخه]", "h"), ("ش", "x"),
    ("ل", "l"), ("م", "m"), ("ن", "n"), ("ر", "r"),
)  # fmt: skip
_FROM_LATIN = (
    ("ñ|gn|ny", "n"), ("tch|ch|sh", "x"), ("kh", "h"), ("gh", "j"), ("th", "s"), ("dh", "d"), ("ph", "b"),
    ("ou|oo", "u"), ("ee", "i"), ("qu(?=[ei])|q|k", "k"), ("gu(?=[ei])", "j"), ("c(?=[eiy])|ç|z", "s"), ("c", "k"),
    ("x", "x"), ("[pfv]", "b"), ("g", "j"), ("w|o", "u"), ("y|e", "i"), ("7|5", "h"), ("3|2|'", ""), ("6", "t"),
    ("9", "k"), ("8", "j"), ("h$", ""),
)  # fmt: skip
_SPANISH = (("j|g(?=[ei])", "h"), ("ll", "y"))  # "Jorge" is خورخي, where "Jamal" is جمال
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aiu]")


def sounding(sought: str, names: Iterable[str]) -> list[int]:
    """Which of the names, in the other script, have a word for each that is sought; the small ones aside."""
    wanted, arabic = _words_of(sought), is_arabic(sought)
    if not wanted:
        return []
    return [
        at
        for at, name in enumerate(names)
        if is_arabic(name) != arabic and (there := _words_of(name)) and all(_any_like(one, there) for one in wanted)
    ]


def word_sounds_like(one: str, other: str) -> bool:
    """Whether two words, one in either script, may be the same name."""
    return any(_like(a, b) for a in _sounds_kept(one) for b in _sounds_kept(other))


def is_arabic(text: str) -> bool:
    """Whether Arabic letters stand in it."""
    return _ARABIC.search(text) is not None


def _any_like(one: frozenset[str], there: tuple[frozenset[str], ...]) -> bool:
    return any(_like(a, b) for other in there for a in one for b in other)


def _like(one: str, other: str) -> bool:
    bones = _VOWELS.sub("", one)
    same = len(bones) >= _FEWEST and bones == _VOWELS.sub("", other)
    return same and Levenshtein.normalized_similarity(one, other) >= _LIKE


@lru_cache(maxsize=4096)
def _words_of(name: str) -> tuple[frozenset[str], ...]:
    """The sounds of each word that tells the name, as it may be read; small words and "Asociación" are gone."""
    all_of_it = [word[:_LONGEST] for word in words(name)[:_MOST]]
    telling = [word for word in all_of_it if word not in _ARTICLES and not is_form(word)]
    return tuple(heard for word in telling or all_of_it if (heard := _sounds(word)))


@lru_cache(maxsize=4096)
def _sounds_kept(word: str) -> frozenset[str]:
    return _sounds(word[:_LONGEST])


def _sounds(word: str) -> frozenset[str]:
    if is_arabic(word):
        bare = word.removeprefix("ال") if len(word) > 4 else word
        bound = word[:-1] + "ت" if word.endswith(("ة", "ه")) else word  # "Warshet el Amal"
        return frozenset(filter(None, (_spelled(form, _FROM_ARABIC) for form in (bare, word, bound))))
    bare = word[2:] if word[:2] in _ARTICLES and len(word) > 4 else word  # "Alamal"
    read = (_spelled(form, rules) for form in (word, bare) for rules in (_FROM_LATIN, (*_SPANISH, *_FROM_LATIN)))
    return frozenset(filter(None, read))


def _spelled(word: str, rules: Iterable[tuple[str, str]]) -> str:
    for pattern, sound in rules:
        word = re.sub(pattern, sound, word)
    return _TWICE.sub(r"\1", word)
