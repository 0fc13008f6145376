"""What people press and write on the doorstep that is neither their name nor their town."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import rows
from tests.story import Story, answer, telling


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(sqlite_db, vault, now, "telegram") as begun:
        begun.hub()
        begun.langs["luz"] = "es"
        yield begun


def test_start_pressed_twice_is_no_name(story: Story) -> None:
    first = answer(story, "/start")
    assert answer(story, "/start") == first
    answer(story, "Casa Luz")
    assert "¿En qué ciudad" in answer(story, "/start")
    assert "Casa Luz" in answer(story, "Tegucigalpa")
    assert rows(story, "organisation", "name") == [("Casa Luz",)]


def test_a_command_that_we_do_not_have_is_no_name_and_no_town(story: Story) -> None:
    answer(story, "hola")
    assert "escribe tu organización" in answer(story, "/settings")
    answer(story, "Casa Luz")
    assert "¿En qué ciudad" in answer(story, "/settings")


@pytest.mark.parametrize("words", ["in English please", "English", "en inglés por favor"])
@pytest.mark.parametrize("before", [(), ("Casa Luz",)], ids=["who", "where"])
def test_another_language_is_no_name_and_no_town(before: tuple[str, ...], words: str, story: Story) -> None:
    for said in ("hola", *before):
        answer(story, said)
    told = answer(story, words)
    assert "From now on I write in English." in told
    assert ("In which town" if before else "write your organisation") in told


def test_who_asks_for_the_languages_where_the_town_is_asked_reads_them(story: Story) -> None:
    for said in ("hola", "Casa Luz"):
        answer(story, said)
    told = answer(story, "idioma")
    assert "العربية" in told
    assert told.rstrip().endswith("escribe «volver».")
    assert "في أي مدينة" in answer(story, "العربية")


@pytest.mark.parametrize(
    "words",
    ["hola, mi código es {code}", "code: {code}", "مرحبا، الرمز {code}", "Código {code}", "mon code est {code}"],
)
def test_an_invite_among_a_few_words_is_the_invite(words: str, story: Story) -> None:
    code = story.code("coordinator", 1)
    assert "welcome" not in answer(story, words.format(code=code)).casefold()
    assert len(rows(story, "coordinator", "hub_id")) == 1


def test_a_number_without_a_word_for_it_is_no_invite(story: Story) -> None:
    story.code("coordinator", 1)
    assert "código no sirve" not in answer(story, "llámenme al 99887766")


@pytest.mark.parametrize("word", ["START", "start", "alta"])
def test_who_was_told_to_write_start_is_welcomed_and_not_taken_back_in(story: Story, word: str) -> None:
    """On posters and by SMS people are told to begin with it; only after a stop it brings the messages back."""
    assert "Para aceptar" in answer(story, word)
    assert "Para aceptar" in answer(story, word)
    answer(story, "stop")
    assert "Vuelves a recibir" in answer(story, word)
