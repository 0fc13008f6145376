"""What is wanted each week has no last day: how often stands in its words, whenever it is said, and is asked once."""

from __future__ import annotations

import pytest

from bot.understand.calendar.answered import day_answered
from bot.understand.often import with_often
from tests.faults import joins, rows
from tests.story import Story, answer
from tests.test_titles import TODAY

pytestmark = pytest.mark.words


@pytest.mark.parametrize(
    ("lang", "said", "often"),
    [
        ("es", "todos los martes pues", "todos los martes"),
        ("es", "cada martes toda la vida", "cada martes"),
        ("es", "los jueves en la tarde lo de los sacos", "los jueves en la tarde"),
        ("ar", "كل يوم ثلاثاء", "كل يوم ثلاثاء"),
        ("ar", "كل ثلاثا بعد العصر", "كل ثلاثا بعد العصر"),
        ("ar", "يعني كل اسبوع يوم التلات", "كل اسبوع يوم التلات"),
        ("ar", "دي كل اسبوع", "كل اسبوع"),
        ("ar", "kol talat", "kol talat"),
        ("en", "it's every Tuesday afternoon", "every Tuesday afternoon"),
        ("fr", "c'est tous les mardis", "tous les mardis"),
        ("pt", "esse n tem dia, é toda semana", "toda semana"),
        ("pt", "2h por semana", "2h por semana"),
    ],
)
def test_how_often_is_read_in_any_answer(lang: str, said: str, often: str) -> None:
    what, again = with_often("x", said, lang, TODAY)
    assert (what, again) == (f"x{'، ' if lang == 'ar' else ', '}{often}", True)


def test_each_tuesday_is_no_length_of_a_day() -> None:
    assert day_answered("كل يوم ثلاثاء", "ar", TODAY) is None
    assert day_answered("2h por semana", "pt", TODAY) is None


def test_another_rhythm_stands_in_the_place_of_the_one_before_and_a_single_day_is_none() -> None:
    assert with_often("pintor, todos los martes", "cada jueves", "es", TODAY) == ("pintor, cada jueves", True)
    assert with_often("pintor", "cualquier día menos el viernes", "es", TODAY) == (
        "pintor, cualquier día menos el viernes",
        False,
    )
    assert with_often("pintor", "el martes", "es", TODAY) == ("", False)


@pytest.fixture
def story(story: Story) -> Story:
    story.hub()
    joins(story, "luz")
    return story


def test_no_day_is_asked_of_what_comes_each_week(story: Story) -> None:
    read = answer(story, "todos los martes necesitamos un pintor, 2 horas")
    assert "todos los martes" in read
    assert "sin día fijo" in read
    answer(story, "1")
    assert rows(story, "listing", "what", "due_on", "minutes") == [("pintor, todos los martes", None, 120)]


@pytest.mark.parametrize("said", ["todos los martes pues en la mañana", "cada martes toda la vida"])
def test_how_often_answers_when_and_corrects_the_card(story: Story, said: str) -> None:
    answer(story, "necesitamos un pintor, 2 horas")
    assert "sin día fijo" in answer(story, said)
    read = answer(story, "no, mejor todos los jueves")
    assert "todos los jueves" in read
    assert "martes" not in read


def test_a_place_in_the_town_and_a_day_that_is_left_out_go_to_the_words(story: Story) -> None:
    answer(story, "necesitamos un pintor, 2 horas, el jueves")
    assert "pintor, el barrio El Centro" in answer(story, "el lugar es el barrio El Centro")
    read = answer(story, "cualquier día menos el viernes")
    assert "menos el viernes" in read
    assert "pintor, el barrio El Centro" in read


@pytest.mark.parametrize("said", ["ay no, así no es"])
def test_what_names_nothing_is_asked_what_to_change_and_nothing_is_lost(story: Story, said: str) -> None:
    answer(story, "necesitamos un pintor, 2 horas, el jueves")
    read = answer(story, said)
    assert "¿Qué parte cambiamos?" in read
    assert "pintor" in answer(story, "volver") + answer(story, "1")
