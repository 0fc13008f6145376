"""Buttons whose words the table of bot/dialogue takes for something else, or knows nothing of."""

from __future__ import annotations

from bot.cards.fund import CONTRIBUTION, FUND, GIVE, HISTORY
from bot.conversation.heard import Heard

_BUTTONS = (GIVE, FUND, CONTRIBUTION, HISTORY)


def button_written(heard: Heard) -> bool:
    """Whether the words are such a button's, which need not be on the screen."""
    return any(heard.says(one.label) for one in _BUTTONS)
