"""What words want of one of their own requests or offers: that it ends, says something else, rests, or comes again.

Nothing is done by them: they lead to the question that asks once more, or to the card. While such a card is the screen
they are about that one; else about the one that they name.
"""

from __future__ import annotations

from bot.cards.listing import let_rest, show_again
from bot.conversation.heard import Heard


def button_written(heard: Heard) -> str:
    """ "rest" or "open" where the words are that button's of a card that is no longer the screen; else ''."""
    return next((one.id.rpartition(":")[2] for one in (let_rest(0), show_again(0)) if heard.says(one.label)), "")
