"""Which words does each language have for what? Lists of the tables, one language's or all together, as phrases."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from core.languages import LANGUAGES

from .phrases import Phrases
from .tables import data


def in_order(lang: str) -> list[str]:
    """All languages, the person's own first: people mix them, and their own wins where a word has two meanings."""
    return [lang, *(other for other in LANGUAGES if other != lang)] if lang in LANGUAGES else list(LANGUAGES)


@cache
def one(lang: str, *path: str) -> Phrases[str]:
    """The phrases of a list (`one("es", "calendar", "today")`) in all languages, each standing for itself."""
    phrases = ((own, phrase) for own in in_order(lang) for phrase in _find(own, path))
    return Phrases((phrase, phrase) for own, phrase in phrases if is_telling(phrase, own, lang))


def is_telling(phrase: str, own: str, lang: str, shortest: int = 3) -> bool:
    """May a phrase of another language be read in this one? Not "a", "en", "we": they mean something else here.

    Nor its false friends: Spanish two, three and eleven are "of the", "very" and "one time" elsewhere.
    """
    if own == lang or lang not in LANGUAGES:
        return True
    return (len(phrase) >= shortest or not phrase.isascii()) and phrase not in data(lang)["false_friends"]


@cache
def small(name: str) -> frozenset[str]:
    """The small words of one kind (`small("negated")`) in all languages together, as people mix them."""
    return frozenset(one("", "small", name).single_words())


@cache
def as_written(name: str) -> frozenset[str]:
    """The small words of one kind as they stand in the files: «إب» is a town, آب, which folds to the same, August."""
    return frozenset(word for lang in LANGUAGES for word in data(lang)["small"][name])


@cache
def own(lang: str, *path: str) -> Phrases[str]:
    """As `one`, in this language alone: for small words that are something else in the next language ("a", "en")."""
    return Phrases((phrase, phrase) for phrase in _find(lang if lang in LANGUAGES else LANGUAGES[0], path))


@cache
def keyed(lang: str, *path: str) -> Phrases[str]:
    """The phrases of a table of lists in all languages, each standing for its key (`keyed("es", "words")`)."""
    return Phrases(_pairs(lang, path))


@cache
def numbered(lang: str, *path: str) -> Phrases[int]:
    """As `keyed`, for tables whose keys are numbers: number words, months, weekdays, minutes."""
    return Phrases((phrase, int(key)) for phrase, key in _pairs(lang, path))


def _pairs(lang: str, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for own in in_order(lang):
        for key, phrases in _find(own, path).items():
            yield from ((phrase, key) for phrase in phrases if is_telling(phrase, own, lang))


def _find(lang: str, path: tuple[str, ...]) -> Any:
    found: Any = data(lang)
    for key in path:
        found = found[key]
    return found
