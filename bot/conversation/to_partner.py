"""How words under a card reach the other side: shown once and sent, or what to choose for that."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import single
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.session import GUESSED
from bot.conversation.which import about, to_answer
from bot.engine import State
from bot.understand.passing_on import wants_of_them
from bot.understand.words import accepts
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Message, Option, Screen, _
from core.privacy.nameless import addressed

_LATER = _("Once one of you proposes it, you can write to each other. Nothing is settled before both agree.")


def beside_terms(heard: Heard, card: ExchangeCard, terms: dict[str, str]) -> tuple[Message, ...]:
    """Behind terms that do not hold the time of day which the words name: when it can be told them."""
    return () if card.may_write or "what" in terms or not heard.at_hour("-") else (_LATER,)


def to_them(heard: Heard, look: Look, card: ExchangeCard, words: str = "", *before: Message) -> Act:
    """Their words as they stand, or the `words` that they want told: shown once before they go, below what stands
    `before` that.
    """
    sealed = f"{heard.again(words or heard.text).language()} {look.seal(words or heard.text)}"
    hints = {"words": sealed} if words else {"words": sealed, GUESSED: "1"}
    return Act(flow=f"pass_on/{card.id}", hints=hints, lines=before)


def asked(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """What is agreed, which may answer the question; below it the way to ask them."""
    page = single.exchange(look, card.id)
    if page is None:
        return None
    if card.may_write and (heard.asks_something() or wants_of_them(heard.text, look.me.lang)):
        return to_them(heard, look, card, "", *page.lines)
    line = _("To ask {other} anything else, choose “Write to them”.", other=addressed(card.other))
    line = line if card.may_write else _LATER
    return Act(page=replace(page, lines=(*page.lines, line)), opens=True)


def for_them(card: ExchangeCard, options: tuple[Option, ...]) -> Act:
    """That the words may be for the other side, above what can be chosen."""
    line = _("If that is for {other}, choose “Write to them”. Or choose a number.", other=addressed(card.other))
    return Act(page=Screen((line,), options), opens=True)


def accepted_instead(heard: Heard, look: Look, flow: State) -> Act | None:
    """The card to accept, where words that only we took to be for the other side wait for a tap, and a deal is said:
    that is no answer to "shall I send it?". None for all else.
    """
    name, _slash, id = flow.flow.partition("/")
    if name != "pass_on" or GUESSED not in flow.hints or heard.choice or not accepts(heard.text):
        return None
    card = look.exchange(int(id))
    return about(look, card, "accept_match", {}) if card and to_answer(card) else None
