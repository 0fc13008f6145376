"""A town tells the country where nothing else does, and only where its name hardly misleads."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from core.countries import is_country
from core.listings.distances import country_told, kilometres
from core.text.normal import fold
from core.towns import Nickname, country_of_town, nicknames
from tests.faults import joins, rows
from tests.story import Story, answer

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
        ("Maputo", "MZ"),
        ("Dakar", "SN"),
        ("Ibadan", "NG"),
    ],
)
def test_a_known_town_tells_its_country(town: str, code: str) -> None:
    assert country_of_town(town) == code


@pytest.mark.parametrize(
    ("town", "home", "lang", "code"),
    [
        ("خان يونس", "EG", "ar", "PS"),  # listed
        ("تطوان", "HN", "ar", "MA"),  # in letters that nobody there writes
        ("Garanhuns", "HN", "pt", "BR"),  # in a language that nobody there speaks
        ("Panajachel", "HN", "es", "GT"),  # one word, which no other country has
        ("Santa Catarina Pinula", "HN", "es", None),  # more words may be a village's
        ("El Paraíso", "HN", "es", None),  # at home, whoever else has one
        ("San Isidro", "HN", "es", None),
        ("طرابلس", "HN", "ar", "LB"),  # in Lebanon or in Libya, and surely not at home
    ],
)
def test_a_town_that_home_has_not_tells_its_country(town: str, home: str, lang: str, code: str | None) -> None:
    assert country_told(town, home, lang) == code


@pytest.mark.parametrize(
    ("town", "code"),
    [
        ("Tegus", "HN"),
        ("guate", "GT"),
        ("CDMX", "MX"),
        ("México D.F.", "MX"),
        ("mty", "MX"),
        ("GDL", "MX"),
        ("BsAs", "AR"),
        ("Bs. As.", "AR"),
        ("Baires", "AR"),
        ("Sampa", "BR"),
        ("مصر الجديدة", "EG"),
        ("اسكندريه", "EG"),
        ("كازا", "MA"),
    ],
)
def test_so_does_what_people_write_for_it(town: str, code: str) -> None:
    assert country_of_town(town) == code


@pytest.mark.parametrize("town", ["Casa", "Alex", "San Pedro", "SP", "DF", "Rio", "Santiago", "SD", "الشام"])
def test_what_is_a_name_or_a_word_elsewhere_tells_no_country(town: str) -> None:
    assert country_of_town(town) is None


@pytest.mark.parametrize("one", list(nicknames()), ids=lambda one: f"{one.country}-{one.name}")
def test_a_nickname_is_where_its_town_is(one: Nickname) -> None:
    assert is_country(one.country)
    assert kilometres(one.name, one.country, one.town, one.country) == 0


@pytest.mark.parametrize(
    ("words", "town", "country"),
    [
        ("Manos, Tegus", "Tegus", "HN"),
        ("Manos, San Pedro, Honduras", "San Pedro", "HN"),
        ("Manos, San Pedro", "San Pedro", "EG"),  # the network's own, which is asked
        ("Mujeres, DF, México", "DF", "MX"),
        ("Casa Luz, Casa (Maroc)", "Casa", "MA"),
        ("Casa Alex, CDMX", "CDMX", "MX"),
        ("مؤسسة بيت النور، مصر الجديدة", "مصر الجديدة", "EG"),
    ],
)
def test_who_joins_from_a_town_by_its_nickname_is_there(story: Story, words: str, town: str, country: str) -> None:
    story.hub("Cairo", "EG", "Africa/Cairo")
    joins(story, "luz", words)
    if (words, country) == ("Manos, San Pedro", "EG"):
        assert rows(story, "organisation", "id") == []
        answer(story, "1")
    assert rows(story, "organisation", "town", "country") == [(town, country)]


def test_who_is_in_tegus_is_near_who_is_in_tegucigalpa(story: Story) -> None:
    story.hub()
    joins(story, "luz", "Casa Luz, Tegus")
    joins(story, "mar", "Casa Mar, Tegucigalpa")
    story.say("mar", "ofrecemos contabilidad en Tegucigalpa")
    story.say("mar", "sí")
    ((_who, text),) = story.say("luz", "ofertas cerca")
    assert "contabilidad" in text


@pytest.mark.parametrize("town", ["San José", "Santiago", "Córdoba", "", "aldea sin nombre"])
def test_a_name_that_many_towns_share_tells_nothing(town: str) -> None:
    assert country_of_town(town) is None


def test_no_town_is_in_two_countries() -> None:
    assert all(is_country(code) for code in LISTED)
    times = Counter(fold(town) for towns in LISTED.values() for town in dict.fromkeys(map(fold, towns)))
    assert [town for town, count in times.items() if count > 1] == []
