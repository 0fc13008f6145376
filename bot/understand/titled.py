"""What stands in the place of a title, and what of a message could be one where no model is sure of it?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from core.text.clean import clean

from .amounts.numbers import number_at
from .lexis.tokens import Tokens, tokenise
from .marks import LONGEST, MOST, SHOWN, known
from .posted import title_in
from .services.service import PEOPLE, as_said, is_empty

_SIGNS = " ,،.;؛:-–!¡?¿؟'\"«»“”‘’()"
_STAYS = {"need": frozenset("t"), "offer": frozenset("hdtl")}  # but these have no line of their own there
_SETS_OUT = frozenset("gyc")  # marks of greetings, of courtesies and of what asks or offers
_ASKS = _SETS_OUT | {"k"}


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
