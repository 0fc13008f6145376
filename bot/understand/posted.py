"""Which things does a message ask for or offer, each with its title, its hours and its day?

A model reads which words are a thing, which others its title is to have, and which hours and days count
(bot/understanding/marking.py); what is said behind a thing is of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.marking import POSTED, Piece
from core.languages import LANGUAGES
from core.remembered import remembered
from core.text.normal import fold

from .alike import stems
from .amounts.apiece import each_said
from .amounts.hours import read_hours
from .calendar.dates import read_day
from .conditions import with_conditions
from .lexis.leading import listed
from .lexis.lexicon import small
from .lexis.tokens import Tokens
from .lexis.transcribed import as_heard
from .marks import known, read_as, words_of
from .services.service import as_said, is_empty, lead_in
from .services.timed import date_of, for_each
from .slots import Beside, beside_of
from .values import Span
from .where.places import on_the_net
from .where.towns import without_clitic

_LEAST = {"thing": 0.4, "more": 0.4, "place": 0.4, "hours": 0.3, "day": 0.3, "town": 0.5}
"""Probability from which on words are taken for that."""
_BETWEEN = {"ar": "، "}
_SIGNS = " ,،.;؛:-–!¡?¿؟'\"«»“”‘’()"
_AND = small("list_and") | small("also") | frozenset("&+wo")
_CLITICS = re.compile("^(?:وال|بال|لل|ال|و|ب|ل)(?=...)")
_INDEFINITE, _COMMAS = small("indefinite"), frozenset(",،")
_ARABIC_AND, _JOINED = "و", 4  # letters of a word that may begin with it
_ARTICLES, _WE_ARE = _INDEFINITE | small("articles") | small("some"), listed("presented", "we_are")
_PAIR = 2  # services; more than these are a list
_LETTERS = 3  # of what tells something
_ENDS, _SMALL = frozenset(".;؛!?؟…"), 2  # words between two stretches that are told as one


class Timed(NamedTuple):
    """What is needed or offered, its minutes (0 where none are told), and its day as ISO date ('' for none)."""

    what: str
    minutes: int = 0
    by: str = ""


class Posted(NamedTuple):
    """The things of a message, in its order, and the town where they are done, as typed, '' where none is named."""

    things: tuple[Timed, ...]
    town: str


@remembered
def posted_in(text: str, lang: str, today: date, kind: str) -> Posted:
    """What it asks for or offers; no things where none is found. `kind` is "need", "offer" or ""."""
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    tokens = read_as(text)
    surely = "thing" if kind else ""
    marks = known(tokens, lang, today)
    pieces = POSTED.pieces(words_of(tokens), marks, kind, as_heard(tokens), surely)
    pieces = [one for one in pieces if one.probability >= _LEAST[one.kind]]
    pieces = [one for piece in pieces for one in _services(tokens, marks, piece)]
    named = [one for one in pieces if one.kind == "thing" and _tells(tokens, lang, one)]
    named = [one for one in named if _WE_ARE.at(tokens.forms, one.start - 1) is None] or named  # "we are accountants"
    if not named:
        return Posted((), "")
    beside = beside_of(tokens, lang, today)
    pieces = [one if one in named or one.kind != "thing" else one._replace(kind="") for one in pieces]
    pieces = with_conditions(tokens, marks, pieces, beside, kind, lang)
    fitted = {one: _fitted(tokens, lang, beside, kind, one) for one in pieces}
    pieces, named = sorted(part for parts in fitted.values() for part in parts), [fitted[one][0] for one in named]
    towns = (without_clitic(tokens.said(one.start, one.end)) for one in pieces if one.kind == "town")
    told, outside = _apart(tokens, pieces, named)
    if kind != "need":
        return Posted(tuple(map(Timed, _offered(tokens, lang, told, outside, beside))), next(towns, ""))
    titles = [_title(tokens, lang, those, joined=at > 0) for at, those in enumerate(told)]
    values = _Values(tokens, lang, today, beside)
    times = values.of_each(told, outside)
    return Posted(tuple(Timed(*one) for one in zip(titles, *times, strict=True)), next(towns, ""))


def title_in(text: str, lang: str, today: date, kind: str = "") -> str:
    """The words for the thing, or for all of them, as typed; '' where none is found."""
    return _BETWEEN.get(lang, ", ").join(one.what for one in posted_in(text, lang, today, kind).things)


def items_in(text: str, lang: str, today: date, kind: str) -> tuple[Timed, ...]:
    """The things that one message asks for or offers beside each other; () where it is one."""
    things = posted_in(text, lang, today, kind).things
    return things if len(things) > 1 else ()


def _tells(tokens: Tokens, lang: str, piece: Piece) -> bool:
    letters = sum(map(str.isalpha, tokens.said(piece.start, piece.end)))
    return letters >= _LETTERS and not is_empty(tokens.forms, (piece.start, piece.end), lang)


def _services(tokens: Tokens, marks: Sequence[str], piece: Piece) -> list[Piece]:
    """Several where each part between its commas and "and" is no more than the name of a service: "a web shop and a
    logo"; of three and more one word may be unknown.
    """
    places = range(piece.start, piece.end)
    joints = [at for at in places[1:-1] if tokens.forms[at] in _AND or tokens.forms[at] in _COMMAS]
    glued = [at for at in places[1:] if tokens.forms[at][0] == _ARABIC_AND and len(tokens.forms[at]) >= _JOINED]
    begins = sorted({piece.start, *(at + 1 for at in joints), *(at for at in glued if at - 1 not in joints)})
    ends = [at if at not in (one + 1 for one in joints) else at - 1 for at in begins[1:]] + [piece.end]
    parts = [
        piece._replace(start=start + (tokens.forms[start] in _INDEFINITE), end=end)
        for start, end in zip(begins, ends, strict=True)
        if start < end
    ]
    unnamed = [one for one in parts if not all({"s", "p"} & {*mark} for mark in marks[one.start : one.end])]
    brief = len(parts) > _PAIR and all(one.end - one.start == 1 for one in unnamed)
    named = len(unnamed) <= brief and all(one.start < one.end for one in parts)
    return parts if piece.kind == "thing" and len(parts) > 1 and named else [piece]


def _fitted(tokens: Tokens, lang: str, beside: Beside, kind: str, piece: Piece) -> list[Piece]:
    """A thing without what a line of the card shows at its end, which is apart; a time with what leads up to it."""
    times = [*beside.days, *beside.times, *beside.repeats]
    if piece.kind == "more" and _overlaps(piece, times):
        return [piece._replace(start=lead_in(tokens.forms, piece.start, lang))]
    if piece.kind != "thing":
        return [piece]
    shown = [("", span) for span in beside.remote]
    if kind == "need":
        shown += [("hours", span) for span in beside.hours] + [("day", span) for span in beside.days]
    apart = list[Piece]()
    while at_end := [one for one in shown if one[1].end == piece.end and one[1].start > piece.start]:
        part, span = at_end[0]
        end = max(lead_in(tokens.forms, span.start, lang), piece.start + 1)
        if not part and end - piece.start == 1 and span in on_the_net(tokens, lang):
            break  # an "online shop" is no shop
        piece = piece._replace(end=end)
        apart.append(Piece(span.start, span.end, part, piece.probability))
    return [piece, *apart]


def _apart(tokens: Tokens, pieces: Sequence[Piece], named: Sequence[Piece]) -> tuple[list[list[Piece]], list[Piece]]:
    """What is said of each thing: what stands behind its name, or behind words that name it again; and what is said
    before the first of them, or behind the last, and of none by name.
    """
    names = [_stems(tokens, one) for one in named]
    again = {at for at, those in enumerate(names) if any(those and those <= other for other in names[:at])}
    things = [one for at, one in enumerate(named) if at not in again]
    begins = [0, *(_cut(tokens, *both) for both in pairwise(things))]
    turns = [(begun, at) for at, begun in enumerate(begins)]
    names = [_stems(tokens, one) for one in things]
    for at in range(things[-1].end, len(tokens.forms)) if len(things) > 1 else ():
        told_of = [place for place, those in enumerate(names) if those & _stems(tokens, Piece(at, at + 1, "", 0))]
        turns += [(at, told_of[0])] if len(told_of) == 1 else []
    told: list[list[Piece]] = [[] for _one in things]
    for one in pieces:
        if one.kind != "thing" or one in things:
            told[[place for at, place in turns if at <= one.start][-1]].append(one)
    end = min([at for at, _place in turns[len(things) :]], default=len(tokens.forms))
    return told, [one for one in pieces if one.start < things[0].start or things[-1].end <= one.start < end]


def _offered(
    tokens: Tokens, lang: str, told: Sequence[Sequence[Piece]], outside: Sequence[Piece], beside: Beside
) -> list[str]:
    """The titles of offers, which hold their times. Times said before the first of several, or apart behind the last or
    behind names of one word each, are of all where no other has its own, and so are hours that are said to be of each.
    """
    spans = [*beside.days, *beside.times, *beside.repeats]
    times = [[one for one in those if _overlaps(one, spans)] for those in told]
    things = [one for those in told for one in those if one.kind == "thing"]
    last = things[-1].end
    brief = all(one.end - one.start == 1 for one in things)
    shared = [one for one in outside if brief or one.end <= last or not _is_one(tokens, last, one.start)]
    of_all = [one for one in shared if one.kind == "more" and _overlaps(one, spans)] if len(told) > 1 else []
    if of_all and sum(map(len, times)) == len(of_all):
        told = [[one for one in those if one not in of_all] for those in told]
    else:
        of_all = []
    each = [Piece(*span[:2], "more", 1) for span in for_each(tokens, lang, beside.hours) if span.value is None]
    behind = sorted((*of_all, *(each if len(told) > 1 else ())))
    parts = [_dated(tokens, lang, (one.start, one.end), beside.days) for one in behind]
    titles = [_title(tokens, lang, those, beside.days, joined=at > 0) for at, those in enumerate(told)]
    return [_BETWEEN.get(lang, ", ").join((title, *parts)) for title in titles]


def _overlaps(piece: Piece, spans: Sequence[Span]) -> bool:
    return any(piece.start < span.end and span.start < piece.end for span in spans)


def _stems(tokens: Tokens, piece: Piece) -> set[str]:
    return stems(" ".join(_CLITICS.sub("", form) for form in tokens.forms[piece.start : piece.end]))


class _Values:
    """What the words that are hours, or a day, come to: as the grammars read them in the whole message, or alone."""

    def __init__(self, tokens: Tokens, lang: str, today: date, beside: Beside) -> None:
        self._tokens, self._lang, self._today, self._beside = tokens, lang, today, beside

    def of_each(self, told: Sequence[Sequence[Piece]], outside: Sequence[Piece]) -> tuple[list[int], list[str]]:
        """The minutes and the day of each thing; one that is said `outside`, before the first or behind the last thing,
        and no other, is that of all, and so are hours that are said to be of each.
        """
        minutes, days, of_all = [*map(self.minutes, told)], [*map(self.day, told)], self.day(outside)
        if len(told) > 1 and len(length := set(minutes) - {0}) == 1 and each_said(self._tokens, self._lang):
            minutes = [*length] * len(minutes)
        if of_all and {of_all, ""}.issuperset(days):
            days = [of_all] * len(days)
        return minutes, days

    def minutes(self, pieces: Sequence[Piece]) -> int:
        """0 for none."""
        found = self._all(pieces, "hours", self._beside.hours, read_hours)
        return next((value for value in found if isinstance(value, int) and value > 0), 0)

    def day(self, pieces: Sequence[Piece]) -> str:
        """The ISO date, '' for none."""
        found = self._all(pieces, "day", self._beside.days, lambda said, lang: read_day(said, lang, self._today))
        return next((value.isoformat() for value in found if isinstance(value, date)), "")

    def _all(
        self, pieces: Sequence[Piece], kind: str, spans: Sequence[Span], read: Callable[[str, str], object]
    ) -> Iterator[object]:
        """The surest first."""
        for one in sorted(pieces, key=lambda piece: -piece.probability):
            if one.kind == kind:
                inside = [span.value for span in spans if _overlaps(one, [span])]
                yield from inside or [read(self._tokens.said(one.start, one.end), self._lang)]


def _cut(tokens: Tokens, one: Piece, other: Piece) -> int:
    """Where the second of two things begins to be told: at a line or an "and", behind the end of a sentence."""
    for at in range(other.start, one.end, -1):
        if "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]] or tokens.forms[at - 1] in _ENDS:
            return at
        if tokens.forms[at - 1] in _AND:
            return at - 1
    return other.start


def _title(tokens: Tokens, lang: str, pieces: Sequence[Piece], days: Sequence[Span] = (), *, joined: bool) -> str:
    """The thing with what else is said of it: what touches it as it stands, the rest behind it. The `days` have their
    dates where other days read them otherwise.
    """
    thing = next(one for one in pieces if one.kind == "thing")
    parts = sorted((one.start, one.end) for one in pieces if one.kind in ("thing", "more", "place"))
    apart = [one.start for one in pieces if one.kind in ("hours", "day")]
    told = [parts[0]]
    for start, end in parts[1:]:
        if _is_one(tokens, told[-1][1], start) and not any(told[-1][1] <= at < start for at in apart):
            told[-1] = told[-1][0], end
        else:
            told.append((start, end))
    told.sort(key=lambda part: not part[0] <= thing.start < part[1])
    said = [_dated(tokens, lang, part, days) for part in told]
    said[0] = _bare(said[0], joined=joined)
    return _BETWEEN.get(lang, ", ").join(filter(None, said))


def _dated(tokens: Tokens, lang: str, part: tuple[int, int], days: Sequence[Span]) -> str:
    """These words; "tomorrow" with its date behind it."""
    said, end = as_said(tokens, *part, lang), tokens.ends[part[1] - 1]
    for day in reversed(days):
        if part[0] <= day.start and day.end <= part[1]:
            at = len(said) - (end - tokens.ends[day.end - 1])
            said = said[:at] + date_of(tokens, lang, day) + said[at:]
    said = said.strip(_SIGNS)
    return f"{said})" if said.count("(") > said.count(")") else said


def _bare(said: str, *, joined: bool) -> str:
    """Without the article before it, and the "and" that Arabic writes as one with it where something stands ahead."""
    first, _space, rest = said.partition(" ")
    if rest and fold(first) in _ARTICLES:
        return rest
    return said[1:] if joined and said[:1] == _ARABIC_AND and len(first) >= _JOINED else said


def _is_one(tokens: Tokens, end: int, start: int) -> bool:
    """Whether nothing stands between two stretches but what joins them."""
    return (
        end <= start
        and all(len(form) <= _SMALL or form in _AND for form in tokens.forms[end:start])
        and not any(tokens.is_sign(at) for at in range(end, start))
    )
