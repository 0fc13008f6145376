"""What are the groups called whose inclusion is told, and in which order do they stand? Kind, language, country."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards.listing import KINDS
from bot.wording.dates import names
from core.languages import NAMES
from core.messages import Country, Value, _, _n
from core.panel.sheet import Row
from core.text.normal import fold

NOT_TOLD = _("not told")
_ORDER = ("kind", "lang", "country")
_KINDS = ("grassroots", "other")


def group_name(of: str, name: str) -> Value:
    """What a group is called."""
    if of == "country":
        return Country(name)
    if of == "lang":
        return NAMES.get(name, name)
    return KINDS["grassroots"] if name == "grassroots" else _("Larger organisations")


def left_out(hidden: int, width: int) -> tuple[Row, ...]:
    """One line for all groups that are too small to be told: it says that there are more. `width`: of the table."""
    if not hidden:
        return ()
    return (Row((_n("{n} other group", "{n} other groups", hidden), NOT_TOLD, *((None,) * (width - 2)))),)


def ordered(groups: Iterable[tuple[str, str]], lang: str) -> list[tuple[str, str]]:
    """(of, name) as they are read: community groups against larger ones first, countries by their names in `lang`."""
    countries = names(lang, "").countries

    def place(group: tuple[str, str]) -> tuple[int, int, str]:
        of, name = group
        if of == "kind":
            return _ORDER.index(of), _KINDS.index(name), ""
        return _ORDER.index(of), 0, fold(countries.get(name, name) if of == "country" else NAMES.get(name, name))

    return sorted(groups, key=place)
