"""How long does each of several requests take, and on which day? "Electricista 3 horas y plomero 2 horas", "a cook and
a driver, 2 hours each", "costurera el jueves y electricista el viernes".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.understand.amounts.hours import find_hours
from bot.understand.calendar.dates import find_days
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.services.service import lead_in
from bot.understand.values import Span
from core.languages import LANGUAGES
from core.text.clean import clean

from .numbered import on_lines
from .skills import ANY_DAY, is_parted, needs_of

_LONGEST, _TOKENS = 1000, 150
_OF, _AND, _FOR = small("of"), small("list_and"), small("for")


class Timed(NamedTuple):
    """What is needed, its minutes (0 where none are told), and its day as ISO date ('' for none of its own)."""

    what: str
    minutes: int = 0
    by: str = ""


def timed_needs(text: str, lang: str, today: date = ANY_DAY, *, asked: bool = False) -> tuple[Timed, ...]:
    """The services that a request asks for, as `needs_of` tells them, each with its minutes and its day; () where it is
    one, where neither hours nor a day are said of each, and in doubt.
    """
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    tokens = tokenise(on_lines(clean(text, _LONGEST)), _TOKENS)
    if not is_parted(tokens):
        return ()
    spans = find_hours(tokens, lang)
    days = [span for span in find_days(tokens, lang, today) if isinstance(span.value, date)]
    days = days if len(days) > 1 else []  # a single one is said of all
    minutes = [span.value for span in spans if isinstance(span.value, int)]
    each = len(spans) == 1 and one(lang, "small", "each_one").at(tokens.forms, spans[0].end)
    if len(minutes) != len(spans) or not (len(spans) > 1 or each or days):
        return ()
    gone = _times(tokens, lang, [*spans, *days], each[1] if each else 0) | _both(tokens, lang)
    when = gone.union(*(range(day.start, day.end) for day in find_days(tokens, lang, today)))
    tails = [_tail(tokens, span.end, when) for span in spans]
    rest = _without(tokens, gone.union(*tails))
    needs = needs_of(rest, lang, asked=asked, apart=True)
    starts = _starts(tokens, needs)
    if len(needs) < 2 or starts is None:  # a time stood in one
        return ()
    minutes = minutes * len(needs) if each else minutes or [0] * len(needs)
    of_each = _of_each(tokens, days, starts) if days else [""] * len(needs)
    if len(minutes) != len(needs) or of_each is None:
        return ()
    return tuple(map(Timed, _with_tails(tokens, needs, tails), minutes, of_each))


def _tail(tokens: Tokens, end: int, when: set[int]) -> range:
    """Whom or what it is for, said right behind its hours or its day: "fontanero 2h [para el albergue]"."""
    while end in when and tokens.forms[end] not in _FOR:
        end += 1
    start = end
    while end < len(tokens.forms) and not tokens.is_sign(end) and tokens.forms[end] not in _AND:
        end += 1
    told = end - start > 1 and tokens.forms[start] in _FOR and when.isdisjoint(range(start + 1, end))
    one_line = told and "\n" not in tokens.text[tokens.starts[start] : tokens.ends[end - 1]]
    return range(start, end) if one_line else range(0)


def _with_tails(tokens: Tokens, needs: Sequence[str], tails: list[range]) -> list[str]:
    """Each with whom it is for; what is said at the end alone, is said of all."""
    said = [tokens.said(tail.start, tail.stop) if tail else "" for tail in tails]
    if len(said) != len(needs):
        said = [said[-1] if said else ""] * len(needs)
    elif not any(said[:-1]):
        said = [said[-1]] * len(needs)
    return [f"{what} {tail}".strip() for what, tail in zip(needs, said, strict=True)]


def _times(tokens: Tokens, lang: str, spans: list[Span], end: int) -> set[int]:
    """The places of times and days, up to `end` at least, with what leads up to them and the "of" behind, but not the
    "and" that parts one request from the next.
    """
    gone = {at for span in spans for at in range(lead_in(tokens.forms, span.start, lang), max(span.end, end))}
    gone = {at for at in gone if tokens.forms[at] not in _AND or any(one.start <= at < one.end for one in spans)}
    return gone | {at for at, form in enumerate(tokens.forms) if form in _OF and at - 1 in gone}


def _both(tokens: Tokens, lang: str) -> set[int]:
    """The places of a "both" that ends what is listed: "…, both on friday"."""
    found = one(lang, "small", "both_of_them").all_in(tokens.forms)
    return {at for start, end, _said in found if start and tokens.is_sign(start - 1) for at in range(start - 1, end)}


def _without(tokens: Tokens, gone: set[int]) -> str:
    ends = [*tokens.starts[1:], len(tokens.text)]
    places = enumerate(zip(tokens.starts, ends, strict=True))
    return "".join(
        tokens.text[start:end] if at not in gone else "\n" if "\n" in tokens.text[start:end] else " "
        for at, (start, end) in places
    )


def _starts(tokens: Tokens, needs: Sequence[str]) -> list[int] | None:
    """Where in the text each of them begins; None where one is not there as it is."""
    starts: list[int] = []
    for what in needs:
        at = tokens.text.find(what, starts[-1] + 1 if starts else 0)
        if at < 0:
            return None
        starts.append(at)
    return starts


def _of_each(tokens: Tokens, days: list[Span], starts: list[int]) -> list[str] | None:
    """The day of each: behind it, or before it where the first stands before all; None in doubt."""
    first = tokens.starts[days[0].start] < starts[0]
    of = [0] * len(starts)
    said = [""] * len(starts)
    for day in days:
        at = sum(start <= tokens.starts[day.start] for start in starts) - (not first)
        if not 0 <= at < len(starts) or not isinstance(day.value, date):
            return None
        of[at], said[at] = of[at] + 1, day.value.isoformat()
    return said if set(of) == {1} else None
