"""What are our sentences in one language? The gettext catalogue, read from its `.po` file, ready to be filled in.

The `.po` files are read as they are: there is no compiled form that could be older than its source.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[2] / "locales"

PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

# A sentence cut at its places: text, name, text, name, …, text. Whatever a value contains, it is never looked at again.
Parts = tuple[str, ...]
PluralRule = Callable[[int], int]


def split(sentence: str) -> Parts:
    """The sentence cut at its `{places}`: texts at even positions, names at odd ones."""
    return tuple(PLACE.split(sentence))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Sentences of one language by their id, each in all its forms; `plural` gives the form for a number from 0."""

    sentences: dict[str, tuple[str, ...]]
    plural: PluralRule


def english_plural(n: int) -> int:
    """The rule of the ids themselves."""
    return 0 if n == 1 else 1


def path_of(lang: str, locales: Path = LOCALES) -> Path:
    """Where the catalogue of that language lies."""
    return locales / lang / "LC_MESSAGES" / "messages.po"


def read(lang: str, locales: Path = LOCALES) -> Catalogue:
    """The catalogue of that language; sentences not translated, or only guessed (fuzzy), are left out.

    A language without a file has an empty catalogue: its readers get the English of the ids.
    """
    path = path_of(lang, locales)
    if not path.exists():
        return Catalogue({}, english_plural)
    return _parsed(lang, path.read_bytes())


@lru_cache(maxsize=16)
def _parsed(lang: str, written: bytes) -> Catalogue:
    """What those bytes say: understood once, however many wordings one process opens."""
    found = read_po(BytesIO(written), locale=lang)
    sentences: dict[str, tuple[str, ...]] = {}
    for entry in found:
        forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        if entry.id and not entry.fuzzy and all(forms):
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            sentences[key] = forms
    return Catalogue(sentences, gettext.c2py(found.plural_expr))
