"""What binds a request or an offer: the whole clause that tells its times ("only in the morning", "at weekends not").

A model that marks words alone leaves the "not" and the "only" behind, and the card would say the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.understanding.marking import Piece

from .lexis.lexicon import one as one_of
from .lexis.lexicon import small
from .lexis.tokens import Tokens
from .slots import Beside

_BUT, _NO = small("condition"), small("negated")
_BUT_ONLY = small("but") & _BUT  # «بس» is "but" and "only"
_BINDS = _NO | _BUT | small("narrowing")
_PARTING = frozenset(',،.;؛:!¡?¿؟…–—/()"«»“”')
_QUESTIONS = ["?"], ["؟"]
_GREETS = frozenset("gy")  # marks of greetings and of thanks
_THING, _MORE = "thing", "more"
_NAMES_OTHER = frozenset((_THING, "place", "town", "hours", "day"))
"""Kinds of stretches that make a clause one of more than a condition."""
_LONGEST, _BRIEF = 9, 4  # words of a clause that is kept whole, with a time in it, or where it only begins to narrow
_NEAR, _SMALL = 2, 2  # words before a time in which one narrows it; letters of one that says nothing
_SURE = 0.5  # how likely a clause is what it is taken for, where no model marked a word of it


class Condition(NamedTuple):
    """A clause that binds what is needed or offered: from where to where, and where in it that is told."""

    clause: tuple[int, int]
    told: list[tuple[int, int]]


def with_conditions(
    tokens: Tokens, marks: Sequence[str], pieces: Sequence[Piece], beside: Beside, kind: str, lang: str
) -> list[Piece]:
    """The pieces of a message, where each condition behind its first thing comes to what the title has: all of the
    clause where it is short and of nothing else, else the time with the word that narrows or denies it.
    """
    first = min((one.end for one in pieces if one.kind == _THING), default=None)
    if first is None:
        return list(pieces)
    shown = _shown(beside, kind)
    found = list(pieces)
    for clause, told in conditions(tokens, beside, kind, lang):
        behind = [one for one in told if one[0] >= first]
        if behind:
            found = _merged(found, *_stretch(tokens, marks, [*pieces, *shown], Condition(clause, behind), lang))
    return sorted(found)


def with_added_conditions(tokens: Tokens, pieces: Sequence[Piece], beside: Beside, kind: str, lang: str) -> list[Piece]:
    """The pieces of a correction, where a condition that only comes to the title ("not on Fridays") does so as a whole:
    not where something is said to be wrong, or where words of the title are said again.
    """
    if any(one.kind.endswith("-") for one in pieces):
        return list(pieces)
    found = list(pieces)
    for clause, told in conditions(tokens, beside, kind, lang):
        met = [one for one in found if _meet(clause, one)]
        alone = not met and _is_all(tokens, clause)
        news = [one for one in met if one.kind == "what>" or (one.kind == "what+" and _is_only(tokens, told, one))]
        inside = {at for one in news for at in range(one.start, one.end)}
        binds = any(at not in inside and tokens.forms[at] in _BINDS for at in range(*clause))
        if (alone or (news and binds)) and news == met and clause[1] - clause[0] <= _LONGEST:
            sure = max([_SURE, *(one.probability for one in news)])
            found = [*(one for one in found if one not in met), Piece(*clause, "what>", sure)]
    return sorted(found)


def conditions(tokens: Tokens, beside: Beside, kind: str, lang: str) -> Iterator[Condition]:
    """The clauses that tell a time, or that narrow ("only", "up to"), and are no question. Hours and days of a "need"
    have lines of their own.
    """
    days = beside.days if kind == "offer" else []
    times = [(one.start, one.end) for one in (*beside.times, *beside.clocks, *beside.repeats, *days)]
    times += [found[:2] for found in one_of(lang, "small", "parts_of_day").all_in(tokens.forms)]
    narrows, shown = _narrowing(tokens, lang), _shown(beside, kind)
    for clause in _clauses(tokens):
        told = [one for one in times if _inside(one, clause) and not any(_meet(one, other) for other in shown)]
        brief = clause[1] - clause[0] <= _BRIEF  # a longer "but" tells a story
        if not any(_meet(clause, one) for one in shown):
            told += [one for one in narrows if _inside(one, clause) and (brief or _begins(tokens, clause, one))]
        if told and tokens.forms[clause[1] : clause[1] + 1] not in _QUESTIONS:
            yield Condition(clause, told)


def _shown(beside: Beside, kind: str) -> list[Piece]:
    """The hours and days of a request, which its card shows in lines of their own."""
    return [Piece(one.start, one.end, "day", 1.0) for one in (*beside.days, *beside.hours)] if kind == "need" else []


def _narrowing(tokens: Tokens, lang: str) -> list[tuple[int, int]]:
    """From where to where "only", "up to", "except" and their like stand."""
    return [found[:2] for found in one_of(lang, "small", "narrowing").all_in(tokens.forms)]


def _is_all(tokens: Tokens, clause: tuple[int, int]) -> bool:
    """Whether the message has no word beside that clause."""
    return clause[1] - clause[0] == sum(form[:1].isalnum() for form in tokens.forms)


def _is_only(tokens: Tokens, told: Sequence[tuple[int, int]], one: Piece) -> bool:
    """Whether a piece is no more than what is told of the time."""
    inside = {at for place in told for at in range(*place)}
    return all(at in inside or len(tokens.forms[at]) <= _SMALL for at in range(one.start, one.end))


def _inside(one: tuple[int, int], clause: tuple[int, int]) -> bool:
    return clause[0] <= one[0] and one[1] <= clause[1]


def _begins(tokens: Tokens, clause: tuple[int, int], one: tuple[int, int]) -> bool:
    """Whether a clause begins with that "only", or has it behind the "but" that leads it in."""
    return one[0] == clause[0] + (tokens.forms[clause[0]] in _BUT_ONLY)


def _meet(one: tuple[int, int], other: Piece) -> bool:
    return one[0] < other.end and other.start < one[1]


def _clauses(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """From where to where no sign and no "but" parts words, and no line begins."""
    begun, size = 0, len(tokens.forms)
    for at in range(size):
        line = at and "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
        if tokens.forms[at] in _PARTING:
            if begun < at:
                yield begun, at
            begun = at + 1
        elif at > begun and (line or _leads_in(tokens, at)):
            yield begun, at
            begun = at
    if begun < size:
        yield begun, size


def _leads_in(tokens: Tokens, at: int) -> bool:
    """Whether this is a "but" that begins a clause, unlike the last word of "evenings only"."""
    ends = at + 1 == len(tokens.forms) or tokens.forms[at + 1] in _PARTING
    return tokens.forms[at] in _BUT and tokens.forms[at - 1] not in _BUT and not ends


def _stretch(
    tokens: Tokens, marks: Sequence[str], pieces: Sequence[Piece], condition: Condition, lang: str
) -> tuple[int, int]:
    """From where to where of its clause a condition is kept."""
    (start, end), told = condition
    met = [one for one in pieces if _meet(condition.clause, one)]
    if not any(one.kind in _NAMES_OTHER for one in met) and end - start <= _LONGEST:
        return _polite(marks, condition.clause)
    first, last = min(one[0] for one in told), max(one[1] for one in told)
    least = max([start, *(one.end for one in met if one.start < first and one.kind != _MORE)])
    beside = {at for one in _narrowing(tokens, lang) for at in range(*one)}
    beside |= {at for at in range(start, end) if tokens.forms[at] in _NO}
    before = [at for at in range(max(first - _NEAR, least), first) if at in beside]
    return min([first, *before]), last + (last < end and last in beside)


def _polite(marks: Sequence[str], clause: tuple[int, int]) -> tuple[int, int]:
    """A clause without what greets or thanks at its ends."""
    start, end = clause
    while start < end and not _GREETS.isdisjoint(marks[end - 1]):
        end -= 1
    while start < end and not _GREETS.isdisjoint(marks[start]):
        start += 1
    return start, end


def _merged(pieces: Sequence[Piece], first: int, last: int) -> list[Piece]:
    """The pieces with that stretch in place of what of the title it meets; as they are where it meets a thing."""
    met = [one for one in pieces if _meet((first, last), one)]
    if first >= last or any(one.kind == _THING for one in met):
        return list(pieces)
    told = [one for one in met if one.kind == _MORE]
    start, end = min([first, *(one.start for one in told)]), max([last, *(one.end for one in told)])
    sure = max([_SURE, *(one.probability for one in told)])
    return [*(one for one in pieces if one not in told), Piece(start, end, _MORE, sure)]
