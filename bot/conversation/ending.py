"""What is to end, where a sentence says so and nothing is being written: an exchange, what was published, a member?

The card or the list is opened; ending is a choice there.
"""

from __future__ import annotations

from bot.cards import network, pages, single
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.which import refusing
from core.exchange_states import ONGOING, UNDER_WAY
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import _
from core.text.normal import fold

_STEM = 4  # letters by which words are about the same service


def to_end(heard: Heard, look: Look) -> Act | None:
    """«cancelar el intercambio», «ya no necesitamos el contador»; None for a bare "cancel", and where nothing is on."""
    if heard.word() is not None:
        return None
    if look.me.coordinates and (page := network.called(look, heard.text)):  # "suspender Casa Luz"
        return Act(page=page, opens=True)
    said, kind = _stems(heard.text), heard.ended()
    states = ONGOING if kind == "exchange" else UNDER_WAY
    cards = [card for card in look.my_exchanges() if card.state in states] if kind != "listing" else []
    listings = look.my_listings() if kind != "exchange" else []
    named = [card for card in cards if said & _stems(card.what)]
    if not named and (about := [one for one in listings if said & _stems(one.what)]):
        page = single.listing(look, about[0].id) if len(about) == 1 else pages.listings(look)
        return Act(page=page, opens=True)
    if not (kind or named):  # "we no longer need a photographer" ends no translation
        cards = [] if all(look.names_another(heard.text, heard.language(), one.what) for one in cards) else cards
    if cards:
        return _one_of(look, named or cards)
    return Act(page=pages.listings(look), opens=True) if listings else None


def _one_of(look: Look, cards: list[ExchangeCard]) -> Act:
    page = refusing(single.exchange(look, cards[0].id)) if len(cards) == 1 else pages.among(_("Which one?"), cards)
    return Act(page=page, opens=True)


def _stems(text: str) -> set[str]:
    """Of the longer words; Arabic ones without the article."""
    words = (word.removeprefix("ال") for word in fold(text).split())
    return {word[:_STEM] for word in words if len(word) >= _STEM}
