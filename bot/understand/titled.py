"""What is a listing's title? The person's own words for the thing, as a model of the words finds them.

Without greeting, the words that only ask for it or offer it, courtesies, and what the card shows in lines of its own.
What the grammars know of the words helps the model (bot/understanding/titles.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.titles import Piece, pieces
from core.languages import LANGUAGES
from core.remembered import remembered
from core.text.clean import clean
from core.text.normal import fold

from .amounts.numbers import number_at
from .calendar.anyday import find_any_day
from .cues.intents import POSTING, find_cues
from .instead import said_instead, said_rather
from .lexis.leading import listed
from .lexis.lexicon import one as one_of
from .lexis.lexicon import own, small
from .lexis.tokens import Tokens, tokenise
from .lexis.transcribed import as_heard
from .services.service import PEOPLE, as_said, is_empty, lead_in
from .services.services import service_words
from .services.timed import for_each, times_said
from .several.numbered import on_lines
from .slots import Beside, beside_of, urgent_in
from .values import Span

SURE, _OF_A_DRAFT = 0.3, 0.5
"""Probability from which on the words found are the title, or stand in the place of the one that is there."""
_DRAFT = "draft"
_LONGEST, _MOST = 1000, 150  # letters; words and signs
_BETWEEN = {"ar": "، "}
_SIGNS = " ,،.;؛:-–!¡?¿؟'\"«»“”‘’()"
_WE_ARE, _BECAUSE = listed("presented", "we_are"), listed("small", "reasons")
_HELP_US = listed("small", "help_us")
_SHOWN = frozenset("hdptlu.")  # marks of what stands in a line of its own, and of what leads up to it
_IN_A_LINE, _LEADS = frozenset("hdpu"), "l"
_AND, _NO_AND = small("list_and") | small("also") | frozenset("&+wo"), tuple(small("no_and"))
_ARABIC_AND, _SHORTEST = "و", 4  # letters of a word that may begin with "and"
_ENDS, _COMMAS = frozenset(".;؛!?؟…"), frozenset(",،-–•*/:)")
_PARTING = frozenset(',،.;؛:!¡?¿؟…-–/()"«»“”')
_INDEFINITE = small("indefinite")
_ARTICLES, _THAT = small("articles"), small("that")
_TITLES = listed("presented", "titles").firsts
_MOST_THINGS = 10
_GAP = 2  # words between two times that belong together
_FEW = 5  # words of a thing that the model did not find between others
_OTHER = frozenset("gyhdp")  # marks of what is no thing
_BRIEF = 3  # words of what one day may be said of together: "a cook and a driver on Friday"
_STAYS = {"need": frozenset("t"), "offer": frozenset("hdtl")}  # but these have none there
_SETS_OUT = frozenset("gyc")  # marks of greetings, of courtesies and of what asks or offers
_ASKS = _SETS_OUT | {"k"}


class Corrected(NamedTuple):
    """What a correction puts in the place of a title, or adds to it; `place`: a place that is no town."""

    title: str
    more: bool
    place: bool = False


class Timed(NamedTuple):
    """What is needed or offered, its minutes (0 where none are told), and its day as ISO date ('' for none)."""

    what: str
    minutes: int = 0
    by: str = ""


def title_in(text: str, lang: str, today: date, kind: str = "") -> str:
    """The words as typed; '' where none are surely found. `kind` is "need", "offer", or '' where nobody knows.

    What has no line of its own comes last where it stands elsewhere: the time of day of a request, how often it is
    wanted, on which days not, the days of an offer, and a place in the town.
    """
    return _read(text, lang, today, kind).title


def items_in(text: str, lang: str, today: date, kind: str) -> tuple[Timed, ...]:
    """The things that one message asks for or offers beside each other, each with the hours and the day that stand by
    it; () where it is one.
    """
    words = _found(text, lang if lang in LANGUAGES else LANGUAGES[0], today, kind)
    titles = [piece for piece in words.pieces if piece.label == "title" and not _is_who(words, piece)]
    titles = [piece for piece in titles if not _is_why(words.tokens, piece.start)] or titles
    titles = _not_told_before(titles, words.marks, words.asks) if kind == "need" else titles
    titles = [part for piece in titles for part in _services(words, piece)]
    found = _told(words, _touching(words.tokens, titles))
    cuts = [cut for one, other in pairwise(found) if (cut := _joint(words.tokens, one, other))]
    if not 1 < len(found) <= _MOST_THINGS or len(cuts) < len(found) - 1:
        return ()
    bounds = list(pairwise((0, *cuts, len(words.tokens.forms))))
    of_all = _of_all(words, lang, kind, found)
    items = [_item(words, lang, kind, *both, of_all) for both in zip(found, bounds, strict=True)]
    items = [
        one._replace(what=_BETWEEN.get(lang, ", ").join((one.what, *of_all.values()))) for one in items if one.what
    ]
    return _shared(words, lang, tuple(items), found) if len(items) > 1 else ()


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
    tokens = tokenise(clean(text, _LONGEST), _MOST)
    marks = known(tokens, lang, today)
    left = [form for form, mark in zip(tokens.forms, marks, strict=True) if mark in ("", "n") or "s" in mark]
    return not is_empty(left, (0, len(left)), lang)


def corrected_in(text: str, lang: str, today: date) -> Corrected:
    """The title in words that correct one, or what they add to it, a place among it; what is said in place of it
    ("rather a plumber") comes to nothing.
    """
    said, _rather = said_instead(text)
    found = _read(said or text, lang, today, _DRAFT)
    return found._replace(more=False) if said else found


class _Words(NamedTuple):
    """A text with what is known of its words and which of them are surely something."""

    tokens: Tokens
    marks: list[str]
    beside: Beside
    pieces: list[Piece]
    asks: frozenset[int] = frozenset()  # words that ask for something, or offer it, as what is being said does


def read_as(text: str) -> Tokens:
    """The words of a message, with a line for each thing that is numbered in it."""
    return tokenise(on_lines(clean(text, _LONGEST)), _MOST)


@remembered
def _found(text: str, lang: str, today: date, kind: str) -> _Words:
    tokens = read_as(text)
    beside = beside_of(tokens, lang, today)
    marks = known(tokens, lang, today)
    found = [
        _unbroken(tokens, marks, _without_help(tokens, _without_shown(marks, piece)))
        for piece in pieces(words_of(tokens), marks, kind, as_heard(tokens))
        if piece.probability >= (_OF_A_DRAFT if kind == _DRAFT else SURE)
    ]
    cues = [cue for cue in find_cues(tokens, lang) if cue.intent == f"post_{kind}"]
    asks = frozenset(at for cue in cues for at in cue.places if at not in cue.kept)
    return _Words(tokens, marks, beside, [one for one in found if not is_empty(tokens.forms, one[:2], lang)], asks)


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


def _without_help(tokens: Tokens, piece: Piece) -> Piece:
    """A piece without "somebody to help us with" at its beginning: what is asked for is the thing."""
    found = _HELP_US.at(tokens.forms, piece.start) if piece.label == "title" else None
    return piece._replace(start=found[1]) if found and found[1] < piece.end else piece


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
    """Whether an article stands before it, and no line of the card shows it, or it is a name behind "don"."""
    before = tokens.forms[at - 1]
    is_name = not _TITLES.isdisjoint(tokens.forms[max(at - 2, 0) : at]) and tokens.said(at, at + 1)[:1].isupper()
    return is_name or (before in _ARTICLES and _SHOWN.isdisjoint(marks[at]))


def _is_one(tokens: Tokens, at: int) -> bool:
    """Whether no space stands behind it, and neither it nor what follows parts words."""
    parts = not _PARTING.isdisjoint(tokens.forms[at : at + 2])
    return not parts and tokens.ends[at] == tokens.starts[at + 1]


def _read(text: str, lang: str, today: date, kind: str) -> Corrected:
    words = _found(text, lang, today, kind)
    found = [piece for piece in words.pieces if piece.label != "place"]
    place = [piece for piece in words.pieces if piece.label == "place"]
    if kind == _DRAFT:
        best = max(found or place, key=_likely, default=None)
        title = _said(words, lang, [best[:2]]) if best else ""
        label = best.label if best and title else "title"
        return Corrected(title, label != "title", label == "place")
    found = _not_told_before(_asked(found, words.marks), words.marks, words.asks) or _left(words.marks)
    parts = _parts(found, words.marks) if found else []
    if kind == "need" and len(found) == 1:
        parts = _without_times(words.marks, parts[0])
    parts = [_whole(words.tokens, words.marks, part) for part in parts]
    title = _said(words, lang, parts) if found else ""
    inside = (found[0].start, found[-1].end) if found else (0, 0)
    return Corrected(_with_shown(words, lang, kind, title, inside), more=False)


def _said(words: _Words, lang: str, parts: Sequence[tuple[int, int]]) -> str:
    said = " ".join(filter(None, (as_said(words.tokens, *part, lang).strip(_SIGNS) for part in parts)))
    said = said_rather(said) or said
    return said if any(map(str.isalpha, said)) else ""


def _with_shown(
    words: _Words, lang: str, kind: str, title: str, inside: tuple[int, int], outside: Collection[int] = ()
) -> str:
    """A title with what no line of its own shows of it, but for what begins at these words."""
    if not title:
        return ""
    shown = [one for one in _unshown(words, lang, kind) if one[0] not in outside]
    over = max((end for start, end, _said in shown if inside[0] <= start < inside[1] < end), default=0)
    if over:  # "every Saturday" was found to be of it, and "from 5 till 7" goes on with that
        title, inside = f"{title} {words.tokens.said(inside[1], over)}", (inside[0], over)
    left = [one for one in shown if not inside[0] <= one[0] < inside[1]]
    if left and lead_in(words.tokens.forms, left[0][0], lang) == inside[1]:
        title, *left = f"{title} {left[0][2]}", *left[1:]
    return _BETWEEN.get(lang, ", ").join((title, *(said for _start, _end, said in left)))


def _unshown(words: _Words, lang: str, kind: str) -> list[tuple[int, int, str]]:
    """From and to, and the words, of what stands in no line of its own; what touches each other, together."""
    tokens, beside = words.tokens, words.beside
    if not kind:
        return []
    if kind == "offer":
        each = [span for span in for_each(tokens, lang, beside.hours) if span.value is None]
        told = [*beside.days, *find_any_day(tokens, lang), *beside.repeats, *beside.times, *each]
        shown = times_said(tokens, lang, told)
    else:
        shown = []
        for span in sorted((*beside.times, *beside.repeats), key=lambda one: (one.start, -one.end)):
            start, end = span.start, span.end
            if shown and lead_in(tokens.forms, start, lang) <= shown[-1][1]:
                start, before, _words_before = shown.pop()
                end = max(end, before)
            shown.append((start, end, tokens.said(start, end)))
    places = [piece for piece in words.pieces if piece.label == "place"]
    known = [all("p" in mark for mark in words.marks[place.start : place.end]) for place in places]
    shown = _close(words, shown)
    shown += [(*one[:2], tokens.said(*one[:2])) for one, town in zip(places, known, strict=True) if not town]
    return sorted(shown)


def _close(words: _Words, shown: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Times of which no more than a word or two, that no grammar knows, stand between two are one: "kol sabt w 7ad men
    5 le 7".
    """
    titled = {at for piece in words.pieces for at in range(piece.start, piece.end)}
    found: list[tuple[int, int, str]] = []
    for start, end, said in sorted(shown):
        before = found[-1] if found else None
        between = range(before[1], start) if before else range(0)
        joins = not titled.intersection(between) and not any(words.tokens.is_sign(at) for at in between)
        if before and 0 <= start - before[1] <= _GAP and joins:
            end = max(end, before[1])
            found[-1] = before[0], end, words.tokens.said(before[0], end)
        else:
            found.append((start, end, said))
    return found


def _is_who(words: _Words, piece: Piece) -> bool:
    """Whether it is what they are, told before what they offer: «نحن مكتب محاسبة، ونقدم …»."""
    start = piece.start
    while start and not words.tokens.is_sign(start - 1):
        start -= 1
    told = _WE_ARE.at(words.tokens.forms, start) is not None
    inside, outside = words.marks[start : piece.end], (*words.marks[:start], *words.marks[piece.end :])
    return told and not any("c" in mark for mark in inside) and any("c" in mark for mark in outside)


def _services(words: _Words, piece: Piece) -> list[Piece]:
    """Two where the words on both sides of an "and" are no more than the name of a service, each: "a web shop and a
    logo".
    """

    def is_one(start: int, end: int) -> bool:
        start += start < end and words.tokens.forms[start] in _INDEFINITE
        return start < end and all("s" in mark for mark in words.marks[start:end])

    for at in range(piece.start + 1, piece.end - 1):
        if words.tokens.forms[at] in _AND and is_one(piece.start, at) and is_one(at + 1, piece.end):
            begun = at + 1 + (words.tokens.forms[at + 1] in _INDEFINITE)
            return [piece._replace(end=at), piece._replace(start=begun)]
    return [piece]


def _is_why(tokens: Tokens, start: int) -> bool:
    """Whether it stands right behind a "because" or "for": why it is needed, and no thing by itself."""
    return any(end == start for _at, end, _said in _BECAUSE.all_in(tokens.forms))


def _touching(tokens: Tokens, found: list[Piece]) -> list[Piece]:
    """The same, where those between which nothing stands are one, but for a line, or the Arabic "and", that
    begins another.
    """
    parted: list[Piece] = []
    for piece in found:
        begins = _has_and(tokens.forms[piece.start]) or (piece.start > 0 and _begins_line(tokens, piece.start))
        if parted and parted[-1].end == piece.start and not begins:
            parted[-1] = parted[-1]._replace(end=piece.end)
        else:
            parted.append(piece)
    return parted


def _told(words: _Words, found: list[Piece]) -> list[Piece]:
    """The things of a list with those between them that were not found, and each of those that were found as one: what
    stands between two commas of a list is a thing of it, and behind its last "and" the last one.
    """
    if len(found) < 2:
        return found
    first, end = found[0].start, found[-1].end
    ahead = next((at for at in range(first - 1, -1, -1) if not words.tokens.is_sign(at)), -1)
    parted = ahead >= 0 and ahead < first - 1 and words.tokens.forms[first - 1] in _COMMAS - {":"}
    if parted and (led := _led(words, ahead)) is not None:
        first = led
    told: list[Piece] = []
    for start, stop in _stretches(words.tokens, first, end, found):
        inside = [piece for piece in found if piece.start < stop and start < piece.end]
        told += [
            piece._replace(start=max(piece.start, start), end=min(piece.end, stop)) for piece in inside
        ] or _between(words, start, stop)
    return _with_last(words.tokens, told)


def _led(words: _Words, ahead: int) -> int | None:
    """Where the words begin that end before the first thing, right behind what offers it or a colon."""
    start = ahead
    while start and not words.marks[start - 1]:
        start -= 1
    behind = start and ("c" in words.marks[start - 1] or words.tokens.forms[start - 1] == ":")
    return start if behind and not words.marks[ahead] and ahead - start < _FEW else None


def _stretches(tokens: Tokens, first: int, end: int, whole: Sequence[Piece]) -> list[tuple[int, int]]:
    """What stands between commas, lines and each "and" of these words; of a few pieces each stays as it is."""
    kept = {at for piece in whole for at in range(piece.start, piece.end)}
    few = len(whole) < _BRIEF and not _lists(tokens, first, end)
    parting = [
        at for at in range(first, end) if tokens.forms[at] in _COMMAS or (at > first and _begins_line(tokens, at))
    ]
    cuts = [at for at in parting if not few or at not in kept]
    cuts = sorted({*cuts, *(at for at in range(first, end) if at not in kept and _is_and(tokens.forms[at]))})
    bounds = [first, *(at + (tokens.forms[at] in _COMMAS) for at in cuts), end]
    ends = [*cuts, end]
    return [(start, stop) for start, stop in zip(bounds, ends, strict=False) if start < stop]


def _lists(tokens: Tokens, first: int, end: int) -> bool:
    """Whether it is "A, B and C" of a few words each, though not all of them were found: commas, and then one "and"."""
    commas = [at for at in range(first, end) if tokens.forms[at] in _COMMAS]
    ands = [at for at in range(first, end) if _is_and(tokens.forms[at])]
    bounds = [first - 1, *commas, *ands, end]
    brief = all(stop - start - 1 <= _BRIEF for start, stop in pairwise(bounds))
    return bool(commas) and len(ands) == 1 and commas[-1] < ands[0] and brief


def _between(words: _Words, start: int, stop: int) -> list[Piece]:
    """A few words of which nothing is known, without an "and" before them and what the card shows around them."""
    while start < stop and (_is_and(words.tokens.forms[start]) or _SHOWN.intersection(words.marks[start])):
        start += 1
    while stop > start and _SHOWN.union("r").intersection(words.marks[stop - 1]):
        stop -= 1
    marks = words.marks[start:stop]
    known = any(_OTHER.intersection(mark) for mark in marks) or all("c" in mark for mark in marks)
    return [] if known or not 0 < stop - start <= _FEW else [Piece(start, stop, SURE)]


def _with_last(tokens: Tokens, told: list[Piece]) -> list[Piece]:
    """The same, where the last is "C and D" behind things that are parted by commas alone."""
    if len(told) < _BRIEF - 1:
        return told
    before = range(told[0].start, told[-1].start)
    ands = [at for at in range(told[-1].start + 1, told[-1].end - 1) if _is_and(tokens.forms[at])]
    ands += [at for at in range(told[-1].start + 1, told[-1].end) if _has_and(tokens.forms[at])]
    if len(ands) != 1 or any(_is_and(tokens.forms[at]) or _has_and(tokens.forms[at]) for at in before):
        return told
    behind = ands[0] + _is_and(tokens.forms[ands[0]])
    return [*told[:-1], told[-1]._replace(end=ands[0]), told[-1]._replace(start=behind)]


def _item(words: _Words, lang: str, kind: str, piece: Piece, within: tuple[int, int], of_all: Collection[int]) -> Timed:
    """One of several things, with what stands between the joints before and behind it."""
    said = _said(words, lang, [piece[:2]])
    first = words.tokens.forms[piece.start]
    joined = within[0] and said.startswith(_ARABIC_AND) and _has_and(first)
    others = {one[0] for one in _unshown(words, lang, kind) if not within[0] <= one[0] < within[1]}.union(of_all)
    what = _with_shown(words, lang, kind, said[1:] if joined else said, piece[:2], others)
    hours = [value for span, value in _hours(words) if within[0] <= span.start < within[1]]
    days = [value for span, value in _days(words) if within[0] <= span.start < within[1]]
    minutes, day = next(iter(hours), 0), next((value.isoformat() for value in days), "")
    return Timed(what, minutes, day)


def _shared(words: _Words, lang: str, items: tuple[Timed, ...], found: list[Piece]) -> tuple[Timed, ...]:
    """The same, with what is said of all: before the first, behind "each", or behind a few words for each."""
    tokens, first, last = words.tokens, found[0], found[-1]
    hours, days = _hours(words), _days(words)
    if len(hours) == 1 and one_of(lang, "small", "each_one").at(tokens.forms, hours[0][0].end):
        items = tuple(one._replace(minutes=hours[0][1]) for one in items)
    if len(days) != 1:
        return items
    brief = len(hours) != 1 and all(piece.end - piece.start <= _BRIEF for piece in found)
    at, day = days[0][0].start, days[0][1].isoformat()
    return tuple(one._replace(by=day) for one in items) if at < first.start or (brief and at >= last.end) else items


def _of_all(words: _Words, lang: str, kind: str, found: list[Piece]) -> dict[int, str]:
    """What is said once of all and has no line: before the first thing, or behind the last of a few words for each."""
    brief = all(piece.end - piece.start <= _BRIEF for piece in found)
    inside = [one for one in _unshown(words, lang, kind) if found[0].start <= one[0] < found[-1].end]
    return {
        start: said
        for start, _end, said in _unshown(words, lang, kind)
        if start < found[0].start or (start >= found[-1].end and brief and not inside)
    }


def _hours(words: _Words) -> list[tuple[Span, int]]:
    again = {at for span in words.beside.repeats for at in range(span.start, span.end)}
    return [
        (span, span.value) for span in words.beside.hours if span.start not in again and isinstance(span.value, int)
    ]


def _days(words: _Words) -> list[tuple[Span, date]]:
    return [(span, span.value) for span in words.beside.days if isinstance(span.value, date)]


def _joint(tokens: Tokens, one: Piece, other: Piece) -> int:
    """Where the second of two things begins to be told, 0 where nothing stands between them: at a line or an "and",
    behind the end of a sentence, behind the last comma, or at the Arabic "and" of the thing itself.
    """
    between = range(one.end, other.start)
    for at in range(other.start, one.end - 1, -1):
        follows = at > 0 and tokens.forms[at - 1] in _THAT  # "somebody who also cooks" is one
        if _begins_line(tokens, at) or (at in between and _is_and(tokens.forms[at]) and not follows):
            return at
    ends: list[int] = [at + 1 for at in between if tokens.forms[at] in _ENDS][:1]
    commas = [at + 1 for at in between if tokens.forms[at] in _COMMAS][-1:]
    joined = [other.start] if _has_and(tokens.forms[other.start]) else []
    numbers = [at for at in between if tokens.forms[at].isdecimal()][:1]
    return next(iter((*ends, *commas, *joined, *numbers)), 0)


def _is_and(form: str) -> bool:
    return form in _AND or (_has_and(form) and form[1:] in _AND)


def _has_and(form: str) -> bool:
    """Whether an Arabic word begins with the "and" that is written as one word with it."""
    return form.startswith(_ARABIC_AND) and len(form) >= _SHORTEST and not form.startswith(_NO_AND)


def words_of(tokens: Tokens) -> list[str]:
    """The words as they are compared, whatever another reader made of them."""
    return [fold(tokens.said(at, at + 1)) or tokens.forms[at] for at in range(len(tokens.forms))]


def known(tokens: Tokens, lang: str, today: date) -> list[str]:
    """What is known of each word: letters, "l" for what leads up to a time, a day or a place, "." for a sign, "n" for
    the first of a line.
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
        "g": _phrases(tokens, one_of(lang, "words", "greeting")),
        "y": _phrases(tokens, one_of(lang, "words", "thanks")),
        "c": [Span(at, at + 1, None) for cue in cues for at in cue.places if at not in cue.kept],
        "n": [Span(at, at + 1, None) for at in range(1, len(tokens.forms)) if _begins_line(tokens, at)],
    }
    return _marked(tokens, lang, found)


def _begins_line(tokens: Tokens, at: int) -> bool:
    return "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]


def _phrases(tokens: Tokens, phrases: object) -> list[Span]:
    return [Span(at, end, None) for at, end, _said in phrases.all_in(tokens.forms)]  # type: ignore[attr-defined]


def _marked(tokens: Tokens, lang: str, known: Mapping[str, Collection[Span]]) -> list[str]:
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
    if not known_service or not {"", "n"}.isdisjoint(marks):
        return []
    start, end = known_service[0], known_service[-1] + 1
    return [] if any(_SHOWN.intersection(mark) for mark in marks[start:end]) else [Piece(start, end, SURE)]


def _between_ends(text: str, lang: str, today: date, kind: str) -> str:
    tokens = tokenise(clean(text, _LONGEST), _MOST)
    marks = known(tokens, lang, today)
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
    """Without what is told before anything is asked for or offered."""
    led = [any("c" in mark for mark in marks[: piece.start]) for piece in found]
    return [piece for piece, asked in zip(found, led, strict=True) if asked] or found


def _not_told_before(found: list[Piece], marks: list[str], asks: Collection[int]) -> list[Piece]:
    """Without what they have, told before they ask for something: "we have a sewing workshop, and need …"."""
    first = min(asks, default=0)
    kept = [piece for piece in found if piece.end > first or not any("c" in mark for mark in marks[: piece.start])]
    return kept or found


def _without_times(marks: list[str], part: tuple[int, int]) -> list[tuple[int, int]]:
    """What stands before and behind the hours and the day that are told together in the middle of a request: "a nurse,
    one hour tomorrow at the hospital".
    """
    start, end = part
    begun = start
    for at in range(start, end):
        if not marks[at].strip("skc") or not _SHOWN.issuperset(marks[at].strip("skc")):
            if {"h", "d"}.issubset("".join(marks[begun:at])) and begun > start:
                return [(start, begun), (at, end)]
            begun = at + 1
    return [part]


def _whole(tokens: Tokens, marks: list[str], part: tuple[int, int]) -> tuple[int, int]:
    """A stretch with how many it is, and without what but leads up to a time or a place behind it: the "all" of
    "accounting, all online".
    """
    start, end = part
    leads = end - start > _BRIEF - 1 and tokens.forms[end - 2] in _COMMAS and end < len(marks)
    end -= 2 * (leads and not _SHOWN.isdisjoint(marks[end]))
    if start and _is_several(tokens, start - 1) and _SHOWN.isdisjoint(marks[start - 1]):
        start -= 1
    while start < end - 1 and "l" in marks[end - 1]:
        end -= 1
    return start, end


def _likely(piece: Piece) -> float:
    return piece.probability


def _parts(found: list[Piece], marks: list[str]) -> list[tuple[int, int]]:
    """The stretches of which a title is made: one, but for what the card shows in the middle of it."""
    parts = [(found[0].start, found[0].end)]
    for piece in found[1:]:
        begun, end = parts[-1]
        between = [mark.replace("s", "").replace("k", "") for mark in marks[end : piece.start]]
        if all(mark and _SHOWN.issuperset(mark) for mark in between) and any(mark.strip(".") for mark in between):
            parts.append((piece.start, piece.end))
        else:
            parts[-1] = begun, piece.end
    return parts
