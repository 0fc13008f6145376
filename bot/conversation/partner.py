"""Words that mean nothing to us: are they for the other side of the one exchange that is under way?"""

from __future__ import annotations

from core.exchange_states import ONGOING, UNDER_WAY
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Code, Message, _
from core.privacy.nameless import addressed


def partner_now(look: Look) -> ExchangeCard | None:
    """The one exchange in which they may write; None for none and for several."""
    cards = [card for card in look.my_exchanges() if card.mine and card.may_write and card.state in UNDER_WAY]
    return cards[0] if len(cards) == 1 else None


def for_partner(card: ExchangeCard) -> Message:
    """In the middle of a question: how to pass the words on."""
    number = Code(str(card.number))
    return _(
        "Is it for {other}? Then write {code} and choose “Write to them”.", other=addressed(card.other), code=number
    )


def for_the_other(card: ExchangeCard) -> Message:
    """In the middle of a question: how to answer what arrived since."""
    return _("If that is for {number} (“{what}”), write {number}.", number=Code(str(card.number)), what=card.what)


def under_way(look: Look) -> ExchangeCard | None:
    """The one exchange that words may be about which are not understood: they may write in it, or answer it."""
    cards = [card for card in look.my_exchanges() if card.mine and card.state in ONGOING]
    return cards[0] if len(cards) == 1 else None
