"""Which country do words name? The names of Unicode CLDR in our five languages, and what people call some of them."""

from __future__ import annotations

from functools import cache

from babel import Locale

from bot.understand.lexis.tables import DATA
from core.countries import is_country
from core.languages import NAMES
from core.listings.distances import is_town, place_of
from core.text.normal import fold
from core.towns import country_of_town

_CALLED = DATA / "lands.txt"
_CITIES = frozenset(("AD", "GI", "HK", "LU", "MC", "PA", "SG", "SM"))
"""Where the country is called as a town of it; of others we see that in where towns lie."""
_RATHER = frozenset(("BJ", "FR", "JM", "LB", "MZ", "PR", "TH"))
"""Countries after which small towns of others are called, too; of all others the town is meant as often."""


def country_named(text: str, town: str = "") -> str | None:
    """The ISO code of the country that the whole text is, flag or name; None where it is rather a town.

    A name that is a town elsewhere ("Granada", "Armenia", عمان) is the country behind a `town` of it.
    """
    if code := _flag(text.strip()):
        return code
    code = _names().get(fold(text))
    if code is None or not is_town(fold(text)) or code in _RATHER or is_own_town(text, code):
        return code
    return code if town and lies_in(town, code) else None


def code_named(text: str, town: str) -> str | None:
    """The country whose code the whole text is, where a `town` of it stands before: "PA" is Pennsylvania, too."""
    return text if len(text) == 2 and text.isupper() and is_country(text) and lies_in(town, text) else None


def is_own_town(name: str, code: str) -> bool:
    """Whether a country's name is that of a town there: Guatemala, تونس."""
    return code in _CITIES or place_of(name, code) is not None


def lies_in(town: str, code: str) -> bool:
    """Whether that country has a town of that name that we know."""
    return place_of(town, code) is not None or country_of_town(town) == code


def _flag(text: str) -> str | None:
    if len(text) != 2:
        return None
    letters = [ord(char) - 0x1F1E6 for char in text]
    if not all(0 <= letter < 26 for letter in letters):
        return None
    code = "".join(chr(ord("A") + letter) for letter in letters)
    return code if is_country(code) else None


@cache
def _names() -> dict[str, str]:
    listed = {
        fold(name): code
        for lang in NAMES
        for code, name in Locale(lang).territories.items()
        if len(code) == 2 and is_country(code)
    }
    lines = (line.split(" ", 1) for line in _CALLED.read_text("utf-8").splitlines() if not line.startswith("#"))
    return listed | {fold(name): code for code, names in lines for name in names.split(", ")}
