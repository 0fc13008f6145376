"""What does it take to be here? Hours, and no money: what people ask before they join, and again before they ask."""

from __future__ import annotations

from bot.cards.listing import MENU
from core.look import Look
from core.messages import Screen, _


def free(look: Look) -> Screen:
    """That no money changes hands, and what does."""
    text = _(
        "It is free: no money changes hands here. Organisations give each other hours: 1 hour given = 1 credit, for "
        "whatever help it is."
    )
    return Screen((text,), (MENU,))
