"""From when to when is something done: "vendredi 14h-16h", "from 2 till 5pm"? What lies between is how long it takes.

Two figures that may as well be lengths ("2h-3h", "de 2 a 3") are none.
"""

import re
from typing import NamedTuple

from bot.understand.lexis.lexicon import own, small
from bot.understand.lexis.tokens import Tokens, has_figure
from bot.understand.values import Span

from .spoken_from_to import spoken_ranges
from .units import HOUR, unit_at

_TIME = re.compile(r"(\d{1,2})(?:(?::|h)([0-5]\d))?(am|pm)?")
_BOTH = re.compile(r"(\d{1,2}(?::[0-5]\d)?)[-–](\d{1,2}(?::[0-5]\d)?)")
_DASHES = frozenset("-–")
_FROM, _BETWEEN = small("from"), small("between_hours")
_TO, _AND, _NOON = small("until"), small("list_and"), small("noon")
_DATES = small("between_dates")
_ARTICLES = small("clock_articles")
_HALVES, _SIGNS = frozenset(("am", "pm")), frozenset(("h", "hs", "hrs"))
_AFTER = small("by_the_clock") | small("pleas")
_MORNING, _NOON_AT, _DAY = 7, 12, 24  # hours
_LED = 2  # words before a time that say "from"


class _Time(NamedTuple):
    minutes: int
    end: int
    sign: str  # "am", "pm", "h", "clock" for "9:30" and noon; '' for a bare figure


def find_from_to(tokens: Tokens, lang: str) -> list[Span]:
    """Where they say so, in order; values are the minutes between."""
    return _in_figures(tokens, lang) or spoken_ranges(tokens, lang)


def _in_figures(tokens: Tokens, lang: str) -> list[Span]:
    spans: list[Span] = []
    if not has_figure(tokens):
        return spans
    for at in range(len(tokens.forms)):
        begins = tokens.forms[at][0].isdigit() or tokens.forms[at] in _NOON
        if not begins or (spans and at < spans[-1].end):
            continue
        if found := _joined(tokens, at) or _parted(tokens, at, lang):
            spans.append(found)
    return spans


def _joined(tokens: Tokens, at: int) -> Span | None:
    """Written as one: "2-5pm", "9:00-12:00", "14-16h"."""
    both, after = _BOTH.fullmatch(tokens.forms[at]), (tokens.forms[at + 1 : at + 2] or [""])[0]
    if not both:
        return None
    sign = after if after in _HALVES else "h" if after in _SIGNS else "clock" if ":" in both[1] else ""
    first, second = _read(both[1], at), _read(both[2], at)
    if not sign or not first or not second or (sign == "h" and first.minutes < _MORNING * HOUR):
        return None
    end = at + 1 + (after in _HALVES | _SIGNS)
    minutes = _between(first, second._replace(sign=sign))
    return Span(at, end, minutes) if minutes else None


def _parted(tokens: Tokens, at: int, lang: str) -> Span | None:
    """With a dash or a word between them."""
    forms = tokens.forms
    first = _time_at(forms, at)
    if first is None or first.end >= len(forms):
        return None
    led = next((place for place in range(max(at - _LED, 0), at) if forms[place] in _FROM | _BETWEEN), None)
    if led is not None and any(form not in _ARTICLES for form in forms[led + 1 : at]):
        led = None
    then = _behind_to(tokens, first.end, led is not None and forms[led] in _BETWEEN)
    article = forms[then : then + 1] and forms[then] in _ARTICLES
    second = _time_at(forms, then + bool(article)) if then else None
    if second is None or not _is_sure(forms, at, first, second, led, lang):
        return None
    minutes, unit = _between(first, second), not second.sign and unit_at(forms, second.end, lang) == HOUR
    return Span(at if led is None else led, second.end + unit, minutes) if minutes else None


def _behind_to(tokens: Tokens, at: int, between: bool) -> int:
    """The place behind "to" or a dash, be it one that parts no words ("14h-16h"); 0 for none."""
    form = tokens.forms[at]
    if form in _DASHES or form in _TO or (between and form in _AND):
        return at + 1 + (not _TO.isdisjoint(tokens.forms[at + 1 : at + 2]))  # "jusqu'à"
    gap = tokens.text[tokens.ends[at - 1] : tokens.starts[at]].strip()
    return at if gap and set(gap) <= _DASHES else 0


def _time_at(forms: list[str], at: int) -> _Time | None:
    if at >= len(forms):
        return None
    if forms[at] in _NOON:
        return _Time(_NOON_AT * HOUR, at + 1, "clock")
    return _read(forms[at], at, (forms[at + 1 : at + 2] or [""])[0])


def _read(form: str, at: int, after: str = "") -> _Time | None:
    found = _TIME.fullmatch(form)
    if not found or int(found[1]) > _DAY:
        return None
    sign = found[3] or (after if after in _HALVES else "h" if after in _SIGNS and not found[2] else "")
    end = at + 1 + (bool(sign) and not found[3])
    sign = sign or ("h" if "h" in form else "clock" if found[2] else "")
    minutes = int(found[1]) % _NOON_AT * HOUR if sign in _HALVES else int(found[1]) * HOUR
    return _Time(minutes + int(found[2] or 0) + (_NOON_AT * HOUR if sign == "pm" else 0), end, sign)


def _is_sure(forms: list[str], at: int, first: _Time, second: _Time, led: int | None, lang: str) -> bool:
    """Whether both are times of day: signed so, too late for a length, or behind "from" with nothing counted."""
    signs, follows = {first.sign, second.sign}, (forms[second.end : second.end + 1] or [""])[0]
    if signs & (_HALVES | {"clock"}):
        return led is not None or bool(first.sign) or second.sign in _HALVES
    late = first.minutes >= _MORNING * HOUR
    if "h" in signs:
        return late
    counts = follows.isalpha() and follows not in _AFTER
    if counts:  # "de 14 à 17 heures", and not "de 16 à 18 ans"
        return led is not None and first.minutes > _NOON_AT * HOUR and unit_at(forms, second.end, lang) == HOUR
    dated = not _DATES.isdisjoint((forms[at - 1], forms[first.end]))  # "du 9 au 12" are days
    clear = late or forms[at - 1] in _ARTICLES or forms[at - 1] in own(lang, "small", "from_o_clock")
    return led is not None and clear and not dated


def _between(first: _Time, second: _Time) -> int:
    """The minutes between; 0 where there are none, or more than half a day."""
    half = _NOON_AT * HOUR
    start, end = first.minutes, second.minutes
    if second.sign in _HALVES:
        end = end % half + (half if second.sign == "pm" else 0)
    if second.sign in _HALVES and first.sign not in _HALVES:
        starts = [one for one in (start % half, start % half + half) if one < end]
        start = max(starts, default=end)
    elif end <= start:
        end += half
    return end - start if 0 < end - start <= half else 0
