"""Words for the other side of an exchange: "tell them we start on Monday", or a question to them under its card."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.exchange import exchange_card
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.told import for_them
from bot.conversation.which import agreed
from bot.understand.passing_on import words_for_them
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard

_CHOICES = frozenset(
    ("accept", "no", "undo", "terms", "move", "help", "done", "came", "absent", "problem")
)  # bot/understand/told.py


def to_pass_on(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """What "tell them …" wants told, shown once before it goes: about the exchange on the screen, or the only one in
    which the two may write to each other. None for what a choice of its card says ("tell them we accept").
    """
    words = words_for_them(heard.text) if heard.word() is None else ""
    if not words or not _CHOICES.isdisjoint(heard.again(words).told().all):
        return None
    cards = [card for card in look.my_exchanges() if card.may_write]
    here = [card for card in cards if card.id == _on_screen(idle)] if heard.seen else []
    if len(here or cards) != 1:
        return None
    (card,) = here or cards
    return Act(flow=f"pass_on/{card.id}", hints={"words": f"{heard.again(words).language()} {look.seal(words)}"})


def _on_screen(idle: Sequence[str]) -> int:
    """The exchange whose card is the screen; 0 for none, and for a list of several."""
    ids = {payload.split(":")[1] for payload in idle if payload.startswith("x:")}
    only = ids.pop() if len(ids) == 1 else ""
    return int(only) if is_id(only) else 0


def asks_them(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """«¿nos mandan el texto del afiche?» under the card of what is agreed to be given: for who receives it, and no
    request of another service.
    """
    understood = heard.understood()
    if not card.gives or not agreed(card) or not card.may_write or understood.intent != "post_need":
        return None
    service = str(understood.slots.get("service") or "")
    another = look.names_another(service, heard.language(), card.what)
    return None if another else for_them(card, exchange_card(card).options)
