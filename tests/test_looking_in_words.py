"""Looking around as people do: by the words of a choice, by a number too high, and at what is gone meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.asked import called
from core.db import Database
from core.languages import LANGUAGES
from core.vault import Vault
from tests.faults import joins, neighbours, rows, suggested, tap, to
from tests.story import Story, telling

pytestmark = pytest.mark.words

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))
WAYS = {
    "es": ("cerca de nosotros", "por tema", "buscar de otra forma"),
    "ar": ("بالقرب منا", "حسب المجال", "بحث بطريقة أخرى"),
}


def offered(story: Story) -> None:
    """Mar offers to teach sewing."""
    neighbours(story)
    story.say("mar", "ofrecemos clases de costura")
    story.say("mar", "sí")


def answer(story: Story, words: str, who: str = "luz") -> str:
    return "\n".join(to(story.say(who, words), who)).translate(ISOLATES)


def test_the_ways_to_look_are_found_by_their_words_from_anywhere(story: Story) -> None:
    offered(story)
    joins(story, "nur", "بيت النور، تيغوسيغالبا، هندوراس", lang="ar")
    for who, lang in (("luz", "es"), ("nur", "ar")):
        near, field, otherwise = WAYS[lang]
        for words, seen in (
            (near, "clases de costura"),
            (field, "(1)"),
            (otherwise, field),
        ):
            answer(story, "0", who)
            assert seen.lower() in answer(story, words, who).lower(), words


@pytest.mark.parametrize("words", ["ofertas", "offers", "offres", "عروض"])
def test_what_a_list_is_called_counts_in_any_language(story: Story, words: str) -> None:
    offered(story)
    joins(story, "nur", "بيت النور، تيغوسيغالبا، هندوراس", lang="ar")
    assert "clases de costura" in answer(story, words, "nur")


def test_no_phrase_for_a_choice_means_another_in_some_language() -> None:
    meant: dict[str, set[str]] = {}
    for lang in LANGUAGES:
        for words, name in called(lang).items():
            meant.setdefault(words, set()).add(name)
    assert [words for words, names in meant.items() if len(names) > 1] == []


def test_a_number_that_the_list_does_not_have_leaves_the_list(story: Story) -> None:
    offered(story)
    answer(story, "buscar")
    assert "hasta el 3" in answer(story, "17")
    assert "De: una organización" in answer(story, "1")


def test_what_was_taken_down_between_list_and_choice_is_said_to_be_gone(story: Story) -> None:
    offered(story)
    answer(story, "buscar")
    tap(story, "mar", "l:1:down")
    gone = answer(story, "1")
    assert "ya no está publicado" in gone
    assert "Ver pedidos" in gone
    assert "ya no está publicado" in "\n".join(to(tap(story, "luz", "l:1:answer"), "luz"))
    assert rows(story, "exchange", "id") == []


def test_where_no_distance_is_known_the_list_says_so(story: Story) -> None:
    offered(story)
    joins(story, "rio", "Rio Vivo, Un lugar, Honduras")
    assert "Cerca de Tegucigalpa" in answer(story, "cerca de nosotros")
    assert "no sé a qué distancia de Un lugar" in answer(story, "cerca de nosotros", "rio")


def test_a_pause_in_other_words_on_ones_own_listing_is_that_listings(story: Story) -> None:
    offered(story)
    tap(story, "mar", "l:1:see")
    assert "¿Lo pongo en pausa hasta que" in answer(story, "dejen la oferta en pausa", "mar")
    assert "queda en pausa" in answer(story, "sí", "mar")
    assert rows(story, "listing", "state") == [("paused",)]
    assert rows(story, "person", "alerts") == [("now",), ("now",)]


def test_offers_and_requests_are_listed_by_their_name_alone(sqlite_db: Database, vault: Vault, now: int) -> None:
    said = {
        "es": ("ofertas", "pedidos"),
        "ar": ("عروض", "طلبات"),
        "en": ("offers", "requests"),
        "fr": ("offres", "besoins"),
        "pt": ("ofertas", "pedidos"),
    }
    with telling(sqlite_db, vault, now) as story:
        story.hub(langs=tuple(said))
        joins(story, "mar")
        for words in ("ofrecemos clases de costura", "1", "necesitamos un contador, 2 horas, el viernes", "1"):
            story.say("mar", words)
        for lang, (offers, requests) in said.items():
            joins(story, lang, f"Casa {lang.upper()}, Tegucigalpa", lang=lang)
            assert "clases de costura" in answer(story, offers, lang), lang
            assert "contador" in answer(story, requests, lang), lang


IN_VAIN = {
    "es": ("¿quién arregla techos?", "arregla techos", "1"),
    "ar": ("مين يعرف يخيط؟", "يخيط", "١"),
}


@pytest.mark.parametrize("lang", IN_VAIN)
def test_what_was_looked_for_in_vain_is_published_without_being_written_again(
    db: Database, vault: Vault, now: int, lang: str
) -> None:
    asked, words, first = IN_VAIN[lang]
    with telling(db, vault, now) as story:
        story.hub()
        joins(story, "luz", {"es": "Casa Luz, Tegucigalpa", "ar": "جمعية النور، تيغوسيغالبا، هندوراس"}[lang], lang=lang)
        assert words in answer(story, asked)
        answer(story, first)
        answer(story, "2")
        assert words in answer(story, "27/11")
        answer(story, "1")
        assert rows(story, "listing", "kind", "what", "minutes") == [("need", words, 120)]


def test_what_nobody_asks_for_is_offered_where_it_was_looked_for(story: Story) -> None:
    neighbours(story)
    assert "Ahora nadie pide «plomería»" in answer(story, "¿quién necesita plomería a distancia?")
    assert "a distancia" in answer(story, "1")
    answer(story, "1")
    assert rows(story, "listing", "kind", "what", "remote") == [("offer", "plomería", 1)]


def test_words_too_long_for_a_button_are_not_cut(story: Story) -> None:
    neighbours(story)
    answer(story, "¿quién ofrece traducción de documentos notariales del portugués al árabe clásico y moderno?")
    assert "¿Qué necesitan?" in answer(story, "1")


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("alguien que sepa coser?", "es"),
        ("hay alguien que sepa de contabilidad?", "es"),
        ("¿conocen a alguien que sepa de plomería?", "es"),
        ("quelqu'un qui sache coudre ?", "fr"),
        ("alguém que saiba costurar?", "pt"),
        ("do you know anyone who knows accounting?", "en"),
    ],
)
def test_whether_anyone_would_know_something_is_looked_up(said: str, lang: str) -> None:
    assert understand(said, lang, date(2026, 11, 24)).intent == "find_matches"


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("alguien que sepa coser", "post_need"),
        ("necesitamos alguien que sepa coser", "post_need"),
        ("hay alguien ahí?", "talk_to_coordinator"),
        ("quiero hablar con alguien que sepa", "talk_to_coordinator"),
    ],
)
def test_who_asks_for_it_or_for_a_person_is_not_sent_looking(said: str, intent: str) -> None:
    assert understand(said, "es", date(2026, 11, 24)).intent == intent


def test_a_choice_of_a_menu_is_no_need_and_answers_in_the_middle_of_a_question(story: Story) -> None:
    suggested(story)
    answer(story, "pedir ayuda")
    told = answer(story, "intercambios")
    assert "Para abrirlo, escribe 1001." in told
    assert "¿Qué necesitan?" in told
    answer(story, "un pintor")
    told = answer(story, "intercambios")
    assert "1001" in told
    assert "¿Cuántas horas" in told


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "¿hay alguien que necesite un contador?"),
        ("es", "alguien ocupa contador?"),
        ("en", "is anyone looking for an accountant?"),
        ("pt", "tem alguém precisando de contador?"),
        ("ar", "في حدا محتاج محاسب؟"),
        ("ar", "مين محتاج محاسب؟"),
        ("en", "who needs an accountant?"),
        ("pt", "quem precisa de contador?"),
    ],
)
def test_who_asks_whether_somebody_needs_it_looks_through_requests(story: Story, lang: str, said: str) -> None:
    neighbours(story)
    joins(story, "ana", "Cuentas Claras, Tela", lang=lang)
    answer(story, "necesitamos un contador, 3 horas, el viernes")
    answer(story, "sí")
    assert "contador" in answer(story, said, "ana")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "شو ممكن نطلب هلأ؟"),
    ],
)
def test_what_hours_can_be_spent_on_are_the_offers(story: Story, lang: str, said: str) -> None:
    offered(story)
    joins(story, "ana", "Cuentas Claras, Tela", lang=lang)
    assert "clases de costura" in answer(story, said, "ana")


def test_who_chooses_of_a_list_and_wants_it_reads_the_proposal_with_the_hours_and_day_they_named(story: Story) -> None:
    neighbours(story)
    story.say("mar", "necesitamos alguien que nos pele verdura, 3 horas, el sábado 12 de diciembre")
    story.say("mar", "sí")
    assert "pele verdura" in answer(story, "¿qué necesitan los demás?")
    card = answer(story, "simón esa mera, nosotros caemos, somos como 3 y les hacemos la verdura")
    assert "¿La envío?" in card
    assert "Duración: 3 horas" in card
    assert rows(story, "exchange", "state") == []
    story.say("luz", "sí")
    assert rows(story, "exchange", "state") == [("proposed",)]
