"""Which words of a listing carry its meaning? Stems without the small words, alike whoever typed the accents."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from core.matching.stems import stem_of
from core.text.normal import words

_DATA = Path(__file__).resolve().parent.parent / "data"
_FILE = _DATA / "small_words.json"
_LONGEST_WORD = 30
_MOST_WORDS = 60  # what is read of a listing

# Small words of each language, and what every request or offer says anyway; folded, so without accents or hamza.
SMALL_WORDS: dict[str, frozenset[str]] = {
    lang: frozenset(text.split()) for lang, text in json.loads(_FILE.read_text(encoding="utf-8")).items()
}
_ALL_SMALL = frozenset().union(*SMALL_WORDS.values())
# The article, alone or joined with and, with, so, like, to; then "and" alone; of dialects, "in the" and "from the".
_ARABIC_HEAD = re.compile("^(?:[وف]?(?:[بكف]?ال|لال|لل)|عال|مال|و(?=...))(?=..)")
_DIMINUTIVE = re.compile("(?:c?it|z?inh)([ao]s?)$")
_ARABIC = re.compile("[\u0620-\u064a]")


def meaningful(text: str, lang: str) -> tuple[list[str], list[str]]:
    """The words of `text` that carry meaning, folded, and the stem of each.

    `lang` (ISO 639) is only believed where the small words do not say otherwise: people write in a language other
    than the one they read the bot in.
    """
    found = words(text)[:_MOST_WORDS]
    spoken = spoken_language(found, lang)
    kept = [word[:_LONGEST_WORD] for word in found if word not in _ALL_SMALL]
    return kept, [stem(word, spoken) for word in kept]


def spoken_language(found: list[str], lang: str) -> str:
    """The language with most small words among `found`; `lang` where that is nearly as good, Spanish where unknown."""
    counts = {code: sum(word in small for word in found) for code, small in SMALL_WORDS.items()}
    believed = lang if lang in counts else "es"
    best = max(counts, key=lambda code: (counts[code], code == believed))
    return best if counts[best] > counts[believed] + (counts[believed] > 0) else believed


def has_arabic(text: str) -> bool:
    return _ARABIC.search(text) is not None


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str) -> str:
    """The stem of one folded word. Arabic letters are stemmed as Arabic, and Latin ones never are."""
    stemmed = in_stemmer(word, lang)
    return (stem_of(*stemmed) or word) if stemmed else word


def in_stemmer(word: str, lang: str) -> tuple[str, str] | None:
    """What of a folded word is stemmed, and in which language; None for what is its own stem."""
    if "\u0600" <= word[0] <= "\u06ff":
        return without_clitics(word), "ar"
    if len(word) < 3 or word[0].isdigit():
        return None
    return word, lang if lang != "ar" else "es"


def without_clitics(word: str) -> str:
    """A folded Arabic word without the article and what hangs on it (و ب ف ك ل); others as they are."""
    head = _ARABIC_HEAD.match(word)
    return word[head.end() :] if head and len(word) - head.end() >= 3 else word


def without_diminutive(word: str) -> str:
    """A folded word without "little" as Spanish and Portuguese say it: "paginita", "cursinho"."""
    return _DIMINUTIVE.sub(r"\1", word) if len(word) > 6 else word
