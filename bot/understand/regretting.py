"""Is somebody sorry for what was done, or wants it back: a gift of hours, or whatever it was that was done last?"""

from .lexis.leading import listed
from .lexis.tokens import tokenise

_BACK, _OFF, _SORRY, _GIFT, _HOURS = (
    listed("small", name) for name in ("takes_gift_back", "calls_gift_off", "regrets", "the_gift", "hour_names")
)
_LONGEST, _FEW = 30, 6  # words and signs of who tells of it, and of who names nothing


def regrets(text: str) -> str:
    """ "gift" where words name a gift that they take back, "last" where they take back what they do not name or hours,
    else ''. Whether there is any such act, only the ledger knows.
    """
    forms = tokenise(text).forms
    if len(forms) > _LONGEST:
        return ""
    back = bool(_BACK.all_in(forms) or _SORRY.all_in(forms))
    if not (back or _OFF.all_in(forms)):
        return ""
    if _GIFT.all_in(forms):
        return "gift"
    return "last" if len(forms) <= _FEW or (back and _HOURS.all_in(forms)) else ""
