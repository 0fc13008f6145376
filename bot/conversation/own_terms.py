"""Who proposed and would rather have other hours or another day, before the other side has answered."""

from __future__ import annotations

from bot.conversation.at_its_hour import hour_of
from bot.conversation.buttons.act import Act
from bot.conversation.buttons.terms import terms_of
from bot.conversation.corrected import corrections
from bot.conversation.heard import Heard
from core.look import Look
from core.look.exchanges import ExchangeCard

_TELLS = frozenset(("terms", "amount", "move", "help"))  # bot/understand/told.py


def waits_for_them(card: ExchangeCard) -> bool:
    """Whether this side has proposed, and the other has not answered."""
    return card.state == "proposed" and not card.my_turn


def own_terms(heard: Heard, look: Look, card: ExchangeCard, said: dict[str, str]) -> Act | None:
    """The way to propose the terms that the words name ("sorry, we can only do 4 hours"), shown once before it goes.

    `said` is what the words surely say of the card. None where they name nothing that is new, or another service.
    """
    if not waits_for_them(card) or heard.harm():
        return None
    service = str(heard.understood().slots.get("service") or "")
    tells = not heard.told().all.isdisjoint(_TELLS)
    if tells and not (service and look.names_another(service, heard.language(), card.what)):
        said = {**corrections(heard, card.minutes), **said}
    now = {"hours": str(card.minutes or ""), "by": card.due_on or ""}
    new = {key: value for key, value in said.items() if now.get(key) != value}
    if new or heard.says_moved():
        new |= hour_of(heard, look, card, new.get("by", ""))
    return Act(flow=f"counter/{card.id}/{card.version}", hints={**terms_of(card), **new}) if new else None
