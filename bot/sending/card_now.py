"""What does a card say once its exchange has moved on? Where that stands, in a line, and a button that always works.

The numbers that were printed on it go with its buttons, so nobody types one of them in good faith.
"""

from __future__ import annotations

from dataclasses import replace

from bot.cards.exchange import exchange_line
from bot.channels.channel import Limits, Outgoing
from bot.wording import Reader, Wording
from core.db import Tx
from core.exchange_cards import card_of
from core.messages import Code, Option, Screen, _
from core.outbox import Outdated
from core.policy import is_discreet


def as_it_is(tx: Tx, wording: Wording, outdated: Outdated, limits: Limits, now: int) -> tuple[int, Outgoing] | None:
    """The exchange's version and the message in its reader's language.

    None for who is to read nothing of it unasked, or is no side of it any more: then the text stays as it was.
    """
    if outdated.light or is_discreet(outdated.discreet_wish, outdated.policy):
        return None
    card = card_of(tx, outdated.exchange_id, outdated.viewer, now=now)
    if card is None:
        return None
    see = Option(f"x:{card.id}:{card.version}:see", _("See {number}", number=Code(str(card.number))))
    reader = Reader(outdated.lang, outdated.country, outdated.zone or "UTC", outdated.digits)
    said = replace(  # how it stands, more than whose turn it is
        card, my_turn=card.my_turn and card.state == "proposed", day_over=False
    )
    screen = Screen((exchange_line(said),), (see,))
    return card.version, wording.render(screen, reader, limits, len, numbers=False)
