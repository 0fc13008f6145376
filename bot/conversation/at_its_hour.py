"""At another hour: what is needed, with the time of day that an answer names in the place of the one it ends with.

The hour of a request stands among its words, so these are what changes. Words of another language, or of another time
zone, get it as the request's own clock has it: "traducción, 17:00".
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversation.heard import Heard
from bot.engine import State
from bot.understand.calendar.hourofday import hour_of_day
from bot.understand.calendar.timesofday import with_hour
from core.calendar import instant_of, on_the_wall
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.written import Written

_LONGEST = 300  # letters of a request
TERMS = frozenset(("counter", "day"))  # conversations about an exchange in which its hour may change


def at_its_hour(heard: Heard, look: Look, flow: State) -> dict[str, str]:
    """What a request, or the terms of an exchange, are about with the time of day that the words name; {} where they
    name none.
    """
    if heard.number() is not None:
        return {}
    said, (name, _slash, rest) = flow.said(), flow.flow.partition("/")
    if name == "need":
        return _kept(heard.at_hour(said["what"])) if said.get("what") else {}
    card = look.exchange(int(rest.partition("/")[0])) if name in TERMS else None
    return hour_of(heard, look, card.then(card.what, said.get("by") or card.due_on or "")) if card else {}


def hour_of(heard: Heard, look: Look, card: ExchangeCard, by: str = "") -> dict[str, str]:
    """What an exchange is about with the time of day that the words name, on the day `by` that they name with it; {}
    where they name none, or its own. Where it is another day on the request's clock by then, also that day. A time that
    is none there ("in the morning") takes the old one away.
    """
    if not heard.at_hour("-"):
        return {}
    there, lang = card.written, heard.language()
    if there is None or (there.lang == lang and there.zone == there.read_in):
        timed = heard.at_hour(card.what)
        before, after = hour_of_day(card.what, lang), hour_of_day(timed, lang)
        told = after != before if after is not None else names_hour(card, look)  # "early" only in the place of another
        return _kept(timed) if told else {}
    named = by or _day_named(heard, card)
    clock, day = _clock_there(hour_of_day(heard.text, lang), named, card.due_on or "", there)
    if day < look.today.isoformat():
        clock, day = "", ""
    timed = with_hour(card.what, clock, there.lang, look.today)
    moved = {"by": day} if day and day != (named or card.due_on) else {}
    return {**_kept(timed), **moved} if timed != card.what or moved else {}


def _day_named(heard: Heard, card: ExchangeCard) -> str:
    """The one day among the words, as an ISO date; '' for none."""
    day = heard.day()
    if not isinstance(day, date):
        return ""
    return heard.next_to(day.isoformat(), card.due_on) if card.due_on else day.isoformat()


def names_hour(card: ExchangeCard, look: Look) -> bool:
    """Whether what an exchange is about ends with a time of day."""
    return with_hour(card.what, "", card.written.lang if card.written else look.me.lang, look.today) != card.what


def _clock_there(minutes: int | None, named: str, due: str, there: Written) -> tuple[str, str]:
    """A time as the clock of who wrote the request has it, and on which day, '' for neither: of the day that who reads
    it names, else of the one on which it is that time there on the day that stands.
    """
    if minutes is None or not (named or due):
        return "", ""
    days = [named] if named else [_beside(due, step) for step in (0, -1, 1)]
    told = [on_the_wall(instant_of(day, minutes, there.read_in), there.zone) for day in days]
    on, hour = next(((on, hour) for on, hour in told if on == due), told[0])
    return "{:02}:{:02}".format(*divmod(hour, 60)), on


def _beside(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _kept(timed: str) -> dict[str, str]:
    return {"what": timed} if 0 < len(timed) <= _LONGEST else {}
