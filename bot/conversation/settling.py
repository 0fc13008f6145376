"""What do words say of an exchange on which two do not agree: which hours are right, that it is settled, how it was?

Nothing is settled by them: they lead to the question that asks once more, or to the card.
"""

from __future__ import annotations

from bot.conversation.heard import Heard
from bot.engine import State
from bot.questions import Asked, Hours
from bot.understand.credits import counted
from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise

_NONE, _ALL, _WITHDRAWS = (listed("small", name) for name in ("no_hours", "all_hours", "withdraws"))
_HOUR = 60
_FEW, _BARE, _TELLS, _LONG = 12, 5, 6, 8
"""Words of who names hours, of a number that is hours, of who tells how it was, and of who surely does."""
_ASKS, _LIKELY = frozenset("?؟"), 0.5


def hours_meant(heard: Heard, most: int) -> int | None:
    """The minutes that words say are right, of at most so many: "son 2 horas", "la mitad", "ninguna", "que sean 3"."""
    words, said = heard.text.split(), heard.minutes_of(most)
    if len(words) > _FEW or not (said is None or isinstance(said, int)):
        return None  # "2 or 3" are none
    minutes = heard.right_hours()
    minutes = said if minutes is None else minutes
    if minutes is None and _ASKS.isdisjoint(heard.text):  # "que sean 3" begins as a question does
        minutes = _without_unit(heard, most, few=len(words) <= _BARE)
    return minutes if minutes is not None and 0 <= minutes <= most else None


def in_so_many(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«la mitad», "none" where it is asked which hours are right, as a canonical answer; {} for all else."""
    if not isinstance(question, Hours) or not flow.flow.startswith(("figure/", "decide/")) or heard.choice:
        return {}
    if heard.minutes() is not None or heard.number() is not None or heard.word() is not None:
        return {}
    minutes = hours_meant(heard, question.most)
    return {} if minutes is None else {"hours": str(minutes)}


def _without_unit(heard: Heard, most: int, *, few: bool) -> int | None:
    tokens = tokenise(heard.text)
    if _NONE.all_in(tokens.forms) and few:
        return 0
    if "half" in heard.told().all or heard.likely().get("half", 0.0) > _LIKELY:
        return most // 2
    number = counted(tokens, heard.language()) if few and heard.day() is None else None
    return None if number is None else round(number * _HOUR)
