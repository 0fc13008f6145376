"""What was understood of who joins is corrected part by part, and what begins with a no is never a yes to it."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import rows
from tests.story import Story, TelegramPhones, answer, telling
from tests.test_joining_words import at_the_door, names

SAID = {
    "es": ("le escribimos de la Casa de Barro, estamos ahora en Danlí", "Casa de Barro", "Danlí"),
    "en": ("we are writing from Green Roots, we are in Leeds now", "Green Roots", "Leeds"),
    "fr": ("nous vous écrivons de la Maison Bleue, on est à Thiès", "Maison Bleue", "Thiès"),
    "pt": ("escrevemos da Casa de Barro, estamos agora em Olinda", "Casa de Barro", "Olinda"),
    "ar": ("حد قالنا عليكم واحنا جمعية النور، ومكاننا في طنطا جنب السوق", "جمعية النور", "طنطا"),
}
CORRECTED = [
    ("es", "no, el taller se llama Manos de Adobe", "Manos de Adobe", "Danlí"),
    ("es", "sí en Danlí pero póngale bien Comedor Santa Rosa", "Comedor Santa Rosa", "Danlí"),
    ("es", "no, estamos en Tela", "Casa de Barro", "Tela"),
    ("en", "no, the workshop is called Hands of Wool", "Hands of Wool", "Leeds"),
    ("en", "no, we're in York", "Green Roots", "York"),
    ("fr", "non, l'association s'appelle Les Mains Ouvertes", "Les Mains Ouvertes", "Thiès"),
    ("pt", "não, a gente fica em Recife", "Casa de Barro", "Recife"),
    ("ar", "لا احنا اسمنا جمعية فجر الخير", "جمعية فجر الخير", "طنطا"),
    ("ar", "لا احنا في الاقصر مش طنطا", "جمعية النور", "الاقصر"),
]
NOT_SO = [("es", "no, así no es"), ("en", "no, not like that"), ("fr", "non, pas comme ça"), ("ar", "لا مش كده")]
ASKED = {
    "es": "antes de aceptar quisiera saber si esto tiene algún costo para nosotros",
    "en": "before we accept, does this cost us anything?",
    "fr": "avant d'accepter, est-ce que ça nous coûte quelque chose ?",
    "pt": "antes de aceitar, isso custa alguma coisa pra gente?",
    "ar": "قبل ما نوافق، هل هذا مجاني؟",
}
NEED = {
    "es": "necesitamos a alguien que repare el horno",
    "en": "we need somebody to repair the oven",
    "fr": "nous cherchons quelqu'un pour réparer le four",
    "pt": "precisamos de alguém para consertar o forno",
    "ar": "محتاجين حد يصلح الفرن",
}
OVEN = {"es": "horno", "en": "oven", "fr": "four", "pt": "forno", "ar": "الفرن"}


def shown(story: Story, lang: str) -> tuple[str, str]:
    """The card of who they are, with its name and town."""
    said, name, town = SAID[lang]
    at_the_door(story, lang)
    card = answer(story, said)
    assert name in card, card
    assert town in card, card
    return name, town


@pytest.mark.words
@pytest.mark.parametrize(("lang", "words", "name", "town"), CORRECTED)
def test_a_correction_changes_its_part_and_shows_the_card(
    lang: str, words: str, name: str, town: str, story: Story
) -> None:
    shown(story, lang)
    card = answer(story, words)
    assert (name in card, town in card, names(story)) == (True, True, []), card
    answer(story, "1")
    assert names(story) == [(name, town)]


@pytest.mark.words
@pytest.mark.parametrize(("lang", "words"), NOT_SO)
def test_a_no_with_more_words_asks_what_to_change(lang: str, words: str, story: Story) -> None:
    _name, town = shown(story, lang)
    asked = answer(story, words)
    assert names(story) == [], asked
    answer(story, "1")
    assert town in answer(story, SAID["en"][1])  # the town stays
    answer(story, "1")
    assert names(story) == [(SAID["en"][1], town)]


@pytest.mark.words
@pytest.mark.parametrize("lang", ASKED)
def test_a_question_is_answered_and_what_they_need_stays(
    lang: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    _said, name, town = SAID[lang]
    with telling(sqlite_db, vault, now) as story:
        at_the_door(story, lang)
        answer(story, NEED[lang])
        answer(story, ASKED[lang])
        assert OVEN[lang] in answer(story, f"{name}, {town}")


def test_the_button_yes_is_who_they_said_they_are(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now, TelegramPhones()) as story:
        story.hub("Red Puentes", "HN", "America/Tegucigalpa", ("es",))
        story.langs["luz"] = "es"
        story.say("luz", "Fundación Manos Abiertas, Choluteca")
        story.tap("luz", "Sí")
        assert rows(story, "organisation", "name", "town") == [("Fundación Manos Abiertas", "Choluteca")]


@pytest.mark.parametrize("words", ["choluteca pues ya le dije", "en choluteca vos"])
def test_a_town_in_small_letters_among_other_words_is_known(words: str, story: Story) -> None:
    at_the_door(story, "es")
    answer(story, "Fundación Manos Abiertas")
    answer(story, words)
    if not names(story):
        answer(story, "1")
    assert names(story) == [("Fundación Manos Abiertas", "choluteca")]


def test_a_name_that_is_asked_for_anew_is_all_that_is_written_and_holds_no_telephone_number(story: Story) -> None:
    at_the_door(story, "es")
    answer(story, "le escribimos de la Casa de Barro, estamos ahora en Danlí")
    answer(story, "2")
    assert "¿Cómo se llama tu organización?" in answer(story, "1")
    assert "de 2 a 60 letras" in answer(story, "Casa de Barro 9988-7766")
    card = answer(story, "Casa de Barro de El Corpus")
    assert "Casa de Barro de El Corpus" in card
    assert "Danlí" in card
