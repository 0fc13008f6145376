"""Who complains of the coordination chooses who reads it: never only the person whom it is about."""

from __future__ import annotations

import pytest

from bot.understand.of_coordination import complains_of_coordination
from core.coordination import complaining
from core.db import Database
from core.vault import Vault
from tests.faults import agreed, neighbours, rows
from tests.story import Story, answer, telling


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
        "la coordinadora nos trata muy mal",
        "a coordenadora tratou a gente muito mal",
        "la coordinatrice nous traite très mal",
        "the coordinator is rude",
        "your coordinator treats us badly",
        "I want to complain about the coordinator",
        "the coordinator insulted me",
        "the coordinator of this network asks us for money",
        "la coordinatrice nous parle mal",
        "le coordinateur est impoli",
        "je veux me plaindre de la coordinatrice",
        "la coordination ne répond jamais",
        "a coordenadora trata a gente mal",
        "quero reclamar da coordenadora",
        "o coordenador foi grosseiro",
        "المنسقة تعاملنا بشكل سيء",
        "المنسق وقح",
        "أريد أن أشتكي من المنسقة",
        "المنسقة لا ترد علينا",
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


def test_where_one_person_coordinates_it_is_never_offered_to_them(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        _coordinators(story, "ana")
        read = answer(story, "la coordinadora nos trata mal")
        assert "¿Quién debe leerlo?" in read
        assert "1. Quienes operan esto\n2. Nadie" in read
        assert [to for to, _text in story.say("luz", "1")] == ["luz"]
        assert rows(story, "parked_case", "id", "code", "hub_id") == [(1, "of_coordination", None)]
        assert "nada espera" in answer(story, "coordinación", "ana")


def test_where_several_coordinate_all_of_them_may_read_it(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        _coordinators(story, "ana", "eva")
        assert "2. La coordinación\n3. Nadie" in answer(story, "la coordinadora es grosera")
        assert sorted(to for to, _text in story.say("luz", "2")) == ["ana", "eva", "luz"]


def test_nobody_reads_it_where_they_would_rather_not(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        _coordinators(story, "ana")
        answer(story, "la coordinadora es grosera")
        assert "no se envió nada" in answer(story, "nadie")
        assert rows(story, "parked_case", "id") == []


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


def test_who_waits_for_a_person_is_asked_too_and_else_goes_on_writing_to_them(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        _coordinators(story, "ana")
        answer(story, "persona")
        assert "¿Quién debe leerlo?" in answer(story, "la coordinadora nos trata mal")
        assert [to for to, _text in story.say("luz", "1")] == ["luz"]
        assert "Ya lo pasé a la coordinación" in answer(story, "y los de Casa Sol nunca vinieron")


def test_a_coordinator_who_tells_of_another_is_not_asked(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        _coordinators(story, "ana")
        assert "¿Quién debe leerlo?" not in answer(story, "la coordinadora es grosera", "ana")
