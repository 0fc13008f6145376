"""A coordinator writes to organisations, takes listings down, and tells apart whom they mean, in their own words."""

from __future__ import annotations

import pytest

from core.db import Database
from core.policy import HOUR_MS
from core.vault import Vault
from tests.faults import agreed, joins, rows, states, tap, to, version
from tests.story import Story, TelegramPhones, answer, telling
from tests.test_cases import coordinator, in_clear

_INSULT = "es un insulto para la gente"


@pytest.fixture
def network(story: Story) -> Story:
    """Rosa coordinates, Brisas and Rapidas are in, a second Brisas of another town waits (its person is Eva)."""
    story.hub(approval=True)
    coordinator(story, "rosa")
    joins(story, "luz", "Comedor Las Brisas, San Pedro Sula")
    joins(story, "mar", "Inversiones Rápidas, San Pedro Sula")
    for id in (1, 2):
        tap(story, "rosa", f"o:{id}:in_grassroots")
    joins(story, "eva", "Comedor Las Brisas, Choloma")
    return story


def offers(story: Story, *words: str) -> None:
    for each in words:
        story.say("mar", each)
        story.say("mar", "sí")


# ---- writing ----------------------------------------------------------------------------------------------------


def test_words_for_an_organisation_are_shown_once_and_read_by_all_its_people(network: Story) -> None:
    shown = answer(network, "escríbale a Inversiones Rápidas: por favor cuiden el lenguaje", "rosa")
    assert "Para \u2068Inversiones Rápidas\u2069: \u2068por favor cuiden el lenguaje\u2069" in shown
    new = network.say("rosa", "1")
    assert "La coordinación de \u2068Red Demo\u2069 escribe: \u2068por favor cuiden el lenguaje" in to(new, "mar")[0]
    assert to(new, "luz") == to(new, "eva") == []
    assert in_clear(network, "cuiden el lenguaje") == []


@pytest.mark.parametrize(
    ("lang", "words", "told"),
    [
        ("es", "escríbele a Inversiones Rápidas que manden los papeles", "manden los papeles"),
        ("en", "write to Inversiones Rápidas that we meet on Monday", "we meet on Monday"),
        ("fr", "écrivez à Inversiones Rápidas que la réunion est lundi", "la réunion est lundi"),
        ("pt", "escreva para Inversiones Rápidas que a reunião é segunda", "a reunião é segunda"),
        ("ar", "اكتب إلى Inversiones Rápidas أن الاجتماع يوم الاثنين", "الاجتماع يوم الاثنين"),
    ],
)
def test_what_stands_behind_the_name_is_what_they_read(lang: str, words: str, told: str, network: Story) -> None:
    answer(network, {"en": "english", "ar": "عربي", "fr": "français", "pt": "português"}.get(lang, "español"), "rosa")
    assert f"\u2068{told}\u2069" in answer(network, words, "rosa")


def test_what_was_written_is_no_case_until_it_is_answered(network: Story) -> None:
    tap(network, "rosa", "o:2:write")
    network.say("rosa", "¿quién los dirige?")
    network.say("rosa", "1")
    assert "Inversiones" not in answer(network, "casos", "rosa")
    new = network.say("mar", "los dirige Marta")
    assert "volvió a escribir" in to(new, "rosa")[0]
    id = rows(network, "parked_case", "id")[0][0]
    page = to(tap(network, "rosa", f"c:{id}:see"), "rosa")[0]
    assert page.index("¿quién los dirige?") < page.index("los dirige Marta")
    tap(network, "rosa", f"c:{id}:done")
    network.wait(HOUR_MS)
    tap(network, "mar", f"m:reply/{id}")
    assert "volvió a escribir" in to(network.say("mar", "y también Pedro"), "rosa")[0]


def test_one_that_waits_is_asked_from_its_card_and_answers(network: Story) -> None:
    page = to(tap(network, "rosa", "o:3:see"), "rosa")[0]
    assert "Escribirles" in page
    tap(network, "rosa", "o:3:write")
    network.say("rosa", "¿son los mismos del otro comedor?")
    new = network.say("rosa", "enviar")
    assert "¿son los mismos del otro comedor?" in to(new, "eva")[0]
    assert to(new, "luz") == []
    assert "volvió a escribir" in to(network.say("eva", "no, somos de Choloma, otro grupo"), "rosa")[0]


def test_of_two_of_one_name_they_choose_and_the_words_stay(network: Story) -> None:
    asked = answer(network, "escríbale a Comedor Las Brisas: traigan los papeles", "rosa")
    assert "San Pedro Sula" in asked
    assert "Choloma" in asked
    assert "traigan los papeles" in answer(network, "2", "rosa")
    assert to(network.say("rosa", "1"), "eva") != []


def test_who_is_no_coordinator_writes_to_nobody_so(network: Story) -> None:
    tap(network, "mar", "o:1:write")
    assert "Qué le escribo" not in answer(network, "escríbale a Comedor Las Brisas: hola a todas", "mar")
    assert rows(network, "parked_case", "id") == []


# ---- taking down ------------------------------------------------------------------------------------------------


def test_the_offer_that_the_words_name_is_taken_down_once_they_say_why(network: Story) -> None:
    offers(network, "ofrecemos limpiar solares")
    asked = answer(network, "retire la oferta de Inversiones Rápidas, es una estafa", "rosa")
    assert "limpiar solares" in asked
    assert "es una estafa" in to(network.say("rosa", "1"), "mar")[0]
    assert rows(network, "listing", "state") == [("removed",)]


def test_of_several_they_choose_and_nothing_is_done_before(network: Story) -> None:
    offers(network, "ofrecemos limpiar solares", "ofrecemos clases de inglés")
    listed = answer(network, "retire la oferta de Inversiones Rápidas, es una estafa", "rosa")
    assert "limpiar solares" in listed
    assert "clases de inglés" in listed
    assert rows(network, "listing", "state") == [("open",), ("open",)]


# ---- looking around ---------------------------------------------------------------------------------------------


def test_who_is_of_no_organisation_reads_all_offers_and_requests(network: Story) -> None:
    offers(network, "ofrecemos clases de inglés")
    assert "clases de inglés" in to(tap(network, "rosa", "m:find"), "rosa")[0]
    assert "clases de inglés" in to(tap(network, "rosa", "m:huboffers"), "rosa")[0]
    assert "Quitarlo" in answer(network, "1", "rosa")
    assert "no hay pedidos" in to(tap(network, "rosa", "m:needs"), "rosa")[0]


def test_the_page_of_an_organisation_shows_what_it_published(network: Story) -> None:
    offers(network, "ofrecemos clases de inglés")
    assert "clases de inglés" in to(tap(network, "rosa", "o:2:see"), "rosa")[0]
    listed = to(tap(network, "rosa", "o:2:listed"), "rosa")[0]
    assert "1. \u2068clases de inglés" in listed


# ---- who is meant -----------------------------------------------------------------------------------------------


def test_refusing_names_the_one_that_waits_though_another_is_called_the_same(network: Story) -> None:
    page = answer(network, "que Comedor Las Brisas no entre", "rosa")
    assert "Choloma" in page
    assert "no entra, y se le avisa" in page
    network.say("rosa", "no")
    assert "Inversiones" in answer(network, "no deje entrar a Inversiones Rápidas", "rosa")
    assert [status for (status,) in rows(network, "organisation", "status")] == ["approved", "approved", "pending"]


def test_what_it_is_is_not_asked_again_where_they_said_it(network: Story) -> None:
    page = answer(network, "acepte al Comedor Las Brisas, son un grupo comunitario", "rosa")
    assert "Grupo comunitario" in page
    assert "ONG" not in page
    assert rows(network, "organisation", "status")[2] == ("pending",)
    assert to(network.say("rosa", "sí"), "eva") != []
    assert rows(network, "organisation", "kind", "status")[2] == ("grassroots", "approved")


def test_two_of_one_name_are_told_apart_in_a_list(network: Story) -> None:
    listed = answer(network, "Las Brisas", "rosa")
    assert "San Pedro Sula" in listed
    assert "Choloma" in listed


# ---- figures and hours ------------------------------------------------------------------------------------------


def test_behind_figures_a_month_is_theirs_and_a_file_is_on_the_panel(network: Story) -> None:
    network.say("rosa", "las cifras de este mes")
    assert "31 de octubre" in answer(network, "¿y en octubre?", "rosa")
    assert "De ti guardo" not in answer(network, "¿me lo puede mandar en PDF o en Excel?", "rosa")


def test_a_case_about_hours_and_the_decision_say_what_each_told(story: Story) -> None:
    agreed(story)
    coordinator(story, "ana")
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"x:1:{version(story)}:fewer")
    for words in ("1", "sí"):
        story.say("luz", words)
    tap(story, "mar", f"x:1:{version(story)}:nofig")
    assert states(story) == ["disputed"]
    id = rows(story, "parked_case", "id")[0][0]
    page = to(tap(story, "ana", f"c:{id}:see"), "ana")[0]
    for said in ("\u2068Casa Luz\u2069: 1 hora", "\u2068Casa Mar\u2069: 2 horas"):
        assert said in page
    assert "\u2068Casa Luz\u2069: 1 hora" in to(tap(story, "ana", f"x:1:{version(story)}:decide"), "ana")[0]


# ---- buttons ----------------------------------------------------------------------------------------------------


def test_two_choices_that_would_look_alike_have_a_button_each(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now, "telegram") as story:
        story.hub(approval=True)
        coordinator(story, "rosa")
        for who, last in (("luz", "Norte"), ("mar", "Sur")):
            joins(story, who, f"Taller Juvenil Chamelecón {last}, Tela")
        story.say("rosa", "coordinación")
        assert isinstance(story.phones, TelegramPhones)
        labels = story.phones.choices("rosa")
        assert [label[:2] for label in labels[:2]] == ["1.", "2."]
        assert len(set(labels)) == len(labels)
        assert "Sur" in to(story.tap("rosa", labels[1]), "rosa")[0]


def test_what_waits_for_a_look_is_decided_in_its_case_and_no_other_organisation_is_shown(network: Story) -> None:
    story = network
    offers(story, "ofrecemos limpiar a los hijos de puta")
    id = rows(story, "parked_case", "id")[-1][0]
    tap(story, "rosa", f"c:{id}:see")
    asked = answer(story, "quite esa oferta, es un insulto", "rosa")
    assert "pide unirse" not in asked
    assert "¿Lo hago?" in asked
    assert rows(story, "listing", "state") == [("paused",)]
