"""Between which hours does somebody not want to be written to? "from 20 to 8", "not after 9 pm", "antes de las 10"."""

from __future__ import annotations

import re

from bot.understand.lexis.lexicon import numbered, small
from bot.understand.lexis.tables import data
from core.languages import LANGUAGES
from core.text.normal import digits, fold

_MORNING, _NIGHT, _BEFORE = small("by_morning"), small("by_night"), small("before")
_PARTS = "|".join(map(re.escape, sorted(_MORNING | _NIGHT)))
_UNIT = r"h(?:s|rs?|oras?|eures?|ours?)?"
# Arabic in Latin letters writes sounds as figures: "n7bess" and "3la" name no hour.
_HOUR = re.compile(
    rf"(?<![\d:.a-z])(\d{{1,2}})(?:\s*[:h.]\s*\d{{2}})?(?:\s*{_UNIT}\b)?(?:\s*(a\.?m\b|p\.?m\b|{_PARTS}))?(?![a-z])"
)
_LATE = ("p", *_NIGHT)
_NOON = 12
_MIDNIGHT = re.compile("|".join(re.escape(fold(one)) for lang in LANGUAGES for one in data(lang)["small"]["midnight"]))
_USUAL_FIRST, _USUAL_LAST = 21, 8
_WORDED, _LEADS = range(4, 13), ("ال", "لل", "بال", "وال")
_LONGEST = 16
"""Whoever names more hours than these meant the evening."""


def night_in(text: str) -> tuple[int, int] | None:
    """(first hour, hour at which it ends) of the words; None where they name none, or more than two."""
    plain = _with_midnight(fold(digits(text)))
    found = [_hour(match) for match in _HOUR.finditer(plain)]
    found = found or [_hour(match) for match in _HOUR.finditer(_in_figures(plain))]
    if not 1 <= len(found) <= 2 or not all(0 <= hour <= 24 for hour in found):
        return None
    if len(found) == 2:
        return _evening(found[0] % 24, found[1] % 24)
    if _BEFORE.isdisjoint(plain.split()):
        return _evening(found[0] % 24, _USUAL_LAST)
    return _USUAL_FIRST, found[0] % 24


def _with_midnight(plain: str) -> str:
    """The same with the figure for "midnight"."""
    return _MIDNIGHT.sub("00", plain)


def _in_figures(plain: str) -> str:
    """The same with figures for hours that are no small words besides: "after 8", «من 8 المسا 7 الصبح»."""
    return " ".join(str(_worded(form) or form) for form in plain.split())


def _worded(form: str) -> int | None:
    """The hour that a word is, also behind what Arabic writes together with it: «الثمانية», «للسبعة»."""
    bare = dict.fromkeys((form, *(form.removeprefix(lead) for lead in _LEADS if form.startswith(lead))))
    said = (numbered("", table).at([one], 0) for one in bare for table in ("numbers", "ordinals"))
    return next((found[0] for found in said if found and found[0] in _WORDED), None)


def _hour(match: re.Match[str]) -> int:
    hour, part = int(match[1]), match[2] or ""
    if part.startswith(_LATE) and hour < 12:
        return hour + 12
    return 0 if part.startswith("a") and hour == 12 else hour


def _evening(first: int, last: int) -> tuple[int, int]:
    """A night of a usual length: twelve that begins one is midnight."""
    if first == _NOON and (last - first) % 24 > _LONGEST:
        return 0, last
    if first < 12 and ((last - first) % 24 > _LONGEST or first == last):
        first += 12
    return first, last
