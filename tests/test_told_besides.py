"""What is told of a request while hours or a day is asked belongs to it: for whom it is, and how many they are."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.amounts.hours import hours_of_all, read_hours
from bot.understand.calendar.dates import read_day
from bot.understand.often import with_often

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "said", "minutes"),
    [
        ("es", "2 horas cada uno, somos 3", 360),
        ("es", "somos 3, 2 horas cada uno", 360),
        ("es", "2 horas por persona y son 4 personas", 480),
        ("en", "2 hours each person, we are 3", 360),
        ("en", "we're 4 and each one does 2 hours", 480),
        ("fr", "2 heures chacun, nous sommes 3", 360),
        ("pt", "2 horas cada um, somos 3", 360),
        ("ar", "ساعتين كل واحد، احنا ٣", 360),
        ("ar", "ساعتين لكل واحد، هني ٣", 360),
        ("en", "2 hours each, there are 3", 360),
        ("es", "fueron 2 horas cada uno, vinieron 3", 360),
        ("en", "they worked 2 hours each, they were 3", 360),
        ("es", "2 horas, somos 3", 120),
        ("es", "un par", 120),
        ("es", "como un par", 120),
        ("es", "par de horitas", 120),
        ("en", "maybe a couple", 120),
        ("pt", "um par", 120),
    ],
)
def test_hours_of_each_are_counted_for_all_and_a_couple_are_two(lang: str, said: str, minutes: int) -> None:
    assert read_hours(said, lang) == minutes


@pytest.mark.parametrize(
    ("lang", "what", "said", "minutes"),
    [
        ("es", "2 pintores", "3 horas cada uno", 360),
        ("es", "al menos 4 voluntarias para cuidar a 20 niños", "2 horas cada una", 480),
        ("es", "taller para 20 mujeres", "1 hora cada una", None),
        ("es", "2 pintores", "3 horas", None),
        ("en", "3 painters", "2 hours each", 360),
    ],
)
def test_those_who_are_asked_for_are_counted_and_not_those_for_whom_it_is(
    lang: str, what: str, said: str, minutes: int | None
) -> None:
    assert hours_of_all(what, said, lang) == minutes


@pytest.mark.parametrize(
    ("lang", "said", "day", "kept"),
    [
        ("es", "lunes a miércoles", "2026-12-02", "X, lunes a miércoles"),
        ("en", "monday to wednesday", "2026-12-02", "X, monday to wednesday"),
        ("fr", "lundi à mercredi", "2026-12-02", "X, lundi à mercredi"),
        ("pt", "segunda a quarta", "2026-12-02", "X, segunda a quarta"),
        ("en", "monday to wednesday next week", "2026-12-02", ""),
        ("es", "de lunes a miércoles de la otra semana", "2026-12-02", ""),
        ("en", "mon-wed", "2026-12-02", ""),
        ("es", "lun-vie", "2026-12-04", ""),
        ("es", "lunes o martes, el miércoles no", "2026-12-01", ""),
        ("es", "el miércoles no, lunes o martes", "2026-12-01", ""),
        ("es", "el jueves, el viernes no", "2026-11-26", ""),
        ("en", "monday or tuesday, wednesday no", "2026-12-01", ""),
        ("pt", "segunda ou terça, quarta não", "2026-12-01", ""),
        ("ar", "الاثنين أو الثلاثاء، الأربعاء لا", "2026-12-01", ""),
    ],
)
def test_of_days_in_a_row_the_last_counts_and_a_no_behind_a_day_leaves_it_out(
    lang: str, said: str, day: str, kept: str
) -> None:
    assert read_day(said, lang, TODAY) == date.fromisoformat(day)
    assert with_often("X", said, lang, TODAY)[0] == kept
