"""What binds a request or an offer: the whole clause that tells its times ("only in the morning", "at weekends not").

A model that marks words alone leaves the "not" and the "only" behind, and the card would say the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bot.understanding.marking import Piece

from .lexis.leading import listed
from .lexis.lexicon import numbered, small
from .lexis.lexicon import one as one_of
from .lexis.tokens import Tokens, tokenise
from .lexis.weekwords import weekday_at
from .retitled import ARTICLES, is_alike, tells
from .retitled import told as told_in
from .slots import Beside, beside_of
from .words import word

_BUT, _NO = small("condition"), small("negated")
_BUT_ONLY = small("but") & _BUT  # «بس» is "but" and "only"
_FEASTS = listed("small", "moving_feasts")
_ADDS = small("also")
_BINDS = _NO | _BUT | small("narrowing")
_PARTING = frozenset(',،.;؛:!¡?¿؟…–—/()"«»“”')
_QUESTIONS = ["?"], ["؟"]
_GREETS = frozenset("gy")  # marks of greetings and of thanks
_THING, _MORE = "thing", "more"
_NAMES_OTHER = frozenset((_THING, "place", "town", "hours", "day"))
"""Kinds of stretches that make a clause one of more than a condition."""
_FREE = 2  # words of a message that is a condition, beside what binds: "we cannot"
_YEAR = "year"
_TIMES = frozenset(("clock", "days", _YEAR))
_LONGEST, _BRIEF = 9, 4  # words of a clause that is kept whole, with a time in it, or where it only begins to narrow
_NEAR, _SMALL = 2, 2  # words before a time in which one narrows it; letters of one that says nothing
_SURE = 0.5  # how likely a clause is what it is taken for, where no model marked a word of it


class Told(NamedTuple):
    """From where to where a time is told, or something narrowed, and of which sort it is: a clock, days, a month …"""

    start: int
    end: int
    sort: str


class Condition(NamedTuple):
    """A clause that binds what is needed or offered: from where to where, and where in it that is told."""

    clause: tuple[int, int]
    told: list[Told]


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
        behind = [one for one in told if one.start >= first]
        if behind:
            found = _merged(found, *_stretch(tokens, marks, [*pieces, *shown], Condition(clause, behind), lang))
    return sorted(found)


def only_binds(text: str, title: str, kind: str, lang: str, today: date) -> bool:
    """Whether words do no more than bind what is written under that title: "yes, but not in January"."""
    tokens = tokenise(text)
    beside = beside_of(tokens, lang, today)
    return _are_all(tokens, list(conditions(tokens, beside, kind, lang)), title, beside, lang)


def with_added_conditions(
    tokens: Tokens, pieces: Sequence[Piece], title: str, beside: Beside, kind: str, lang: str
) -> list[Piece]:
    """The pieces of a correction, where a condition that only comes to the title ("not on Fridays") does so as a whole:
    not where something is said to be wrong, or where words of the title are said again. Where all of it is conditions,
    nothing else is read in it.
    """
    clauses = list(conditions(tokens, beside, kind, lang))
    if _are_all(tokens, clauses, title, beside, lang) and all(one.kind.startswith("what") for one in pieces):
        return [Piece(*_bare(tokens, one), "what>", 1.0) for one in clauses]
    if any(one.kind.endswith("-") for one in pieces):
        return list(pieces)
    found = list(pieces)
    for clause, told in clauses:
        met = [one for one in found if _meet(clause, one)]
        alone = not met and _is_all(tokens, clause)
        news = [one for one in met if one.kind == "what>" or (one.kind == "what+" and _is_only(tokens, told, one))]
        inside = {at for one in news for at in range(one.start, one.end)}
        binds = any(at not in inside and tokens.forms[at] in _BINDS for at in range(*clause))
        if (alone or (news and binds)) and news == met and clause[1] - clause[0] <= _LONGEST:
            sure = max([_SURE, *(one.probability for one in news)])
            found = [*(one for one in found if one not in met), Piece(*clause, "what>", sure)]
    return sorted(found)


def told_before(title: Tokens, of: Beside, said: Tokens, beside: Beside, kind: str, lang: str) -> str:
    """What a title tells of the very times that a condition tells anew ("from 9 to 12", "not before 10"), which that
    stands in the place of. '' where it tells none, where times are only denied ("not on Fridays" stands beside "on
    Tuesdays"), or where more times come to it ("also").
    """
    news = [one for _clause, told in conditions(said, beside, kind, lang) for one in told]
    denies = not _NO.isdisjoint(said.forms)
    sorts = {one.sort for one in news} - (_TIMES if denies else set())  # "not on Mondays" ends no "not on Fridays"
    if not _ADDS.isdisjoint(said.forms):
        return ""
    for clause, told in conditions(title, of, kind, lang):
        same = [one for one in told if one.sort in sorts]
        if same and denies != _NO.isdisjoint(title.forms[slice(*clause)]):
            alone = clause[0] and all(one.sort in sorts for one in told)
            start, end = clause if alone else (min(one.start for one in same), max(one.end for one in same))
            start -= start > 0 and title.forms[start - 1] in ARTICLES
            return title.said(start, end)
    return ""


def conditions(tokens: Tokens, beside: Beside, kind: str, lang: str) -> Iterator[Condition]:
    """The clauses that tell a time, or that narrow ("only", "up to"), and are no question. Hours and days of a "need"
    have lines of their own.
    """
    times, shown = _times(tokens, beside, kind, lang), _shown(beside, kind)
    narrows = _narrowing(tokens, lang)
    for clause in _clauses(tokens):
        binds = not _BINDS.isdisjoint(tokens.forms[slice(*clause)])  # "Ramadan is far off" tells no time
        told = [one for one in times if _inside(one, clause) and (binds or one.sort != _YEAR)]
        told = [one for one in told if not any(_meet(one, other) for other in shown)]
        brief = clause[1] - clause[0] <= _BRIEF  # a longer "but" tells a story
        if not any(_meet(clause, one) for one in shown):
            told += [one for one in narrows if _inside(one, clause) and (brief or _begins(tokens, clause, one))]
        if told and tokens.forms[clause[1] : clause[1] + 1] not in _QUESTIONS:
            yield Condition(clause, told)


def _times(tokens: Tokens, beside: Beside, kind: str, lang: str) -> list[Told]:
    """Where times are told: of the day, by the clock, of the week, of the year."""
    size, days = range(len(tokens.forms)), beside.days if kind == "offer" else []
    found = [Told(one.start, one.end, "clock") for one in (*beside.clocks, *beside.times)]
    found += [Told(one.start, one.end, "days") for one in (*beside.repeats, *days)]
    found += [Told(*one[:2], "clock") for one in one_of(lang, "small", "parts_of_day").all_in(tokens.forms)]
    weekdays = ((at, weekday_at(tokens.forms, at, lang)) for at in size) if kind == "offer" else ()
    found += [Told(at, day[1], "days") for at, day in weekdays if day]
    for start, end, _value in one_of(lang, "small", "bounds").all_in(tokens.forms):  # "not before 9"
        behind = range(end, min(end + _NEAR + 1, len(tokens.forms)))
        if number := next((at for at in behind if tokens.forms[at].isdigit()), None):
            found.append(Told(start, number + 1, tokens.forms[start]))
    year = (*numbered(lang, "calendar", "months").all_in(tokens.forms), *_FEASTS.all_in(tokens.forms))
    return found + [Told(*one[:2], _YEAR) for one in year]


def _shown(beside: Beside, kind: str) -> list[Piece]:
    """The hours and days of a request, which its card shows in lines of their own."""
    return [Piece(one.start, one.end, "day", 1.0) for one in (*beside.days, *beside.hours)] if kind == "need" else []


def _narrowing(tokens: Tokens, lang: str) -> list[Told]:
    """Where "only", "up to", "not before" and their like stand; the sort is the word."""
    found = one_of(lang, "small", "narrowing").all_in(tokens.forms)
    return [Told(start, end, tokens.forms[start]) for start, end, _value in found]


def _is_all(tokens: Tokens, clause: tuple[int, int]) -> bool:
    """Whether the message has no word beside that clause."""
    return clause[1] - clause[0] == sum(form[:1].isalnum() for form in tokens.forms)


def _are_all(tokens: Tokens, found: Sequence[Condition], title: str, beside: Beside, lang: str) -> bool:
    """Whether a message is conditions alone, but for a yes before them: it tells no hours, says nothing of the title
    again, and hardly a word besides.
    """
    inside = [one.clause for one in found]
    others = [tokens.said(*clause) for clause in _clauses(tokens) if clause not in inside]
    demands = one_of(lang, "amend", "demands").all_in(tokens.forms)  # "it has to be …" stays in no title
    if not inside or beside.hours or demands or any(word(one, lang) != "yes" for one in others):
        return False
    binds = {at for one in found for said in one.told for at in range(said.start, said.end)}
    free = [tokens.forms[at] for clause in inside for at in range(*clause) if at not in binds]
    news = [form for form in free if tells(form) and not form.isdigit() and form not in _BINDS]
    return len(news) <= _FREE and not any(is_alike(one, other) for one in news for other in told_in(title))


def _bare(tokens: Tokens, condition: Condition) -> tuple[int, int]:
    """From where to where a clause of a correction binds: all of it where something is denied or narrowed, else the
    times ("better at 5").
    """
    (start, end), told = condition
    if not _BINDS.isdisjoint(tokens.forms[start:end]):
        return start, end
    return min(one.start for one in told), max(one.end for one in told)


def _is_only(tokens: Tokens, told: Sequence[Told], one: Piece) -> bool:
    """Whether a piece is no more than what is told of the time."""
    inside = {at for place in told for at in range(place.start, place.end)}
    return all(at in inside or len(tokens.forms[at]) <= _SMALL for at in range(one.start, one.end))


def _inside(one: Told, clause: tuple[int, int]) -> bool:
    return clause[0] <= one.start and one.end <= clause[1]


def _begins(tokens: Tokens, clause: tuple[int, int], one: Told) -> bool:
    """Whether a clause begins with that "only", or has it behind the "but" or the "not" that leads it in."""
    first = tokens.forms[clause[0]]
    return one.start == clause[0] + (first in _BUT_ONLY or (first in _NO and one.start > clause[0]))


def _meet(one: Told | tuple[int, int], other: Piece) -> bool:
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
    first, last = min(one.start for one in told), max(one.end for one in told)
    least = max([start, *(one.end for one in met if one.start < first and one.kind != _MORE)])
    beside = {at for one in _narrowing(tokens, lang) for at in range(one.start, one.end)}
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
