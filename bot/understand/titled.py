"""What is a listing's title? The person's own words for the thing, as a model of the words finds them.

Without greeting, the words that only ask for it or offer it, courtesies, and what the card shows in lines of its own.
What the grammars know of the words helps the model (bot/understanding/titles.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from bot.understanding.titles import Piece, pieces
from core.remembered import remembered
from core.text.clean import clean
from core.text.normal import fold

from .amounts.numbers import number_at
from .calendar.anyday import find_any_day
from .cues.intents import POSTING, find_cues
from .instead import said_instead, said_rather
from .lexis.lexicon import one, own
from .lexis.tokens import Tokens, tokenise
from .services.service import PEOPLE, as_said, is_empty, lead_in
from .services.services import service_words
from .slots import beside_of, urgent_in
from .values import Span

SURE = 0.5
"""Probability from which on the words found are the title."""
_DRAFT = "draft"
_LONGEST, _MOST = 1000, 120  # letters; words and signs
_BETWEEN = {"ar": "، "}
_SIGNS = " ,،.;؛:-–!¡?¿؟"
_SHOWN = frozenset("hdptlu.")  # marks of what stands in a line of its own, and of what leads up to it
_STAYS = {"need": frozenset("t"), "offer": frozenset("hdtl")}  # but these have none there
_SETS_OUT = frozenset("gyc")  # marks of greetings, of courtesies and of what asks or offers
_ASKS = _SETS_OUT | {"k"}


class Corrected(NamedTuple):
    """What a correction puts in the place of a title, or adds to it."""

    title: str
    more: bool


def title_in(text: str, lang: str, today: date, kind: str = "") -> str:
    """The words as typed; '' where none are surely found. `kind` is "need", "offer", or '' where nobody knows.

    The time of day of a request, and the days of an offer, come last where they stand elsewhere: no line shows them.
    """
    return _read(text, lang, today, kind).title


def wording_in(text: str, lang: str, today: date, kind: str = "") -> str:
    """The title; where none is surely found, all of the words but those at both ends that greet, that ask or offer, or
    that the card shows in lines of its own; else the text as it stands.
    """
    return title_in(text, lang, today, kind) or _between_ends(text, lang, today, kind) or text


def names_something(text: str, lang: str, today: date) -> bool:
    """Whether a word is left beside those that only ask or offer, are polite, or have a line of their own: "we can
    offer help tomorrow" leaves none.
    """
    tokens = tokenise(clean(text, _LONGEST), _MOST)
    marks, _times = known(tokens, lang, today)
    left = [form for form, mark in zip(tokens.forms, marks, strict=True) if not mark or "s" in mark]
    return not is_empty(left, (0, len(left)), lang)


def corrected_in(text: str, lang: str, today: date) -> Corrected:
    """The title in words that correct one; what is said in place of it ("rather a plumber") comes to nothing."""
    said, _rather = said_instead(text)
    found = _read(said or text, lang, today, _DRAFT)
    return found._replace(more=False) if said else found


@remembered
def _read(text: str, lang: str, today: date, kind: str) -> Corrected:
    tokens = tokenise(clean(text, _LONGEST), _MOST)
    marks, times = known(tokens, lang, today)
    found = [piece for piece in pieces(words_of(tokens), marks, kind) if piece.probability >= SURE]
    found = _asked(found, marks) or _left(marks)
    if not found or all(is_empty(tokens.forms, piece[:2], lang) for piece in found):
        return Corrected("", more=False)
    parts = [_whole(tokens, marks, part) for part in _parts(found, marks, kind)]
    more = kind == _DRAFT and max(found, key=_likely).more
    said = " ".join(filter(None, (as_said(tokens, *part, lang).strip(_SIGNS) for part in parts)))
    inside = {at for start, end in parts for at in range(start, end)}
    said = said_rather(said) or said
    shown = times.get(kind, ())
    left = [tokens.said(span.start, span.end) for span in shown if span.start not in inside]
    return Corrected(_BETWEEN.get(lang, ", ").join((said, *left)) if any(map(str.isalpha, said)) else "", more)


def words_of(tokens: Tokens) -> list[str]:
    """The words as they are compared, whatever another reader made of them."""
    return [fold(tokens.said(at, at + 1)) or tokens.forms[at] for at in range(len(tokens.forms))]


def known(tokens: Tokens, lang: str, today: date) -> tuple[list[str], dict[str, list[Span]]]:
    """What is known of each word, and what has no line of its own: the times of the day of a request that are told
    once, and the days of an offer, which is over behind the last.
    """
    beside = beside_of(tokens, lang, today)
    again = {at for span in beside.repeats for at in range(span.start, span.end)}
    cues = [cue for cue in find_cues(tokens, lang) if cue.intent in POSTING]
    found = {
        "h": [span for span in (*beside.hours, *beside.impossible) if span.start not in again],
        "d": [span for span in (*beside.days, *find_any_day(tokens, lang)) if span.start not in again],
        "u": urgent_in(tokens, lang),
        "t": [*beside.times, *beside.clocks],
        "r": beside.repeats,
        "p": [*beside.remote, *([beside.town] if beside.town else [])],
        "s": [Span(*span, None) for span in service_words(tokens, lang)],
        "k": _phrases(tokens, own(lang, "lead")),
        "g": _phrases(tokens, one(lang, "words", "greeting")),
        "y": _phrases(tokens, one(lang, "words", "thanks")),
        "c": [Span(at, at + 1, None) for cue in cues for at in cue.places if at not in cue.kept],
    }
    days = [Span(lead_in(tokens.forms, span.start, lang), span.end, None) for span in found["d"]]
    times = [span for span in beside.times if span.start not in again]
    return _marked(tokens, lang, found), {"need": times, "offer": days}


def _phrases(tokens: Tokens, phrases: object) -> list[Span]:
    return [Span(at, end, None) for at, end, _said in phrases.all_in(tokens.forms)]  # type: ignore[attr-defined]


def _marked(tokens: Tokens, lang: str, known: Mapping[str, Collection[Span]]) -> list[str]:
    """The letters of each word, "l" for what leads up to a time, a day or a place, "." for a sign."""
    marks = ["." if tokens.is_sign(at) else "" for at in range(len(tokens.forms))]
    for letter, spans in known.items():
        for span in spans:
            begun = lead_in(tokens.forms, span.start, lang) if letter in _SHOWN else span.start
            for at in range(begun, span.end):
                new = letter if at >= span.start else "l"
                marks[at] += new if new not in marks[at] else ""
    return marks


def _left(marks: list[str]) -> list[Piece]:
    """The one service in words of which all others are known to ask for it, offer it or stand in lines of their own."""
    known_service = [at for at, mark in enumerate(marks) if "s" in mark]
    if not known_service or not all(marks):
        return []
    start, end = known_service[0], known_service[-1] + 1
    if any(_SHOWN.intersection(mark) for mark in marks[start:end]):
        return []
    return [Piece(start, end, SURE, more=False)]


def _between_ends(text: str, lang: str, today: date, kind: str) -> str:
    tokens = tokenise(clean(text, _LONGEST), _MOST)
    marks, _times = known(tokens, lang, today)
    aside = _SHOWN - _STAYS.get(kind, frozenset()) | {"y"}
    start, end = 0, len(marks)
    if end == _MOST:
        return ""
    while start < end and _leads_up(tokens, marks, start, aside):
        start += 1
    if not any(_SETS_OUT.union(aside).intersection(mark) for mark in marks[:start]):
        start = 0  # "our roof leaks" only begins so
    while start < end and aside.intersection(marks[end - 1]):
        end -= 1
    return "" if is_empty(tokens.forms, (start, end), lang) else as_said(tokens, start, end, lang).strip(_SIGNS)


def _leads_up(tokens: Tokens, marks: list[str], at: int, aside: Collection[str]) -> bool:
    """Whether this word greets, asks, offers or is shown elsewhere; whom or what is needed, and how many, does not."""
    if not _SHOWN.isdisjoint(marks[at]):
        return not set(aside).isdisjoint(marks[at])
    names = "s" in marks[at] or tokens.forms[at] in PEOPLE or _is_several(tokens, at)
    return not names and not _ASKS.isdisjoint(marks[at])


def _is_several(tokens: Tokens, at: int) -> bool:
    found = number_at(tokens.forms, at, "")
    return found is not None and bool(found[0]) and min(found[0]) > 1


def _asked(found: list[Piece], marks: list[str]) -> list[Piece]:
    """Without what is told before it is asked for anything: "we have a small library and need …"."""
    asks = [any("c" in mark for mark in marks[: piece.start]) for piece in found]
    return [piece for piece, asked in zip(found, asks, strict=True) if asked] or found


def _whole(tokens: Tokens, marks: list[str], part: tuple[int, int]) -> tuple[int, int]:
    """A stretch with how many it is, and without what but leads up to a time or a place behind it."""
    start, end = part
    if start and _is_several(tokens, start - 1) and _SHOWN.isdisjoint(marks[start - 1]):
        start -= 1
    while start < end - 1 and "l" in marks[end - 1]:
        end -= 1
    return start, end


def _likely(piece: Piece) -> float:
    return piece.probability


def _parts(found: list[Piece], marks: list[str], kind: str) -> list[tuple[int, int]]:
    """The stretches of which a title is made: one, but for what the card shows in the middle of it. Of a correction the
    likeliest counts.
    """
    if kind == _DRAFT:
        best = max(found, key=_likely)
        return [(best.start, best.end)]
    parts = [(found[0].start, found[0].end)]
    for piece in found[1:]:
        begun, end = parts[-1]
        between = [mark.replace("s", "").replace("k", "") for mark in marks[end : piece.start]]
        if all(mark and _SHOWN.issuperset(mark) for mark in between) and any(mark.strip(".") for mark in between):
            parts.append((piece.start, piece.end))
        else:
            parts[-1] = begun, piece.end
    return parts
