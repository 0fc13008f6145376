"""Who complains of the coordination chooses who reads it: never only the person whom it is about."""

from __future__ import annotations

import pytest

from bot.understand.of_coordination import complains_of_coordination
from core.coordination import complaining
from core.db import Database
from core.vault import Vault
from tests.faults import agreed, joins, neighbours, rows, tap, unmarked
from tests.story import Story, answer, telling

pytestmark = pytest.mark.words


@pytest.mark.parametrize(
    "words",
    [
        "la coordinadora nos trata mal",
        "el coordinador es muy grosero con nosotros",
        "quiero quejarme de la coordinadora",
        "tengo una queja del coordinador",
        "con quien me puedo quejar de la coordinacion?",
        "me insultó la coordinadora",
        "la coordinadora de la red favorece a sus amigos",
        "la coordinadora nunca contesta",
        "la coordinadora me miente",
        "la coordinadora nos trata muy mal",
        "a coordenadora tratou a gente muito mal",
        "la coordinatrice nous traite très mal",
        "the coordinator is rude",
        "your coordinator treats us badly",
        "I want to complain about the coordinator",
        "the coordinator insulted me",
        "the coordinator ignores me",
        "the coordinator of this network asks us for money",
        "la coordinatrice nous parle mal",
        "le coordinateur est impoli",
        "je veux me plaindre de la coordinatrice",
        "la coordination ne répond jamais",
        "la coordinatrice m'ignore",
        "a coordenadora trata a gente mal",
        "quero reclamar da coordenadora",
        "o coordenador foi grosseiro",
        "a coordenadora não me responde",
        "المنسقة تعاملنا بشكل سيء",
        "المنسق وقح",
        "أريد أن أشتكي من المنسقة",
        "المنسقة لا ترد علينا",
        "المنسقة تهددني",
    ],
)
def test_words_that_complain_of_who_coordinates(words: str) -> None:
    assert complains_of_coordination(words)


@pytest.mark.parametrize(
    "words",
    [
        "quiero hablar con la coordinadora",
        "nuestra coordinadora está de viaje",
        "la coordinadora del albergue nos trata mal",
        "quiero quejarme con la coordinadora de los que vinieron",
        "la coordinadora dice que sí",
        "necesitamos una coordinadora de voluntarios",
        "our coordinator is ill",
        "I want to complain to the coordinator",
        "the coordinator of the shelter was rude",
        "let me ask the coordinator first",
        "je voudrais parler à la coordinatrice",
        "la coordinatrice du foyer est impolie",
        "quero falar com a coordenadora",
        "أريد التحدث مع المنسقة",
    ],
)
def test_words_that_only_name_a_coordinator_or_speak_of_a_partners(words: str) -> None:
    assert not complains_of_coordination(words)


def _coordinators(story: Story, *who: str) -> None:
    for one in who:
        story.langs[one] = "es"
        story.say(one, story.code("coordinator", 1))


def test_where_one_person_coordinates_it_is_never_offered_to_them(story: Story) -> None:
    agreed(story)
    _coordinators(story, "ana")
    read = answer(story, "la coordinadora nos trata mal")
    assert "¿Quién debe leerlo?" in read
    assert "1. Quienes operan esto\n2. Nadie" in read
    assert [to for to, _text in story.say("luz", "1")] == ["luz"]
    assert rows(story, "parked_case", "id", "code", "hub_id") == [(1, "of_coordination", None)]
    assert "nada pendiente" in answer(story, "coordinación", "ana")


def test_where_several_coordinate_all_of_them_may_read_it(story: Story) -> None:
    neighbours(story)
    _coordinators(story, "ana", "eva")
    assert "2. La coordinación\n3. Nadie" in answer(story, "la coordinadora es grosera")
    assert sorted(to for to, _text in story.say("luz", "2")) == ["ana", "eva", "luz"]


def test_nobody_reads_it_where_they_would_rather_not(story: Story) -> None:
    neighbours(story)
    _coordinators(story, "ana")
    answer(story, "la coordinadora es grosera")
    assert "no se envió nada" in answer(story, "nadie")
    assert rows(story, "parked_case", "id") == []


_MIDDLE = {
    "es": ("la coordinadora me trata mal", "¿Quién debe leerlo?", "¿Qué necesitan?"),
    "en": ("the coordinator treats me badly", "Who shall read it?", "What do you need?"),
    "fr": ("la coordinatrice me parle mal", "Qui doit le lire\u202f?", "De quoi avez-vous besoin\u202f?"),
    "pt": ("a coordenadora me trata mal", "Quem deve ler?", "Do que vocês precisam?"),
    "ar": ("المنسقة تعاملني بشكل سيء", "من يقرؤه؟", "ماذا تحتاجون؟"),
}


@pytest.mark.parametrize("lang", list(_MIDDLE))
def test_in_place_of_what_they_need_it_is_no_request_and_the_question_waits(
    lang: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    said, who, question = _MIDDLE[lang]
    with telling(sqlite_db, vault, now) as story:
        story.hub(langs=tuple(_MIDDLE))
        joins(story, "luz", lang=lang)
        tap(story, "luz", "m:need")
        assert who in answer(story, said)
        answer(story, "2")
        assert unmarked(answer(story, "6")).endswith(question)  # it waits, and is gone on with


@pytest.mark.parametrize(
    ("begun", "back"),
    [
        (("2",), "Ahora seguimos con lo que habíamos empezado:\n\n¿Qué puede hacer tu organización por las demás?"),
        (("necesitamos un contador",), "Ahora: contador\n\n¿Cuántas horas, más o menos?"),
        (("necesitamos un contador, 2 horas",), "Ahora: contador\n\n¿Para cuándo?"),
        (("necesitamos un contador, 2 horas, mañana",), "Pedido: contador\nDuración: 2 horas"),
        (("contabilidad",), "¿Es un pedido o una oferta?"),
    ],
)
def test_what_was_being_written_waits_until_they_have_chosen(
    begun: tuple[str, ...], back: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        joins(story, "luz")
        for words in begun:
            answer(story, words)
        assert "¿Quién debe leerlo?" in answer(story, "el lunes la coordinadora nos gritó 2 horas")
        assert "¿Quién debe leerlo?" in answer(story, "la coordinadora es grosera")
        read = unmarked(answer(story, "1"))
        assert "Lo guardo para quienes operan este servidor" in read
        assert back in read
        with story.db.read() as tx:
            (one,) = complaining.waiting(tx)
        assert one.sealed is not None
        assert vault.open(one.sealed) == "la coordinadora es grosera"


@pytest.mark.parametrize(
    "said",
    [
        "necesitamos una coordinadora",
        "la coordinadora del proyecto necesita un traductor",
        "somos la coordinadora de mujeres",
    ],
)
def test_a_coordinator_who_is_needed_or_told_of_is_an_answer(said: str, story: Story) -> None:
    story.hub()
    joins(story, "luz")
    answer(story, "1")
    assert "¿Cuántas horas" in answer(story, said)
    answer(story, "2")
    assert f"Pedido: {said}\n" in unmarked(answer(story, "mañana"))


def test_who_runs_the_server_reads_it_with_whose_it_is_until_it_is_dealt_with(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        answer(story, "la coordinadora nos grita")
        answer(story, "1")
        with story.db.read() as tx:
            (one,) = complaining.waiting(tx)
        assert (one.id, one.hub, one.organisation) == (1, "Red Demo", "Casa Luz")
        assert one.sealed is not None
        assert vault.open(one.sealed) == "la coordinadora nos grita"
        with story.db.write() as tx:
            assert complaining.done(tx, one.id, story.now)
            assert not complaining.done(tx, one.id, story.now)
            assert complaining.waiting(tx) == []


def test_who_waits_for_a_person_is_asked_too_and_else_goes_on_writing_to_them(story: Story) -> None:
    neighbours(story)
    _coordinators(story, "ana")
    answer(story, "persona")
    assert "¿Quién debe leerlo?" in answer(story, "la coordinadora nos trata mal")
    assert [to for to, _text in story.say("luz", "1")] == ["luz"]
    assert "Ya lo pasé a la coordinación" in answer(story, "y los de Casa Sol nunca vinieron")


def test_a_coordinator_who_tells_of_another_is_not_asked(story: Story) -> None:
    neighbours(story)
    _coordinators(story, "ana")
    assert "¿Quién debe leerlo?" not in answer(story, "la coordinadora es grosera", "ana")
