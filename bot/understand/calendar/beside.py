"""Which hours, and which day, do words name in the place of those that stand on a card?

The words are known to propose others, or to tell how long it took. What they name may be both: "two hours are not
enough, make it four", "saturday the hall is taken, monday?". What stands on the card already is not what they want.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from bot.understand.amounts.clocks import find_clocks, without_clocks
from bot.understand.amounts.further import further_hours
from bot.understand.amounts.hours import find_hours, read_hours, right_hours
from bot.understand.amounts.numbers import number_at
from bot.understand.amounts.units import HOUR, unit_at
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.values import Span
from core.text.clean import clean

from .dates import days_named, find_days
from .otherday import next_to
from .refused import is_denied
from .timesofday import times_of_day

_LONGEST, _AND = 300, small("and")
_MOST = 40 * 60  # minutes
_A_DAYS_WORK = 8 * 60
_AROUND = 3  # words that a number of hours may have: "two and a half"
_SHORT = 3  # letters of a word that stands behind a number and is not what is counted: "five in all"
_MONTH = 31


def hours_beside(text: str, lang: str, agreed: int | None, *, plainly: bool) -> int | None:
    """The minutes that are named and are not the `agreed` ones; None where the words name none, or only those.

    A number without a unit counts as well. `plainly`: only where it counts nothing else, as in "six of them came".
    """
    more = further_hours(text, lang)
    if more is not None and agreed is not None:
        return agreed + more if more and agreed + more > 0 else None
    if right := right_hours(text, lang):
        return right
    tokens = tokenise(without_clocks(clean(text, _LONGEST), lang))
    lengths = find_hours(tokens, lang, alone=True)
    said = [span.value for span in lengths if isinstance(span.value, int) and 0 < span.value <= _MOST]
    others = [minutes for minutes in said if minutes != agreed]
    if others:
        return others[-1]
    taken = {at for span in lengths for at in range(span.start, span.end)}
    taken |= {at for span in days_named(tokens, lang, _SOME_DAY) for at in range(span.start, span.end)}
    found = list(_numbers(tokens, lang, taken))
    alone = [minutes for minutes, counts in found if minutes != agreed and not counts]
    if plainly:
        return next((minutes for minutes in reversed(alone) if minutes <= _A_DAYS_WORK), None)
    if alone:
        return alone[-1]
    return next((minutes for minutes, _counts in reversed(found) if minutes != agreed), None)


_SOME_DAY = date(2026, 1, 5)


def _numbers(tokens: Tokens, lang: str, taken: set[int]) -> Iterator[tuple[int, bool]]:
    """(minutes, whether a word for what is counted stands behind) of each number without a unit, in order."""
    at, forms = 0, tokens.forms
    while at < len(forms):
        number = number_at(forms, at, lang) if at not in taken else None
        if number is None or len(number[0]) != 1:
            at += 1
            continue
        end, minutes = number[1], int(number[0][0] * 60)
        for further in range(min(len(forms), number[1] + _AROUND - 1), number[1], -1):
            whole = read_hours(tokens.said(at, further), lang)
            if isinstance(whole, int) and whole != minutes:
                end, minutes = further, whole
                break
        hours = at > 0 and unit_at(forms, at - 1, lang) == HOUR  # "muchas horas, cinco pero bueno"
        counts = not hours and end < len(forms) and not tokens.is_sign(end) and len(forms[end]) > _SHORT
        if 0 < minutes <= _MOST:
            yield minutes, counts
        at = end


def day_beside(text: str, lang: str, today: date, agreed: date | None) -> date | None:
    """The day that is named and is not the `agreed` one; a number may be a day of the month: "the tenth then"."""
    tokens = tokenise(clean(text, _LONGEST))
    told, meant = days_named(tokens, lang, today), find_days(tokens, lang, today, answer=True)
    named = [one for one in told if not is_denied(tokens.forms, one, lang)]  # "neither Friday nor Saturday"
    if any(then.start - one.end == 1 and tokens.forms[one.end] in _AND for one, then in pairwise(named)):
        return None  # "Friday and Saturday"

    def others(spans: Sequence[Span]) -> list[date]:
        days = [day for span in spans if (day := _dated(tokens, span, lang, today)) and day >= today]
        if agreed is None:
            return days
        days = [one for one in days if one != agreed]
        days = [one for one in days if one.weekday() != agreed.weekday()] or days  # "Thursday is taken": that Thursday
        nearest = [next_to(one, agreed, text, lang) for one in days] if len(days) == 1 else days
        return [one for one in nearest if one != agreed]

    for found in (others(meant), others(named)):
        if len(set(found)) == 1:
            return found[0]
    if found := others(named):
        return found[-1]
    return _day_of_month(tokens, lang, today, agreed, {at for one in told for at in range(one.start, one.end)})


def _dated(tokens: Tokens, span: Span, lang: str, today: date) -> date | None:
    """The day of a span; of "mercredi 9" that Wednesday."""
    day = span.value if isinstance(span.value, date) else None
    number = number_at(tokens.forms, span.end, lang) if span.end < len(tokens.forms) else None
    if day is None or number is None or len(number[0]) != 1:
        return day
    days = (today + timedelta(days=step) for step in range(2 * _MONTH))
    return next((one for one in days if (one.day, one.weekday()) == (number[0][0], day.weekday())), day)


def _day_of_month(tokens: Tokens, lang: str, today: date, agreed: date | None, taken: set[int]) -> date | None:
    lengths = find_hours(tokens, lang, alone=True)
    clocks = find_clocks(tokens, lang, [])
    times = times_of_day(tokens, lang, [], clocks)  # "at 3" is no third
    taken = taken | {at for one in (*lengths, *clocks, *times) for at in range(one.start, one.end)}
    found = []
    for at in range(len(tokens.forms)):
        counted = at in taken or (at > 0 and unit_at(tokens.forms, at - 1, lang) == HOUR)  # "muchas horas, cinco"
        number = None if counted else number_at(tokens.forms, at, lang)
        value = number[0][0] if number and len(number[0]) == 1 else 0
        if value.denominator == 1 and 1 <= value <= _MONTH:
            days = (today + timedelta(days=step) for step in range(1, 2 * _MONTH))
            found += [day for day in days if day.day == value][:1]
    found = [day for day in found if day != agreed]
    return found[0] if len(set(found)) == 1 else None
