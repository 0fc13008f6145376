"""What is done with what words probably tell of an exchange? Its card, with what is meant first, or a question.

Nothing moves by it: whatever is meant is pressed, or said, once more.
"""

from __future__ import annotations

from dataclasses import replace

from bot.cards import single
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.likely import likely_of
from bot.conversation.told import as_it_stands
from bot.conversation.which import about, first_choice
from core.look import Look
from core.look.exchanges import ExchangeCard


def guessed(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """Of that exchange; None where the words are rather about something else."""
    thing = likely_of(heard, look, card)
    if not thing:
        return None
    if thing == "rate":
        return about(look, card, "rate_partner", heard.understood().slots)
    if thing == "terms":
        return _with_first(look, card, "terms")
    said = {thing}
    if thing == "amount" and not isinstance(heard.minutes(), int):
        said = {"done"}
    return as_it_stands(heard, look, card, frozenset(said)) or _with_first(look, card, "")


def _with_first(look: Look, card: ExchangeCard, verb: str) -> Act | None:
    page = single.exchange(look, card.id)
    return Act(page=replace(page, options=first_choice(page.options, verb)), opens=True) if page else None
