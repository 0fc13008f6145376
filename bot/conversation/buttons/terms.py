"""What does a card say already? As hints, so that a conversation that a button begins asks only the rest."""

from __future__ import annotations

from bot.where import canonical
from core.listings.cards import ListingCard
from core.look.exchanges import ExchangeCard


def place_of(card: ExchangeCard | ListingCard) -> dict[str, str]:
    """The place stays as it is unless it is changed on the card."""
    return {"where": canonical(card.place, remote=card.remote)} if card.remote or card.place else {}


def terms_of(card: ExchangeCard | ListingCard) -> dict[str, str]:
    """What the need says already; the rest is asked."""
    hours = {"hours": str(card.minutes)} if card.minutes is not None else {}
    day = {"by": card.due_on} if card.due_on else {}
    return {**place_of(card), **hours, **day}
