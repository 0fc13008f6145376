"""Which phrases stand in the cue files, and how does each begin? Read once, and made into cues only when needed.

One line holds cues parted by `;`, under the `[intent]` they point to. In a cue:

* `word`, `stem~`, `(one|of these|<group>)`, where a group is a line `group = a b~ <other>` above the first intent;
* `#` a number, `*` up to four words between, `**` up to twelve, `^` the beginning and `$` the end of the message;
* after a word or bracket `?` for what may be missing, `+` for what also tells the service ("we can *sing*").

A cue that begins with `!` decides whatever else the message says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from sys import intern

from bot.understand.lexis.tables import DATA

from .cuefirsts import Firsts, firsts_of
from .cueparts import GAPS, PART, Step, Steps, parse_phrase, sounds_of

_GROUP = re.compile(r"<(\w+)>")
HEAVY = 4.0


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that point to an intent; `bonus` adds to the weight of its words.

    `needs`: for each word that must follow, the `signs` of a message by which it may be there.
    """

    intent: str
    steps: Steps
    bonus: float
    opens: bool
    closes: bool
    needs: tuple[frozenset[str], ...]


class CueLines:
    """The phrases of one language's file, in order; `ValueError` from here for one that cannot be read.

    `kind` is the file's ending: "cues", or "told" for what is told of an exchange (told.py).
    """

    def __init__(self, lang: str, kind: str) -> None:
        self._lang = lang
        self._groups: dict[str, str] = {}
        self._begun_by: dict[str, Firsts | None] = {}
        self.phrases: list[tuple[str, str]] = []  # intent and phrase, as written
        intent = ""
        for line in (DATA / f"{lang}.{kind}").read_text(encoding="utf-8").splitlines():
            line = line.partition("//")[0].strip()
            if line.startswith("["):
                intent = intern(line.strip("[]"))
            elif not intent and "=" in line:
                name, _, members = line.partition("=")
                self._groups[name.strip()] = self._spelt("|".join(members.split()))
            elif line:
                self.phrases += [(intent, phrase) for phrase in filter(None, map(str.strip, line.split(";")))]

    def cues(self, number: int) -> Iterator[Cue]:
        """The cues that one phrase stands for."""
        intent, phrase = self.phrases[number]
        heavy, opens, closes = phrase.startswith("!"), "^" in phrase, phrase.endswith("$")
        for steps in self._ways(_bare(phrase)):
            for said in _begun(steps):
                same = [_same(step) for step in said]
                needs = tuple(signs for step, signs in same[1:] if not step.optional)
                said = tuple(step for step, _signs in same)
                yield Cue(intent, said, HEAVY * heavy + 0.5 * (opens + closes), opens, closes, needs)

    def heads(self) -> dict[str, list[int]]:
        """The different beginnings of phrases, and the numbers of those that begin so."""
        heads: dict[str, list[int]] = {}
        for number, (_intent, phrase) in enumerate(self.phrases):
            heads.setdefault(_head(_bare(phrase)), []).append(number)
        return heads

    def firsts(self, head: str) -> Firsts | None:
        """What a message says first that says a phrase of this beginning; None if the beginning does not tell."""
        return firsts_of(head, self._group_firsts, self._lang)

    def _group_firsts(self, name: str) -> Firsts | None:
        if name not in self._begun_by:
            self._begun_by[name] = firsts_of(self._groups[name], self._group_firsts, self._lang)
        return self._begun_by[name]

    def group(self, name: str) -> list[str]:
        """The members of a group, as written."""
        return self._groups[name].split("|")

    def sounds(self, intents: frozenset[str]) -> set[str]:
        """The words and stems of all phrases but those of these intents, in their `sound`."""
        parts: set[str] = set()
        for intent, phrase in self.phrases:
            if intent not in intents:
                parts.update(PART.findall(_bare(phrase)))
        named = {name for part in parts for name in _GROUP.findall(part)}
        parts = {part for part in parts if "<" not in part}.union(*(self._groups[name].split("|") for name in named))
        return {sound for part in parts for sound in sounds_of(part, self._lang)}

    def _ways(self, phrase: str) -> list[Steps]:
        return parse_phrase(_GROUP.sub(lambda name: f"({self._groups[name[1]]})", phrase), self._lang)

    def _spelt(self, members: str) -> str:
        """The members of a group, with those of the groups above that it names."""
        return _GROUP.sub(lambda name: self._groups[name[1]], members)


@cache
def cue_lines(lang: str, kind: str) -> CueLines:
    """The phrases of a file, read once for all who ask."""
    return CueLines(lang, kind)


def read_cues(lang: str, kind: str = "cues") -> Iterator[Cue]:
    """Every cue of a language's file, in order; ValueError for one that cannot be read."""
    lines = cue_lines(lang, kind)
    for number in range(len(lines.phrases)):
        yield from lines.cues(number)


def _bare(phrase: str) -> str:
    return phrase.strip("!$ ").replace("^", "")


def _head(phrase: str) -> str:
    """The parts of a phrase up to the first that must be said; the whole of one that says one thing or another."""
    parts = PART.findall(phrase)
    depth, end = 0, len(parts)
    for at, part in enumerate(parts):
        depth += (part == "(") - (part[0] == ")")
        if depth == 0 and part == "|":
            return phrase
        if depth == 0 and part not in GAPS and part[-1] != "?":
            end = min(end, at + 1)
    return " ".join(parts[:end])


@cache
def _same(step: Step) -> tuple[Step, frozenset[str]]:
    """A step and its signs, one object for all that are equal: the same groups of words stand in thousands of cues."""
    return step, step.signs()


def _begun(steps: Steps) -> Iterator[Steps]:
    """With a first word that is surely there: one that may be missing is there, or the rest begins."""
    while steps and steps[0].optional:
        yield replace(steps[0], optional=False), *steps[1:]
        steps = steps[1:]
    if not steps:
        raise ValueError("a cue of which nothing must be said")
    yield steps
