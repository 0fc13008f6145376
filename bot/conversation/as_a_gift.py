"""«podemos ayudar gratis, no cobramos horas» of who gives: the terms of a gift, shown once before they go."""

from __future__ import annotations

from bot.conversation.buttons.act import Act
from bot.conversation.buttons.terms import terms_of
from bot.conversation.heard import Heard
from bot.conversation.which import to_answer
from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise
from core.look import Look
from core.look.exchanges import ExchangeCard

_AS_A_GIFT = listed("small", "as_a_gift")
_FEW = 14  # words and signs
_NO_HOURS, _ASKS = "0", frozenset("?؟")


def as_a_gift(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """None where nobody has asked this side yet, for a question, and where it is a gift already."""
    if not card.gives or card.minutes == 0 or not (to_answer(card) or card.state == "proposed"):
        return None
    forms = tokenise(heard.text).forms
    if len(forms) > _FEW or not _AS_A_GIFT.all_in(forms) or heard.harm() or not _ASKS.isdisjoint(heard.text):
        return None  # "que sea gratis" begins as a question does
    if look.names_another(str(heard.understood().slots.get("service") or ""), heard.language(), card.what):
        return None
    return Act(flow=f"counter/{card.id}/{card.version}", hints={**terms_of(card), "hours": _NO_HOURS})
