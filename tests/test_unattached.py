"""Who coordinates without an organisation is told at once what a request needs, and what they wrote waits for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.db import Database
from core.hubs import add_hub
from core.vault import Vault
from tests.faults import adds_up, joins, rows
from tests.story import Story, telling

NEED = "necesitamos un contador para el informe anual, 3 horas, antes del viernes"


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """A network that is closed to newcomers; ada coordinates it and belongs to no organisation."""
    with telling(sqlite_db, vault, now, "console") as story:
        with story.db.write() as tx:
            hub_id = add_hub(tx, "Red Demo", "HN", "America/Tegucigalpa", ("es",), {}, now, is_open=False)
        story.say("ada", story.code("coordinator", hub_id))
        yield story
        adds_up(story)


def reply(story: Story, said: str) -> str:
    return "\n".join(text for to, text in story.say("ada", said) if to == "ada")


def test_the_first_answer_says_that_an_organisation_comes_first(story: Story) -> None:
    said = reply(story, NEED)
    assert "únete a una organización" in said
    assert NEED in said
    assert "Organización:" not in said
    assert rows(story, "listing", "id") == []


@pytest.mark.parametrize("choice", ["pedir ayuda", "ofrecer ayuda", "quiero donar 2 horas al fondo"])
def test_so_it_is_for_whatever_is_done_in_an_organisations_name(story: Story, choice: str) -> None:
    assert "necesitas una organización" in reply(story, choice)


def test_what_was_written_becomes_the_request_of_the_organisation_that_they_make(story: Story) -> None:
    reply(story, NEED)
    assert "escribe tu organización" in reply(story, "1")
    said = reply(story, "Casa Luz, Tegucigalpa")
    assert "contador para el informe anual" in said
    assert "Casa Luz" in said
    reply(story, "sí")
    assert [what for _id, what in rows(story, "listing", "id", "what")] == ["contador para el informe anual"]


def test_or_of_one_without_a_phone_for_which_they_act(story: Story) -> None:
    reply(story, NEED)
    for said in ("2", "1", "Casa Sol", "Tegucigalpa", "1"):
        reply(story, said)
    assert "Por" in reply(story, "1")
    said = reply(story, "1")
    assert "contador para el informe anual" in said
    assert "Casa Sol" in said
    reply(story, "sí")
    assert len(rows(story, "listing", "id")) == 1


def test_the_newest_words_wait_and_a_number_is_none(story: Story) -> None:
    reply(story, NEED)
    said = reply(story, "ofrecemos clases de inglés")
    assert "clases de inglés" in said
    assert "clases de inglés" in reply(story, "pedir ayuda")


def test_what_they_wrote_before_they_coordinated_waits_too(story: Story) -> None:
    story.say("bea", NEED)
    said = story.say("bea", story.code("coordinator", rows(story, "hub", "id")[0][0]))
    assert any(NEED in text for to, text in said if to == "bea")


def test_who_has_an_organisation_is_not_asked_to_join_one(story: Story) -> None:
    reply(story, NEED)
    reply(story, "1")
    reply(story, "Casa Luz, Tegucigalpa")
    reply(story, "cancelar")
    assert "Fecha límite" in reply(story, NEED)


@pytest.mark.parametrize("words", ["nuestras horas", "saldo", "intercambios", "historial de horas", "nuestros pedidos"])
def test_who_has_no_organisation_is_not_told_that_it_waits(words: str, story: Story) -> None:
    assert "Para eso necesitas una organización" in reply(story, words)


def test_their_own_page_shows_what_they_do_here_and_no_empty_name(story: Story) -> None:
    said = reply(story, "nuestra organización")
    assert "Coordinas" in said
    assert "Red Demo" in said


@pytest.mark.parametrize("words", ["ver ofertas", "¿quién puede ayudar con contabilidad?", "quién ofrece contabilidad"])
def test_who_looks_for_offers_reads_those_of_the_network(words: str, story: Story) -> None:
    with story.db.write() as tx:
        tx.raw("UPDATE hub SET open = 1")
    joins(story, "mar", "Casa Mar, Tela")
    for said in ("ofrecemos contabilidad para ONG", "1"):
        story.say("mar", said)
    assert "1. \u2068contabilidad para ONG\u2069" in reply(story, words)


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("¿hay algo pendiente?", "La coordinación no tiene nada pendiente"),
        ("¿hay algún problema?", "No hay casos abiertos"),
        ("any problems?", "No hay casos abiertos"),
        ("qué ha pasado esta semana", "Cómo va"),
        ("شو صار هالأسبوع؟", "أحوال"),
        ("quién necesita ayuda", "pedidos"),
    ],
)
def test_what_coordinators_ask_opens_the_page_that_answers(story: Story, words: str, page: str) -> None:
    assert page in reply(story, words)
