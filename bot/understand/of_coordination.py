"""Do words complain of who coordinates? "The coordinator treats us badly", «quiero quejarme de la coordinadora».

Not of somebody of a partner ("the coordinator of that shelter"), nor what a coordinator tells of others.
"""

from .lexis.leading import listed
from .lexis.lexicon import small
from .lexis.tokens import tokenise

_WHO = listed("small", "hub_bosses")
_BAD, _COMPLAINT = listed("small", "boss_bad"), listed("small", "boss_complaint")
_VERY = small("very")
_OF, _OURS, _TO = small("of_somebody"), small("of_network"), small("complains_to")
_LONGEST, _NEAR = 30, 5  # words and signs of such a message, and between who it is and what they do


def complains_of_coordination(text: str) -> bool:
    """Whether who coordinates is said to treat them badly, or is complained of."""
    forms = tokenise(text).forms
    return len(forms) <= _LONGEST and (_said_in(forms) or _said_in([form for form in forms if form not in _VERY]))


def _said_in(forms: list[str]) -> bool:
    who = _WHO.all_in(forms)
    return any(_is_bad(forms, at, end) and not _of_a_partner(forms, end) for at, end, _said in who)


def _is_bad(forms: list[str], at: int, end: int) -> bool:
    bad = any(0 <= start - end < _NEAR or 0 <= at - stop < _NEAR for start, stop, _said in _BAD.all_in(forms))
    to_them = not _TO.isdisjoint(forms[max(at - 2, 0) : at])  # who hears of it, and not whom it is about
    return bad or (not to_them and any(0 <= at - stop < _NEAR for _start, stop, _said in _COMPLAINT.all_in(forms)))


def _of_a_partner(forms: list[str], end: int) -> bool:
    return end + 1 < len(forms) and forms[end] in _OF and _OURS.isdisjoint(forms[end + 1 : end + 3])
