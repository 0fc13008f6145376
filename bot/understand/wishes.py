"""How often do words want suggestions: once a day, not at all, or at once?"""

from core.text.clean import clean

from .lexicon import keyed
from .tokens import tokenise

_LONGEST = 300
_NOT, _OFF = "not", "off"


def how_often(text: str, lang: str) -> str:
    """A key of `how_often` in the data ("digest", "off", "now"); '' where none is named, or more than one.

    A lone "no" is none at all; beside other words it leaves in doubt what they mean.
    """
    forms = [form for form in tokenise(clean(text, _LONGEST)).forms if form[0].isalnum()]
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
