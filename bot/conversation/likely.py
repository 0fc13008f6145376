"""What do words probably tell of an exchange that stands so, where no cue and no intent says it?

Only what can be told of it as it stands is weighed, against the chance that it is about something else. It chooses a
card or a question (bot/conversation/guessed.py); nothing is ever done by it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.conversation.heard import Heard
from bot.conversation.which import agreed, to_answer
from bot.understand.cues.intents import POSTING
from bot.understand.told import OTHER
from core.look import Look
from core.look.exchanges import ExchangeCard

_NO_WORD = (None, "unsure")
_OPEN = frozenset(
    (
        *("out_of_scope", "greeting", "thanks", "help", "yes", "no", "skip"),
        *("rate_partner", "dispute", "accept_match", "decline_match", "confirm_service", "write_partner"),
    )
)
"""What is understood where the words may well be about an exchange."""
_NEVER = frozenset(
    (
        *("talk_to_coordinator", "stop", "delete_my_data", "donate", "request_support", "lost_phone", "pin"),
        *("discreet", "second_yes", "cancel", "back"),
    )
)
"""What is meant as it is said, whatever else it is like."""
_FEWEST, _MOST = 2, 20
"""Words of what is guessed of: one alone is an answer, and a long tale is about something new."""
# How much likelier it has to be than something else, by what else is understood: nothing, something that may be about
# an exchange, a word that is no service that we know, and a page of theirs.
_NOTHING, _MAYBE, _UNKNOWN, _PAGE = 0.15, 1.0, 0.7, 10.0
_SAID = {"greeting": 2.0, "help": 10.0, "free": 10.0}
"""The same where our words greet, or ask about the service itself."""
_ASKED_FOR = 2.0
"""The same where our words read a request and name what is asked for, though it is no service that we know."""
_SHARE = 0.45
"""Of all that can be told of it: so much must be for one thing."""
_SURELY, _SURE_SHARE = 4.0, 0.8
"""From which on it counts more than cues that do not decide."""
_GRAVE, _GRAVE_SHARE = 2.0, 0.6
"""The same for what is better heard once too often: that something went wrong."""
_HARDLY = 0.1
"""Below which cues that do not decide count for nothing."""
_LEAST = 1e-6
_HOW_LONG, _DONE = frozenset(("amount", "half", "delay")), frozenset(("done", "came", "late", "amount"))

# What is one thing as an exchange stands, the first as it is called there.
_Alike = tuple[tuple[str, ...], ...]
_WAITING: _Alike = (("accept", "help"), ("no", "undo"), ("terms", "move", "amount"), ("ask",), ("wait",))
_SENT: _Alike = (("undo", "no"), ("ask", "not_yet", "absent", "wait"))
_GIVING: _Alike = (
    ("done", "came"),
    ("amount",),
    ("undo", "no"),
    ("move", "terms"),
    ("ask",),
    ("problem",),
    ("wait", "not_yet"),
)
_GETTING: _Alike = (
    *(("came", "done"), ("amount",), ("late",), ("absent",), ("problem",), ("undo", "no"), ("move", "terms")),
    ("ask",),
    ("not_yet", "wait"),
)
_TO_CONFIRM: _Alike = (*_GETTING[:-1], ("not_yet",), ("wait",))
"""What they do not have yet is no «la otra semana les confirmo»."""
_OVER: _Alike = (("problem", "absent"), ("rate",))
_DISPUTED: _Alike = (("problem", "absent"), ("ask",))


class Likely(NamedTuple):
    """The one thing that is likeliest, its share of all that can be told of an exchange that stands so, and how many
    times likelier it is than something else.
    """

    thing: str
    share: float
    times: float


def likely_of(heard: Heard, look: Look, card: ExchangeCard) -> str:
    """The one thing that the words tell of that exchange, '' where that is not likely enough."""
    least = _least(heard, look)
    if not least or (found := _likeliest(heard, card)) is None:
        return ""  # to weigh words takes an encoding of them
    return found.thing if found.times >= least and found.share >= _SHARE else ""


def weighed(heard: Heard, look: Look, card: ExchangeCard, said: frozenset[str]) -> frozenset[str]:
    """What cues tell of it, or what is surely told in their place; nothing where it is hardly about it."""
    least = _least(heard, look)
    if said & heard.told().sure or not least or (found := _likeliest(heard, card)) is None:
        return said
    if found.times < _HARDLY and heard.understood().intent != "out_of_scope":
        return frozenset()
    fewer = "amount" in said and "problem" not in said and isinstance(heard.minutes(), int)
    if not _is_sure(heard, card, found, least) or (found.thing == "problem" and fewer):
        return said  # "she came and stayed for two hours only" tells how long it took
    return frozenset((found.thing,)) | (said & _HOW_LONG if found.thing in _DONE else frozenset())


def _is_sure(heard: Heard, card: ExchangeCard, found: Likely, least: float) -> bool:
    """Whether it counts more than what cues tell; hours that are not one number ask rather."""
    if found.thing == "rate" or (found.thing == "amount" and not isinstance(heard.minutes(), int)):
        return False
    grave = found.thing in ("problem", "absent") and not card.gives
    times, share = (_GRAVE, _GRAVE_SHARE) if grave else (_SURELY, _SURE_SHARE)
    return found.times >= max(least, times) and found.share >= share


def _likeliest(heard: Heard, card: ExchangeCard) -> Likely | None:
    alike = _alike(card) if heard.right_hours() is None else ()  # "no fueron dos, fue una" is read, not guessed
    chances = heard.likely() if alike else {}
    if not chances:
        return None
    summed = {things[0]: sum(chances.get(thing, 0.0) for thing in things) for things in alike}
    best = max(summed, key=lambda thing: summed[thing])
    cannot_be = chances.keys() - {OTHER, *(thing for things in alike for thing in things)}
    if any(chances[thing] > summed[best] for thing in cannot_be):
        return None  # what is told of it does not go with how it stands
    if best == "ask" and to_answer(card) and (isinstance(heard.minutes(), int) or isinstance(heard.day(), date)):
        return None  # "what about 3 hours?" has an answer: other terms
    return Likely(best, summed[best] / sum(summed.values()), summed[best] / max(chances.get(OTHER, 0.0), _LEAST))


def _alike(card: ExchangeCard) -> _Alike:
    if to_answer(card):
        return _WAITING
    if card.state == "proposed":
        return _SENT
    if agreed(card):
        to_confirm = card.state == "delivered" and card.my_turn
        return _GIVING if card.gives else _TO_CONFIRM if to_confirm else _GETTING
    if card.state == "disputed":
        return _DISPUTED
    return _OVER if card.rateable or card.object_until is not None else ()


def _least(heard: Heard, look: Look) -> float:
    """How much likelier than something else it has to be; 0 where that is not asked."""
    words = sum(any(map(str.isalpha, word)) for word in heard.text.split())
    if heard.word() not in _NO_WORD or not _FEWEST <= words <= _MOST:
        return 0.0
    intent, by = heard.understood().intent, heard.understood().by
    if intent in _NEVER and by != "likeness":
        return 0.0
    if intent in POSTING:
        service = str(heard.understood().slots.get("service") or "")
        if by != "likeness" and (" " in service or look.names_service(service or heard.text, heard.language())):
            return 0.0  # a request of its own is never lost to a guess
        return _ASKED_FOR if by != "likeness" and service else _UNKNOWN
    if intent == "out_of_scope":
        return _NOTHING
    if by == "words" and intent in _SAID:
        return _SAID[intent]
    return _MAYBE if intent in _OPEN else _PAGE
