"""What people answer beside the figure or the day that is asked for: stars in words, how often, and to whom it is."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.credits import rated, stars_said
from bot.understand.often import with_often, with_start
from bot.understand.services.spare import with_spare
from tests.faults import agreed, proposed, rows
from tests.story import Story, answer

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "said", "stars", "beside"),
    [
        ("es", "5 estrellas", 5, ""),
        ("es", "cinco estrellas, muy amables", 5, "muy amables"),
        ("es", "le doy 4", 4, ""),
        ("ar", "٥ نجوم", 5, ""),
        ("ar", "نجمتين", 2, ""),
        ("en", "4 out of 5", 4, ""),
        ("en", "⭐⭐⭐", 3, ""),
        ("fr", "note 4", 4, ""),
        ("pt", "dou 4", 4, ""),
    ],
)
def test_stars_are_given_in_words(lang: str, said: str, stars: int, beside: str) -> None:
    assert stars_said(said, lang) == (stars, beside)


def test_a_number_among_many_words_gives_no_stars() -> None:
    assert stars_said("todo salió bien y vinieron 2 veces", "es") is None
    assert stars_said("excelente trabajo", "es") is None


def test_five_stars_and_a_few_words_answer_both_questions(story: Story) -> None:
    agreed(story)
    answer(story, "1")
    answer(story, "contar cómo fue")
    assert "prometió" in answer(story, "5 estrellas, muy amables todos")
    answer(story, "sí")
    answer(story, "1")
    assert [row[0] for row in rows(story, "review", "stars") if row[0]] == [5]


@pytest.mark.parametrize(
    ("lang", "what", "said", "whole"),
    [
        ("es", "limpieza", "todos los viernes", "limpieza, todos los viernes"),
        ("es", "limpieza", "cada semana", "limpieza, cada semana"),
        ("ar", "تنظيف المكتب", "كل خميس", "تنظيف المكتب، كل خميس"),
        ("en", "a tutor", "every Tuesday", "a tutor, every Tuesday"),
        ("fr", "du ménage", "tous les lundis", "du ménage, tous les lundis"),
        ("pt", "reforço", "toda terça", "reforço, toda terça"),
        ("es", "limpieza", "el viernes", ""),
    ],
)
def test_how_often_is_an_answer_to_by_when(lang: str, what: str, said: str, whole: str) -> None:
    assert with_often(what, said, lang, TODAY)[0] == whole


@pytest.mark.parametrize(
    ("lang", "what", "said", "whole"),
    [
        ("es", "clases", "4 horas", "clases, 4 horas"),
        ("es", "clases, 4 horas", "mejor 6 horas al mes", "clases, 6 horas al mes"),
        ("en", "lessons", "up to 3 hours a week", "lessons, 3 hours a week"),
        ("es", "clases", "el lunes", ""),
        ("es", "clases", "es que ayer en la reunión vimos que son 4 horas", ""),
    ],
)
def test_hours_of_an_offer_stand_behind_its_words(lang: str, what: str, said: str, whole: str) -> None:
    assert with_spare(what, said, lang) == whole


def test_the_day_that_does_not_work_is_the_agreed_one_and_the_other_is_next_to_it(story: Story) -> None:
    agreed(story)
    answer(story, "1001")
    due = date.fromisoformat(rows(story, "exchange", "due_on")[0][0])
    names = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
    then = names[(due.weekday() + 1) % 7]
    said = answer(story, f"oigan el {names[due.weekday()]} no podemos, ¿puede ser el {then}?")
    assert f"el {then}" in said
    assert "en lugar" in said


@pytest.mark.parametrize("words", ["nos sirve", "por nosotros está bien", "trato hecho"])
def test_words_that_only_agree_accept_the_card_that_waits_for_them(story: Story, words: str) -> None:
    proposed(story)
    assert "Acordado" in answer(story, words)


@pytest.mark.parametrize("words", ["y no se puede en 5?", "mejor 5", "está bien pero 5"])
def test_another_figure_on_a_proposal_is_hours(story: Story, words: str) -> None:
    proposed(story)
    assert "5 horas" in answer(story, words)
    assert rows(story, "exchange", "state") == [("proposed",)]


def test_a_time_of_day_is_no_length_of_what_was_agreed(story: Story) -> None:
    agreed(story)
    story.say("mar", "1001")
    told = "\n".join(text for _who, text in story.say("mar", "umas 14h"))
    assert "¿Lo envío?" in told
    assert "14 horas" not in told


@pytest.mark.parametrize(
    ("lang", "said", "whole"),
    [
        ("es", "a partir de enero", "clases, a partir de enero"),
        ("en", "from next month", "clases, from next month"),
        ("fr", "à partir de janvier", "clases, à partir de janvier"),
        ("pt", "a partir de janeiro", "clases, a partir de janeiro"),
        ("ar", "من الشهر الجاي", "clases، من الشهر الجاي"),
        ("es", "desde casa", ""),
        ("es", "después del 15", "clases, después del 15"),
        ("es", "no antes del 10", "clases, no antes del 10"),
        ("pt", "só depois do natal", "clases, só depois do natal"),
        ("pt", "a partir de segunda", "clases, a partir de segunda"),
        ("es", "antes del 15", ""),
    ],
)
def test_from_when_on_is_an_answer_to_by_when(lang: str, said: str, whole: str) -> None:
    assert with_start("clases", said, lang, TODAY) == whole


@pytest.mark.parametrize(
    ("lang", "said", "told"),
    [
        ("es", "cinco estrellas", (5, "")),
        ("en", "four out of five", (4, "")),
        ("en", "top marks", (5, "")),
        ("ar", "خمس نجوم", (5, "")),
        ("es", "cinco, muy puntuales", (5, "muy puntuales")),
    ],
)
def test_how_the_stars_were_said_is_nothing_to_publish(lang: str, said: str, told: tuple[int, str]) -> None:
    assert rated(said, lang) == told


PLACED = "Un avis sur Atelier Sud : deux étoiles sur cinq, la peinture coule"


@pytest.mark.parametrize(
    ("lang", "said", "found"),
    [
        ("es", said := "muy amables los muchachos, les pongo cinco estrellas que Dios los bendiga", (5, said)),
        ("fr", PLACED, (2, "Un avis sur Atelier Sud, la peinture coule")),
        ("es", "5 estrellas, muy amables", (5, "muy amables")),
        ("en", "I'd give them four stars", (4, "")),
    ],
)
def test_nothing_that_stands_before_the_stars_is_lost(lang: str, said: str, found: tuple[int, str]) -> None:
    assert rated(said, lang) == found
