"""Sentences by people who saw a persona and a screen only: read from files, checked, and drawn by prompt and language.

A file is JSON lines: {"prompt", "lang", "text", "facts"}. What the facts may hold, and which prompts there are, stands
in prompts.json beside this module.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bench.volunteers.cast import LANGUAGES, TODAY
from core.text.normal import fold

FOLDER = Path("tests/data/volunteers")
HALVES = ("train", "test")
PLACEHOLDERS = frozenset(("org", "town", "code", "partner", "number", "person", "newtown", "neworg"))
_PLACE = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"weekday:(?:mon|tues|wednes|thurs|fri|satur|sun)day|plus:\d{1,2}|date:\d{1,2}-\d{1,2}|none")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = ("what", "what2", "words")
_HOURS, _DAYS = ("hours", "hours2"), ("day", "day2", "until")


@dataclass(frozen=True)
class Sentence:
    """What somebody types to say what a prompt asks for, and what a person notes down from it."""

    prompt: str
    lang: str
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def places(self) -> frozenset[str]:
        return frozenset(_PLACE.findall(self.text))

    def filled(self, names: Mapping[str, str]) -> str:
        """The text with its placeholders filled in."""
        return _PLACE.sub(lambda found: names[found[1]], self.text)


class Pools:
    """All sentences of one half."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._of: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
        for one in sentences:
            self._of[one.prompt, one.lang].append(one)

    def of(self, prompt: str, lang: str) -> list[Sentence]:
        return self._of[prompt, lang]

    def draw(
        self,
        rng: Random,
        prompt: str,
        lang: str,
        fits: Callable[[Sentence], bool] = lambda _one: True,
        length: str = "",
    ) -> Sentence | None:
        """One that fits; `length` "long" or "short" takes it from that half of them. None where there is none."""
        found = sorted((one for one in self.of(prompt, lang) if fits(one)), key=lambda one: len(one.text))
        if length and len(found) > 3:
            half = len(found) // 2
            found = found[half:] if length == "long" else found[:-half]
        return rng.choice(found) if found else None


def read(folder: Path) -> list[Sentence]:
    """All sentences of a folder's files. Raises ValueError that names the first broken line."""
    return [one for path in sorted(folder.glob("*.jsonl")) for one in read_file(path)]


def read_file(path: Path) -> Iterator[Sentence]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            body = json.loads(line)
            one = Sentence(body["prompt"], body["lang"], body["text"], body.get("facts") or {})
        except (ValueError, KeyError, TypeError) as wrong:
            raise ValueError(f"{path}:{number}: no sentence ({wrong})") from wrong
        if found := next(faults(one), None):
            raise ValueError(f"{path}:{number}: {found}")
        yield one


@cache
def prompts() -> Mapping[str, Any]:
    """Every prompt, with the facts that its sentences must ("needs") and may hold, and how many there should be."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("prompts.json").read_text(encoding="utf-8"))
    return found


def faults(one: Sentence) -> Iterator[str]:
    """What is wrong with a sentence: its prompt, language, placeholders, or facts that are not as they should be."""
    asked = prompts().get(one.prompt)
    if asked is None:
        yield f"no prompt {one.prompt!r}"
        return
    if one.lang not in LANGUAGES:
        yield f"no language {one.lang!r}"
    if not one.text.strip():
        yield "no text"
    if unknown := one.places - PLACEHOLDERS:
        yield f"unknown placeholders {sorted(unknown)}"
    for name in asked["needs"]:
        if name not in one.facts:
            yield f"{one.prompt} without {name}"
    yield from _wrong_facts(one)


def _wrong_facts(one: Sentence) -> Iterator[str]:
    for name in _WORDS:
        if name in one.facts and not _verbatim(one.facts[name], one.text):
            yield f"{name} is no piece of the text: {one.facts[name]!r}"
    for piece in one.facts.get("list", ()):
        if not _verbatim(piece, one.text):
            yield f"an item is no piece of the text: {piece!r}"
    for name in _HOURS:
        value = one.facts.get(name)
        if value is not None and not (isinstance(value, int | float) and 0 <= value <= 400):
            yield f"{name} is no number of hours: {value!r}"
    for name in _DAYS:
        value = one.facts.get(name)
        if value is not None and not _DAY.fullmatch(str(value)):
            yield f"{name} is no day: {value!r}"
    stars = one.facts.get("stars")
    if stars is not None and stars not in (1, 2, 3, 4, 5):
        yield f"no stars: {stars!r}"
    wanted = one.facts.get("lang_wanted")
    if wanted is not None and wanted not in LANGUAGES:
        yield f"no language: {wanted!r}"


def _verbatim(piece: Any, text: str) -> bool:
    return isinstance(piece, str) and bool(piece.strip()) and piece in text


def days_of(fact: str, today: date | None = None) -> frozenset[date]:
    """The days that a fact may mean: of a weekday the next one and that of the week after; none for "none"."""
    here = today or date.fromisoformat(TODAY)
    kind, _colon, value = fact.partition(":")
    if kind == "weekday":
        ahead = (_WEEKDAYS.index(value) - here.weekday()) % 7
        return frozenset(here + timedelta(days=ahead + weeks) for weeks in (0, 7))
    if kind == "plus":
        return frozenset((here + timedelta(days=int(value)),))
    if kind == "date":
        month, day = map(int, value.split("-"))
        found = date(here.year, month, day)
        return frozenset((found if found >= here else found.replace(year=here.year + 1),))
    return frozenset()


def minutes_of(hours: float) -> int:
    return round(60 * float(hours))


_MISSING_OF = 4
"""One word of four may be another in a title: an ending, a form of address."""
_SHORT = 3
_COUNTS = frozenset(
    (
        *("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
        *("dois", "duas", "quatro", "sete", "oito", "nove", "dez"),
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix"),
    )
)
"""Counts are never lost; of all other words those of a few letters are articles and the like."""
_ASKING = frozenset(
    map(
        fold,
        (
            *("ayuda", "alguien", "persona", "gente", "ajuda", "alguém", "pessoa", "help", "someone", "somebody"),
            *("person", "people", "aide", "quelqu'un", "personne", "مساعدة", "شخص", "واحد", "واحدة", "اللي", "يكون"),
            *("quien", "quem", "pour", "para", "with", "avec", "that", "elli", "musa3da", "7ada"),
        ),
    )
)
"""What is said around a service and need not stand in a title."""


def contains(words: str, piece: str) -> bool:
    """Whether somebody's words hold this piece of a sentence, word by word. A figure never gets lost."""
    there, wanted = fold(words), _telling(piece)
    missing = [word for word in wanted if word not in there]
    if any(_has_digit(word) or word in _COUNTS for word in missing):
        return False
    return len(missing) <= len(wanted) // _MISSING_OF


def shares(words: str, piece: str) -> bool:
    """Whether they have any word in common that tells something."""
    there = fold(words)
    return any(word in there for word in _telling(piece))


def _telling(piece: str) -> list[str]:
    said = [bare for word in fold(piece).split() if (bare := word.strip(".,;:!?¿¡«»()\"'…؟،"))]
    tells = [word for word in said if len(word) > _SHORT or word in _COUNTS or _has_digit(word)]
    return [word for word in tells if word not in _ASKING] or tells or said


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
