"""Which word is this a form of, where only its ending differs? A woman's trade, a small thing, several people.

"plombière" is no word of our lists and "plombier" is; "logito" is a small logo, سباكون are plumbers, and written Arabic
adds an alif to what is asked for. Endings and what stands in their place are data, core/data/endings.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from core.matching.common import common
from core.text.normal import fold

_FILE = Path(__file__).resolve().parent.parent / "data" / "endings.json"
_LEAST = 3  # letters of what is left
CASE = "ا"  # what written Arabic adds to what is asked for
# "Her" and "our" end like that, too: لغتها, حقنا; and "of course", "welcome", folded, are no forms of a word.
_HER, _N = "ه", "ن"
_NO_FORMS = frozenset(("طبعا", "اهلا", "عليا"))


def without_ending(word: str, lang: str) -> Iterator[str]:
    """The words in small letters that it may be a form of, of the longest ending first."""
    for ending, others in _endings(lang):
        left = word[: -len(ending)]
        if len(left) >= _LEAST and word.endswith(ending):
            yield from (left + other for other in others)


def without_case(word: str) -> str | None:
    """An Arabic word without the alif that written Arabic adds; None where it has none, or that says whose it is."""
    left = word[:-1]
    if not word.endswith(CASE) or len(left) < _LEAST or left[-1] == _HER or fold(word) in _NO_FORMS:
        return None
    return None if left[-1] == _N and common().rarer(left, left[:-1], "ar") else left


@cache
def _endings(lang: str) -> tuple[tuple[str, list[str]], ...]:
    table: dict[str, list[str]] = json.loads(_FILE.read_text(encoding="utf-8")).get(lang, {})
    return tuple(sorted(table.items(), key=lambda pair: -len(pair[0])))
