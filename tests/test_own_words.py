"""Words that no menu offers lead to what they ask for, and never move, delete or stop anything by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults import adds_up, rows
from tests.lived import lived_once
from tests.story import Story

pytestmark = pytest.mark.words


@lived_once
def begun(story: Story) -> None:
    """Two organisations that joined: luz asks, sol offers accounting."""
    story.hub()
    for said in ("ofrecemos contabilidad a distancia", "Estudio Norte, Tela", "sí"):
        story.say("sol", said)
    for said in ("hola", "Casa Luz, Tegucigalpa"):
        story.say("luz", said)


@pytest.fixture
def story(story: Story) -> Iterator[Story]:
    begun(story)
    yield story
    adds_up(story)


def reply(story: Story, who: str, said: str) -> str:
    """What they themselves get."""
    return "\n".join(text for to, text in story.say(who, said) if to == who)


def last(story: Story, table: str, column: str) -> object:
    """That column of the newest row."""
    return rows(story, table, "id", column)[-1][1]


def alerts_of_sol(story: Story) -> object:
    return rows(story, "person", "id", "alerts")[0][1]


def agreed(story: Story) -> None:
    """An exchange of three hours that both agreed on."""
    for who, said in (
        ("luz", "necesitamos un contador para el informe anual, 3 horas, antes del viernes"),
        ("luz", "sí"),
        ("sol", "podemos ayudar"),
        ("luz", "aceptar"),
    ):
        story.say(who, said)
    assert rows(story, "exchange", "state") == [("agreed",)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("muéstrame los datos de nuestra organización", "Casa Luz"),
        ("quiero donar 2 horas al fondo", "fondo"),
        ("¿quién ofrece contabilidad?", "contabilidad"),
        ("ya terminó el servicio", "No tienen nada acordado"),
        ("aceptamos la propuesta", "No hay"),
        ("no vinieron", "persona"),
    ],
)
def test_each_wish_has_an_answer_of_its_own(story: Story, said: str, told: str) -> None:
    assert told.lower().replace("no hay", "ninguna propuesta") in reply(story, "luz", said).lower()


def test_a_language_is_changed_by_asking_for_it_in_any_language(story: Story) -> None:
    assert "English" in reply(story, "luz", "can you write to me in English please")
    assert last(story, "person", "lang") == "en"
    reply(story, "luz", "quiero hablar en árabe")
    assert last(story, "person", "lang") == "ar"


def test_pausing_is_confirmed_and_keeps_ones_own_exchanges(story: Story) -> None:
    told = reply(story, "sol", "pausen los avisos unos días por favor")
    assert "Lo de sus propios intercambios les sigue llegando." in told
    assert "escribe ALTA" in told
    assert alerts_of_sol(story) == "off"
    for said in ("necesitamos un contador, 3 horas, antes del viernes", "sí"):
        new = story.say("luz", said)
    assert [who for who, _ in new if who == "sol"] == []
    story.say("sol", "reactiva los avisos")
    assert alerts_of_sol(story) == "now"


def test_stopping_in_other_words_is_asked_about_first(story: Story) -> None:
    asked = reply(story, "luz", "ya no quiero recibir más mensajes de este número")
    assert "2." in asked
    assert last(story, "address", "stopped_at") is None
    story.say("luz", "2")
    assert last(story, "address", "stopped_at") is None


def test_deleting_in_other_words_is_asked_about_first(story: Story) -> None:
    reply(story, "luz", "quiero que borren todos mis datos")
    assert len(rows(story, "organisation", "id")) == 2
    story.say("luz", "mejor no")
    assert len(rows(story, "address", "id")) == 2


def test_a_done_service_opens_its_card_and_settles_only_by_a_choice(story: Story) -> None:
    agreed(story)
    story.say("luz", "menú")
    card = reply(story, "luz", "ya terminó el servicio")
    assert "1001" in card
    assert rows(story, "exchange", "state") == [("agreed",)]
    story.say("luz", "1")
    assert rows(story, "exchange", "state") == [("settled",)]


def test_other_hours_told_in_words_are_asked_about_before_they_count(story: Story) -> None:
    agreed(story)
    asked = reply(story, "luz", "ya terminó el servicio, al final fueron 2 horas")
    assert "2 horas" in asked
    assert rows(story, "exchange", "state") == [("agreed",)]


def test_a_complaint_opens_the_exchange_it_can_be_about(story: Story) -> None:
    agreed(story)
    assert "1001" in reply(story, "luz", "nunca vinieron a hacer el trabajo")
    assert rows(story, "parked_case", "id") == []


def test_a_draft_takes_a_yes_and_a_correction_in_other_words(story: Story) -> None:
    reply(story, "luz", "necesitamos un contador, 6 horas, antes del viernes")
    card = reply(story, "luz", "5 horas y no 6")
    assert "5 horas" in card
    assert "6 horas" not in card
    both = reply(story, "luz", "mejor 4 horas y para el lunes")
    assert "4 horas" in both
    assert "lunes" in both
    story.say("luz", "sí, así está bien, publícalo")
    assert last(story, "listing", "what") == "contador"


def test_a_page_in_the_middle_of_a_question_brings_the_question_back(story: Story) -> None:
    story.say("luz", "1")
    story.say("luz", "un logo para la cooperativa")
    told = reply(story, "luz", "¿cuántas horas nos quedan?")
    assert "Saldo" in told
    assert "Cuántas horas" in told.split("Saldo")[1]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("perdí mi teléfono", "Teléfono nuevo"),
        ("poner un PIN", "4 a 6"),
        ("personas", "Quiénes actúan"),
        ("mensajes discretos", "¿Cómo te aviso?"),
    ],
)
def test_what_lies_behind_buttons_is_reached_by_words_too(story: Story, said: str, told: str) -> None:
    assert told.lower() in reply(story, "luz", said).lower()


@pytest.mark.parametrize("begun", [False, True])
def test_who_writes_from_a_new_phone_is_told_who_can_help(story: Story, begun: bool) -> None:
    if begun:
        story.say("nuevo", "hola")
    said = reply(story, "nuevo", "perdí mi teléfono")
    assert "Pide un código" in said
    assert "Casa Luz, Tegucigalpa" in said  # how to join stands below
    assert "escribe «persona»" in said
