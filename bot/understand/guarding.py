"""Is somebody asked for what nobody has to give here: names and numbers of people they look after, or money?"""

from .lexis.leading import listed
from .lexis.ourselves import says_us
from .lexis.tokens import tokenise

_THEY_ASK, _THEY_WANT, _PAYING = (listed("small", name) for name in ("they_ask", "they_want", "paying"))
_PRIVATE, _PEOPLE, _MONEY = (listed("small", name) for name in ("private_things", "protected_people", "money_things"))
_LONGEST, _FEW = 25, 14  # words and signs of who tells of such a wish, and of who asks whether they may pay
_NEAR = 7  # words behind "they ask", within which stands what for


def guarded(text: str) -> tuple[str, bool]:
    """ "people" where others ask for names or numbers of people they look after, "money" where they ask for money,
    "paying" where it is asked whether money may stand in place of hours, else ''; and whether it surely is that.
    """
    forms = tokenise(text).forms
    if len(forms) > _LONGEST:
        return "", False
    asks = _THEY_ASK.all_in(forms)
    if found := asks or _THEY_WANT.all_in(forms):
        behind = forms[min(end for _at, end, _said in found) :]
        if _PRIVATE.all_in(behind) and _PEOPLE.all_in(behind):
            return "people", bool(asks)
        money = _MONEY.all_in(behind[:_NEAR])
        if money and (asks or says_us(behind) or any(" " in said for _at, _end, said in money)):
            return "money", bool(asks)  # "que les demos efectivo"
    return ("paying" if len(forms) <= _FEW and _PAYING.all_in(forms) else ""), False
