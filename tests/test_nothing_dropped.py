"""While a request is being written, no words that are no answer lose it."""

from __future__ import annotations

import pytest

from tests.faults import joins, neighbours
from tests.story import Story, answer

pytestmark = pytest.mark.words


@pytest.mark.parametrize(
    ("lang", "need", "words"),
    [
        ("es", "necesitamos un carpintero", "urgente"),
        ("es", "necesitamos un carpintero", "es urgente"),
        ("es", "necesitamos un carpintero", "necesitamos ayuda"),
        ("fr", "on cherche un menuisier", "c’est urgent"),
        ("en", "we need a carpenter", "we need help"),
    ],
)
def test_who_only_says_that_it_is_needed_is_asked_again_and_what_was_said_stays(
    story: Story, lang: str, need: str, words: str
) -> None:
    story.hub()
    joins(story, "luz", lang=lang)
    asked = answer(story, need)
    story.say("luz", words)
    card = [answer(story, one) for one in ("2", "30/11")][-1]
    assert need.rsplit(maxsplit=1)[-1] in card
    assert asked.splitlines()[0] != card.splitlines()[0]


@pytest.mark.parametrize("words", ["lo antes posible", "cuanto antes"])
def test_words_that_look_like_going_back_undo_nothing_and_say_that_it_is_urgent(story: Story, words: str) -> None:
    neighbours(story)
    story.say("luz", "necesitamos un carpintero")
    story.say("luz", "2 horas")
    assert "Fecha límite: lo antes posible" in answer(story, words)


@pytest.mark.parametrize(
    ("lang", "need", "words", "next_one"),
    [
        ("es", "necesitamos un carpintero", "no sé cuántas horas", "¿Para cuándo?"),
        ("es", "necesitamos un carpintero", "todavía no sabemos cuántas horas", "¿Para cuándo?"),
        ("fr", "on cherche un menuisier", "je ne sais pas combien d’heures", "Pour quand"),
        ("ar", "نحتاج نجاراً", "لا نعرف كم ساعة", "متى"),
        ("pt", "precisamos de um carpinteiro", "não sei quantas horas", "quando"),
        ("en", "we need a carpenter", "not sure how many hours", "By which day"),
    ],
)
def test_not_knowing_how_many_hours_leaves_them_open(
    story: Story, lang: str, need: str, words: str, next_one: str
) -> None:
    story.hub()
    joins(story, "luz", lang=lang)
    story.say("luz", need)
    assert next_one in answer(story, words)


@pytest.mark.parametrize("words", ["unas 2 o 3", "2 o 3", "como 2 o 3 horas"])
def test_two_or_three_hours_are_asked_about(story: Story, words: str) -> None:
    neighbours(story)
    story.say("luz", "necesitamos un carpintero")
    assert "¿Quieres decir 2 horas o 3 horas?" in answer(story, words)


@pytest.mark.parametrize(
    "words", ["no es para el viernes es para el lunes", "no es el viernes, es el lunes", "el viernes no, el lunes"]
)
def test_not_that_day_but_another_is_the_other(story: Story, words: str) -> None:
    neighbours(story)
    story.say("luz", "necesitamos un carpintero")
    story.say("luz", "2 horas")
    assert "lunes 30 de noviembre" in answer(story, words)


def test_days_that_will_not_do_stay_in_the_words(story: Story) -> None:
    neighbours(story)
    story.say("luz", "necesitamos un carpintero")
    story.say("luz", "2 horas")
    card = answer(story, "no puede ser el viernes ni el lunes")
    assert "⁨carpintero, no puede ser el viernes ni el lunes⁩" in card
    assert "Fecha límite: sin día fijo" in card


def test_a_newcomer_reads_of_what_the_hours_are_asked(story: Story) -> None:
    story.hub()
    story.langs["luz"] = "es"
    story.say("luz", "necesitamos un carpintero")
    read = answer(story, "Casa Luz, Tegucigalpa")
    assert "Ahora: ⁨carpintero⁩" in read
    assert "¿Cuántas horas" in read


def test_after_days_it_is_said_what_the_question_was_about(story: Story) -> None:
    neighbours(story)
    story.say("luz", "necesitamos un carpintero")
    story.wait(3 * 86_400_000)
    for words in ("2", "todo muy bien"):
        read = answer(story, words)
        assert "¿Cuántas horas" in read
        if words == "2":
            assert "Pasó un tiempo" in read
            assert "Ahora: ⁨carpintero⁩" in read
