"""Words about one's own requests and offers open what they want of them, by name or on the card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows
from tests.story import YES, Story, answer, telling

pytestmark = pytest.mark.words


@pytest.fixture
def luz(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Luz asks for an accountant and a pump to be mended, and offers transport."""
    with telling(db, vault, now) as story:
        story.hub()
        joins(story, "luz")
        posts(story, "necesitamos un contador, 2 horas, el viernes")
        posts(story, "necesitamos que nos arreglen la bomba de agua, 3 horas, sin día fijo")
        posts(story, "ofrecemos transporte en pickup")
        story.say("luz", "menú")
        yield story


def posts(story: Story, *all_words: str, lang: str = "es") -> None:
    for words in all_words:
        story.say("luz", words)
        story.say("luz", YES[lang])


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("ya no necesitamos el contador", "contador"),
        ("ya conseguimos quien arregle la bomba", "bomba de agua"),
        ("ya no podemos dar transporte", "transporte en pickup"),
        ("ya no ofrecemos transporte", "transporte en pickup"),
        ("borrar el pedido de la bomba", "bomba de agua"),
        ("quitar la oferta de transporte", "transporte en pickup"),
    ],
)
def test_what_is_over_is_taken_down_after_one_more_yes(luz: Story, words: str, what: str) -> None:
    read = answer(luz, words)
    assert what in read
    assert "¿Retiro la publicación?" in read
    assert {state for _id, state in rows(luz, "listing", "id", "state")} == {"open"}
    luz.say("luz", "1")
    assert [state for _id, state in rows(luz, "listing", "id", "state")].count("withdrawn") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("el contador son 3 horas", "3 horas"),
        ("me equivoqué en el pedido del contador, son 3 horas", "3 horas"),
        ("cambiar el pedido del contador para el lunes", "lunes 30 de noviembre"),
    ],
)
def test_hours_or_a_day_of_what_is_named_are_put_right(luz: Story, words: str, says: str) -> None:
    read = answer(luz, words)
    assert "Pedido: ⁨contador⁩" in read
    assert says in read
    assert "¿Guardo este cambio?" in read


def test_a_part_that_is_named_is_asked_for(luz: Story) -> None:
    assert "¿Para cuándo?" in answer(luz, "quiero cambiar la fecha del pedido del contador")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("3 horas", "3 horas"),
        ("son 3 horas, no 2", "3 horas"),
        ("mejor el lunes", "lunes 30 de noviembre"),
        ("ya no", "¿Retiro la publicación?"),
        ("ya lo resolvimos", "¿Retiro la publicación?"),
        ("bórralo", "¿Retiro la publicación?"),
        ("cambiar la fecha", "¿Para cuándo?"),
    ],
)
def test_on_its_card_a_word_is_enough(luz: Story, words: str, says: str) -> None:
    luz.say("luz", "lo que publicamos")
    luz.say("luz", "3")
    assert says in answer(luz, words)


def test_another_service_on_that_card_is_another_request(luz: Story) -> None:
    luz.say("luz", "lo que publicamos")
    luz.say("luz", "3")
    assert "Pedido: ⁨abogado⁩" in answer(luz, "necesitamos un abogado, 1 hora, el lunes")


def test_what_is_needed_anew_is_not_what_is_over(luz: Story) -> None:
    read = answer(luz, "ya tenemos contador, necesitamos un abogado, 1 hora, el lunes")
    assert "¿Retiro la publicación?" not in read


@pytest.mark.parametrize(
    ("lang", "post", "over"),
    [
        ("fr", "on cherche un comptable, 2 heures, vendredi", "supprimer la demande de comptable"),
        ("ar", "نحتاج محاسباً، ساعتين، يوم الجمعة", "لم نعد نحتاج محاسباً"),
    ],
)
def test_it_is_over_in_other_languages(story: Story, lang: str, post: str, over: str) -> None:
    story.hub()
    joins(story, "luz", lang=lang)
    posts(story, post, lang=lang)
    asked = {"fr": "Je retire l’annonce", "pt": "Retiro a", "en": "Shall I take it down", "ar": "هل ألغي نشره"}[lang]
    assert asked in answer(story, over)


@pytest.mark.parametrize(
    ("lang", "post", "over"),
    [
        ("pt", "precisamos de um pedreiro, 2h, sexta", "já conseguimos"),
        ("pt", "precisamos de um pedreiro, 2h, sexta", "resolvido, obrigado"),
        ("pt", "precisamos de um pedreiro, 2h, sexta", "conseguimos um pedreiro, valeu"),
    ],
)
def test_that_it_is_settled_asks_once_whether_the_only_request_ends(
    sqlite_db: Database, vault: Vault, now: int, lang: str, post: str, over: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        joins(story, "luz", lang=lang)
        posts(story, post, lang=lang)
        read = answer(story, over)
        assert "Retirer l’annonce" in read or "Retirar da lista" in read
        assert rows(story, "listing", "state") == [("open",)]


def test_of_several_requests_none_is_taken_for_the_one_that_is_settled(luz: Story) -> None:
    assert "¿Retiro la publicación?" not in answer(luz, "ya encontramos, gracias")


@pytest.mark.parametrize(
    ("lang", "post", "words"),
    [
        ("fr", "on cherche un plombier, 2h, vendredi", "on n'a toujours pas trouvé"),
        ("pt", "precisamos de um pedreiro, 2h, sexta", "ainda não achamos ninguém"),
    ],
)
def test_what_is_not_found_yet_stays(
    sqlite_db: Database, vault: Vault, now: int, lang: str, post: str, words: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        joins(story, "luz", lang=lang)
        posts(story, post, lang=lang)
        read = answer(story, words)
        assert "Retirer l’annonce" not in read
        assert "Retirar da lista" not in read


@pytest.mark.parametrize(
    "words", ["borrar mis datos", "ya no quiero avisos", "cambiar de idioma", "cancelar", "ya no", "son 3 horas"]
)
def test_what_names_no_listing_means_what_it_meant(luz: Story, words: str) -> None:
    read = answer(luz, words)
    assert "¿Retiro la publicación?" not in read
    assert "¿Guardo este cambio?" not in read


def test_the_same_again_is_said_to_be_there_before_it_is_published(luz: Story) -> None:
    assert "Ya publicaron algo así: Pedido: ⁨contador⁩" in answer(luz, "necesitamos un contador, 1 hora, el lunes")
    luz.say("luz", "cancelar")
    assert "Ya publicaron algo así" not in answer(luz, "necesitamos un abogado, 1 hora, el lunes")
