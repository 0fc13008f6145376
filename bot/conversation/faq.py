"""Is it a question about the service? Answered at any time: before joining, when nothing is asked, and in between."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import faq as cards
from bot.conversation.heard import Heard
from bot.understand import Understanding
from bot.understand.cues.intents import POSTING
from bot.understanding.faq import asked_topic, nearest
from core.look import Look
from core.messages import Screen

_OTHERWISE = frozenset(
    (
        *("balance", "my_listings", "statement", "months", "donate", "request_support", "write_partner", "profile"),
        *("stop", "pause_alerts", "resume_alerts", "quiet_hours", "discreet", "pin", "change_language", "another"),
        *("cancel", "back", "yes", "no", "skip", "thanks", "delete_my_data", "lost_phone", "talk_to_coordinator"),
        *("confirm_service", "accept_match", "decline_match", "rate_partner", "dispute", "share_contact"),
    )
)
"""What is done or shown at once where it is plainly said."""
_LISTING = POSTING | {"find_matches"}
_LONGEST = 220  # letters: a question, and no story


def faq_of(heard: Heard, look: Look) -> Screen | None:
    """The hub's own answer, or ours; None for all that is no such question."""
    text = heard.text
    plain = heard.choice or heard.payload or heard.files or heard.word() is not None or heard.number() is not None
    if plain or len(text) > _LONGEST or heard.harm():
        return None
    asks = heard.asks_something()
    if asks and (own := look.own_answers()):
        every = [(question, one) for one in own for question in one.questions]
        place = nearest(text, [question for question, _one in every])
        if place is not None:
            return cards.own_answer(look, every[place][1])
    topic = asked_topic(
        text, asks=asks, otherwise=lambda: says_otherwise(heard.understood(), lambda: _names_one(heard, look))
    )
    return cards.answer(look, topic) if topic else None


def says_otherwise(understood: Understanding, names_service: Callable[[], bool]) -> bool:
    """Whether words plainly say what is done or shown at once, or ask for or offer a service that we know."""
    if understood.intent in _LISTING:
        return names_service()
    return understood.intent in _OTHERWISE and understood.by != "likeness"


def _names_one(heard: Heard, look: Look) -> bool:
    return look.names_service(heard.text, heard.language())
