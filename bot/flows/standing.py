"""What must hold from the first question on: who asks is in the network, and the exchange is as it was.

It is said at once, not after all questions were answered.
"""

from __future__ import annotations

from core.errors import Faster, NotMember, NotYours
from core.look import Look
from core.look.exchanges import ExchangeCard


def member(look: Look) -> None:
    """Raise NotMember where the organisation was not let in, or is taken out for now: nobody would see what it asks."""
    if look.me.left_out:
        raise NotMember


def own(look: Look, exchange_id: str) -> ExchangeCard:
    """One in which the person's organisation is a side."""
    card = look.exchange(int(exchange_id))
    if card is None or not card.mine:
        raise NotYours
    return card


def own_now(look: Look, exchange_id: str, version: str) -> ExchangeCard:
    """The same, where nothing happened to it meanwhile: nobody answers three questions more about what is over."""
    return unmoved(own(look, exchange_id), version)


def unmoved(card: ExchangeCard, version: str) -> ExchangeCard:
    """The card, or Faster where the exchange has moved on since that version."""
    if card.version != int(version):
        raise Faster
    return card
