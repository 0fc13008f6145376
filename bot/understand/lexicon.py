"""Which words does each language have for what? The tables in `data/`, one file a language, read once."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from .phrases import Phrases

LANGUAGES = ("es", "ar", "en", "fr", "pt")
# Spanish two, three and eleven are "of the", "very" and "one time" elsewhere.
_FALSE_FRIENDS = {"pt": ("dos",), "fr": ("dos", "tres", "once"), "en": ("once",)}
_DATA = Path(__file__).parent / "data"


@cache
def data(lang: str) -> dict[str, Any]:
    """The table of one language as it stands in its file."""
    table: dict[str, Any] = json.loads((_DATA / f"{lang}.json").read_text(encoding="utf-8"))
    return table


def in_order(lang: str) -> list[str]:
    """All languages, the person's own first: people mix them, and their own wins where a word has two meanings."""
    return [lang, *(other for other in LANGUAGES if other != lang)] if lang in LANGUAGES else list(LANGUAGES)


@cache
def one(lang: str, *path: str) -> Phrases[str]:
    """The phrases of a list (`one("es", "calendar", "today")`) in all languages, each standing for itself."""
    phrases = ((own, phrase) for own in in_order(lang) for phrase in _find(own, path))
    return Phrases((phrase, phrase) for own, phrase in phrases if is_telling(phrase, own, lang))


def is_telling(phrase: str, own: str, lang: str, shortest: int = 3) -> bool:
    """May a phrase of another language be read in this one? Not "a", "en", "we": they mean something else here."""
    if own == lang or lang not in LANGUAGES:
        return True
    return (len(phrase) >= shortest or not phrase.isascii()) and phrase not in _FALSE_FRIENDS.get(lang, ())


@cache
def small(name: str) -> frozenset[str]:
    """The small words of one kind (`small("negated")`) in all languages together, as people mix them."""
    return frozenset(one("", "small", name).single_words())


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
