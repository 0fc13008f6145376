"""What somebody wants told to the other side is shown once, and goes as they wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.cards.talk import writing_to
from bot.engine import Flow
from bot.flows.talk import open_talk
from bot.questions import Confirm, Note
from core.commands.talk import Relay
from core.look import Look
from core.messages import Sealed, _


@dataclass(frozen=True, slots=True)
class Written(Note):
    """Words that may be there already, sealed."""

    hintable: ClassVar[bool] = True


def pass_on(look: Look, exchange_id: str) -> Flow:
    """Words of their own that came with "tell them"; without them they are asked for."""
    card = open_talk(look, exchange_id)
    words: str = yield Written("words", writing_to(card, look.me.lang), look.seal)
    lang, _space, token = words.partition(" ")
    text = _("To {organisation}: {text}\n\nShall I send it?", organisation=card.other, text=Sealed(token))
    if not (yield Confirm("sure", text, yes=_("Send"), parts={"words": _("Text")})):
        return None
    return Relay(card.exchange_id, token, lang)
