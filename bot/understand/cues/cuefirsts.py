"""How may a cue phrase begin? Its first words, without making all the ways in which it can be said.

There are twenty thousand beginnings to look up when a process starts, and few of them are ever said to it.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .cueparts import GAPS, PART, Step, words_of

_GROUP = re.compile(r"<(\w+)>[?+]?")


class Firsts(NamedTuple):
    """The words, the beginnings of words, and whether a number, one of which comes first."""

    words: frozenset[str]
    stems: frozenset[str]
    number: bool


Groups = Callable[[str], Firsts | None]


def firsts_of(phrase: str, groups: Groups, lang: str) -> Firsts | None:
    """What is said first of a phrase; None where all of one way to say it may be missing."""
    parts = PART.findall(phrase)
    found, sure, _end = _either(parts, 0, groups, lang)
    return merged(found) if sure else None


def merged(found: Iterable[Firsts]) -> Firsts:
    """What any of these says."""
    all_found = list(found)
    words = frozenset().union(*(one.words for one in all_found))
    return Firsts(words, frozenset().union(*(one.stems for one in all_found)), any(one.number for one in all_found))


def _either(parts: list[str], at: int, groups: Groups, lang: str) -> tuple[list[Firsts], bool, int]:
    """What the sequences parted by `|` begin with, whether each surely says something, and where they end."""
    found, sure = [], True
    while True:
        begun, said, at = _one(parts, at, groups, lang)
        found += begun
        sure = sure and said
        if at >= len(parts) or parts[at][0] == ")":
            return found, sure, at
        at += 1


def _one(parts: list[str], at: int, groups: Groups, lang: str) -> tuple[list[Firsts], bool, int]:
    """The same of one sequence: of what may be missing, what comes behind it as well."""
    found: list[Firsts] = []
    sure = False
    while at < len(parts) and parts[at] != "|" and parts[at][0] != ")":
        part = parts[at]
        if part in GAPS:
            at += 1
            continue
        if part == "(":
            begun, said, at = _either(parts, at + 1, groups, lang)
            mark = parts[at][1:] if at < len(parts) else ""
        else:
            mark = part[-1] if part[-1] in "?+" else ""
            begun, said = _of_part(part, groups, lang)
        if not sure:
            found += begun
            sure = said and mark != "?"
        at += 1
    return found, sure, at


def _of_part(part: str, groups: Groups, lang: str) -> tuple[list[Firsts], bool]:
    if group := _GROUP.fullmatch(part):
        begun = groups(group[1])
        return ([begun], True) if begun else ([], False)
    return [of_step(words_of(part.rstrip("?+"), lang)[0])], True


def of_step(step: Step) -> Firsts:
    """What one step of a cue says."""
    return Firsts(step.words, frozenset(step.stems), step.number)
