"""What do words put right on a draft? Of each part what is wrong, what is right and what comes to it, as typed.

And what a title becomes by that: "not gates but stands" changes one word of it, "a plumber" all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bot.understanding.marking import REVISED, Piece
from core.matching.words import has_arabic
from core.remembered import remembered

from .amounts.hours import find_hours
from .amounts.numbers import number_at
from .calendar.dates import days_named
from .calendar.timesofday import is_time_of_day
from .conditions import with_added_conditions
from .lexis.lexicon import one as one_of
from .lexis.lexicon import small
from .lexis.tokens import Tokens, tokenise
from .lexis.transcribed import as_heard
from .marks import known, read_as, words_of
from .services.service import as_said
from .slots import beside_of

_NO = small("negated")
_SIGNS = " ,،.;؛:-–!¡?¿؟'\"«»“”‘’()"
_TELLS = 3  # letters of a word that tells something
_BEGUN = 4  # letters by which two words are forms of one
_CLITICS = re.compile("^(?:وال|بال|لل|ال|و|ب|ل)(?=...)")
_INDEFINITE = small("indefinite")
_ARTICLES = small("articles") | _INDEFINITE
_JOINING = _ARTICLES.union(
    *map(small, ("joining", "of", "with", "in", "for", "from", "on", "to_all", "and", "before_details"))
)
"""What joins the parts of a title, or leads up to one."""
_LEFT_OVER = 2  # small words before one that goes, which go with it
_MOST = 0.6  # of the words of a title, which are all of it
_LEAST = {**dict.fromkeys(REVISED.kinds, 0.35), "what-": 0.5, "what+": 0.5, "what>": 0.5}
"""Probability from which on words are of that part: what is no hours, and no day, is so to none who reads it."""
_BRIEF = 3  # words of what tells more of one that stands in a title; all else is another title
_GOES = 0.75  # from which on a part of a title goes, where nothing stands in its place
_AROUND = 2  # words before and behind that may tell that it is so much more, or later


class Said(NamedTuple):
    """Words of a part: "-" wrong, "+" right, or ">" beside what is there; how likely, where they begin, and what they
    are with the words around them.
    """

    sign: str
    words: str
    probability: float
    start: int
    around: str = ""


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
    kept = with_added_conditions(tokens, kept, beside_of(tokens, lang, today), draft.kind, lang)
    found: dict[str, list[Said]] = {}
    for piece in _with_demands(tokens, kept, lang):
        part, sign = piece.kind[:-1], piece.kind[-1]
        near = tokens.said(max(piece.start - _AROUND, 0), min(piece.end + _AROUND, len(tokens.forms)))
        if said := as_said(tokens, piece.start, piece.end, lang).strip(_SIGNS):
            found.setdefault(part, []).append(Said(sign, said, piece.probability, piece.start, near))
    return found


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


def retitled(title: str, said: Sequence[Said]) -> str:
    """The title as these words put it right; '' where all of it goes and nothing stands in its place."""
    wrongs, rights, more = ([one for one in said if one.sign == sign] for sign in "-+>")
    for wrong in wrongs:
        at = _where(title, wrong.words)
        if at is None:
            continue
        news = rights or (more if len(more) == 1 else [])  # "not at the school, at the church"
        right = min(news, key=lambda one: abs(one.start - wrong.start), default=None)
        if right:
            news.remove(right)
        if right or wrong.probability >= _GOES:
            title = _replaced(title, at, right.words if right else "")
    more = [*(one for one in rights if _is_detail(one.words)), *more]
    for place, right in enumerate(one for one in rights if one not in more):
        title = _joined(title, right.words) if place else _restated(title, right.words)
    for new in (one.words for one in more):
        if _where(title, new, all_of_it=True) is None:
            title = _joined(title, new) if title else new
    return title


def _joined(title: str, more: str) -> str:
    return f"{title}{'،' if has_arabic(title) else ','} {more}"


def _is_detail(words: str) -> bool:
    """Whether words begin as no title does but what is added to one: "at the church", "for twelve children"."""
    first = tokenise(words).forms[0]
    return first in _JOINING and first not in _ARTICLES and not first.isdigit()


def is_alike(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    first, second = (_CLITICS.sub("", form) for form in (one, other))
    return first == second or (min(len(first), len(second)) >= _BEGUN and first[:_BEGUN] == second[:_BEGUN])


def tells(form: str) -> bool:
    """Whether a word says what something is, and is no article, preposition or the like."""
    return (len(form) >= _TELLS or form.isdigit()) and form not in _JOINING


def told(text: str) -> list[str]:
    """Its words that say what something is, folded, in order."""
    return [form for form in tokenise(text).forms if tells(form)]


def _where(title: str, words: str, *, all_of_it: bool = False) -> tuple[int, int] | None:
    """From which to which word of the title these stand, most of them in whatever form."""
    forms, wanted = tokenise(title).forms, told(words) or tokenise(words).forms
    places = [at for at, form in enumerate(forms) if any(is_alike(form, one) for one in wanted)]
    met = [one for one in wanted if any(is_alike(forms[at], one) for at in places)]
    if not places or 2 * len(met) < len(wanted) or (all_of_it and len(met) < len(wanted)):
        return None
    return places[0], places[-1] + 1


def _replaced(title: str, at: tuple[int, int], new: str) -> str:
    """A title with other words at that place, or without; all of it where that place is the whole."""
    tokens, (start, end) = tokenise(title), at
    left = [form for place, form in enumerate(tokens.forms) if tells(form) and not start <= place < end]
    if not left:
        return new
    start, end = _with_said_again(tokens.forms, start, end, new)
    led = tokenise(new).forms[0] if new else ""
    while start and tokens.forms[start - 1] in (_ARTICLES if led in _ARTICLES else _JOINING if led in _JOINING else ()):
        start -= 1
    if not new:
        least = max(start - _LEFT_OVER, 0)
        while start > least and (tokens.is_sign(start - 1) or tokens.forms[start - 1] in _JOINING):
            start -= 1
        while not start and end < len(tokens.forms) and not tells(tokens.forms[end]):
            end += 1
    before, behind = title[: tokens.starts[start]] if start else "", title[tokens.ends[end - 1] :]
    return " ".join(re.sub(r"\s+([,،.;])", r"\1", f"{before} {new} {behind}").split()).strip(_SIGNS)


def _with_said_again(forms: list[str], start: int, end: int, new: str) -> tuple[int, int]:
    """A place with the word beside it that the new words say again: "Saturday and Wednesday" for the Tuesday of
    "Saturday and Tuesday".
    """
    said = told(new)
    before = next((at for at in range(start - 1, -1, -1) if tells(forms[at])), None)
    behind = next((at for at in range(end, len(forms)) if tells(forms[at])), None)
    if before is not None and any(is_alike(forms[before], one) for one in said):
        start = before
    if behind is not None and any(is_alike(forms[behind], one) for one in said):
        end = behind + 1
    return start, end


def _restated(title: str, new: str) -> str:
    """All of the title in other words, or a part of it with more about it: "upright piano" in "tune the piano"."""
    forms, said = tokenise(title).forms, told(new)
    places = [at for at, form in enumerate(forms) if tells(form) and any(is_alike(form, one) for one in said)]
    first = next((at for at, form in enumerate(forms) if tells(form)), 0)
    brief = len(said) <= _BRIEF and 2 * len(places) >= len(said)
    whole = not brief or not places or first in places or len(places) >= _MOST * len(told(title))
    if whole:
        tokens = tokenise(new)
        led = len(tokens.forms) > 1 and tokens.forms[0] in _INDEFINITE
        return tokens.said(1, len(tokens.forms)) if led else new
    return _replaced(title, (places[0], places[-1] + 1), new)
