"""What one message means: conversations that wait, come back, are late, or are told apart from what they look like."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.story import DAY, Story, answer, telling

pytestmark = pytest.mark.words


@pytest.fixture
def story(story: Story) -> Story:
    story.hub()
    story.say("luz", "hola")
    story.say("luz", "Casa Luz, Tegucigalpa")
    return story


def test_another_conversation_waits_and_comes_back(story: Story) -> None:
    answer(story, "necesitamos un contador")
    assert "¿Está bien?" in answer(story, "ofrecemos clases de teatro en Tegucigalpa")
    back = answer(story, "publicar")
    assert "Ahora: \u2068contador\u2069" in back
    assert "¿Cuántas horas" in back


def test_a_third_conversation_drops_the_first_and_says_so(story: Story) -> None:
    answer(story, "necesitamos un contador")
    answer(story, "ofrecemos clases de teatro en Tegucigalpa")
    told = answer(story, "necesitamos un electricista, 2 horas, mañana")
    assert "habíamos empezado antes" in told
    assert "electricista" in told


def test_a_question_of_theirs_is_answered_and_ours_asked_again_in_one_message(story: Story) -> None:
    answer(story, "necesitamos un contador")
    told = story.say("luz", "¿cuánto saldo tenemos?")
    assert len(told) == 1
    assert "Saldo: 6 horas." in told[0][1]
    assert told[0][1].rstrip().split("\n\n")[-2].startswith("¿Cuántas horas")


def test_a_day_later_a_number_first_shows_what_it_would_answer(story: Story) -> None:
    answer(story, "necesitamos un contador, 3 horas, antes del viernes")
    story.wait(DAY + 1)
    told = answer(story, "1")
    assert "¿Está bien?" in told
    assert "Publicado" not in told
    assert "Publicado" in answer(story, "1")


def test_a_number_that_was_typed_before_the_screen_arrived_means_nothing_yet(story: Story) -> None:
    story.handle(story.phones.typed("luz", "necesitamos un contador, 3 horas, antes del viernes", "", story.now))
    told = answer(story, "1")
    assert "Publicado" not in told
    assert "¿Está bien?" in told


def test_a_card_opened_in_the_middle_is_the_screen_until_it_is_acted_on(story: Story) -> None:
    answer(story, "ofrecemos contabilidad a distancia")
    answer(story, "sí")
    answer(story, "ofrecer ayuda")
    story.say("sol", "necesitamos un contador para el informe anual, 3 horas, antes del viernes")
    story.say("sol", "Casa Sol, Choluteca")
    alert = dict(story.say("sol", "sí"))["luz"]
    assert "escribe ⁦1001⁩" in alert
    assert "1. " not in alert
    assert "1. Podemos ayudar" in answer(story, "1001")
    done = answer(story, "1")
    assert done.startswith("Enviado.")
    assert "¿Qué puede hacer tu organización" in done


@pytest.mark.parametrize("channel", ["telegram", "whatsapp", "console"])
def test_a_code_as_the_first_message_joins(sqlite_db: Database, vault: Vault, now: int, channel: str) -> None:
    with telling(sqlite_db, vault, now, channel) as story:
        hub_id = story.hub()
        code = story.code("coordinator", hub_id)
        assert "coordina" in answer(story, f"/start {code}" if channel == "telegram" else code).lower()


def test_a_hubs_invite_asks_who_they_are_and_joins_that_hub(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub("Red Uno")
        other = story.hub("Red Dos")
        code = story.code("hub", other)
        assert "Para aceptar" in answer(story, code)
        assert "Red Dos" in answer(story, "Casa Luz, Tegucigalpa")


def test_where_several_hubs_are_open_the_newcomer_picks(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub("Red Uno")
        story.hub("Red Dos")
        answer(story, "hola")
        assert "2. ⁨Red Dos⁩" in answer(story, "Casa Luz, Tegucigalpa")
        assert "Red Dos" in answer(story, "2")


def test_where_no_hub_is_open_only_a_code_lets_in(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        answer(story, "hola")
        assert "código" in answer(story, "Casa Luz, Tegucigalpa")


def test_telegrams_buttons_do_what_the_numbers_do(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now, "telegram") as story:
        story.hub()
        story.say("luz", "necesitamos un contador, 3 horas, antes del viernes")
        story.say("luz", "Casa Luz, Tegucigalpa")
        told = dict(story.tap("luz", "Publicar"))["luz"]
        assert "Publicado" in told


def test_what_core_refuses_is_not_lost_its_card_comes_back_to_be_changed(story: Story) -> None:
    answer(story, "pedir ayuda")
    answer(story, "№ 77")
    answer(story, "2")
    answer(story, "mañana")
    refused = answer(story, "sí")
    assert "Publicado" not in refused
    assert "2. Cambiar" in refused
    answer(story, "cambiar")
    answer(story, "1")
    answer(story, "pintar el aula")
    assert "Publicado" in answer(story, "sí")
