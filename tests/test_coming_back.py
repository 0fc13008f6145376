"""Back and cancel, while a card or a list lies over what was begun: no draft is lost without a word."""

from __future__ import annotations

import pytest

from tests.lived import lived_once
from tests.story import Story, answer

pytestmark = pytest.mark.words

DRAFT = "necesitamos un contador, 3 horas, antes del viernes"


@lived_once
def begun(story: Story) -> None:
    story.hub()
    for words in ("hola", "Casa Luz, Tegucigalpa"):
        story.say("luz", words)


@pytest.fixture
def story(story: Story) -> Story:
    begun(story)
    return story


def test_back_from_the_list_of_languages_leads_to_the_draft(story: Story) -> None:
    answer(story, DRAFT)
    assert "¿Qué idioma prefieres?" in answer(story, "idioma")
    back = answer(story, "atrás")
    assert "habíamos empezado" in back
    assert "¿Está bien?" in back
    assert "Publicado" in answer(story, "1")


def test_back_from_a_card_that_was_opened_leads_to_the_question(story: Story) -> None:
    for words in ("hola", "Estudio Norte, San Pedro Sula", "ofrecemos contabilidad a distancia", "sí"):
        story.say("sol", words)
    for words in (DRAFT, "sí", "necesitamos un electricista"):
        answer(story, words)
    assert "¿Se lo propongo?" in answer(story, "1001")
    assert "¿Cuántas horas" in answer(story, "volver")


def test_back_at_a_first_question_leads_to_what_waits(story: Story) -> None:
    answer(story, "necesitamos un contador")
    assert "¿Qué puede hacer" in answer(story, "queremos ofrecer algo")
    assert "¿Cuántas horas" in answer(story, "atrás")


def test_cancel_over_a_draft_says_that_nothing_was_sent(story: Story) -> None:
    answer(story, DRAFT)
    answer(story, "idioma")
    assert "No se envió nada" in answer(story, "cancelar")
    assert "¿Está bien?" not in answer(story, "atrás")


def test_back_while_a_person_is_called_leads_to_the_bot(story: Story) -> None:
    answer(story, DRAFT)
    answer(story, "persona")
    assert "¿Está bien?" not in answer(story, "sigo aquí")
    assert "¿Está bien?" in answer(story, "atrás")


def test_what_only_changes_ones_own_settings_stays_as_it_is(story: Story) -> None:
    answer(story, "mensajes discretos")
    assert "queda como está" in answer(story, "cancelar")


def test_a_yes_or_no_without_parts_is_not_told_to_change(story: Story) -> None:
    assert "¿Lo borro todo?" in answer(story, "borrar mis datos")
    told = answer(story, "xyzzy")
    assert "Elige uno de los números." in told
    assert "cambiar" not in told


@pytest.mark.parametrize("word", ["menú", "0", "/start"])
def test_the_menu_in_the_middle_says_that_nothing_was_sent(word: str, story: Story) -> None:
    answer(story, DRAFT)
    told = answer(story, word)
    assert told.startswith("De acuerdo, no se envió nada.")
    assert "¿Qué quieres hacer?" in told
    assert answer(story, word).startswith("¿Qué quieres hacer?")
