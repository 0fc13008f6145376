"""Writing which words are common, once: `python -m core.matching.common_words`.

The package wordfreq must be installed for that, and the encoder; nothing at run time needs them. Arabic words that are
like those of our labels are made less rare, and others rarer (`core/matching/named_words.py`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.matching.common import (
    FILE,
    LATIN,
    RARITY_BITS,
    SCRIPTS,
    WRITTEN_BITS,
    Numbers,
    bits_of,
    numbers_of,
    packed_rarities,
    rarities_of,
)
from core.matching.named_words import Floats, likelier
from core.taxonomy import taxonomy
from core.text.normal import encoder_form

_COMMON = {"ar": 150_000, "es": 80_000}  # what may have been meant
_COMMON_ELSE = 40_000
_WRITTEN = {
    "es": 150_000,
    "pt": 50_000,
    "fr": 50_000,
    "en": 50_000,
    "ar": 350_000,
}  # beyond, Latin typing errors are listed, too


def table_of(words: list[str], less: Floats | float = 0.0) -> Numbers:
    """Of a language's most common words, the most common first; `less`: so much less rare each is here."""
    return np.sort(numbers_of(words) << np.uint64(RARITY_BITS) | packed_rarities(rarities_of(len(words)) - less))


def arabic_labels() -> list[list[str]]:
    """The words of each."""
    labels = (label for one in taxonomy().services.values() for label in one.labels.get("ar", ()))
    return [re.findall(r"[^\W\d_]+", encoder_form(label)) for label in labels]


def written_of(words: Iterable[str]) -> NDArray[np.uint8]:
    """Of the words that people write in one script."""
    bits = np.zeros(1 << WRITTEN_BITS, dtype=np.uint8)
    bits[bits_of(numbers_of(words))] = 1
    return np.packbits(bits, bitorder="little")


def main() -> int:
    wordfreq: Any = import_module("wordfreq")
    words: dict[str, list[str]] = {}
    for lang, most in _WRITTEN.items():
        listed = (encoder_form(word) for word in wordfreq.top_n_list(lang, 2 * most))
        words[lang] = list(dict.fromkeys(word for word in listed if word.isalpha()))[:most]
    common = {lang: known[: _COMMON.get(lang, _COMMON_ELSE)] for lang, known in words.items()}
    tables = {lang: table_of(known) for lang, known in common.items()}
    tables["ar"] = table_of(common["ar"], likelier(common["ar"], rarities_of(len(common["ar"])), arabic_labels()))
    latin = {word for lang in LATIN for word in words[lang]}
    written = {script: written_of(known) for script, known in zip(SCRIPTS, (latin, words["ar"]), strict=True)}
    np.savez(FILE, allow_pickle=False, **tables, **written)
    print(f"{sum(map(len, words.values()))} words, {FILE.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
