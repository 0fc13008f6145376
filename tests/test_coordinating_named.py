"""Of who coordinates: a member that is named, a refusal and the way back, cases by number and by orders."""

from __future__ import annotations

import pytest

from bot.understand.words import case_said
from core.db import Database
from core.vault import Vault
from tests.faults import agreed, joins, rows, states, tap, to, version
from tests.story import Story, answer, telling
from tests.test_cases import coordinator

_LANGS = {"en": "english", "ar": "عربي", "fr": "français", "pt": "português", "es": "español"}


@pytest.fixture
def network(story: Story) -> Story:
    """Rosa coordinates; the shelter with the long name is in, a lender, a clinic and a library wait."""
    story.hub(approval=True)
    coordinator(story, "rosa")
    for who, name in (
        ("luz", "Hogar de Paso La Esperanza, Popayán"),
        ("mar", "Crédit Express, Marseille"),
        ("eva", "Dispensaire El Amal, Tunis"),
        ("sol", "Biblioteca Rodante, Bogotá"),
    ):
        joins(story, who, name)
    tap(story, "rosa", "o:1:in_grassroots")
    return story


def statuses(story: Story) -> list[str]:
    return [status for _id, status in sorted(rows(story, "organisation", "id", "status"))]


# ---- refusing ---------------------------------------------------------------------------------------------------


def test_a_refusal_names_whom_it_refuses_with_the_reason_and_asks_once(network: Story) -> None:
    asked = answer(network, "No deje entrar a Crédit Express, porque es una empresa de préstamos", "rosa")
    assert "\u2068Crédit Express\u2069, \u2068Marseille\u2069, no entra" in asked
    assert "es una empresa de préstamos\u2069" in asked
    assert statuses(network)[1] == "pending"
    new = network.say("rosa", "sí señor, hágale")
    assert "es una empresa de préstamos" in to(new, "mar")[0]
    assert statuses(network) == ["approved", "refused", "pending", "pending"]


def test_a_button_that_refuses_asks_once_too_and_words_are_the_reason(network: Story) -> None:
    tap(network, "rosa", "o:2:no")
    assert statuses(network)[1] == "pending"
    assert "Motivo: \u2068cobran intereses a la gente" in answer(network, "cobran intereses a la gente", "rosa")
    assert "Motivo: \u2068son prestamistas" in answer(network, "no, el motivo es: son prestamistas", "rosa")
    assert "queda como está" in answer(network, "no, mejor no", "rosa")
    assert statuses(network)[1] == "pending"


def test_what_is_written_right_after_it_is_for_the_one_just_refused(network: Story) -> None:
    tap(network, "rosa", "o:2:no")
    network.say("rosa", "sí")
    shown = answer(network, "es una empresa de préstamos y la red es sin ánimo de lucro", "rosa")
    assert shown.startswith("Para \u2068Crédit Express\u2069")
    network.say("rosa", "no")
    assert statuses(network) == ["approved", "refused", "pending", "pending"]


def test_there_is_a_way_back(network: Story) -> None:
    tap(network, "rosa", "o:2:no")
    assert "Todavía la puedes dejar entrar" in to(network.say("rosa", "sí"), "rosa")[0]
    assert "Grupo comunitario" in answer(network, "no la rechace, fue un error, déjela entrar", "rosa")
    network.say("rosa", "grupo comunitario")
    assert statuses(network)[1] == "approved"


def test_another_member_that_is_named_on_the_card_is_no_reason(network: Story) -> None:
    tap(network, "rosa", "o:2:no")
    assert "Motivo" not in answer(network, "rechace la solicitud de Biblioteca Rodante", "rosa")
    assert statuses(network)[1:] == ["pending"] * 3


def test_what_it_is_does_not_turn_who_lets_it_in_into_who_refuses(network: Story) -> None:
    asked = answer(network, "Dispensaire El Amal es una ONG registrada, que entre", "rosa")
    assert "Es: ONG registrada. ¿Entra así?" in asked
    assert "Ahora no»" not in asked


# ---- writing to one that is named -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "words", "told"),
    [
        ("es", "Escríbale a Hogar de Paso La Esperanza: por favor no vuelvan a escribir insultos", "por favor no"),
        ("es", "Pregúntele a Hogar de Paso La Esperanza si ya tienen personería", "ya tienen personería"),
        ("es", "A Biblioteca Rodante pregúntele en qué barrios trabaja", "en qué barrios trabaja"),
        ("en", "write to Biblioteca Rodante: please bring the papers", "please bring the papers"),
        ("fr", "écrivez à Biblioteca Rodante : apportez les papiers", "apportez les papiers"),
        ("pt", "escreva para Biblioteca Rodante: tragam os papéis", "tragam os papéis"),
        ("ar", "اكتب إلى Biblioteca Rodante: أحضروا الأوراق", "أحضروا الأوراق"),
    ],
)
def test_what_stands_behind_a_name_of_any_length_is_what_is_written(
    lang: str, words: str, told: str, network: Story
) -> None:
    answer(network, _LANGS[lang], "rosa")
    assert f"\u2068{told}" in answer(network, words, "rosa")
    assert rows(network, "parked_case", "id") == []


@pytest.mark.parametrize(
    "words", ["muéstreme a Biblioteca Rodante", "a ver la Biblioteca Rodante", "biblioteca rodante"]
)
def test_a_name_and_nothing_to_be_done_opens_its_card(words: str, network: Story) -> None:
    assert answer(network, words, "rosa").startswith("\u2068Biblioteca Rodante\u2069")


# ---- cases ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["caso 1", "muéstreme el caso 1", "cierre el caso número 1"])
def test_a_case_is_opened_by_its_number(words: str, network: Story) -> None:
    network.say("luz", "persona")
    assert "Cerrar el caso" in answer(network, words, "rosa")
    assert "No hay ningún caso" in answer(network, "caso 77", "rosa")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *(("open case 12", 12), ("le dossier n° 3", 3), ("الحالة ١", 1), ("feche o caso 4, por favor", 4)),
        *(("qué casos hay", None), ("el caso de La Esperanza", 0), ("3 horas", None)),
    ],
)
def test_the_number_of_a_case_is_read_in_every_language(words: str, number: int | None) -> None:
    assert case_said(words) == number


def test_an_order_under_a_case_is_no_letter_and_an_answer_keeps_its_words(network: Story) -> None:
    network.say("luz", "persona")
    network.say("rosa", "caso 1")
    assert "Ahora llevas el caso" in answer(network, "yo lo llevo", "rosa")
    network.say("rosa", "caso 1")
    assert "¿Lo envío?" not in answer(network, "ciérrelo, no hay peligro", "rosa")
    shown = answer(network, "contéstele que gracias, quedo pendiente del certificado", "rosa")
    assert "\u2068gracias, quedo pendiente del certificado\u2069" in shown


def test_an_order_for_a_button_in_other_words_is_that_button(network: Story) -> None:
    tap(network, "rosa", "o:4:see")
    assert "¿Qué le escribo" in answer(network, "escríbales", "rosa")


@pytest.mark.parametrize("words", ["quién espera entrar?", "qué organizaciones están esperando que las admita?"])
def test_who_waits_to_come_in_is_shown_whatever_else_waits(words: str, network: Story) -> None:
    network.say("luz", "persona")
    page = answer(network, words, "rosa")
    assert all(name in page for name in ("Crédit Express", "Dispensaire", "Biblioteca"))
    assert "hablar con una persona" not in page


def test_a_report_says_what_it_does_not_count(network: Story) -> None:
    assert answer(network, "¿cuántas personas se beneficiaron?", "rosa").startswith("Eso no sale aquí")
    assert "no sale aquí" not in answer(network, "¿cuántas horas se hicieron este mes?", "rosa")


def test_who_decides_reads_both_sides_and_gives_hours_and_reason_at_once(story: Story) -> None:
    agreed(story)
    coordinator(story, "ana")
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"x:1:{version(story)}:fewer")
    for words in ("1", "sí"):
        story.say("luz", words)
    tap(story, "mar", f"x:1:{version(story)}:nofig")
    tap(story, "ana", f"x:1:{version(story)}:decide")
    told = answer(story, "¿qué dijo cada una?", "ana")
    assert "\u2068Casa Luz\u2069: 1 hora" in told
    assert "¿Cuántas horas" in told
    shown = answer(story, "dejémoslo en 1, que fue lo que de verdad se hizo", "ana")
    assert "que fue lo que de verdad se hizo" in shown
    assert states(story) == ["disputed"]


def test_a_member_who_asks_who_is_there_reads_when_names_are_told_and_what_is_offered(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        joins(story, "luz", "Casa Luz, Tela")
        joins(story, "mar", "Casa Mar, Danlí")
        for words in ("ofrecemos clases de inglés", "sí"):
            story.say("mar", words)
        page = answer(story, "qué organizaciones hay en la red?", "luz")
        assert "El nombre lo leen quienes acuerdan algo" in page
        assert "Danlí" in page
        assert "Casa Mar" not in page


# ---- how a member is doing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "oiga y cómo le va al Hogar de Paso La Esperanza, qué han hecho últimamente",
        "deme los datos del Hogar de Paso La Esperanza por favor",
        "quiero saber si Hogar de Paso La Esperanza sigue participando y cuántas horas lleva",
    ],
)
def test_who_asks_how_a_member_is_doing_reads_its_page_and_writes_to_nobody(network: Story, words: str) -> None:
    read = answer(network, words, "rosa")
    assert "Todavía no ha completado ningún intercambio." in read
    assert "¿Lo envío?" not in read


def test_the_page_of_a_member_tells_what_it_gave_and_received(story: Story) -> None:
    agreed(story)
    coordinator(story, "rosa")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    given, received = (answer(story, f"cómo van {name}", "rosa") for name in ("Casa Mar", "Casa Luz"))
    assert "Horas dadas: 2 horas. Horas recibidas: 0 horas." in given
    assert "Horas dadas: 0 horas. Horas recibidas: 2 horas." in received
