"""What are days, months and countries called, how are decimals written? By language and land, from CLDR by Babel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from core.countries import country


@dataclass(frozen=True, slots=True)
class Names:
    """`weekdays` from Monday, `months` from January, `countries` by ISO 3166-1 code."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    countries: Mapping[str, str]


def names(lang: str, country_code: str, *, short: bool = False) -> Names:
    """The names as they are used in that country; `short` as in "vie 27 nov", where every letter is paid for.

    Arabic has several sets of months and no short ones. Where the country does not tell which one is read, both are
    shown: "نوفمبر (تشرين الثاني)".
    """
    locale, width = _locale(lang, country_code), "abbreviated" if short else "wide"
    months = _months(locale, width)
    if lang == "ar" and not short and "ar" not in country(country_code).languages:
        levant = _months(Locale("ar", "SY"), width)
        months = tuple(f"{name} ({other})" for name, other in zip(months, levant, strict=True))
    days = locale.days["format"][width]
    return Names(tuple(days[day].strip(".") for day in range(7)), months, locale.territories)


def decimal_mark(lang: str, country_code: str, *, eastern: bool = False) -> str:
    """What stands before decimals there: 0.06 in Mexico, 0,06 in Argentina, ٠٫٠٦ with eastern digits."""
    mark: str = _locale(lang, country_code).number_symbols["arab" if eastern else "latn"]["decimal"]
    return mark


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """The time zone of that name; one that nobody knows is UTC."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _locale(lang: str, country_code: str) -> Locale:
    try:
        return Locale.parse(f"{lang}_{country_code.upper()}" if country_code else lang)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(lang)


def _months(locale: Locale, width: str) -> tuple[str, ...]:
    found = locale.months["format"][width]
    return tuple(found[month].strip(".") for month in range(1, 13))
