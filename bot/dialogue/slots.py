"""What do the words say of the things that an act may carry? Each as the canonical answer of the question for it.

Which ones an act may carry says `slots` in bot/understanding/data/acts.tsv; what has no reader here is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date

from bot.conversation.heard import Heard
from bot.dialogue.situation import DAY, HOURS
from bot.flows.quiet import night_text
from bot.understand.alike import stems
from bot.understand.calendar.night import night_in
from bot.understand.calendar.resting import rests_until
from bot.understand.details import demands
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.passing_on import languages_named, names_a_lesson
from bot.understand.who.introduced import said_town, town_and_country
from bot.understand.wishes import wants_daily
from bot.understanding.presenting import told_name, told_town
from bot.understanding.spans import best
from core.languages import LANGUAGES
from core.look import Look
from core.text.normal import digits

_ALSO = small("also")
_EVENING = 17  # an hour from which on a lone one begins a night; "it rang at 3" begins none
_MORNING = 8  # the usual end
_PLACE = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)
_WRITTEN = frozenset(("what", "hours", "day", "draft"))
"""Screens on which something is being written."""


def slots_named(names: Collection[str], heard: Heard, look: Look, screen: str) -> dict[str, str]:
    """Those of these slots that the words fill."""
    read = {**_READ, "town": _town if "name" in names else _only_town}
    found = {name: read[name](heard, look, screen) for name in names if name in read}
    return {name: value for name, value in found.items() if value}


def what_meant(heard: Heard, said: Mapping[str, str]) -> dict[str, str]:
    """What is needed or offered instead, where the words surely tell; with "also" beside what was said before."""
    (what, more, place), before = heard.corrected(), said.get("what", "")
    if not what or place or demands(heard.text, heard.language()):
        return {}  # how who comes has to be comes to what is written, and stands in place of nothing
    beside = more or (not _ALSO.isdisjoint(tokenise(heard.text).forms) and not stems(what) & stems(before))
    return {"what": f"{before}, {what}" if before and beside else what}


def _hours(heard: Heard, _look: Look, _screen: str) -> str:
    minutes = heard.minutes()
    return str(minutes) if isinstance(minutes, int) and minutes > 0 else ""


def _by(heard: Heard, _look: Look, _screen: str) -> str:
    day = heard.day()
    return day.isoformat() if isinstance(day, date) else ""


def _until(heard: Heard, look: Look, _screen: str) -> str:
    day = rests_until(heard.text, heard.language(), look.today) or heard.day()
    if not isinstance(day, date) or day <= look.today:
        return ""
    return day.isoformat()


def _night(heard: Heard, _look: Look, _screen: str) -> str:
    found = night_in(heard.text)
    alone = found is not None and found[0] < _EVENING and found[1] == _MORNING
    return night_text(found) if found and not alone else ""


def _often(heard: Heard, _look: Look, screen: str) -> str:
    """How often suggestions are to come; '' where that is not plainly said of them: "once a day" may be how long."""
    return "digest" if screen not in (HOURS, DAY) and wants_daily(heard.text, heard.language()) else ""


def _name(heard: Heard, look: Look, screen: str) -> str:
    return told_name(heard.text, screen, but=look.me.organisation)


def _town(heard: Heard, look: Look, screen: str, *, only: bool = False) -> str:
    town = told_town(heard.text, screen, but=look.me.town, only=only)
    return "\n".join(town_and_country(said_town(town))) if town else ""


def _only_town(heard: Heard, look: Look, screen: str) -> str:
    """Where nothing else is told."""
    return _town(heard, look, screen, only=True)


def _person(heard: Heard, look: Look, screen: str) -> str:
    """The id of the one colleague who is meant: by name, be it in other letters or in another spelling, by the number
    in the list of people, or as the only one, who gave no name.
    """
    called = look.people_called(heard.text)
    span = best(heard.text, screen, "person") if len(called) != 1 else None
    if span and not called:
        called = look.people_called(span.text) or look.people_called(span.text, alike=True)
    others = [one for one in look.people() if not one.me] if len(called) != 1 else []
    if not called:
        numbers = {int(number) for number in _PLACE.findall(digits(heard.text))}
        called = [one for one in others if one.place in numbers] or [one for one in others if not one.name]
        called = called if len(others) == 1 or numbers else []
    return str(called[0].person_id) if len(called) == 1 else ""


def _language(heard: Heard, look: Look, screen: str) -> str:
    """The one that is named; none where a lesson is."""
    understood = heard.understood()
    if names_a_lesson(heard.text):
        return ""
    found = understood.slots.get("language")
    named = languages_named(heard.text)
    if len(named) > 1:  # "I know no English, speak Arabic"; "from Spanish to Arabic" is what is to be translated
        written = heard.language()
        return written if screen not in _WRITTEN and written in named - {look.me.lang} else ""
    others = named - {look.me.lang}
    alone = others.pop() if len(others) == 1 else ""
    return str(found) if found in LANGUAGES else alone if alone in LANGUAGES else ""


_READ: dict[str, Callable[[Heard, Look, str], str]] = {
    "hours": _hours,
    "by": _by,
    "until": _until,
    "night": _night,
    "often": _often,
    "name": _name,
    "person": _person,
    "language": _language,
}
