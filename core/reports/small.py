"""Which figures of a table may be told to anybody, when small ones may not and the sum of all stands beside it?"""

from __future__ import annotations

from collections.abc import Iterable

from core.look.reports import FEWEST, FieldHours, Group

_HOURS = FEWEST * 60


def enough(count: int) -> bool:
    """Whether a group of that many organisations, or requests, may be told of."""
    return count >= FEWEST


def may_share(part: int, of: int) -> bool:
    """Whether a share may be told beside its whole: 80 percent of five would tell of four and of one."""
    return enough(of) and all(not count or enough(count) for count in (part, of - part))


def told_groups(groups: Iterable[Group]) -> frozenset[tuple[str, str]]:
    """(of, name) of the groups that may be told: of five organisations or more.

    Where only few are left out, what is missing to the sum would tell of them: the next smallest goes with them.
    """
    found: set[tuple[str, str]] = set()
    every = tuple(groups)
    for of in dict.fromkeys(one.of for one in every):
        smallest = sorted((one for one in every if one.of == of), key=lambda one: one.organisations)
        hidden = [one for one in smallest if one.organisations < FEWEST]
        rest = smallest[len(hidden) :]
        while hidden and rest and (len(hidden) == 1 or sum(one.organisations for one in hidden) < FEWEST):
            hidden.append(rest.pop(0))
        found.update((one.of, one.name) for one in rest)
    return frozenset(found)


def folded(fields: Iterable[FieldHours]) -> tuple[FieldHours, ...]:
    """The fields with five hours or more, the most first; the others together, with another one where they are few."""
    every = sorted((one for one in fields if one.minutes), key=lambda one: -one.minutes)
    told = [one for one in every if one.names and one.minutes >= _HOURS]
    rest = [one for one in every if one not in told]
    while told and rest and (sum(one.minutes for one in rest) < _HOURS or (len(rest) == 1 and rest[0].names)):
        rest.append(told.pop())
    others = sum(one.minutes for one in rest)
    return (*told, *((FieldHours({}, others),) if rest else ()))
