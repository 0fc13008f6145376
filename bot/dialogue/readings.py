"""What may a message mean? The acts that the classifier finds likely on the screen; nothing is decided here."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bot.dialogue.situation import IDLE, Situation
from bot.understand.lexis.leading import listed, text_from
from bot.understand.lexis.lexicon import own, small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.passing_on import speaks_of_languages
from bot.understand.words import word
from bot.understanding import likely
from bot.understanding.acts import acts

_MOST = 8
"""Acts of the classifier that are looked at."""
_FEWEST = 0.02
"""Less likely readings are not carried on."""
_COORDINATION, _LANGUAGE = "coordination", frozenset(("language",))
_BUT, _IF = small("condition"), frozenset(listed("passing_on", "whether").single_words_in_order())
_NOES, _NO = frozenset(("deny", "decline")), small("negated")
_COUNTERS, _MAY_BE_TERMS, _SURELY_BEHIND = "counter_", 0.3, 0.85
_NO_WORDS, _SAYS_MORE, _SAID_BEHIND = 6, 3, 0.7
"""Words of a no with what belongs to it, words that say more, and how likely these have to be what they are."""
_SAYS_OTHERWISE = frozenset(("posting", "own", "question", "settings", "people", "answer"))
_SIGN = re.compile(r"[,،.;؛:!\n]+")
_DOES_IT, _FIRST, _STEM = small("does_it"), 4, 3
_THAT, _BESIDE_YES = listed("passing_on", "that"), listed("small", "beside_yes")
YES = frozenset(("accept", "affirm"))
NO_CONDITION = 0.985
"""How likely a yes has to be that no "if" among its words makes it a condition: "ay si, si propongaselo"."""
_YES_WORDS, _AFTER_ALL = (1, 2, 3), 0.85
"""How many words a yes may have, and how sure what stands behind a "but" has to be."""


class Reading(NamedTuple):
    """One thing that a message may mean: a dialogue act, how likely it is, and which sources say so. `topic` is which
    question about the service it is.
    """

    act: str
    probability: float
    source: str
    topic: str = ""


def readings(text: str, situation: Situation) -> tuple[Reading, ...]:
    """All that are likely enough, the likeliest first; behind a no that stands for itself what is said there, where it
    is something else.
    """
    found = _read(text, situation)
    return (found and found[0].act in _NOES and _behind_no(text, situation)) or found


def _read(text: str, situation: Situation) -> tuple[Reading, ...]:
    never = frozenset[str]() if situation.coordinates else _of_coordinators()
    never |= _LANGUAGE if speaks_of_languages(text) else frozenset()
    learnt = likely(text, situation.reads_as, _MOST, never)
    found = (Reading(act, chance, "classifier") for act, chance in learnt if chance > _FEWEST)
    return tuple(sorted(found, key=lambda one: -one.probability))


def _behind_no(text: str, situation: Situation) -> tuple[Reading, ...]:
    """What "no, that is another one: we need a room" and "no, but until the 20th" say behind their no; () for what adds
    nothing to it ("no, thanks, we have found others").
    """
    before, *behind = _SIGN.split(text, maxsplit=1)
    rest = "".join(behind)
    begun = tokenise(before).forms
    if not 0 < len(begun) <= _NO_WORDS or begun[0] not in _NO or len(rest.split()) < _SAYS_MORE:
        return ()
    found = _read(rest, situation)
    if found and found[0].probability >= _SAID_BEHIND and acts()[found[0].act].kind in _SAYS_OTHERWISE:
        return found
    other_terms = sum(one.probability for one in found if one.act.startswith(_COUNTERS)) >= _MAY_BE_TERMS
    idle, parts = replace(situation, screen=IDLE, detail="", focus=None), dict.fromkeys((rest, _SIGN.split(rest)[-1]))
    for part in () if other_terms else parts:
        posts = _read(part, idle)
        if posts and posts[0].probability >= _SURELY_BEHIND and acts()[posts[0].act].kind == "posting":
            return posts
    return ()


def said_after_all(act: str, text: str, screen: str) -> bool:
    """Whether an act is done behind the "but", and no yes stands before it: "it is a lot, but all right", not "yes, but
    we need a microphone".
    """
    tokens = tokenise(text)
    at = max((place for place, form in enumerate(tokens.forms) if form in _BUT), default=0)
    if not at or at + 1 >= len(tokens.forms) or says_yes(tokens.said(0, at)):
        return False
    behind = text_from(tokens, at + 1)
    if act in YES:  # "thank you, but we have found others" is none, whatever it may look like
        return tokens.forms[at + 1] not in _IF and says_yes(behind)
    return dict(likely(behind, screen)).get(act, 0.0) >= _AFTER_ALL


def says_yes(text: str) -> bool:
    """Whether a part of it begins with a yes: "it is a lot of hours, all right, let them come"."""
    tokens = tokenise(text)
    ends = [at for at, form in enumerate(tokens.forms) if tokens.is_sign(at) or form in _BUT]
    starts = [0, *(at + 1 for at in ends)]
    return any(_yes_at(tokens, at, _YES_WORDS) for at in starts)


def says_do_it(text: str) -> bool:
    """Whether one of the first words is the verb of a deed, whatever hangs on it: "publíquela ya", «ابعتهالهم»."""
    said = tokenise(text).words()[:_FIRST]
    return any(one == stem or (len(stem) >= _STEM and one.startswith(stem)) for one in said for stem in _DOES_IT)


def supposes(text: str, lang: str) -> bool:
    """Whether an "if" is said behind the first word: "yes, if they bring tools". Typed without its accent, a Spanish
    "sí" is none where it is a yes with what follows ("ah si esta bien") or stands behind "que"; nor that of "please".
    """
    tokens, ifs = tokenise(text), own(lang, "passing_on", "whether").single_words_in_order()
    for at in range(1, len(tokens.forms) - 1):
        is_yes = _THAT.at(tokens.forms, at - 1) or _yes_at(tokens, at, _YES_WORDS[1:])
        if tokens.said(at, at + 1).lower() in ifs and not (is_yes or _BESIDE_YES.at(tokens.forms, at)):
            return True
    return False


def _yes_at(tokens: Tokens, at: int, lengths: tuple[int, ...]) -> bool:
    said = (tokens.said(at, min(at + more, len(tokens.forms))) for more in lengths)
    return any(len(one) > 1 and word(one) == "yes" for one in said)  # an "o" is an article, or an "or"


@cache
def _of_coordinators() -> frozenset[str]:
    """What only coordinators do."""
    return frozenset(name for name, act in acts().items() if act.kind == _COORDINATION)
