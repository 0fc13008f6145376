"""Which things does a message ask for or offer, each with its title, its hours and its day?

A model reads which words are a thing, which others its title is to have, and which hours and days count
(bot/understanding/marking.py); what is said behind a thing is of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.marking import POSTED, Piece
from core.languages import LANGUAGES
from core.remembered import remembered

from .lexis.lexicon import small
from .lexis.tokens import Tokens
from .lexis.transcribed import as_heard
from .marks import known, read_as, words_of
from .services.service import as_said, is_empty
from .slots import beside_of
from .values import Span
from .where.towns import without_clitic

_LEAST = {"thing": 0.4, "more": 0.4, "place": 0.4, "hours": 0.3, "day": 0.3, "town": 0.5}
"""Probability from which on words are taken for that."""
_BETWEEN = {"ar": "، "}
_SIGNS = " ,،.;؛:-–!¡?¿؟'\"«»“”‘’()"
_AND = small("list_and") | small("also") | frozenset("&+wo")
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
    pieces = POSTED.pieces(words_of(tokens), known(tokens, lang, today), kind, as_heard(tokens), surely)
    pieces = [one for one in pieces if one.probability >= _LEAST[one.kind]]
    things = [one for one in pieces if one.kind == "thing" and not is_empty(tokens.forms, (one.start, one.end), lang)]
    if not things:
        return Posted((), "")
    towns = (without_clitic(tokens.said(one.start, one.end)) for one in pieces if one.kind == "town")
    return Posted(_timed(tokens, lang, today, kind, pieces, things), next(towns, ""))


def title_in(text: str, lang: str, today: date, kind: str = "") -> str:
    """The words for the thing, or for all of them, as typed; '' where none is found."""
    return _BETWEEN.get(lang, ", ").join(one.what for one in posted_in(text, lang, today, kind).things)


def items_in(text: str, lang: str, today: date, kind: str) -> tuple[Timed, ...]:
    """The things that one message asks for or offers beside each other; () where it is one."""
    things = posted_in(text, lang, today, kind).things
    return things if len(things) > 1 else ()


def _timed(
    tokens: Tokens, lang: str, today: date, kind: str, pieces: Sequence[Piece], things: Sequence[Piece]
) -> tuple[Timed, ...]:
    cuts = [_cut(tokens, one, other) for one, other in pairwise(things)]
    bounds = list(pairwise((0, *cuts, len(tokens.forms))))
    titles = [_title(tokens, lang, thing, _within(pieces, *bound)) for thing, bound in zip(things, bounds, strict=True)]
    if kind != "need":
        return tuple(map(Timed, titles))
    beside = beside_of(tokens, lang, today)
    hours, days = list[list[int]](), list[list[str]]()
    for bound in bounds:
        told = _within(pieces, *bound)
        spans = [_counting(those, part, told) for part, those in (("hours", beside.hours), ("day", beside.days))]
        hours.append([span.value for span in spans[0] if isinstance(span.value, int)])
        days.append([span.value.isoformat() for span in spans[1] if isinstance(span.value, date)])
    return tuple(
        Timed(title, next(iter(minutes), 0), next(iter(by), ""))
        for title, minutes, by in zip(titles, hours, _of_all(days, pieces, things), strict=True)
    )


def _within(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    return [one for one in pieces if start <= one.start < end]


def _cut(tokens: Tokens, one: Piece, other: Piece) -> int:
    """Where the second of two things begins to be told: at a line or an "and", behind the end of a sentence."""
    for at in range(other.start, one.end, -1):
        if "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]] or tokens.forms[at - 1] in _ENDS:
            return at
        if tokens.forms[at - 1] in _AND:
            return at - 1
    return other.start


def _title(tokens: Tokens, lang: str, thing: Piece, pieces: Sequence[Piece]) -> str:
    """The thing with what else is said of it: what touches it as it stands, the rest behind it."""
    parts = sorted((one.start, one.end) for one in pieces if one.kind in ("thing", "more", "place"))
    told = [parts[0]]
    for start, end in parts[1:]:
        if _is_one(tokens, told[-1][1], start):
            told[-1] = told[-1][0], end
        else:
            told.append((start, end))
    told.sort(key=lambda part: not part[0] <= thing.start < part[1])
    said = (as_said(tokens, *part, lang).strip(_SIGNS) for part in told)
    return _BETWEEN.get(lang, ", ").join(filter(None, said))


def _is_one(tokens: Tokens, end: int, start: int) -> bool:
    """Whether nothing stands between two stretches but what joins them."""
    return (
        end <= start
        and all(len(form) <= _SMALL or form in _AND for form in tokens.forms[end:start])
        and not any(tokens.is_sign(at) for at in range(end, start))
    )


def _counting(spans: Sequence[Span], kind: str, pieces: Sequence[Piece]) -> list[Span]:
    """Those of the spans of the grammars of which the model says that they count."""
    told = [one for one in pieces if one.kind == kind]
    return [span for span in spans if any(one.start < span.end and span.start < one.end for one in told)]


def _of_all(days: list[list[str]], pieces: Sequence[Piece], things: Sequence[Piece]) -> list[list[str]]:
    """The days of each; the one day before the first thing, or behind the last, is that of all."""
    told = [one for one in pieces if one.kind == "day"]
    every = [day for those in days for day in those]
    outside = [one for one in told if one.start < things[0].start or one.start >= things[-1].end]
    return [every] * len(days) if len(set(every)) == 1 and len(outside) == len(told) else days
