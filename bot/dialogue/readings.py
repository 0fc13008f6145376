"""What may a message mean? Each source gives readings with how likely they are; nothing is decided here.

Two sources read the words: the classifier, which knows the screen, and the older rules (bot/understand), which do not.
Where they agree they are nearly always right; where they differ, each keeps its share, and the policy weighs or asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bot.dialogue.situation import IDLE, LIST, OWN, Situation
from bot.understanding import NONE, likely
from bot.understanding.acts import DATA

_MOST = 8
"""Acts of the classifier that are looked at."""
_FEWEST = 0.02
"""Less likely readings are not carried on."""
_RULED, _RULED_BLIND = 0.4, 0.12
"""How much the rules count beside the classifier: where nothing is shown or asked, and where something is, of which they
know nothing.
"""
_ALONE = 0.97
"""How much the classifier's probability is worth where the rules know nothing of the words."""
_FREE = frozenset((IDLE, LIST, OWN))
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


def readings(text: str, intent: str, situation: Situation) -> tuple[Reading, ...]:
    """All that are likely enough, the likeliest first. `intent` is what the rules say (bot/understand)."""
    learnt = dict(likely(text, situation.screen, most=_MOST))
    ruled = _ruled(intent, situation.screen, learnt)
    share = _RULED if situation.screen in _FREE else _RULED_BLIND
    found = []
    for act in {*learnt, ruled} - {""}:
        chance = learnt.get(act, 0.0)
        chance = chance * _ALONE if not ruled else (1 - share) * chance + share * (act == ruled)
        source = "classifier" if act != ruled else "rules" if act not in learnt else "both"
        if chance > _FEWEST:
            found.append(Reading(act, chance, source))
    return tuple(sorted(found, key=lambda one: -one.probability))


def _ruled(intent: str, screen: str, learnt: Mapping[str, float]) -> str:
    """The act that the rules' intent is on that screen, of several the likeliest; '' where they say nothing of use."""
    named = _acts_of_intents().get((intent, screen)) or _acts_of_intents().get((intent, ""), "")
    usual, *others = named.split() or [""]
    act = max((usual, *others), key=lambda one: (learnt.get(one, 0.0), one == usual))
    return "" if act in _UNRULED else act


@cache
def _acts_of_intents() -> dict[tuple[str, str], str]:
    """(intent, screen or '' for any) → act."""
    lines = (DATA / "intents.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    found = {}
    for intent, act, *others in rows:
        found[intent, ""] = act
        found.update({(intent, screen): other for screen, other in zip(head[2:], others, strict=False) if other})
    return found
