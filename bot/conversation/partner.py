"""Words that mean nothing to us: are they for the other side of the one exchange that is under way?"""

from __future__ import annotations

from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Code, Message, Option, _

_TALKING = frozenset(("proposed", "agreed", "overdue", "delivered", "disputed"))


def partner_now(look: Look) -> ExchangeCard | None:
    """The one exchange in which they may write; None for none and for several."""
    cards = [card for card in look.my_exchanges() if card.mine and card.may_write and card.state in _TALKING]
    return cards[0] if len(cards) == 1 else None


def for_partner(card: ExchangeCard) -> Message:
    """In the middle of a question: how to pass the words on."""
    number = Code(str(card.number))
    return _("Is it for {other}? Then write {code} and choose “Write to them”.", other=card.other, code=number)


def to_partner(card: ExchangeCard) -> tuple[Message, Option]:
    """Where nothing is asked: the same in one tap."""
    line = _("If that is for {other}, choose “Write to them”.", other=card.other)
    return line, Option(f"x:{card.id}:{card.version}:write", _("Write to them"))
