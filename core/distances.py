"""How far is it from one town to another, where both are known? Kilometres as the crow flies.

The towns are those of core/data/town_places.txt (GeoNames, CC BY 4.0), read when first asked.
"""

from __future__ import annotations

from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from core.text.normal import fold

_FILE = Path(__file__).parent / "data" / "town_places.txt"
_EARTH_KM = 6371.0
_CITY = ("ciudad de ", "ciudad ", "cidade de ", "city of ", "مدينه ", "ال")
Place = tuple[float, float]  # latitude, longitude, degrees


def kilometres(town: str, country: str, other: str, other_country: str) -> int | None:
    """Between two towns of countries by their ISO codes; 0 for one and the same, None where either is not known."""
    if country == other_country and _named(town) == _named(other):
        return 0
    here, there = place_of(town, country), place_of(other, other_country)
    return None if here is None or there is None else round(_apart(here, there))


def place_of(town: str, country: str) -> Place | None:
    """Where a town lies, or None; what stands after a comma or bracket is ignored."""
    return _places().get((country, _named(town)))


def _named(town: str) -> str:
    """Folded, without "city of": people say Choluteca, and الإسكندرية is written with its article or without."""
    named = fold(town.split(",")[0].split("(")[0].strip())
    for before in _CITY:
        if named.startswith(before) and len(named) > len(before) + 2:
            return named.removeprefix(before)
    return named


def _apart(here: Place, there: Place) -> float:
    (lat, lon), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (here, there))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))


@cache
def _places() -> dict[tuple[str, str], Place]:
    places: dict[tuple[str, str], Place] = {}
    country = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            country = line.strip("[]")
        elif country:
            names, latitude, longitude = line.split("|")
            for name in names.split(";"):
                places.setdefault((country, _named(name)), (float(latitude), float(longitude)))
    return places
