"""What may a message mean? Each source gives readings with how likely they are; nothing is decided here.

Two sources read the words: the classifier, which knows the screen, and the older rules (bot/understand), which do not.
Where the first is sure it is believed; else the rules have a small share, and the policy weighs or asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from bot.dialogue.situation import Situation
from bot.understanding import NONE, likely
from bot.understanding.acts import DATA, acts

_MOST = 8
"""Acts of the classifier that are looked at."""
_FEWEST = 0.02
"""Less likely readings are not carried on."""
_SURE, _RULED = 0.9, 0.15
"""From which probability on the classifier is believed alone, and how much the rules count beside it below that. Where
the two differ it is right 334 times and they 50 times of 503, in sentences that neither had learnt.
"""
_COORDINATION = "coordination"
_NOTHING = "-"
"""Stands in the table where the rules' intent says nothing on a screen."""
_UNRULED = frozenset((NONE, "help"))
"""What the rules say where they do not know."""


class Reading(NamedTuple):
    """One thing that a message may mean: a dialogue act, how likely it is, and which sources say so. `topic` is which
    question about the service it is.
    """

    act: str
    probability: float
    source: str
    topic: str = ""


def readings(text: str, intent: Callable[[], str], situation: Situation) -> tuple[Reading, ...]:
    """All that are likely enough, the likeliest first. `intent` gives what the rules say (bot/understand), which takes
    longer and is asked only where the classifier is not sure.
    """
    learnt = dict(likely(text, situation.screen, most=_MOST))
    if not situation.coordinates:
        learnt = _without(learnt, _of_coordinators())
    unsure = max(learnt.values(), default=0.0) < _SURE
    ruled = _ruled(intent(), situation.screen, learnt) if unsure else ""
    found = []
    for act in {*learnt, ruled} - {""}:
        chance = learnt.get(act, 0.0)
        chance = (1 - _RULED) * chance + _RULED * (act == ruled) if ruled else chance
        source = "classifier" if act != ruled else "rules" if act not in learnt else "both"
        if chance > _FEWEST:
            found.append(Reading(act, chance, source))
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


def _ruled(intent: str, screen: str, learnt: Mapping[str, float]) -> str:
    """The act that the rules' intent is on that screen; of several that it may be, the one that the classifier finds
    likeliest. '' where they say nothing of use.
    """
    known = _acts_of_intents()
    found = known.get((intent, screen), known.get((intent, ""), ()))
    act = max(found, key=lambda one: learnt.get(one, 0.0), default="")
    return "" if act in _UNRULED else act


@cache
def _acts_of_intents() -> dict[tuple[str, str], tuple[str, ...]]:
    """(intent, screen or '' for any) → the acts that it may be, the usual one first."""
    lines = (DATA / "intents.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    found = {}
    for intent, usual, *others in rows:
        found[intent, ""] = tuple(usual.split())
        found.update(
            {
                (intent, screen): tuple(other.replace(_NOTHING, "").split())
                for screen, other in zip(head[2:], others, strict=False)
                if other
            }
        )
    return found
