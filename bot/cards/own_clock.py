"""Which hour of the reader's own clock is the one that the words of a request name? Told beside its day."""

from __future__ import annotations

from bot.understand.calendar.hourofday import hour_of_day
from core.calendar import instant_of
from core.messages import Clock, Country, Day, Message, Moment, _
from core.written import Written


def beside_hour(
    day: Day | Message, what: str, due_on: str | None, written: Written | None, where: Country | str
) -> Day | Message:
    """The day, and where "a las 3" was written in another time zone, `where`, that hour as who reads it has it."""
    if written is None or due_on is None or written.zone == written.read_in:
        return day
    minutes = hour_of_day(what, written.lang)
    if minutes is None:
        return day
    at = instant_of(due_on, minutes, written.zone)
    if at == instant_of(due_on, minutes, written.read_in):
        return day
    return _("{day} ({where}: {hour}; for you: {moment})", day=day, hour=Clock(minutes), where=where, moment=Moment(at))
