"""Is what is about to be published there already? Two colleagues ask for the same, or somebody means to change it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards.listing import listing_line
from bot.understand.alike import stems
from core.listing_states import LIVE
from core.look import Look
from core.messages import Message, _


def with_twin(look: Look, kind: str, whats: Iterable[str], card: Message) -> Message:
    """The card, below what the organisation has published in words that mean the same."""
    there = [one for one in look.my_listings(kind) if one.state in LIVE]
    said = [words for what in whats if (words := stems(what))] if there else []
    twin = next((one for one in there if stems(one.what) in said), None)
    if twin is None:
        return card
    note = _(
        "You have already published one like this: {listing}. Publish this only if it is a different one.",
        listing=listing_line(twin),
    )
    return _("{before}\n\n{after}", before=note, after=card)
