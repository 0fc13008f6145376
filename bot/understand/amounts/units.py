"""Which words are an hour, a minute or a day of work? Minutes in each, in five languages."""

import re
from functools import cache

from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.sounds import sound

HOUR, DAY = 60, 480
WRITTEN_CLOCK = re.compile(r"\d{1,2}(?::|h)\d\d|\d{1,2}(?:am|pm)")
_SHORT = 3
# Between a number and its unit: "trois bonnes heures", "خمسة ديال السوايع".
_FILLERS = small("before_units")


def unit_at(forms: list[str], at: int, lang: str) -> int | None:
    """Minutes in an hour, a minute or a day; Arabic may write "the" or "of" together with it (السوايع، دسوايع)."""
    if at >= len(forms):
        return None
    units, form = units_of(lang), forms[at]
    as_heard = units.get(sound(form, lang)) if form.isalpha() else None
    return units.get(form) or as_heard or units.get(form.removeprefix("ال")) or units.get(form.removeprefix("د"))


def unit_behind(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """The unit that a number counts which ends here, and the place after it; a small word may stand before."""
    at += at < len(forms) and forms[at] in _FILLERS
    size = unit_at(forms, at, lang)
    return None if size is None else (size, at + 1)


@cache
def units_of(lang: str) -> dict[str, int]:
    """Every word for one, and its minutes."""
    sizes: dict[str, int] = {}
    for name, size in (("hour", HOUR), ("minute", 1), ("day", DAY)):
        for form in one(lang, "units", name).single_words():
            sizes.setdefault(form, size)
    for form, size in list(sizes.items()):
        if len(form) > _SHORT:
            sizes.setdefault(sound(form, lang), size)
    return sizes
