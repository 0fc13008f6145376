"""What do words tell of an exchange as it stands? People say it in more ways than choices have words for.

Nothing moves by it: it leads to the card with the choice that is meant first, or to the question that asks once more.
"""

from __future__ import annotations

from typing import Any

from bot.conversation.heard import Heard
from bot.understand.lexis.tokens import has_figure, tokenise
from core.look.exchanges import ExchangeCard

_BRIEF = 5  # words of who only says how many hours it took


def minutes_told(heard: Heard, card: ExchangeCard, said: frozenset[str]) -> int | None:
    """The hours that it took, where the words tell so."""
    if said & {"ask", "move", "delay"} or not said & {"amount", "half"} or "not_yet" in heard.told().sure:
        return None  # "hoy hicimos 2 horas, mañana hacemos las otras": it goes on
    right = heard.right_hours()
    if right is None:
        right = heard.hours_of_days()
    found = heard.minutes_of(card.minutes) if right is None else right
    found = other_of_two(found, card.minutes) or found
    if found is None and "amount" in said and len(heard.text.split()) <= _BRIEF:
        found = heard.bare_hours()  # «no, solo fueron 2»
    if "half" in said and card.minutes and found in (None, card.minutes) and not has_figure(tokenise(heard.text)):
        return card.minutes // 2
    return found if isinstance(found, int) and found > 0 else None


def other_of_two(named: object, agreed: object) -> Any:
    """Of two things that are named, of which one is agreed, the other; None where it is not so."""
    others = [one for one in named if one != agreed] if isinstance(named, list) and len(named) == 2 else []
    return others[0] if len(others) == 1 else None
