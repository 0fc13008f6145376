"""Is an answer to "by when?" a day and nothing else: "el viernes", "by the 15th", «يوم الخميس»?"""

from datetime import date

from bot.understand.lexis.lexicon import one
from bot.understand.lexis.tokens import tokenise
from core.text.clean import clean

from .dates import find_days

_LONGEST = 40


def is_only_a_day(text: str, lang: str, today: date) -> bool:
    """Whether no word is left beside the one day that is named, but for "by" and its like before it."""
    if len(text) > _LONGEST:
        return False
    tokens = tokenise(clean(text, _LONGEST))
    found = find_days(tokens, lang, today, answer=True)
    if len(found) != 1 or not isinstance(found[0].value, date):
        return False
    before = tokens.forms[: found[0].start]
    behind = range(found[0].end, len(tokens.forms))
    led = not before or one(lang, "calendar", "by").whole(before) is not None
    return led and all(tokens.forms[at] in (".", "!") for at in behind)
