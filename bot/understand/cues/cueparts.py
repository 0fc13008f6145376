"""How is a cue phrase read? As the steps that a message must take, one sequence for each way the phrase can be said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from sys import intern

from bot.understand.lexis.lexicon import numbered
from bot.understand.lexis.sounds import sound
from bot.understand.lexis.tokens import forms_of, is_figure

PREFIX = 3
"""Stems are looked up by their first letters; a stem is at least this long."""
GAPS = {"*": 4, "**": 12}
_NONE: frozenset[str] = frozenset()
PART = re.compile(r"\(|\)[?+]?|\||[^\s()|]+")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a cue: whole words, beginnings of words, or a number, after at most `gap` other words.

    `kept`: the word tells what the service is ("we can *sing*"), and stays in what is quoted.
    """

    words: frozenset[str]
    stems: tuple[str, ...]
    number: bool
    gap: int
    optional: bool
    kept: bool = False

    def fits(self, form: str) -> bool:
        """Is this word (in its `sound`) meant?"""
        return form in self.words or form.startswith(self.stems) or (self.number and is_figure(form))

    def signs(self) -> frozenset[str]:
        """What `signs_of` the forms of a message must have one of, if this step is to fit any of them."""
        if not self.stems and not self.number:
            return self.words
        return _one(
            {intern(stem[:PREFIX] + "~") for stem in self.stems} | self.words | ({"#"} if self.number else _NONE)
        )


Steps = tuple[Step, ...]
_sets: dict[frozenset[str], frozenset[str]] = {}


def _one(words: Iterable[str]) -> frozenset[str]:
    """One object for all sets that are equal: the same groups of words stand in thousands of steps."""
    made = frozenset(words)
    return _sets.setdefault(made, made)


def signs_of(forms: list[str]) -> set[str]:
    """The words of a message, the first letters of each, and whether it has a figure."""
    return {*forms, *(form[:PREFIX] + "~" for form in forms), *("#" for form in forms if is_figure(form))}


def parse_phrase(phrase: str, lang: str) -> list[Steps]:
    """The ways to say a phrase ("(a|b c) d?" has two); ValueError for one that cannot be read."""
    parts = PART.findall(phrase)
    ways, end = _alternatives(parts, 0, lang)
    if end != len(parts):
        raise ValueError(f"a bracket too many: {phrase}")
    return ways


def _alternatives(parts: list[str], at: int, lang: str) -> tuple[list[Steps], int]:
    """Sequences parted by `|`, up to a closing bracket or the end. Single words among them become one step."""
    ways: list[Steps] = []
    while True:
        sequences, at = _sequence(parts, at, lang)
        ways += sequences
        if at >= len(parts) or parts[at][0] == ")":
            return _merged(ways), at
        at += 1


def _sequence(parts: list[str], at: int, lang: str) -> tuple[list[Steps], int]:
    ways: list[Steps] = [()]
    gap = 0
    while at < len(parts) and parts[at] != "|" and parts[at][0] != ")":
        if parts[at] in GAPS:
            gap, at = GAPS[parts[at]], at + 1
            continue
        if parts[at] == "(":
            close = _closing(parts, at)
            choices, at = _bracket(tuple(parts[at + 1 : close + 1]), lang), close
            if at >= len(parts):
                raise ValueError("a bracket is not closed: " + " ".join(parts))
            mark = parts[at][1:]
            if not any(choices):
                raise ValueError("an empty bracket: " + " ".join(parts))
        else:
            mark = parts[at][-1] if parts[at][-1] in "?+" else ""
            choices = [words_of(parts[at].removesuffix(mark), lang)]
        choices = [(replace(way[0], gap=gap), *way[1:]) if gap else way for way in choices if way]
        if mark == "?":
            choices = _optional(choices)
        elif mark == "+":
            choices = [tuple(replace(step, kept=True) for step in way) for way in choices]
        ways = [(*before, *after) for before, after in product(ways, choices)]
        gap, at = 0, at + 1
    if gap:
        raise ValueError("a gap at the end: " + " ".join(parts))
    return ways, at


def _closing(parts: list[str], at: int) -> int:
    """The place of the bracket that closes the one at this place; behind the end if none does."""
    depth = 0
    for place in range(at, len(parts)):
        depth += (parts[place] == "(") - (parts[place][0] == ")")
        if depth == 0:
            return place
    return len(parts)


@lru_cache(maxsize=4096)
def _bracket(parts: tuple[str, ...], lang: str) -> list[Steps]:
    """What a bracket may say, up to its closing. Kept, as the same groups stand in many cues."""
    return _alternatives(list(parts), 0, lang)[0]


def _optional(ways: list[Steps]) -> list[Steps]:
    """Each way, or nothing: a single step is marked, as that is cheaper."""
    if any(len(way) == 1 for way in ways):
        return [(replace(way[0], optional=True),) if len(way) == 1 else way for way in ways]
    return [(), *ways]


def _merged(ways: list[Steps]) -> list[Steps]:
    single = [way[0] for way in ways if len(way) == 1 and not way[0].optional]
    if len(single) < 2:
        return ways
    words = _one(frozenset().union(*(step.words for step in single)))
    stems = tuple(sorted({stem for step in single for stem in step.stems}))
    merged = Step(words, stems, any(step.number for step in single), 0, False)
    return [(merged,), *(way for way in ways if len(way) != 1 or way[0].optional)]


@lru_cache(maxsize=16384)
def words_of(part: str, lang: str) -> Steps:
    """One step for each word: "don't" and "d'accord" are two."""
    if part == "#":
        spelt = (sound(form, lang) for form in numbered(lang, "numbers").single_words())
        return (Step(frozenset(spelt), (), True, 0, False),)
    forms = [intern(sound(form, lang)) for form in forms_of(part.rstrip("~"))]
    if not forms or (part.endswith("~") and len(forms[-1]) < PREFIX):
        raise ValueError(f"not a word, or a stem of fewer than {PREFIX} letters: {part}")
    words = [Step(_one((form,)), (), False, 0, False) for form in forms]
    if part.endswith("~"):
        words[-1] = Step(frozenset(), _stems(part.rstrip("~"), forms[-1], lang), False, 0, False)
    return tuple(words)


def _stems(stem: str, form: str, lang: str) -> tuple[str, ...]:
    """The sounds of a stem: "ofrec~" begins "ofrecemos" and "ofrecas", as its last letter sounds by what follows."""
    if lang not in ("es", "pt", "fr"):
        return (form,)
    last = forms_of(stem)[-1]
    if lang == "fr" and not last.endswith("e"):
        form = sound(last + "a", lang)[:-1]
    softened = form if lang == "fr" and last.endswith("e") else sound(last + "e", lang)[:-1]
    return tuple(sorted({form, intern(softened)}))


def sounds_of(part: str, lang: str) -> Iterator[str]:
    """The words and stems of one part of a phrase, as messages are compared with them; none for a sign."""
    if part[0] not in "()|*":
        for step in words_of(part.rstrip("?+"), lang):
            yield from (*step.words, *step.stems)
