"""At which hour of the writer's clock does something begin? "A las 3 de la tarde" at 15:00, «الساعة ٤ العصر» at 16:00.

A bare "a las 3" is taken for the afternoon, as work is done by day: who shows the hour says which one was understood.
"""

from __future__ import annotations

import re

from bot.understand.amounts.clocks import find_clocks
from bot.understand.amounts.spoken_from_to import TimeSaid, time_said
from bot.understand.amounts.units import HOUR, WRITTEN_CLOCK
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import tokenise
from bot.understand.values import Span
from core.text.clean import clean

from .timesofday import times_of_day, written_clocks

_LONGEST = 300
_BEFORE_NOON, _AFTER_NOON, _NOON = small("clock_before_noon"), small("clock_after_noon"), small("noon") | {"pm"}
_HALF_DAY, _DAY = 12 * HOUR, 24 * HOUR
_BY_DAY = 7 * HOUR  # an hour before that is of the afternoon, where nothing says which half of the day is meant
_DOTTED = re.compile(r"(?<=[\d ])([ap])\. ?m\b\.?", re.IGNORECASE)


def hour_of_day(text: str, lang: str) -> int | None:
    """Minutes since midnight of the first hour that the words name; None where they name none."""
    tokens = tokenise(_DOTTED.sub(r"\1m", clean(text, _LONGEST)))
    clocks = [*find_clocks(tokens, lang, []), *written_clocks(tokens)]
    begun = (_begins(tokens.forms, span, lang) for span in times_of_day(tokens, lang, [], clocks))
    return next((minutes for minutes in begun if minutes is not None), None)


def _begins(forms: list[str], span: Span, lang: str) -> int | None:
    if one(lang, "small", "at_noon").at(forms, span.start):
        return _HALF_DAY
    said = [found for at in range(span.start, span.end) if (found := time_said(forms, at, lang))]
    if not said:
        return None if _NOON.isdisjoint(forms[span.start : span.end]) else _HALF_DAY
    first, until = said[0], next((later for later in said if later.end > said[0].end), None)
    begun = forms[first.end - 1]
    behind = {*forms[first.end : span.end + 1], *([begun[-2:]] if WRITTEN_CLOCK.fullmatch(begun) else [])}
    return _on_the_clock(first.minutes, until, behind, all_day=begun.startswith("0"))


def _on_the_clock(minutes: int, until: TimeSaid | None, behind: set[str], *, all_day: bool) -> int | None:
    """The minutes of a time, by the part of the day that stands `behind` it or behind the time `until` which it is.

    `all_day`: it is written as a clock of 24 hours has it, "03:00".
    """
    if minutes > _DAY - 1:
        return None
    early, late = not _BEFORE_NOON.isdisjoint(behind), not _AFTER_NOON.isdisjoint(behind)
    if minutes > _HALF_DAY + HOUR - 1 or (early and late):  # "de 10 de la mañana a 3 de la tarde"
        return minutes
    if early:
        return minutes % _HALF_DAY
    if minutes >= _HALF_DAY:
        return minutes if not late or not _NOON.isdisjoint(behind) else None  # "12 de la noche" is no noon
    if late:  # "de 10 a 2 de la tarde"
        return minutes if until and until.minutes < minutes else minutes + _HALF_DAY
    return minutes + _HALF_DAY if minutes < _BY_DAY and not all_day else minutes
