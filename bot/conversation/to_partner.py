"""How words under a card reach the other side: shown once and sent, or what to choose for that."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.choices import pointed_at
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.session import GUESSED
from bot.engine import State
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Message, Screen, _

LATER = _("Once one of you proposes it, you can write to each other. Nothing is settled before both agree.")
_KEPT = _("Once you have proposed it, I pass your words on. Nothing is settled before both agree.")


def beside_terms(heard: Heard, card: ExchangeCard, terms: dict[str, str]) -> tuple[Message, ...]:
    """Behind terms that do not hold the time of day which the words name: when it can be told them."""
    return () if card.may_write or "what" in terms or not heard.at_hour("-") else (LATER,)


def to_them(heard: Heard, look: Look, card: ExchangeCard, words: str = "", *before: Message) -> Act:
    """Their words as they stand, or the `words` that they want told: shown once before they go, below what stands
    `before` that.
    """
    sealed = f"{heard.again(words or heard.text).language()} {look.seal(words or heard.text)}"
    hints = {"words": sealed} if words else {"words": sealed, GUESSED: "1"}
    return Act(flow=f"pass_on/{card.id}", hints=hints, lines=before)


def once_proposed(found: Act, shown: Screen) -> Act:
    """The card of a suggestion whose owner may not write yet: the words wait, and are shown after its proposal."""
    page = pointed_at(replace(shown, lines=(_KEPT, *shown.lines)), "prop")
    return Act(page=page, opens=True, then=State(found.flow, hints=found.hints))
