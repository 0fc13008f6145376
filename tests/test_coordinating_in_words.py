"""What coordinators ask for in their own words: an organisation, a page, that they are away; not as members do."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import neighbours, rows
from tests.story import Story, answer, telling
from tests.test_cases import coordinator


def _network(story: Story, lang: str = "es") -> None:
    """Luz and Mar are members, Ana coordinates in that language."""
    neighbours(story)
    coordinator(story, "ana")
    if lang != "es":
        answer(story, {"en": "english", "ar": "عربي", "fr": "français", "pt": "português"}[lang], "ana")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "pausa a la Casa Mar"),
        ("es", "quién es la encargada de Casa Mar"),
        ("en", "pause Casa Mar"),
        ("pt", "telefone da Casa Mar"),
    ],
)
def test_who_names_an_organisation_to_see_to_it_reads_its_page(
    lang: str, words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        _network(story, lang)
        told = answer(story, words, "ana")
        assert told.startswith("\u2068Casa Mar\u2069, \u2068Tegucigalpa\u2069")
        assert rows(story, "person", "alerts") == [("now",)] * len(rows(story, "person", "id"))
        assert rows(story, "listing", "id") == []


@pytest.mark.parametrize(
    ("lang", "words", "reads"),
    [
        ("es", "me voy de vacaciones hasta el lunes", "Hasta el lunes"),
        ("fr", "je m'absente jusqu'à lundi", "Jusqu’au lundi"),
        ("pt", "vou me ausentar até segunda", "Até segunda"),
        ("fr", "suspendre tous les délais", "1. Suspendre les délais"),
        ("pt", "pausar todos os prazos", "1. Pausar os prazos"),
        ("es", "nuevas organizaciones", "nada pendiente"),
        ("es", "Estaré fuera", "¿Qué día vuelves?"),
        ("es", "pausar todos los plazos por la tormenta", "1. Pausar los plazos"),
        ("es", "hay huracán, detengan los plazos", "1. Pausar los plazos"),
        ("es", "pausa todo por la emergencia", "1. Pausar los plazos"),
        ("en", "stop the clocks, there is a hurricane", "1. Stop all deadlines"),
        ("fr", "suspendez tous les délais à cause de la tempête", "1. Suspendre les délais"),
        ("pt", "parem todos os prazos por causa da enchente", "1. Pausar os prazos"),
        ("ar", "أوقفوا كل المواعيد بسبب العاصفة", "1. إيقاف"),
        ("en", "I'm on holiday until Monday", "Until Monday"),
        ("ar", "أنا مسافرة لغاية الاثنين", "حتى الاثنين"),
        ("es", "Pausar los plazos", "1. Pausar los plazos"),
        ("es", "nombrar suplente", "4. Nombrar suplente"),
        ("es", "esta red", "ahora coordina 1 persona"),
        ("es", "no entendido", "Últimamente entendí todo"),
        ("es", "hay casos pendientes?", "No hay casos abiertos"),
        ("en", "any open cases?", "There are no open cases"),
        ("ar", "في حالات مفتوحة؟", "لا توجد حالات مفتوحة"),
        ("es", "qué pedidos nadie ha atendido?", "Ahora no hay pedidos"),
        ("es", "registrar una organización sin teléfono", "1. Registrar una"),
    ],
)
def test_pages_and_choices_of_theirs_are_found_by_what_they_are_called(
    lang: str, words: str, reads: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        _network(story, lang)
        assert reads in answer(story, words, "ana")


@pytest.mark.parametrize(
    ("words", "reads"), [("pausa por una semana", "descansan hasta el martes 1 de diciembre"), ("pausar", "en pausa")]
)
def test_a_member_who_wants_a_pause_has_one(
    words: str, reads: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        _network(story)
        assert reads in answer(story, words)


def test_a_member_sees_no_page_of_another_organisation(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        _network(story)
        assert "Estado" not in answer(story, "escríbele a Casa Mar que vengan")


@pytest.mark.parametrize("words", ["a ver, quién está esperando y desde cuándo?", "quién espera para entrar?"])
def test_where_nobody_waits_to_be_let_in_all_that_waits_is_shown(words: str, story: Story) -> None:
    _network(story)
    story.say("mar", "persona")
    told = answer(story, words, "ana")
    assert "Casa Mar" in told
    assert "Nadie espera para entrar" not in told
