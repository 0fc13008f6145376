"""How far is it from one town to another, where both are known? Kilometres as the crow flies.

The towns are those of core/data/town_places.txt (GeoNames, CC BY 4.0), read when first asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from core.countries import country
from core.text.arabizi import to_arabic
from core.text.normal import fold
from core.text.sections import sections
from core.towns import country_of_town, nicknames

_FILE = Path(__file__).parent.parent / "data" / "town_places.txt"
_EARTH_KM = 6371.0
_NEAR_KM, _NEAR_DEGREES, _TOWN_KM = 60.0, 0.6, 20.0
"""Farther away than this a town is not where somebody is, and a point does not belong to a large one."""
_ARABIC = "ar"
_TELLING = 5  # letters of a town that one country alone has
_WORDS = _FILE.with_name("form_words.json")
Place = tuple[float, float]  # latitude, longitude, degrees


def kilometres(town: str, country: str, other: str, other_country: str) -> int | None:
    """Between two towns of countries by their ISO codes; 0 for one and the same, None where either is not known."""
    if country == other_country and _named(town) == _named(other):
        return 0
    here, there = place_of(town, country), place_of(other, other_country)
    return None if here is None or there is None else round(_apart(here, there))


def place_of(town: str, country: str) -> Place | None:
    """Where a town lies, or None; what stands after a comma or bracket is ignored."""
    return _places().get((country, _named(town))) or _places().get((country, _named(_in_arabic(town))))


def is_town(name: str) -> bool:
    """Whether any country's known town has that name, in any letters."""
    return fold(name) in _names()


def country_told(town: str, home: str, lang: str = "") -> str | None:
    """The ISO code that a town's name tells where most are in `home`; None where it tells nothing.

    A listed town does; so does one that home has not, if it is written in letters that nobody at home has (of several
    countries the first), or a single country has it and its writer speaks a language (`lang`) of there and not of home,
    or it is one word. خان يونس and Panajachel are not in Honduras; "San Isidro" may be a village there.
    """
    if lang == _ARABIC and _named(town) not in _having() and _named(_in_arabic(town)) in _having():
        town = _in_arabic(town)  # "iskendereya"
    named = _named(town)
    if listed := country_of_town(town):
        return listed
    having = _having().get(named, ())
    if home in having:
        return None
    written = _is_arabic(town)
    spoken = "ar" if written else lang
    theirs = [one for one in having if spoken in country(one).languages]
    if theirs and (written or len(having) == 1) and spoken not in country(home).languages:
        return theirs[0]
    return having[0] if len(having) == 1 and " " not in named and len(named) >= _TELLING else None


def may_be_abroad(town: str, home: str) -> bool:
    """Whether a town may be meant that `home` has not, though its name tells no country: "Tripoli", said in Honduras.

    What countries of the same language have is no sign: villages are called alike there.
    """
    having = _having().get(_named(town), ())
    spoken = set(country(home).languages)
    return bool(having) and home not in having and all(spoken.isdisjoint(country(one).languages) for one in having)


def nearest(point: Place, lang: str, home: str) -> str:
    """The known town that a point is nearest to, as that language writes it; '' where none is near.

    A town that people know by name counts before a suburb beside it. Of another country than `home`, its code stands
    behind.
    """
    near = min(_near(point), default=None)
    if near is None:
        return ""
    _suburb, _km, code, names = near
    listed = [name for name in names.split(";") if _is_arabic(name) == (lang == "ar")] or names.split(";")
    town = next((name for name in listed if country_of_town(name)), listed[0])
    return town if code == home else f"{town} ({code})"


def _near(point: Place) -> Iterator[tuple[bool, float, str, str]]:
    """(whether it is only near by chance, kilometres, country, names) of the towns around."""
    for code, names, place in _towns():
        if abs(place[0] - point[0]) < _NEAR_DEGREES and (apart := _apart(point, place)) <= _NEAR_KM:
            known = apart <= _TOWN_KM and any(country_of_town(name) == code for name in names.split(";"))
            yield not known, apart, code, names


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in name)


@lru_cache(maxsize=4096)
def _named(town: str) -> str:
    """Folded, without "city of": people say Choluteca, and الإسكندرية is written with its article or without."""
    named = fold(town.split(",")[0].split("(")[0].strip())
    for before in _before_towns():
        if named.startswith(before) and len(named) > len(before) + 2:
            return named.removeprefix(before)
    return named


@lru_cache(maxsize=4096)
def _in_arabic(town: str) -> str:
    """A town as it is typed in Latin letters, in Arabic ones."""
    return town if _is_arabic(town) else to_arabic(town)


@cache
def _before_towns() -> tuple[str, ...]:
    """ "City of " in each language, the longest first, and the article of Arabic, which is no word."""
    told = json.loads(_WORDS.read_text(encoding="utf-8")).values()
    return (*sorted((f"{fold(said)} " for words in told for said in words["town"]), key=len, reverse=True), "ال")


def _apart(here: Place, there: Place) -> float:
    (lat, lon), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (here, there))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))


@cache
def _places() -> dict[tuple[str, str], Place]:
    places: dict[tuple[str, str], Place] = {}
    for code, names, place in _read():
        for name in names.split(";"):
            places.setdefault((code, _named(name)), place)
    for one in nicknames():  # there "San Pedro" is San Pedro Sula, whatever else is called so
        places[one.country, _named(one.name)] = places[one.country, _named(one.town)]
    return places


@cache
def _having() -> dict[str, tuple[str, ...]]:
    """The countries that have a town of each name, in the order of their codes."""
    countries: dict[str, set[str]] = {}
    for code, named in _places():
        countries.setdefault(named, set()).add(code)
    return {named: tuple(sorted(codes)) for named, codes in countries.items()}


@cache
def _names() -> frozenset[str]:
    called = (fold(one.name) for one in nicknames() if one.sure)
    return frozenset((*called, *(fold(name) for _code, names, _place in _read() for name in names.split(";"))))


@cache
def _towns() -> list[tuple[str, str, Place]]:
    """(country, names, where) of each."""
    return list(_read())


def _read() -> Iterator[tuple[str, str, Place]]:
    for code, line in sections(_FILE):
        names, latitude, longitude = line.split("|")
        yield code, names, (float(latitude), float(longitude))
