"""Which of the things that one message does are done one after the other, as if each were a message of its own?

"Yes, publish it, and how long does it take?" is a yes and a question; "no special day, call it gardening, and rather
six hours" is an answer and two corrections. What belongs together stays together: a no with its reason, a yes with a
condition, a request with its story.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from bot.dialogue.readings import NO_CONDITION, YES, readings, says_do_it, says_yes, supposes
from bot.dialogue.situation import ALERT, DAY, DRAFT, HOURS, NEWCOMER, QUESTION, TERMS, Situation
from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.passed import for_others, parts_of
from bot.understand.passing_on import wants_them_told
from bot.understanding import acts

_SCREENS = frozenset(
    (DRAFT, TERMS, QUESTION, HOURS, DAY, "kind", "what", "suggested", "proposed", "handed", "delivered", "agreed")
)
_YES, _AMENDS, _ASKS, _TELLS, _DROPS, _NOTHING, _ELSE = "yes", "amends", "asks", "tells", "drops", "nothing", "else"
_AMENDING = frozenset(("correct_hours", "correct_day", "correct_what", "inform_hours", "inform_day", "inform_place"))
_UNSURE = frozenset(("unsure", "skip"))
_TELLING = frozenset(
    ("tell_partner", "ask_partner", "share_contact", "apologise", "post_need", "post_offer", "quiet_night")
)
_ASKING = frozenset(("why", "help"))
_ASKS_THEM = "ask_partner"
_APART = frozenset((_AMENDS, _ASKS))
_SEVERAL, _FREE_WORDS = 2, frozenset(("words",))
_SURE, _SURE_YES = 0.6, 0.95
"""How likely the acts of a part have to be, and a yes without a word for it: "elghy da" looks like one to who does not
know the word.
"""
_JOINTS = small("list_and") | small("also") | frozenset((*",.;،؛-", "w"))
"""What may stand between a yes and more; "w" is the Arabic "and" in Latin letters."""
_ARABIC_AND = "و"  # is written as one with the word behind it
_FOR_OTHERS = 2  # words at least that others are to read
_BEFORE = small("before")
_CONDITIONS = small("condition") | frozenset(listed("passing_on", "whether").single_words_in_order())


class _Told(NamedTuple):
    """A part of a message, what it does as far as it matters here, and the likeliest act of that."""

    part: str
    kind: str
    act: str = ""
    chance: float = 0.0


def in_turn(text: str, situation: Situation, lang: str) -> tuple[str, ...]:
    """The parts of a message that are done one after the other; the message alone where it is one."""
    if situation.screen in _FREE_WORDS:
        return (text,)
    if situation.screen == TERMS and (both := _yes_and_words(text, lang)):
        return both
    parts = parts_of(text)
    if len(parts) < _SEVERAL:
        return (text,)
    apart = {_ASKS} if situation.screen == DRAFT else _APART  # all that puts a draft right is one
    told = _joined([_class(part, situation) for part in parts], apart)
    return _parted(told, situation, lang) or (text,)


def _parted(told: list[_Told], situation: Situation, lang: str) -> tuple[str, ...]:
    """What is done one after the other of all that is told; () where it is one."""
    kinds = {one.kind for one in told}
    if _ELSE in kinds or (_YES in kinds and _conditions(told, lang)):
        return ()
    asked = [one.part for one in told if one.kind == _ASKS]
    joins = situation.screen == NEWCOMER and situation.asking
    if not joins and situation.reads_as != ALERT and situation.screen not in _SCREENS:
        return tuple(asked) if len(asked) > 1 and kinds <= {_ASKS, _NOTHING} else ()
    if _DROPS in kinds:
        return _instead(told)
    dropped = {_ASKS, _NOTHING, *({_YES} if _AMENDS in kinds else ())}  # a card that changed comes again for its yes
    first = [one.part for one in told if one.kind not in dropped]
    does = kinds & {_YES, _AMENDS} or not first
    return (*first, *asked) if does and len(first) + len(asked) > 1 else ()


def _yes_and_words(text: str, lang: str) -> tuple[str, ...]:
    """ "Send it and tell them that we are three": the yes, then what others are to read; () for all else."""
    if not (says_yes(text) or says_do_it(text)):
        return ()
    words = for_others(text, "tell_partner").words
    if len(words.split()) < _FOR_OTHERS:
        return ()
    tokens, begun = tokenise(text), text.rfind(words)
    for at in range(1, len(tokens.forms)):
        if tokens.starts[at] >= begun:
            break
        before, joins = text[: tokens.starts[at]].strip(), tokens.forms[at]
        agrees = (says_yes(before) or says_do_it(before)) and not supposes(before, lang)
        if agrees and (joins in _JOINTS or joins.startswith(_ARABIC_AND)):
            return before, text[tokens.starts[at] :]
    return ()


def _instead(told: list[_Told]) -> tuple[str, ...]:
    """ "Forget the photographer, we rather need a cook": the first, then the other; () for all else."""
    said = [one for one in told if one.kind != _NOTHING]
    return tuple(one.part for one in said) if [one.kind for one in said] == [_DROPS, _TELLS] else ()


def _conditions(told: list[_Told], lang: str) -> bool:
    """Whether a "but" or an "if" behind the yes tells what has to be, or it is but spoken of ("before I say yes"); a
    question may stand behind one.
    """
    agreed = [one for one in told if one.kind == _YES]
    if any(not _BEFORE.isdisjoint(tokenise(one.part).forms) for one in agreed):
        return True
    if any(one.chance < NO_CONDITION and supposes(one.part, lang) for one in agreed):
        return True
    behind = [(yes, then) for yes, then in pairwise(told) if yes.kind == _YES and then.kind == _TELLS]
    told_them = [then.part for yes, then in behind if then.act != _ASKS_THEM or yes.chance < NO_CONDITION]
    told_them = [part for part in told_them if not wants_them_told(part)]  # "yes, but tell them that …"
    return any(not _CONDITIONS.isdisjoint(tokenise(part).forms[:1]) for part in told_them)


def _class(part: str, situation: Situation) -> _Told:
    """What a part does: the likeliest class of its acts, "" where none is sure."""
    chances, acts_of = dict[str, float](), dict[str, str]()
    for one in readings(part, situation):
        kind = _class_of(one.act)
        chances[kind] = chances.get(kind, 0.0) + one.probability
        acts_of.setdefault(kind, one.act)
    best = max(chances, key=chances.__getitem__, default=_ELSE)
    plainly = best != _YES or says_yes(part) or says_do_it(part) or chances[best] >= _SURE_YES
    sure = plainly and chances.get(best, 0.0) >= _SURE
    return _Told(part, best if sure else "", acts_of.get(best, ""), chances.get(best, 0.0))


def _class_of(act: str) -> str:
    kind = acts()[act].kind if act in acts() else ""
    if act in YES:
        return _YES
    if act in _AMENDING or act in _UNSURE:
        return _AMENDS
    if kind == "question" or act in _ASKING:
        return _ASKS
    if act in _TELLING:
        return _TELLS
    if act == "cancel":
        return _DROPS
    return _NOTHING if kind == "social" else _ELSE


def _joined(told: list[_Told], apart: Collection[str]) -> list[_Told]:
    """The same, where what is not sure to be anything by itself goes on with what was said before, and what says the
    same once more is one with it. `apart`: kinds of which each act is one by itself.
    """
    found: list[_Told] = []
    for one in told:
        before = found[-1] if found else None
        same = before is not None and one.kind == before.kind and (one.act == before.act or one.kind not in apart)
        if before and (not one.kind or same):
            found[-1] = before._replace(part=f"{before.part} {one.part}")
        else:
            found.append(one if one.kind else one._replace(kind=_ELSE))
    return found
