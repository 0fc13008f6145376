"""Who writes the country behind the town joins with that country and its clock, and no name with commas is broken."""

from __future__ import annotations

import pytest

from bot.understand.who.introduced import town_and_country, whose
from core.db import Database
from core.vault import Vault
from tests.faults import rows
from tests.story import Story, TwilioPhones, telling
from tests.test_joining_words import answer, at_the_door

JOINED = [
    (
        "es",
        "Banco de semillas, Tegucigalpa, Honduras",
        ("Banco de semillas", "Tegucigalpa", "HN", "America/Tegucigalpa"),
    ),
    ("es", "Asociación X - Lima - Perú", ("Asociación X", "Lima", "PE", "America/Lima")),
    (
        "es",
        "Manos, Tierra y Vida, Iximulew (Guatemala)",
        ("Manos, Tierra y Vida", "Iximulew", "GT", "America/Guatemala"),
    ),
    ("ar", "جمعية النور، القاهرة، مصر", ("جمعية النور", "القاهرة", "EG", "Africa/Cairo")),
    ("ar", "احنا جمعية الأمل، طنجة (المغرب)", ("جمعية الأمل", "طنجة", "MA", "Africa/Casablanca")),
    ("en", "Light House, Obanta, Nigeria", ("Light House", "Obanta", "NG", "Africa/Lagos")),
    ("en", "Green Team, Austin, USA", ("Green Team", "Austin", "US", "America/New_York")),
    ("fr", "Maison du Soleil, Thiès, Sénégal", ("Maison du Soleil", "Thiès", "SN", "Africa/Dakar")),
    ("pt", "Casa do Sol, Olinda, Brasil", ("Casa do Sol", "Olinda", "BR", "America/Recife")),
    ("pt", "Casa do Sol, Pelourinho (Moçambique)", ("Casa do Sol", "Pelourinho", "MZ", "Africa/Maputo")),
]
ONLY_COUNTRY = [
    ("es", "Casa Luz, Honduras", "El Rosario", "HN"),
    ("ar", "بيت النور، مصر", "بني مزار", "EG"),
    ("en", "Light House, Kenya", "Obanta", "KE"),
    ("fr", "Maison du Soleil, Sénégal", "Ndiagne", "SN"),
    ("pt", "Casa do Sol, Brasil", "Olinda", "BR"),
]


@pytest.mark.parametrize(("lang", "words", "joined"), JOINED)
def test_the_country_behind_the_town_is_no_town(lang: str, words: str, joined: tuple[str, ...], story: Story) -> None:
    at_the_door(story, lang)
    answer(story, words)
    assert rows(story, "organisation", "name", "town", "country", "zone") == [joined]


@pytest.mark.parametrize(
    ("lang", "words", "country"),
    [
        ("ar", "gam3eyet el amal, tanta masr", "EG"), ("ar", "Dar el Kheir, tripoli lebnen", "LB"),
        ("fr", "Association Nour, gabes tounes", "TN"), ("ar", "dar chabab, fes lma8rib", "MA"),
    ],
)  # fmt: skip
def test_a_country_in_latin_letters_is_one_behind_a_town_of_it(
    lang: str, words: str, country: str, story: Story
) -> None:
    assert whose(words).country == country
    at_the_door(story, lang)
    answer(story, words)
    answer(story, "1")
    assert rows(story, "organisation", "country") == [(country,)]


def test_a_town_that_only_others_have_is_shown_with_its_country_before_they_join(story: Story) -> None:
    at_the_door(story, "es")
    shown = answer(story, "Grupo Luz, Tripoli")
    assert "(⁨Honduras⁩)" in shown
    assert rows(story, "organisation", "id") == []
    answer(story, "no")
    answer(story, "Grupo Luz, Tripoli, Líbano")
    assert rows(story, "organisation", "country") == [("LB",)]


@pytest.mark.parametrize("town", ["San Isidro", "Aldea El Zapote", "Tela"])
def test_a_village_called_as_others_of_the_language_is_asked_nothing(story: Story, town: str) -> None:
    at_the_door(story, "es")
    answer(story, f"Grupo Luz, {town}")
    assert rows(story, "organisation", "country") == [("HN",)]


@pytest.mark.parametrize(("lang", "words", "town", "country"), ONLY_COUNTRY)
def test_who_writes_a_country_alone_is_asked_for_the_town(
    lang: str, words: str, town: str, country: str, story: Story
) -> None:
    at_the_door(story, lang)
    answer(story, words)
    assert rows(story, "organisation", "id") == []
    answer(story, town)
    assert rows(story, "organisation", "town", "country") == [(town, country)]


def test_the_town_may_be_answered_with_its_country(story: Story) -> None:
    at_the_door(story, "es")
    answer(story, "Casa Luz")
    assert "nombre" in answer(story, "Egipto")
    answer(story, "Al Mansura, Egipto")
    assert rows(story, "organisation", "name", "town", "country") == [("Casa Luz", "Al Mansura", "EG")]


@pytest.mark.parametrize(
    "words",
    [
        "mire somos Radio Semilla, escribimos desde trujillo peru y queremos entrar",
        "somos Radio Semilla de Trujillo, en Perú, nos contaron de esto",
    ],
)
def test_a_country_behind_a_town_in_a_sentence_counts(story: Story, words: str) -> None:
    at_the_door(story, "es")
    answer(story, words)
    answer(story, "1")
    assert rows(story, "organisation", "name", "town", "country")[-1][2] == "PE"


def test_what_is_written_is_surer_than_where_the_phone_is_from(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now, "whatsapp") as story:
        story.hub()
        assert isinstance(story.phones, TwilioPhones)
        story.phones.keep_number("luz", "+50499990000")
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Sohag, Egipto")
        assert rows(story, "organisation", "town", "country", "zone") == [("Sohag", "EG", "Africa/Cairo")]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Mujeres, Tierra y Vida, Cali", ("Mujeres, Tierra y Vida", "Cali", "")),
        ("Mujeres, Tierra y Vida, Cali, Colombia", ("Mujeres, Tierra y Vida", "Cali", "CO")),
        ("Mujeres, Tierra y Vida, Colombia", ("Mujeres, Tierra y Vida", "", "CO")),
        ("Amigos, Honduras y Paz, Tegucigalpa", ("Amigos, Honduras y Paz", "Tegucigalpa", "")),
        ("Amigos de Honduras", ("Amigos de Honduras", "", "")),
        ("Mujeres (A.C.), Puebla", ("Mujeres (A.C.)", "Puebla", "")),
        ("Mujeres de Puebla A.C.", ("Mujeres de Puebla A.C.", "", "")),
        ("Casa Luz, Casablanca (Maarif)", ("Casa Luz", "Casablanca (Maarif)", "")),
        ("Casa Luz, Granada (NI)", ("Casa Luz", "Granada", "NI")),
        ("Green Team, Erie (PA)", ("Green Team", "Erie (PA)", "")),
        ("Casa Luz (Tela, Honduras)", ("Casa Luz", "Tela", "HN")),
        ("Casa Luz, Tegucigalpa Honduras", ("Casa Luz", "Tegucigalpa", "HN")),
        ("Casa Luz, Tela 🇭🇳", ("Casa Luz", "Tela", "HN")),
        ("Casa Luz, Tegucigalpa 🇭🇳", ("Casa Luz", "Tegucigalpa", "HN")),
        ("Casa Luz\nTela\nHonduras.", ("Casa Luz", "Tela", "HN")),
        ("Casa Luz, Siguatepeque, Comayagua, Honduras", ("Casa Luz", "Siguatepeque, Comayagua", "HN")),
        # a town, a country, or both
        ("Casa Luz, Guatemala", ("Casa Luz", "Guatemala", "GT")),
        ("Casa Luz, Panamá, Panamá", ("Casa Luz", "Panamá", "PA")),
        ("Casa Luz, Granada", ("Casa Luz", "Granada", "")),
        ("Casa Luz, Armenia, Colombia", ("Casa Luz", "Armenia", "CO")),
        ("Casa do Sol, Pelourinho, Salvador", ("Casa do Sol, Pelourinho", "Salvador", "")),
        ("بيت النور، عمان", ("بيت النور", "عمان", "")),
        ("بيت النور، مسقط، عمان", ("بيت النور", "مسقط", "OM")),
        ("بيت النور، تونس", ("بيت النور", "تونس", "TN")),
        ("Maison du Soleil, Beyrouth, Liban", ("Maison du Soleil", "Beyrouth", "LB")),
    ],
)
def test_names_with_commas_and_towns_called_as_countries_stay_whole(words: str, read: tuple[str, ...]) -> None:
    assert tuple(whose(words)) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Rabat, Agdal", ("Rabat, Agdal", "")),
        ("Bogotá D.C.", ("Bogotá D.C.", "")),
        ("طنطا مصر", ("طنطا", "EG")),
        ("Cairo (EG)", ("Cairo", "EG")),
    ],
)
def test_a_town_without_a_country_stays_as_it_was_written(words: str, read: tuple[str, str]) -> None:
    assert town_and_country(words) == read


def test_a_town_of_another_country_is_shown_with_it_before_it_counts(story: Story) -> None:
    at_the_door(story, "es")
    card = answer(story, "hola, les escribimos de la Casa de Barro, estamos ahora en Panajachel")
    assert "Guatemala" in card, card
    answer(story, "sí")
    assert rows(story, "organisation", "town", "country") == [("Panajachel", "GT")]
