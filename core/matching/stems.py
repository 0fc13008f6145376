"""What is the stem of a word? Those of our labels are kept in a file: a second of work at every start.

A word that the file has not is stemmed when it is asked for (core/matching/label_stems.py writes the file).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import snowballstemmer

from core.text.sections import sections

FILE = Path(__file__).resolve().parent.parent / "data" / "stems.txt"
ALGORITHMS = {"es": "spanish", "ar": "arabic", "en": "english", "fr": "french", "pt": "portuguese"}
_stemmers = threading.local()  # a stemmer keeps the word it works on: one for each thread


def stem_of(word: str, lang: str) -> str:
    """The stem of one folded word, as the stemmer of one of our languages (ISO 639) has it; '' for what is none."""
    kept = _kept()[lang].get(word)
    return worked_out(word, lang) if kept is None else kept


def worked_out(word: str, lang: str) -> str:
    """The same without the file."""
    found = getattr(_stemmers, lang, None)
    if found is None:
        found = snowballstemmer.stemmer(ALGORITHMS[lang])
        setattr(_stemmers, lang, found)
    said: str = found.stemWord(word)
    return said


def stored() -> Iterator[tuple[str, str, str]]:
    """(language, word, stem) of each that the file has."""
    for lang, line in sections(FILE):
        word, _space, stem = line.partition(" ")
        yield lang, word, stem or word


@cache
def _kept() -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = {lang: {} for lang in ALGORITHMS}
    for lang, word, stem in stored():
        kept[lang][word] = stem
    return kept
