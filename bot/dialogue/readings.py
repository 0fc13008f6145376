"""What may a message mean? Each source gives readings with how likely they are; nothing is decided here."""

from __future__ import annotations

from typing import NamedTuple

from bot.dialogue.situation import Situation
from bot.understanding import likely
from bot.understanding.faq import topic_of

FAQ = "ask_faq"
_FEWEST = 0.02
"""Less likely readings are not carried on."""


class Reading(NamedTuple):
    """One thing that a message may mean: a dialogue act, how likely it is, and which source says so. `topic` is which
    question about the service it is.
    """

    act: str
    probability: float
    source: str
    topic: str = ""


def readings(text: str, situation: Situation) -> tuple[Reading, ...]:
    """All that are likely enough, the likeliest first."""
    found = [Reading(act, chance, "classifier") for act, chance in likely(text, situation.screen) if chance > _FEWEST]
    topic, chance = topic_of(text)
    return tuple(one._replace(topic=topic, probability=one.probability * chance) if one.act == FAQ else one
                 for one in found)
