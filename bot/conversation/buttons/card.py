"""Which card does a button belong to? Shown anew where the button came too late."""

from __future__ import annotations

from bot.cards import coordinating, single
from bot.cards.talk import TALK_LABELS
from core.look import Look, is_id
from core.messages import Option, Screen


def card_behind(look: Look, payload: str) -> Screen | None:
    """The card to which a choice belongs, as it is now; None when it belongs to none, or the card is gone."""
    kind, id, *rest = (*payload.split(":"), "")
    verb = rest[1].partition("-")[0] if len(rest) > 1 else ""
    if kind == "x" and verb in TALK_LABELS and (rest[0] == "0" or verb != "write"):
        return Screen((), tuple(Option(payload, label) for label in TALK_LABELS[verb]))  # of a message, not a card
    make = {
        "x": single.exchange,
        "n": single.exchange,
        "l": single.listing,
        "o": coordinating.organisation,
    }.get(kind)
    return make(look, int(id)) if make and is_id(id) else None
