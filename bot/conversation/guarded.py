"""What is answered to who is asked for names, numbers or money: that they need not give them, and who can help."""

from __future__ import annotations

from bot.cards.faq import answer
from bot.conversation.heard import Heard
from bot.understand.cues.intents import POSTING
from bot.understand.guarding import guarded
from core.look import Look
from core.messages import Screen

_TOPICS = {"people": "asked_people", "money": "asked_money", "paying": "free"}
_GOES_ON = frozenset(("talk_to_coordinator", "request_support", "donate"))


def not_to_give(heard: Heard, look: Look) -> Screen | None:
    """The page that says so; None for all else, for harm that is told, and for what names a service."""
    found, surely = guarded(heard.text) if look.me.joined else ("", False)
    if not found or heard.harm():
        return None
    understood = heard.understood()
    named = understood.intent in POSTING and look.names_service(heard.text, heard.language())
    return None if understood.intent in _GOES_ON or (named and not surely) else answer(look, _TOPICS[found])
