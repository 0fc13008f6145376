"""Where does the one exchange stand that is under way, and what can be written of it, where nothing is understood?"""

from __future__ import annotations

from bot.cards.exchange import exchange_card
from bot.cards.listing import MENU
from core.exchange_states import UNDELIVERED
from core.look.exchanges import ExchangeCard
from core.messages import Code, Message, Screen, _


def not_understood_of(card: ExchangeCard) -> Screen:
    """In a sentence, with the choices of its card."""
    return Screen((_stands(card),), (*exchange_card(card).options, MENU))


def _stands(card: ExchangeCard) -> Message:
    number, other = Code(str(card.number)), card.other
    if card.state == "suggested" or (card.state == "proposed" and card.my_turn):
        return _(
            "I did not understand. {number} waits for your answer: write “we accept”, “no thanks”, or how many "
            "hours and which day are better. Or choose a number.",
            number=number,
        )
    if card.state in UNDELIVERED and card.gives:
        return _(
            "I did not understand. {number} with {other} is agreed: write “it is done”, “another day” or “we cannot”. "
            "Or choose a number.",
            number=number,
            other=other,
        )
    if card.state in UNDELIVERED:
        return _(
            "I did not understand. {number} with {other} is agreed: write “they came”, “nobody came” or “another day”. "
            "Or choose a number.",
            number=number,
            other=other,
        )
    if card.state == "delivered" and not card.gives:
        return _(
            "I did not understand. {other} says that {number} is done: write “they came”, “it was 1 hour” or “nobody "
            "came”. Or choose a number.",
            number=number,
            other=other,
        )
    if card.state == "disputed":
        return _(
            "I did not understand. A coordinator is looking at {number}. To tell {other} something, choose “Write to "
            "them”.",
            number=number,
            other=other,
        )
    return _(
        "I did not understand. {number} waits for {other} now. To tell them something, choose “Write to them”.",
        number=number,
        other=other,
    )
