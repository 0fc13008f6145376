"""How words under a card reach the other side: shown once and sent, or what to choose for that."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import single
from bot.cards.choices import pointed_at, verb_of
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.session import GUESSED
from bot.engine import State
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Message, _

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


def passed_on(heard: Heard, look: Look, card: ExchangeCard, words: str = "") -> Act | None:
    """The same where they may write to each other. Who has to propose first has the card of that, and their words wait;
    who waits for a proposal reads that. None where there is no writing any more.
    """
    found = to_them(heard, look, card, words)
    if card.may_write:
        return found
    page = single.exchange(look, card.id) if card.mine and card.state == "suggested" else None
    if page is None:
        return None
    if not any(verb_of(option.id) == "prop" for option in page.options):
        return Act(page=replace(page, lines=(LATER, *page.lines)), opens=True)
    shown = pointed_at(replace(page, lines=(_KEPT, *page.lines)), "prop")
    return Act(page=shown, opens=True, then=State(found.flow, hints=found.hints))
