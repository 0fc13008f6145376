"""What words want of one of their own requests or offers: that it ends, says something else, rests, or comes again.

Nothing is done by them: they lead to the question that asks once more, or to the card. While such a card is the screen
they are about that one; else about the one that they name.
"""

from __future__ import annotations

from bot.cards.fund import CONTRIBUTION, FUND, GIVE
from bot.cards.listing import let_rest, show_again
from bot.conversation.heard import Heard

_BUTTONS = (let_rest(0), show_again(0), GIVE, FUND, CONTRIBUTION)


def button_written(heard: Heard) -> bool:
    """Whether the words are such a button's, which need not be on the screen."""
    return any(heard.says(one.label) for one in _BUTTONS)
