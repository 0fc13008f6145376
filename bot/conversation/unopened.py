"""What do words do to an exchange whose card is not on the screen, where they can only be about that one?

Nothing moves by them: they lead to the question that asks once more, or to the card.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.cards import pages
from bot.cards.exchange import exchange_card
from bot.conversation.asked_anew import asks_anew
from bot.conversation.asked_day import asks_us, to_asked_day
from bot.conversation.buttons.act import Act
from bot.conversation.for_partner import wants_first
from bot.conversation.guessed import guessed
from bot.conversation.heard import Heard
from bot.conversation.later_day import later_day
from bot.conversation.likely import likely_of, weighed
from bot.conversation.on_card import answered, changed, only_moves
from bot.conversation.settling import disputed
from bot.conversation.to_partner import for_them
from bot.conversation.told import helping, said_of, tells, told
from bot.conversation.which import about, agreed, first_choice, to_answer
from bot.understand.cues.intents import POSTING
from bot.understand.passing_on import wants_to_know
from bot.understand.words import word
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import _

_ANSWERS = frozenset(("out_of_scope", "yes", "no"))
_FEW = 10  # words of what names other terms
_ENDS = "undo"
_OTHER_TERMS = frozenset(("terms", "move"))
_SIGNS = ",.;:،؛!"


def unopened(heard: Heard, look: Look, *, drafting: bool = False) -> Act | None:
    """What the card would do: with another day, with a yes or no and other terms, or with a delay.

    What is to end while something is being written (`drafting`) is that.
    """
    if asks_anew(heard) or (drafting and _ENDS in heard.told().all):
        return None
    if found := _disputed(heard, look) or _asked_day(heard, look) or _later_day(heard, look):
        return found
    if found := (None if drafting else _wants_first(heard, look)) or _told(heard, look):
        return found
    return _said(heard, look) or _guessed(heard, look)


def _disputed(heard: Heard, look: Look) -> Act | None:
    """What is said of the one exchange that is looked at, where no other is under way."""
    cards = [card for card in look.my_exchanges() if card.state == "disputed" or to_answer(card) or agreed(card)]
    return disputed(heard, look, cards[0]) if len(cards) == 1 else None


def _asked_day(heard: Heard, look: Look) -> Act | None:
    """The day for which the one other side asks, where the words name it."""
    cards = [card for card in look.my_exchanges() if asks_us(card)]
    return to_asked_day(heard, look, cards[0], named=True) if len(cards) == 1 else None


def _later_day(heard: Heard, look: Look) -> Act | None:
    """Another day for the one exchange whose own is past."""
    cards = [card for card in look.my_exchanges() if card.state == "overdue"]
    return later_day(heard, look, cards[0]) if len(cards) == 1 else None


def _said(heard: Heard, look: Look) -> Act | None:
    """Another day, a yes or a no with something behind it, or a delay."""
    intent = heard.understood().intent
    if intent in POSTING and not only_moves(heard) and look.names_service(heard.text, heard.language()):
        return None
    if heard.says_two_days():
        return _on_the_one(heard, look, lambda card: bool(heard.other_day(card.due_on or "")))
    if heard.says_moved() and isinstance(heard.day(), date):
        return _on_the_one(heard, look, lambda card: True, or_ask=True)
    if intent in _ANSWERS and _begins_with_an_answer(heard):
        return _on_the_one(heard, look, to_answer) or (_waiting(heard, look) if intent == "out_of_scope" else None)
    if intent in ("out_of_scope", "greeting") and heard.says_late():
        return _to_tell(look)
    return None


def _guessed(heard: Heard, look: Look) -> Act | None:
    """What the words probably tell of the one exchange that they can be about."""
    cards = [card for card in look.my_exchanges() if likely_of(heard, look, card)]
    if len(cards) != 1:
        return None
    (card,) = cards
    terms = answered(heard, look, card, _choices(card)) if to_answer(card) else None
    return terms or guessed(heard, look, card)


def _wants_first(heard: Heard, look: Look) -> Act | None:
    """What they want to know of the one exchange that it can be about."""
    asks = wants_to_know(heard.text)
    cards = [card for card in look.my_exchanges() if to_answer(card) or agreed(card)] if asks else []
    return wants_first(heard, look, cards[0]) if len(cards) == 1 else None


def _told(heard: Heard, look: Look) -> Act | None:
    """What the words tell of the one exchange that they can be about; of several, which one they ask about."""
    if heard.understood().intent == "cancel" or not (said := heard.told().all):
        return None  # what is to end may be what was published (bot/conversation/ending.py)
    cards = [card for card in look.my_exchanges() if tells(card, said)]
    if len(cards) > 1 and "ask" in said:
        return Act(page=pages.among(_("Which one?"), cards), opens=True)
    if len(cards) != 1:
        return None
    return told(heard, look, cards[0]) or helping(heard, look, cards[0]) or _terms(heard, look, cards[0])


def _terms(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """«mejor 4 horas», «pero el jueves» where a proposal waits."""
    few = len(heard.text.split()) <= _FEW
    if not few or not to_answer(card) or not weighed(heard, look, card, said_of(heard, look, card)) & _OTHER_TERMS:
        return None
    return answered(heard, look, card, _choices(card))


def _choices(card: ExchangeCard) -> dict[str, str]:
    return {option.id.rpartition(":")[2]: option.id for option in exchange_card(card).options}


def _begins_with_an_answer(heard: Heard) -> bool:
    """«sí pero serían 3 horas», «اه بس خليها 3 ساعات»."""
    return " " in heard.text.strip() and _first_word(heard) in ("yes", "no")


def _first_word(heard: Heard) -> str | None:
    return word(heard.text.strip().partition(" ")[0].strip(_SIGNS))


def _on_the_one(heard: Heard, look: Look, fits: Callable[[ExchangeCard], bool], *, or_ask: bool = False) -> Act | None:
    cards = [card for card in look.my_exchanges() if (to_answer(card) or agreed(card)) and fits(card)]
    if or_ask and len(cards) > 1:
        return Act(page=pages.among(_("Which one?"), cards), opens=True)
    if len(cards) != 1:
        return None
    return (answered if to_answer(cards[0]) else changed)(heard, look, cards[0], _choices(cards[0]))


def _waiting(heard: Heard, look: Look) -> Act | None:
    """The card of the one exchange that waits for an answer of theirs; "sí llegaron pero tarde" has the delay first."""
    cards = [card for card in look.my_exchanges() if to_answer(card) or card.my_turn]
    if len(cards) != 1:
        return None
    late = cards[0].state == "delivered" and heard.says_late()
    refused = _first_word(heard) == "no" and to_answer(cards[0])
    return about(look, cards[0], "decline_match" if refused else "confirm_service", {"late": late})


def _to_tell(look: Look) -> Act | None:
    """«vamos a llegar un poco tarde»: for who waits for them."""
    cards = [card for card in look.my_exchanges() if agreed(card) and card.may_write]
    if len(cards) != 1:
        return None
    return for_them(cards[0], first_choice(exchange_card(cards[0]).options, "write"))
