"""A town tells the country where nothing else does, and only where its name hardly misleads."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from core.countries import is_country
from core.text.normal import fold
from core.towns import country_of_town

LISTED = json.loads((Path(__file__).parent.parent / "core" / "data" / "towns.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("town", "code"),
    [
        ("Tegucigalpa", "HN"),
        ("bogota", "CO"),
        ("القاهره", "EG"),
        ("El Cairo", "EG"),
        ("Casablanca (Maarif)", "MA"),
        ("Rabat, Agdal", "MA"),
    ],
)
def test_a_known_town_tells_its_country(town: str, code: str) -> None:
    assert country_of_town(town) == code


@pytest.mark.parametrize("town", ["San José", "Santiago", "Córdoba", "", "aldea sin nombre"])
def test_a_name_that_many_towns_share_tells_nothing(town: str) -> None:
    assert country_of_town(town) is None


def test_no_town_is_in_two_countries() -> None:
    assert all(is_country(code) for code in LISTED)
    times = Counter(fold(town) for towns in LISTED.values() for town in dict.fromkeys(map(fold, towns)))
    assert [town for town, count in times.items() if count > 1] == []
