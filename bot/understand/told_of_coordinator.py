"""Do words only tell of a coordinator, and call none? "La coordinadora está de viaje", "our coordinator says yes".

Organisations have coordinators of their own. Whoever is told of comes before what they do, or is asked first by us.
"""

from __future__ import annotations

from .lexis.leading import listed
from .lexis.lexicon import small
from .lexis.tokens import Tokens

_WHO, _TELLS, _CALLS = small("bosses"), small("boss_tells"), tuple(small("boss_calls"))
_OURS = small("said_of_us")
_LETS, _IS = listed("small", "lets_us_ask"), listed("small", "boss_is")
_ASKED = frozenset("?؟")
_BEHIND, _BEFORE = 3, 6  # words between the coordinator and what they do, and between "let me" and them


def only_tells(tokens: Tokens) -> bool:
    """Whether a coordinator is named, and no more than told of; a question may call, and so may who wants an answer.

    "I want to talk to my coordinator" calls; "let me talk to my coordinator first" does not.
    """
    at = next((at for at, form in enumerate(tokens.forms) if form in _WHO), None)
    if at is None or not _ASKED.isdisjoint(tokens.forms) or any(form.startswith(_CALLS) for form in tokens.forms):
        return False
    behind = tokens.forms[at + 1 : at + 1 + _BEHIND]
    if not _TELLS.isdisjoint(behind):
        return True
    begun = max(at - _BEFORE, 0)
    ours = not _OURS.isdisjoint(tokens.forms[max(at - 2, 0) : at])
    told = (found[1] for found in _IS.all_in(tokens.forms[:at]))
    return at in told or (ours and any(start >= begun for start, _end, _said in _LETS.all_in(tokens.forms[:at])))
