"""What does a coordinator ask for in words: which of their pages?"""

from core.text.clean import clean

from .lexis.lexicon import keyed
from .lexis.tokens import tokenise

_LONGEST = 1000
_UNTIL = 9  # words of who says until when they are away
_STOPS, _WITH_WHY = "deadlines", 12  # words of who has all deadlines rest and says why


def coordinators_page(text: str, lang: str) -> str | None:
    """The page that the whole message names in a coordinator's words: a key of `coordination` in the data, or None.

    Behind "me voy de vacaciones" may stand until when, and beside "pause all deadlines" why.
    """
    forms = tokenise(clean(text, _LONGEST)).words()
    table = keyed(lang, "coordination")
    begun = table.at(forms, 0) if len(forms) <= _UNTIL else None
    away = begun is not None and begun[0] == "away" and begun[1] > 1
    if found := table.whole(forms):
        return found
    stops = len(forms) <= _WITH_WHY and any(key == _STOPS for _at, _end, key in table.all_in(forms))
    return _STOPS if stops else "away" if away else None
