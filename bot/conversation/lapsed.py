"""What is said to who answers a proposal when its time is over? How it stands, and that it can be proposed again.

"Sorry, we did not see it, are we too late?", "we can still help": there is nothing to accept any more, but the two may
still want the same.
"""

from __future__ import annotations

from bot.cards import single
from bot.cards.choices import pointed_at
from bot.conversation.buttons.act import Act
from core.look import Look
from core.look.exchanges import ExchangeCard


def lapsed(look: Look, card: ExchangeCard | None = None) -> Act | None:
    """The card of that one, or of the last one of theirs that lapsed."""
    card = card or look.lapsed_lately()
    page = single.exchange(look, card.id) if card else None
    return Act(page=pointed_at(page, "again"), opens=True) if page else None
