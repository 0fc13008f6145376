"""Settings and people in one's own words: suggestions rest and come back, an own name and town, another phone."""

from __future__ import annotations

import re

import pytest

from core.db import Database
from core.policy import HOUR_MS as HOUR
from core.vault import Vault
from tests.faults import rows, tap
from tests.story import DAY, Story, answer, telling
from tests.test_cases import coordinator

pytestmark = pytest.mark.words


@pytest.fixture
def story(story: Story) -> Story:
    story.hub()
    story.say("luz", "hola")
    story.say("luz", "Casa Luz, Tegucigalpa")
    return story


def _wishes(story: Story) -> list[str]:
    return [row[0] for row in rows(story, "person", "alerts")]


# ---- suggestions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["no me mande avisos hasta el lunes", "no nos sugieran nada por una semana", "silencio por una semana"]
)
def test_suggestions_rest_until_a_day_and_come_back_by_themselves(story: Story, words: str) -> None:
    told = answer(story, words)
    assert "descansan hasta el" in told
    assert "escribe ALTA" in told
    assert _wishes(story) == ["off"]
    assert "Ninguna hasta el" in answer(story, "qué sabes de mí")
    story.wait(4 * DAY)
    assert _wishes(story) == ["off"]
    story.wait(5 * DAY)
    assert _wishes(story) == ["now"]


def test_they_come_back_as_they_were(story: Story) -> None:
    assert "una vez al día" in answer(story, "prefiero un resumen diario de las propuestas, una vez al día")
    assert _wishes(story) == ["digest"]
    answer(story, "no me mande avisos hasta el lunes")
    answer(story, "no me mande avisos hasta el 20 de diciembre")
    assert _wishes(story) == ["off"]
    story.wait(400 * DAY)
    assert _wishes(story) == ["digest"]


def test_who_wants_them_sooner_has_them_at_once_and_nothing_comes_later(story: Story) -> None:
    answer(story, "no me mande avisos hasta el lunes")
    answer(story, "alta")
    assert _wishes(story) == ["now"]
    answer(story, "ya no quiero sugerencias")
    assert _wishes(story) == ["off"]
    story.wait(30 * DAY)
    assert _wishes(story) == ["off"]
    assert [kind for (kind,) in rows(story, "clock", "kind") if kind.startswith("again")] == []


def test_of_who_is_forgotten_nothing_comes_back(story: Story) -> None:
    answer(story, "no me mande avisos hasta el lunes")
    answer(story, "borrar mis datos")
    answer(story, "1")
    assert [kind for (kind,) in rows(story, "clock", "kind") if kind.startswith("again")] == []


def test_hours_that_are_named_are_the_night_at_once(story: Story) -> None:
    assert "de 22:00 a 7:00" in answer(story, "no me escriban entre las 22 y las 7")
    assert rows(story, "person", "quiet_from", "quiet_until") == [(22, 7)]


def test_no_hours_are_asked_for(story: Story) -> None:
    assert "¿Entre qué horas" in answer(story, "no me escriban de noche")


# ---- name and town ----------------------------------------------------------------------------------------------


def test_a_name_that_was_wrong_is_shown_and_then_put_right(story: Story) -> None:
    coordinator(story, "ana")
    story.read_so_far()
    told = answer(story, "no nos llamamos Casa Luz, nos llamamos Casa Mar")
    assert "Desde ahora: \u2068Casa Mar\u2069, \u2068Tegucigalpa\u2069" in told
    assert rows(story, "organisation", "name") == [("Casa Luz",)]
    arrived = story.say("luz", "sí")
    assert "Aquí están como \u2068Casa Mar\u2069" in arrived[0][1]
    assert [who for who, _text in arrived] == ["luz"], "who has only just come is seen in the list alone"
    assert rows(story, "organisation", "name", "skeleton")[0][0] == "Casa Mar"


def test_later_the_coordination_is_told(story: Story) -> None:
    coordinator(story, "ana")
    story.wait(2 * HOUR)
    story.read_so_far()
    answer(story, "ahora nos llamamos Casa Mar")
    told = dict(story.say("luz", "sí"))
    assert "\u2068Casa Luz\u2069 dice que ahora se llama \u2068Casa Mar\u2069" in told["ana"]


def test_a_town_in_words(story: Story) -> None:
    assert "\u2068Casa Luz\u2069, \u2068La Ceiba\u2069" in answer(story, "no somos de Tegucigalpa, somos de La Ceiba")
    answer(story, "sí")
    assert rows(story, "organisation", "name", "town") == [("Casa Luz", "La Ceiba")]


def test_a_no_leaves_it(story: Story) -> None:
    answer(story, "ahora nos llamamos Casa Mar")
    answer(story, "no")
    assert rows(story, "organisation", "name") == [("Casa Luz",)]


def test_the_name_of_another_member_is_refused(story: Story) -> None:
    story.say("mar", "hola")
    story.say("mar", "Casa Mar, Choluteca")
    answer(story, "ahora nos llamamos Casa Mar")
    assert "un nombre parecido" in answer(story, "sí")
    assert ("Casa Luz",) in rows(story, "organisation", "name")


def test_three_times_a_month(story: Story) -> None:
    for name in ("Casa Mar", "Casa Sol", "Casa Cielo", "Casa Tierra"):
        answer(story, f"ahora nos llamamos {name}")
        told = answer(story, "sí")
    assert "poco tiempo" in told
    assert rows(story, "organisation", "name") == [("Casa Cielo",)]


def test_the_page_of_the_organisation_leads_there(story: Story) -> None:
    assert "Nombre y ciudad" in answer(story, "nuestra organización")
    told = answer(story, "9")
    assert "¿Qué está mal o cambió?" in told
    answer(story, "1")
    assert "Casa Mar" in answer(story, "Casa Mar")
    answer(story, "sí")
    assert rows(story, "organisation", "name") == [("Casa Mar",)]


# ---- people and phones ------------------------------------------------------------------------------------------


def _code(story: Story) -> str:
    """A colleague's code."""
    told = answer(story, "mi compañera Mona también quiere usar esto, ¿cómo entra?")
    return next(word for word in re.sub(r"\D", " ", told).split() if len(word) >= 7)


def _colleague(story: Story, name: str) -> None:
    story.say("mona", _code(story))
    tap(story, "mona", "m:my_name")
    story.say("mona", name)


def test_who_is_named_is_taken_out_after_a_yes(story: Story) -> None:
    _colleague(story, "Mona Haddad")
    assert "¿Sacar a \u2068Mona Haddad\u2069" in answer(story, "Mona ya no está con nosotros, quítele el acceso")
    assert len(rows(story, "membership", "person_id")) == 2
    answer(story, "1")
    assert len(rows(story, "membership", "person_id")) == 1


def test_of_a_name_that_nobody_has_the_people_are_shown(story: Story) -> None:
    _colleague(story, "Mona Haddad")
    assert "Quiénes actúan" in answer(story, "Pedro ya no está con nosotros, quítele el acceso")


@pytest.mark.parametrize("first", ["hola", ""])
def test_another_phone_founds_no_second_organisation(story: Story, first: str) -> None:
    code = _code(story)
    if first:
        story.say("celu", first)
    assert "no se crea otra" in answer(story, "este es mi otro teléfono, ya estábamos inscritos", "celu")
    assert "no se crea otra" in answer(story, "ok gracias", "celu") or len(rows(story, "organisation", "id")) == 1
    told = answer(story, f"me dieron este código {code} gracias", "celu")
    assert "Casa Luz" in told
    assert "no se crea otra" not in told
    assert len(rows(story, "organisation", "id")) == 1


def test_who_is_another_one_after_all_is_asked_who_they_are(story: Story) -> None:
    answer(story, "este es mi otro teléfono, ya estábamos inscritos", "celu")
    assert "Casa Luz, Tegucigalpa" in answer(story, "1", "celu")
    answer(story, "Casa Mar, Choluteca", "celu")
    assert rows(story, "organisation", "name") == [("Casa Luz",), ("Casa Mar",)]


def test_one_that_is_here_already_is_asked_about_before_another_is_made(story: Story) -> None:
    story.say("celu", "hola")
    assert "parece que ya está aquí" in answer(story, "Casa Luz, Tegucigalpa", "celu")
    assert "no se crea otra" in answer(story, "1", "celu")
    assert len(rows(story, "organisation", "id")) == 1


def test_and_is_made_where_it_is_another(story: Story) -> None:
    story.say("celu", "hola")
    answer(story, "Casa Luz, Tegucigalpa", "celu")
    answer(story, "2", "celu")
    assert rows(story, "organisation", "status") == [("approved",), ("pending",)]


def test_a_language_named_in_a_sentence(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Tegucigalpa")
        answer(story, "necesitamos un contador")
        assert "I write in English" in answer(story, "please write to me in english")
