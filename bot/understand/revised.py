"""What do words put right on a draft? Of each part what is wrong, what is right and what comes to it, as typed.

What a title becomes by that is in bot/understand/retitled.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bot.understanding.marking import REVISED, Piece
from core.remembered import remembered

from .amounts.hours import find_hours
from .amounts.numbers import number_at
from .calendar.dates import days_named
from .calendar.timesofday import is_time_of_day
from .conditions import told_before, with_added_conditions
from .lexis.lexicon import one as one_of
from .lexis.lexicon import small
from .lexis.tokens import Tokens, tokenise
from .lexis.transcribed import as_heard
from .marks import known, read_as, words_of
from .retitled import Said, is_alike, tells, told
from .services.service import as_said
from .slots import beside_of

_NO = small("negated")
_SIGNS = " ,،.;؛:-–!¡?¿؟'\"«»“”‘’()"
_LEAST = {**dict.fromkeys(REVISED.kinds, 0.35), "what-": 0.5, "what+": 0.5, "what>": 0.5}
"""Probability from which on words are of that part: what is no hours, and no day, is so to none who reads it."""
_AROUND = 2  # words before and behind that may tell that it is so much more, or later


class Draft(NamedTuple):
    """What stands on a card: "need" or "offer", its title, its minutes and day as canonical answers, and its town."""

    kind: str
    what: str
    hours: str = ""
    by: str = ""
    town: str = ""


@remembered
def revised_in(text: str, draft: Draft, lang: str, today: date) -> Mapping[str, Sequence[Said]]:
    """What the words put right of it: "what", "hours", "day", "place", each with its stretches in order."""
    tokens = read_as(text)
    pieces = REVISED.pieces(words_of(tokens), marked(tokens, draft, lang, today), draft.kind, as_heard(tokens))
    denied = any(one.kind == "what-" for one in pieces)  # something stands in its place
    kept = [
        one for one in pieces if one.probability >= _LEAST["hours+" if denied and one.kind == "what+" else one.kind]
    ]
    kept = with_added_conditions(tokens, kept, draft.what, beside_of(tokens, lang, today), draft.kind, lang)
    found: dict[str, list[Said]] = {}
    for piece in _with_demands(tokens, kept, lang):
        part, sign = piece.kind[:-1], piece.kind[-1]
        near = tokens.said(max(piece.start - _AROUND, 0), min(piece.end + _AROUND, len(tokens.forms)))
        if said := as_said(tokens, piece.start, piece.end, lang).strip(_SIGNS):
            found.setdefault(part, []).extend(
                _in_its_place(Said(sign, said, piece.probability, piece.start, near), draft, lang, today)
            )
    return found


def _in_its_place(one: Said, draft: Draft, lang: str, today: date) -> list[Said]:
    """What comes to a title, in the place of what that tells of the same times."""
    if one.sign != ">" or "\n" in draft.what:
        return [one]
    title, said = tokenise(draft.what), tokenise(one.words)
    beside = beside_of(title, lang, today), beside_of(said, lang, today)
    before = told_before(title, beside[0], said, beside[1], draft.kind, lang)
    return [Said("-", before, 1.0, one.start), one._replace(sign="+")] if before else [one]


def _with_demands(tokens: Tokens, pieces: list[Piece], lang: str) -> list[Piece]:
    """The same, where what who comes has to be ("they must bring their own tools") comes to the title, with the words
    that demand it; a time of day without these.
    """
    found = list(pieces)
    for at, end, _said in one_of(lang, "amend", "demands").all_in(tokens.forms):
        stop = next((place for place in range(end, len(tokens.forms)) if tokens.is_sign(place)), len(tokens.forms))
        inside = [one for one in found if one.start < stop and one.end > at]
        if not inside and stop > end:
            found.append(Piece(at, stop, "what>", 1.0))
        elif len(inside) == 1 and inside[0].kind == "what>":
            said = tokens.said(inside[0].start, inside[0].end)
            led = min(at, inside[0].start) if not is_time_of_day(said, lang) else inside[0].start
            found[found.index(inside[0])] = inside[0]._replace(start=led)
    return found


def marked(tokens: Tokens, draft: Draft, lang: str, today: date) -> list[str]:
    """What is known of each word (titled.py), with "w" for one of the title, "a" for another form of one, "v" for what
    stands in another line of the card, and "x" for a no.
    """
    marks = known(tokens, lang, today)
    title, town = told(draft.what), {*tokenise(draft.town).forms}
    spans = [span for span in days_named(tokens, lang, today) if draft.by and str(span.value) == draft.by]
    spans += [span for span in find_hours(tokens, lang) if draft.hours and str(span.value) == draft.hours]
    shown = {at for span in spans for at in range(span.start, span.end)}
    shown |= {at for at in range(len(tokens.forms)) if draft.hours and _minutes_at(tokens, at, lang) == draft.hours}
    for at, form in enumerate(tokens.forms):
        if tells(form) and any(is_alike(form, other) for other in title):
            marks[at] += "w" if form in title else "a"
        if form in town or at in shown:
            marks[at] += "v"
        if form in _NO:
            marks[at] += "x"
    return marks


def _minutes_at(tokens: Tokens, at: int, lang: str) -> str:
    """So many hours as a number says, in minutes; '' where none stands there."""
    number = number_at(tokens.forms, at, lang)
    return str(int(number[0][0] * 60)) if number and len(number[0]) == 1 else ""
