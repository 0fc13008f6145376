"""What of a sentence may be kept to learn from? The words, without who, where exactly, and which number.

Meant for sentences that the bot did not understand, which coordinators read to teach it new words. It hides more than
it must: a word too many makes a sentence less useful, a name too many may endanger somebody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from core.text.clean import clean, cut
from core.text.mask import HIDDEN, mask_contacts
from core.text.normal import fold

GONE = "…"
LONGEST = 120
_WORD = re.compile(r"\w[\w'’-]*")
_NUMBER = re.compile(r"\d[\d.,٫٬:/\-]*")
_AFTER_STOP = re.compile(r"[.!?¿¡؟\n:]\s*$")
# How many words after such a word may belong to the name, or to the address.
_NAME_WORDS = 3
_STREET_WORDS = 3
_FILE = Path(__file__).resolve().parent.parent / "data" / "naming_words.json"


def redact(text: str, known: Iterable[str] = ()) -> str:
    """At most 120 characters of `text`: names, addresses and `known` words are "…", numbers "#", contacts "•••"."""
    bare = mask_contacts(" ".join(clean(text, 2 * LONGEST).split()))
    hidden = {fold(word) for phrase in known for word in _WORD.findall(phrase)}
    kept: list[str] = []
    end = left = 0
    for found in _WORD.finditer(bare):
        between, word = bare[end : found.start()], found.group()
        if left and any(sign in between for sign in ",;.،؛\n"):
            left = 0
        first = not kept or bool(_AFTER_STOP.search(bare[: found.start()]))
        kept.append(between)
        kept.append(GONE if left or _is_somebodys(word, first, hidden) else word)
        left = max(left - 1, _named_after(word))
        end = found.end()
    whole = _NUMBER.sub("#", "".join((*kept, bare[end:])))
    return cut(re.sub(r"…(?:\s*…)+", GONE, whole), LONGEST).replace(HIDDEN * 2, HIDDEN)


def _is_somebodys(word: str, first: bool, hidden: set[str]) -> bool:
    """A capital in the middle of a sentence is a name in all our languages that have capitals."""
    capital = word[0].isupper() and not word.isupper() and not first
    return capital or (len(word) > 2 and fold(word) in hidden)


def _named_after(word: str) -> int:
    """How many of the next words may belong to a name or an address ("soy", "calle"), 0 for other words."""
    folded = fold(word)
    if folded in _words()["before_street"]:
        return _STREET_WORDS
    return _NAME_WORDS if folded in _words()["before_name"] else 0


@cache
def _words() -> dict[str, frozenset[str]]:
    read: dict[str, list[str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(map(fold, words)) for name, words in read.items()}
