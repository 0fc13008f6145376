"""Is it a question about the service? Answered at any time: before joining, when nothing is asked, and in between."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import faq as cards
from bot.conversation.heard import Heard
from bot.understand import Understanding
from bot.understanding import likely
from bot.understanding.faq import asked_topic, likeliest_topic, nearest
from core.look import Look
from core.messages import Screen
from core.text.arabizi import is_arabizi

_OTHERWISE = frozenset(
    (
        *("balance", "my_listings", "statement", "months", "donate", "request_support", "write_partner", "profile"),
        *("find_matches", "network"),
        *("stop", "pause_alerts", "resume_alerts", "quiet_hours", "discreet", "pin", "change_language", "another"),
        *("cancel", "back", "yes", "no", "skip", "thanks", "delete_my_data", "lost_phone", "talk_to_coordinator"),
        *("confirm_service", "accept_match", "decline_match", "rate_partner", "dispute", "share_contact"),
    )
)
"""What is done or shown at once where it is plainly said."""
_ASKED, _SURELY = "ask_faq", 0.6
_LONGEST = 220  # letters: a question, and no story


def faq_of(heard: Heard, look: Look, *, sure: bool = False, screen: str = "") -> Screen | None:
    """The hub's own answer, or ours; None for all that is no such question. `sure`: only where there is no doubt, since
    the words may as well be for somebody else. `screen`: what is on the phone, by which questions in any
    form are known.
    """
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

    if screen and dict(likely(text, screen)).get(_ASKED, 0.0) >= _SURELY:
        return cards.answer(look, likeliest_topic(text))

    def otherwise() -> bool:
        return sure or says_otherwise(heard.understood(), text, lambda: _names_one(heard, look))

    topic = asked_topic(text, asks=asks, otherwise=otherwise)
    return cards.answer(look, topic) if topic else None


def says_otherwise(understood: Understanding, text: str, names_service: Callable[[], bool]) -> bool:
    """Whether words plainly say what is done or shown at once, tell figures, or name a service that we know."""
    if any(map(str.isdigit, text)) and not is_arabizi(text):
        return True
    return (understood.intent in _OTHERWISE and understood.by != "likeness") or names_service()


def _names_one(heard: Heard, look: Look) -> bool:
    return look.names_service(heard.text, heard.language())
