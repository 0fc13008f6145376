"""A day that is excepted, or in whose way something stands, is not the day that is meant."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.calendar.dates import read_day
from bot.understand.calendar.otherday import two_days
from tests.faults import agreed, states, suggested, tap, to
from tests.story import Story

TODAY = date(2026, 11, 24)  # a Tuesday
THURSDAY, FRIDAY, SATURDAY, MONDAY = (date(2026, 11, day) for day in (26, 27, 28, 30))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "cualquier día menos el viernes"),
        ("es", "todos los días excepto el viernes"),
        ("es", "no podemos ir el viernes"),
        ("en", "any day except Friday"),
        ("en", "any day but not friday"),
        ("fr", "tous les jours sauf vendredi"),
        ("fr", "on ne peut pas venir vendredi"),
        ("pt", "qualquer dia exceto sexta"),
        ("pt", "não podemos ir sexta"),
        ("ar", "اي يوم ما عدا الجمعه"),
        ("ar", "كل الايام الا الجمعة"),
        ("ar", "اي يوم غير الجمعة"),
        ("ar", "الا الجمعة"),
        ("ar", "مانجموش ها الجمعة"),
        ("ar", "مينفعش الجمعة"),
        ("ar", "ما نقدر نجي الجمعة"),
    ],
)
def test_an_excepted_day_is_not_the_answer(lang: str, words: str) -> None:
    assert read_day(words, lang, TODAY) is None


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("es", "ningún día menos el viernes", FRIDAY),
        ("es", "al menos el viernes", FRIDAY),
        ("es", "antes del viernes, salvo imprevistos", FRIDAY),
        ("en", "but friday", FRIDAY),
        ("ar", "ما نقدر الا الجمعة", FRIDAY),  # only then
        ("ar", "الساعة خمسة الا ربع الخميس", THURSDAY),
        ("ar", "ممكن الخميس", THURSDAY),
    ],
)
def test_what_looks_like_it_excepts_no_day(lang: str, words: str, day: date) -> None:
    assert read_day(words, lang, TODAY) == day


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "el sábado la profe está de viaje, ¿les sirve el lunes?"),
        ("en", "the coach is away on saturday, would monday suit you?"),
        ("fr", "samedi la prof est en voyage, lundi vous irait ?"),
        ("pt", "no sábado a professora viaja, pode ser segunda?"),
        ("ar", "المدربة مسافرة السبت، يناسبكم الاتنين؟"),
        ("ar", "للاسف السبت عندنا اجتماع، ممكن الاثنين؟"),
        ("ar", "مش هنقدر السبت، ينفع الاتنين؟"),
    ],
)
def test_of_two_days_the_one_that_is_asked_for_behind_the_other_is_meant(lang: str, words: str) -> None:
    assert two_days(words, lang, TODAY) == ({SATURDAY, MONDAY}, {MONDAY})


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "el sábado empezamos a las 9, ¿nos confirman el lunes?"),
        ("en", "is saturday ok, or monday?"),
        ("es", "el sábado va bien, ¿o el lunes?"),
    ],
)
def test_either_of_two_days_is_left_open(lang: str, words: str) -> None:
    assert two_days(words, lang, TODAY) == ({SATURDAY, MONDAY}, {SATURDAY, MONDAY})


@pytest.mark.parametrize(
    "words",
    [
        "المدربة مسافرة الجمعة، يناسبكم الاتنين؟",
        "معلش مش هنقدر الجمعة المدرس تعبان، ينفع الاتنين؟",
        "للاسف الجمعة عندنا اجتماع، ممكن الاثنين؟",
    ],
)
@pytest.mark.words
def test_another_day_under_a_suggestion_is_in_the_terms_that_a_yes_sends(story: Story, words: str) -> None:
    suggested(story)
    tap(story, "mar", "lang:ar")
    story.say("mar", "1001")
    read = "\n".join(to(story.say("mar", words), "mar"))
    assert "الاثنين 30 نوفمبر" in read
    assert "الجمعة" not in read
    assert "الاثنين 30 نوفمبر" in "\n".join(to(story.say("mar", "نعم"), "mar"))


@pytest.mark.words
def test_a_yes_behind_a_day_that_will_not_do_sends_no_old_terms(story: Story) -> None:
    suggested(story)
    tap(story, "mar", "lang:ar")
    story.say("mar", "1001")
    story.say("mar", "مانجموش ها الجمعة")
    story.say("mar", "نعم")
    assert states(story) == ["suggested"]


def test_that_it_is_not_done_by_the_agreed_day_asks_for_no_move_to_that_day(story: Story) -> None:
    agreed(story)
    tap(story, "mar", "lang:ar")
    story.say("mar", "1001")
    assert "بدلاً من" not in "\n".join(to(story.say("mar", "ما رح نلحق نخلص قبل الجمعة"), "mar"))
