"""«نريد نفس الخدمة مرة ثانية», "the same again": do words want more of what the same two have completed?

It leads to the question that the card's own choice asks; nothing is proposed by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards import pages
from bot.cards.exchange import exchange_card
from bot.cards.linked import MORE
from bot.conversation.buttons import act
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.which import agreed, to_answer
from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import _

_SAME, _AGAIN = listed("small", "same_again"), listed("small", "once_more")
_FEW, _LONG = 4, 10  # words that are "once more" and a day, and of what says "the same service" besides


def same_again(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """The way to propose more of it, with the hours and the day that the words name; None where they want none."""
    forms = tokenise(heard.text).words()
    if len(forms) > _LONG or heard.asks_something() or heard.number() is not None:
        return None
    same = bool(_SAME.all_in(forms))
    if not same and not (len(forms) <= _FEW and _AGAIN.at(forms, 0)):
        return None
    cards = {choice: card for card in look.my_exchanges() if card.mine and (choice := _choice(card))}
    here = {choice: card for choice, card in cards.items() if choice in idle}
    if not here and not same and any(to_answer(card) or agreed(card) for card in look.my_exchanges()):
        return None  # "once more" may be said of that
    cards = {choice: card for choice, card in (here or cards).items() if not _of_another(heard, look, card)}
    if len(cards) > 1:
        return Act(page=pages.among(_("Which one?"), list(cards.values())), opens=True)
    found = act(look, next(iter(cards))) if cards else None
    return replace(found, hints={**found.hints, **_terms(heard)}) if found else None


def _choice(card: ExchangeCard) -> str:
    return next((option.id for option in exchange_card(card).options if option.id.rpartition(":")[2] == MORE[0]), "")


def _of_another(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    """Whether another service is named beside it: "the same with a plumber"."""
    service = tokenise(str(heard.understood().slots.get("service") or ""))
    said = next(iter(_SAME.all_in(service.forms)), None)
    beside = service.said(said[1], len(service.forms)) if said else service.text
    return bool(beside) and look.names_another(beside, heard.language(), card.what)


def _terms(heard: Heard) -> dict[str, str]:
    minutes, day = heard.minutes(), heard.day()
    hours = {"hours": str(minutes)} if isinstance(minutes, int) and minutes > 0 else {}
    return {**hours, "by": day.isoformat()} if isinstance(day, date) else hours
