"""By which day something is to be done, and at which hour of the reader's own clock where its words tell another's."""

from __future__ import annotations

from bot.cards.listing import by_day
from bot.cards.own_clock import beside_hour
from core.look.exchanges import ExchangeCard
from core.messages import Country, Day, Message


def day_and_hour(card: ExchangeCard, *, urgent: bool = False) -> Day | Message:
    """The day of an exchange, with the hour that it names for who reads it far away."""
    where = Country(card.other_country) if card.abroad else card.other_town
    return beside_hour(by_day(card.due_on, urgent=urgent), card.what, card.due_on, card.written, where)
