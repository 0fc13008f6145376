"""By which day something is to be done, and at which hour of the reader's own clock where its words tell another's."""

from __future__ import annotations

from bot.cards.listing import by_day
from bot.understand.calendar.hourofday import hour_of_day
from core.calendar import instant_of
from core.look.exchanges import ExchangeCard
from core.messages import Clock, Country, Day, Message, Moment, _


def day_and_hour(card: ExchangeCard, *, urgent: bool = False) -> Day | Message:
    """The day of an exchange. Where "a las 3" was written in another time zone, that hour as who reads it has it."""
    day = by_day(card.due_on, urgent=urgent)
    if card.written is None or card.due_on is None or card.written.zone == card.written.read_in:
        return day
    minutes = hour_of_day(card.what, card.written.lang)
    if minutes is None:
        return day
    at = instant_of(card.due_on, minutes, card.written.zone)
    if at == instant_of(card.due_on, minutes, card.written.read_in):
        return day
    where = Country(card.other_country) if card.abroad else card.other_town
    return _("{day} ({where}: {hour}; for you: {moment})", day=day, hour=Clock(minutes), where=where, moment=Moment(at))
