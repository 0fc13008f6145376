"""How many people are told of, with a verb before the number: "somos 3", "they are 30 children", «عددهم ٣٠»?"""

from __future__ import annotations

from typing import NamedTuple

from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens

from .numbers import number_at
from .units import unit_at

_VERBS = ("people_are", "are_so_many")
_PERIODS, _MONEY = small("periods"), listed("small", "money_things")
_PEOPLE = frozenset(listed("somebody", "people").single_words())
_LEAST = 2


class Heads(NamedTuple):
    """`many`, told by tokens `start` to `end` behind a verb `at` its place; `plainly` where that says that they are
    people, as "we are" does.
    """

    many: int
    at: int
    start: int
    end: int
    plainly: bool


def heads(tokens: Tokens, lang: str) -> Heads | None:
    """The first number behind such a verb that counts no hours, days or money; None where there is none."""
    for name in _VERBS:
        for at, end, _verb in one(lang, "small", name).all_in(tokens.forms):
            if found := _counted(tokens.forms, lang, at, end, plainly=name == _VERBS[0]):
                return found if found.many >= _LEAST else None
    return None


def _counted(forms: list[str], lang: str, at: int, end: int, *, plainly: bool) -> Heads | None:
    """The number behind the verb that stands from `at` to `end`, and behind "unos", "about", "more or less"."""
    start = end
    while start < len(forms) and (about := one(lang, "about").at(forms, start)):
        start = about[1]
    found = number_at(forms, start, lang) if start < len(forms) else None
    if found is None or len(found[0]) != 1 or found[0][0].denominator != 1 or _is_measure(forms, found[1], lang):
        return None
    people = plainly or not _PEOPLE.isdisjoint(forms[found[1] : found[1] + 1])
    return Heads(int(found[0][0]), at, end, found[1], people)


def _is_measure(forms: list[str], at: int, lang: str) -> bool:
    """Whether hours, days, weeks or money are counted there, or a time of day is told."""
    if at >= len(forms):
        return False
    return unit_at(forms, at, lang) is not None or forms[at] in _PERIODS or _MONEY.at(forms, at) is not None
