"""Which well-known services does a text name? The same concept for "contabilidad", "accounting" and "محاسبة".

The labels are data: core/data/concepts.json, service → language → labels. Two or three labels are enough for a start.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from core.matching.words import meaningful

_FILE = Path(__file__).resolve().parent.parent / "data" / "concepts.json"
_MARK = "#"  # what a concept begins with among the terms of a listing

Phrase = tuple[str, ...]


def concept_labels() -> dict[str, dict[str, list[str]]]:
    """The data file: service → language → labels, the one to show first."""
    read: dict[str, dict[str, list[str]]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


def concepts_in(kept: list[str], stems: list[str]) -> tuple[str, ...]:
    """The services that words and their stems (core/matching/words.py) name, each once, in order.

    The longest phrase wins where several begin. The words count beside the stems, since the language of a text of one
    word is a guess.
    """
    phrases, longest = _phrases()
    named: list[str] = []
    at = 0
    while at < len(stems):
        for end in range(min(at + longest, len(stems)), at, -1):
            service = phrases.get(tuple(stems[at:end])) or phrases.get(tuple(kept[at:end]))
            if service:
                named.append(service)
                break
        else:
            end = at + 1
        at = end
    return tuple(dict.fromkeys(named))


def as_term(service: str) -> str:
    """How a service is written among the terms."""
    return _MARK + service


def is_concept(term: str) -> bool:
    return term.startswith(_MARK)


def service_of(term: str) -> str:
    """The service behind a concept term."""
    return term.removeprefix(_MARK)


@cache
def _phrases() -> tuple[dict[Phrase, str], int]:
    """Label (as words and as stems) → service, and the length of the longest. The first to claim a phrase keeps it."""
    phrases: dict[Phrase, str] = {}
    for service, labels in concept_labels().items():
        for lang, texts in labels.items():
            for text in texts:
                for form in meaningful(text, lang):
                    phrases.setdefault(tuple(form), service)
    phrases.pop((), None)
    return phrases, max(map(len, phrases))
