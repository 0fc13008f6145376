"""How often do words want suggestions: once a day, not at all, or at once? As an answer, or where nothing asks it."""

from core.text.clean import clean

from .calendar.repeats import find_repeats
from .lexis.lexicon import keyed, one
from .lexis.tokens import tokenise

_LONGEST, _FEW, _NEXT_TO = 300, 9, 2
_NOT, _OFF = "not", "off"


def how_often(text: str, lang: str) -> str:
    """A key of `how_often` in the data ("digest", "off", "now"); '' where none is named, or more than one.

    A lone "no" is none at all; beside other words it leaves in doubt what they mean.
    """
    forms = tokenise(clean(text, _LONGEST)).words()
    table = keyed(lang, "how_often")
    if table.whole(forms) == _NOT:
        return _OFF
    named: set[str] = set()
    behind = 0
    for at, end, key in table.all_in(forms) if forms else ():
        if at >= behind:  # the "no" of "de momento no" is said
            named.add(key)
            behind = end
    return named.pop() if len(named) == 1 and _NOT not in named else ""


def once_a_day(text: str, lang: str) -> bool:
    """Whether the whole message wants messages once a day; a few small words may stand beside it ("only …, please")."""
    forms = tokenise(clean(text, _LONGEST)).words()
    if len(forms) > _FEW or not (said := one(lang, "once_a_day", "said").all_in(forms)):
        return False
    start, end, _phrase = max(said, key=lambda found: found[1] - found[0])
    beside = one(lang, "once_a_day", "beside")
    known = {place for at, after, _word in beside.all_in(forms) for place in range(at, after)}
    return known.issuperset((*range(start), *range(end, len(forms))))


def wants_daily(text: str, lang: str) -> bool:
    """Whether words that want fewer messages say once a day; how often alone may be about anything: "every day"."""
    if once_a_day(text, lang):
        return True
    tokens = tokenise(clean(text, _LONGEST))
    often = {at for span in find_repeats(tokens, lang, [], [], [], []) for at in range(span.start, span.end)}
    beside = sum(at not in often and not tokens.is_sign(at) for at in range(len(tokens.forms)))
    return (bool(often) or how_often(text, lang) == "digest") and beside > _NEXT_TO
