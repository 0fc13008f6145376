"""A day that is left out ("any day but Friday") is no day by which anything is done, and stays among the words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.calendar.dates import read_day
from bot.understand.often import with_often

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "words", "kept"),
    [
        ("en", "any day but friday", "any day but friday"),
        ("en", "any day except Sunday", "any day except Sunday"),
        ("en", "every day except fridays", "every day except fridays"),
        ("en", "not on monday, I'm away", "not on monday"),
        ("fr", "n'importe quel jour sauf vendredi", "n'importe quel jour sauf vendredi"),
        ("fr", "tous les jours sauf le dimanche", "tous les jours sauf le dimanche"),
        ("fr", "pas lundi", "pas lundi"),
        ("es", "cualquier día menos el viernes", "cualquier día menos el viernes"),
        ("pt", "qualquer dia menos sexta", "qualquer dia menos sexta"),
        ("ar", "أي يوم ما عدا الجمعة", "أي يوم ما عدا الجمعة"),
    ],
)
def test_a_day_that_is_left_out_is_kept_in_the_words(lang: str, words: str, kept: str) -> None:
    assert read_day(words, lang, TODAY) is None
    assert with_often("plumber", words, lang, TODAY)[0].removeprefix("plumber").strip(" ,،") == kept


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("en", "why not monday", "2026-11-30"),
        ("en", "not on friday, on saturday", "2026-11-28"),
        ("fr", "pourquoi pas lundi", "2026-11-30"),
        ("fr", "mardi si pas lundi", "2026-12-01"),
        ("es", "al menos el viernes", "2026-11-27"),
    ],
)
def test_a_no_beside_another_day_leaves_that_day(lang: str, words: str, day: str) -> None:
    assert read_day(words, lang, TODAY) == date.fromisoformat(day)
    assert with_often("plumber", words, lang, TODAY)[0] == ""


def test_a_request_written_in_full_keeps_the_day_that_is_left_out() -> None:
    found = understand("need a plumber, any day but friday, 2 hours", "en", TODAY)
    assert "deadline" not in found.slots


@pytest.mark.parametrize(
    ("lang", "said", "whole"),
    [
        ("es", "necesitamos un pintor 3 horas cualquier dia menos lunes y martes",
         "pintor 3 horas cualquier dia menos lunes y martes"),
        ("es", "necesitamos pintor, todos los dias menos lunes, martes y jueves",
         "pintor, todos los dias menos lunes, martes y jueves"),
        ("en", "we need a painter any day but not friday and saturday",
         "painter any day but not friday and saturday"),
        ("es", "ofrecemos clases de tejido los sabados, pero no en diciembre",
         "clases de tejido los sabados, pero no en diciembre"),
    ],
)  # fmt: skip
def test_of_several_days_that_are_left_out_none_is_the_day(lang: str, said: str, whole: str) -> None:
    found = understand(said, lang, TODAY)
    assert "deadline" not in found.slots


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("en", "friday we are closed so saturday", "2026-11-28"),
        ("en", "friday our office is closed, monday", "2026-11-30"),
        ("es", "el viernes cerramos, mejor el sabado", "2026-11-28"),
        ("es", "el viernes la oficina está cerrada, el sabado", "2026-11-28"),
        ("es", "mañana no, pasado", "2026-11-26"),
    ],
)
def test_a_day_on_which_they_are_closed_leaves_the_other(lang: str, words: str, day: str) -> None:
    assert read_day(words, lang, TODAY) == date.fromisoformat(day)
