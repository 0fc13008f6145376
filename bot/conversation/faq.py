"""Is it a question about the service? Answered at any time: before joining, when nothing is asked, and in between."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.cards import faq as cards
from bot.conversation.heard import Heard
from bot.understand import Understanding
from bot.understanding import likely
from bot.understanding.faq import LIKELY, SURE, asked_topics, likeliest_topics, nearest
from core.look import Look
from core.messages import Screen
from core.text.arabizi import is_arabizi

_SHOWN = frozenset(
    (
        *("balance", "my_listings", "statement", "months", "contribution", "find_matches", "network", "profile"),
        *("change_language", "confirm_service", "accept_match", "decline_match", "rate_partner", "write_partner"),
    )
)
_DONE = frozenset(
    (
        *("donate", "request_support", "stop", "pause_alerts", "resume_alerts", "quiet_hours", "discreet", "pin"),
        *("cancel", "back", "yes", "no", "skip", "thanks", "delete_my_data", "lost_phone", "talk_to_coordinator"),
        *("dispute", "share_contact", "another"),
    )
)
"""What is plainly said to be shown or answered, and what is done where it is no question."""
_ASKED, _MEMBERS, _SURELY = "ask_faq", "ask_members", 0.6
_WHO_IS_HERE, _WHO_RUNS = "who_is_here", "who_runs"
_LONGEST = 220  # letters: a question, and no story


def faq_of(
    heard: Heard, look: Look, *, sure: bool = False, only: Collection[str] = (), screen: str = ""
) -> Screen | None:
    """The hub's own answer, or ours; None for all that is no such question. `sure`: only where there is no doubt, since
    the words may as well be for somebody else. `only`: these topics and no others. `screen`: what is on the phone, by
    which questions in any form are known.
    """
    text = heard.text
    plain = heard.choice or heard.payload or heard.files or heard.word() is not None or heard.number() is not None
    if plain or len(text) > _LONGEST or heard.harm():
        return None

    asks = heard.asks_something()

    def otherwise() -> float:
        return SURE if sure else said_otherwise(heard.understood(), text, lambda: _names_one(heard, look), asks=asks)

    if asks and (own := _own_answer(text, look, otherwise)):
        return own
    asked = asked_topics(text, asks=asks, otherwise=otherwise)
    acts = dict(likely(text, screen)) if screen and not asked else {}
    if (
        not look.me.joined
        and not _searches(heard.understood())
        and (asked == (_WHO_IS_HERE,) or acts.get(_MEMBERS, 0.0) >= _SURELY)
    ):
        return cards.answers(look, (_WHO_IS_HERE, *(one for one in likeliest_topics(text) if one == _WHO_RUNS)))
    if acts.get(_ASKED, 0.0) >= _SURELY:
        return cards.answers(look, likeliest_topics(text))
    asked = tuple(topic for topic in asked if not only or topic in only)
    return cards.answers(look, asked) if asked else None


def _own_answer(text: str, look: Look, otherwise: Callable[[], float]) -> Screen | None:
    every = [(question, one) for one in look.own_answers() for question in one.questions]
    place = nearest(text, [question for question, _one in every], otherwise=otherwise) if every else None
    return None if place is None else cards.own_answer(look, every[place][1])


def _searches(understood: Understanding) -> bool:
    """Whether requests or offers are plainly to be looked for: that goes on once they have joined."""
    return understood.intent == "find_matches" and understood.by != "likeness"


def said_otherwise(understood: Understanding, text: str, names_service: Callable[[], bool], *, asks: bool) -> float:
    """How likely a topic has to be beside what the words plainly say, the figures they tell, or a service they name."""
    if any(map(str.isdigit, text)) and not is_arabizi(text):
        return SURE
    plainly = understood.by != "likeness"
    if plainly and understood.intent in _DONE:
        return LIKELY if asks else SURE
    return SURE if (plainly and understood.intent in _SHOWN) or names_service() else 0.0


def _names_one(heard: Heard, look: Look) -> bool:
    return look.names_service(heard.text, heard.language())
