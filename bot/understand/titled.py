"""What stands in the place of a title, and what of a message could be one where no model is sure of it?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from bot.understanding.titles import Piece, pieces
from core.text.clean import clean

from .amounts.numbers import number_at
from .instead import said_instead, said_rather
from .lexis.lexicon import small
from .lexis.tokens import Tokens, tokenise
from .lexis.transcribed import as_heard
from .marks import LONGEST, MOST, SHOWN, known, read_as, words_of
from .posted import title_in
from .services.service import PEOPLE, as_said, is_empty

_SURE = 0.5  # probability from which on the words found stand in the place of the title that is there
_DRAFT = "draft"
_SIGNS = " ,،.;؛:-–!¡?¿؟'\"«»“”‘’()"
_IN_A_LINE, _LEADS = frozenset("hdpu"), "l"
_PARTING = frozenset(',،.;؛:!¡?¿؟…-–/()"«»“”')
_ARTICLES = small("articles")
_STAYS = {"need": frozenset("t"), "offer": frozenset("hdtl")}  # but these have no line of their own there
_SETS_OUT = frozenset("gyc")  # marks of greetings, of courtesies and of what asks or offers
_ASKS = _SETS_OUT | {"k"}


class Corrected(NamedTuple):
    """What a correction puts in the place of a title, or adds to it; `place`: a place that is no town."""

    title: str
    more: bool
    place: bool = False


def wording_in(text: str, lang: str, today: date, kind: str = "") -> str:
    """The title; where none is surely found, or nothing asks or offers, all of the words but those at both ends that
    greet, that ask or offer, or that the card shows in lines of its own; else the text as it stands.
    """
    title, between = title_in(text, lang, today, kind), _between_ends(text, lang, today, kind)
    return (title or between if kind else between or title) or text


def names_something(text: str, lang: str, today: date) -> bool:
    """Whether a word is left beside those that only ask or offer, are polite, or have a line of their own: "we can
    offer help tomorrow" leaves none.
    """
    tokens = tokenise(clean(text, LONGEST), MOST)
    marks = known(tokens, lang, today)
    left = [form for form, mark in zip(tokens.forms, marks, strict=True) if mark in ("", "n") or "s" in mark]
    return not is_empty(left, (0, len(left)), lang)


def corrected_in(text: str, lang: str, today: date) -> Corrected:
    """The title in words that correct one, or what they add to it, a place among it; what is said in place of it
    ("rather a plumber") comes to nothing.
    """
    said, _rather = said_instead(text)
    found = _read(said or text, lang, today)
    return found._replace(more=False) if said else found


def _read(text: str, lang: str, today: date) -> Corrected:
    tokens = read_as(text)
    marks = known(tokens, lang, today)
    found = [
        _unbroken(tokens, marks, _without_shown(marks, piece))
        for piece in pieces(words_of(tokens), marks, _DRAFT, as_heard(tokens))
        if piece.probability >= _SURE
    ]
    found = [piece for piece in found if not is_empty(tokens.forms, piece[:2], lang)]
    best = max([piece for piece in found if piece.label != "place"] or found, key=_likely, default=None)
    title = _said(tokens, lang, best) if best else ""
    label = best.label if best and title else "title"
    return Corrected(title, label != "title", label == "place")


def _said(tokens: Tokens, lang: str, piece: Piece) -> str:
    said = as_said(tokens, *piece[:2], lang).strip(_SIGNS)
    said = said_rather(said) or said
    return said if any(map(str.isalpha, said)) else ""


def _without_shown(marks: list[str], piece: Piece) -> Piece:
    """A piece without what a line of the card shows at its ends: hours, a day, "from a distance", and what leads up."""
    start, end = piece[:2]
    if piece.label == "place":
        return piece
    while end - start > 1 and _is_shown(marks[end - 1]):
        end -= 1
    while end < piece.end and end - start > 1 and marks[end - 1] == _LEADS:
        end -= 1
    while start < end - 1 and _is_shown(marks[start]):
        start += 1
    return piece._replace(start=start, end=end)


def _is_shown(mark: str) -> bool:
    return not _IN_A_LINE.isdisjoint(mark) and "s" not in mark


def _unbroken(tokens: Tokens, marks: list[str], piece: Piece) -> Piece:
    """A piece with all of what was typed as one with its ends: "{0}", "&amp", "C++"; no article ends it."""
    start, end = piece[:2]
    while start and _is_one(tokens, start - 1):
        start -= 1
    while end < len(tokens.forms) and (_is_one(tokens, end - 1) or _led_in(tokens, marks, end)):
        end += 1
    return piece._replace(start=start, end=end)


def _led_in(tokens: Tokens, marks: list[str], at: int) -> bool:
    """Whether an article stands before it, and no line of the card shows it."""
    return tokens.forms[at - 1] in _ARTICLES and SHOWN.isdisjoint(marks[at])


def _is_one(tokens: Tokens, at: int) -> bool:
    """Whether no space stands behind it, and neither it nor what follows parts words."""
    parts = not _PARTING.isdisjoint(tokens.forms[at : at + 2])
    return not parts and tokens.ends[at] == tokens.starts[at + 1]


def _between_ends(text: str, lang: str, today: date, kind: str) -> str:
    tokens = tokenise(clean(text, LONGEST), MOST)
    marks = known(tokens, lang, today)
    aside = SHOWN - _STAYS.get(kind, frozenset()) | {"y"}
    start, end = 0, len(marks)
    if end == MOST:
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
    if not SHOWN.isdisjoint(marks[at]):
        return not set(aside).isdisjoint(marks[at])
    names = "s" in marks[at] or tokens.forms[at] in PEOPLE or _is_several(tokens, at)
    return not names and not _ASKS.isdisjoint(marks[at])


def _is_several(tokens: Tokens, at: int) -> bool:
    found = number_at(tokens.forms, at, "")
    return found is not None and bool(found[0]) and min(found[0]) > 1


def _likely(piece: Piece) -> float:
    return piece.probability
