"""What may a message mean? The acts that the classifier finds likely on the screen; nothing is decided here."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.dialogue.situation import Situation
from bot.understanding import likely
from bot.understanding.acts import acts

_MOST = 8
"""Acts of the classifier that are looked at."""
_FEWEST = 0.02
"""Less likely readings are not carried on."""
_COORDINATION = "coordination"


class Reading(NamedTuple):
    """One thing that a message may mean: a dialogue act, how likely it is, and which sources say so. `topic` is which
    question about the service it is.
    """

    act: str
    probability: float
    source: str
    topic: str = ""


def readings(text: str, situation: Situation) -> tuple[Reading, ...]:
    """All that are likely enough, the likeliest first."""
    learnt = dict(likely(text, situation.screen, most=_MOST))
    if not situation.coordinates:
        learnt = _without(learnt, _of_coordinators())
    found = (Reading(act, chance, "classifier") for act, chance in learnt.items() if chance > _FEWEST)
    return tuple(sorted(found, key=lambda one: -one.probability))


def _without(learnt: dict[str, float], others: frozenset[str]) -> dict[str, float]:
    """The same where those are out of the question: what they would have is shared by the rest."""
    left = {act: chance for act, chance in learnt.items() if act not in others}
    lost = sum(chance for act, chance in learnt.items() if act in others)
    return {act: chance / max(1 - lost, _FEWEST) for act, chance in left.items()} if lost < 1 else left


@cache
def _of_coordinators() -> frozenset[str]:
    """What only coordinators do."""
    return frozenset(name for name, act in acts().items() if act.kind == _COORDINATION)
