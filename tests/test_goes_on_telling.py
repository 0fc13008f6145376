"""Newcomers go on telling, answer another question, or write name and town in one: no name or town is made of that."""

from __future__ import annotations

import pytest

from bot.understand.who.introduced import said_town, who_writes, whose
from bot.understand.who.names import is_name, is_no_town
from tests.faults import rows
from tests.story import Story, answer


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pues como le digo somos MASTA de Puerto Lempira", "MASTA de Puerto Lempira"),
        ("ok somos Club de Leones", "Club de Leones"),
        ("pois então, somos a Associação Sol", "Associação Sol"),
        ("so we are Casa Luz", "Casa Luz"),
        ("Bueno Vecino", "Bueno Vecino"),
    ],
)
def test_what_people_say_before_they_say_who_they_are_is_no_part_of_the_name(text: str, name: str) -> None:
    assert whose(text).name == name


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "es que una vecina usa silla de ruedas"),
        ("fr", "parce que notre salle est trop petite"),
        ("pt", "é que a chuva levou o telhado"),
        ("en", "because our hall is too small"),
    ],
)
def test_a_story_that_goes_on_is_no_name(lang: str, text: str) -> None:
    assert not is_name(text, lang)


def test_a_name_may_begin_so_where_it_is_written_as_one() -> None:
    assert is_name("Estamos Juntas", "pt", "Recife")
    assert is_name("Porque Sí Podemos", "es", "Tela")


@pytest.mark.parametrize("text", ["un dia", "el sabado si se puede", "3 pues", "hoy", "soy María López", "Domingo"])
def test_an_answer_to_another_question_is_no_town(text: str) -> None:
    assert is_no_town(text, "es")


@pytest.mark.parametrize("text", ["25 de Mayo", "Santo Domingo", "Lago de Yojoa", "Tres Arroyos", "6th of October"])
def test_towns_may_hold_a_day_or_a_number(text: str) -> None:
    assert not is_no_town(text, "es")


def test_a_town_in_a_sentence_is_that_town() -> None:
    assert said_town("somos de Danlí") == "Danlí"
    assert said_town("Lago de Yojoa") == "Lago de Yojoa"


def test_where_a_story_goes_on_behind_the_name_no_town_is_made_of_it() -> None:
    found = who_writes("sou da associação Sol de Itapissuma, a gente tá com o barco quebrado e precisa de ajuda", "pt")
    assert found is not None
    assert found.town == ""


def test_days_and_hours_in_place_of_the_town_are_asked_again(story: Story) -> None:
    story.hub()
    story.say("luz", "ocupamos un plomero")
    assert "MASTA" in answer(story, "pues como le digo somos MASTA")
    for words in ("un dia", "para la otra semana", "como 5 horas"):
        assert "solo el nombre de la ciudad" in answer(story, words)
    assert "MASTA" in answer(story, "en Puerto Lempira")
    answer(story, "1")
    assert rows(story, "organisation", "town") == [("Puerto Lempira",)]


def test_a_town_that_a_name_ends_with_is_its_town(story: Story) -> None:
    story.hub()
    story.say("luz", "hola")
    assert "ya está en" in answer(story, "patronato barrio ingles la ceiba")
    assert rows(story, "organisation", "name", "town") == [("patronato barrio ingles", "la ceiba")]


def test_who_does_not_want_to_give_data_offers_none(story: Story) -> None:
    story.hub()
    story.say("luz", "hola")
    assert "Lo guardé" not in answer(story, "no quiero dar mis datos")
    assert "datos" not in answer(story, "Casa Luz, Tegucigalpa")
