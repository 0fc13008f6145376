"""What was done over several visits adds up; who found nobody, or only did a part, is not led to call it off."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.amounts.hours import read_hours
from bot.understand.calendar.summed import hours_of_days
from bot.understand.told import told_in
from tests.faults import agreed, states
from tests.story import DAY, Story, answer

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 27)  # a Friday


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("es", "vinimos dos veces, 3 horas cada vez", 360),
        ("en", "we did it twice, 2 hours each time", 240),
        ("en", "we came 3 times, 2 hours each time", 360),
        ("fr", "nous sommes venus deux fois, 2 heures à chaque fois", 240),
        ("pt", "viemos duas vezes, 3 horas cada vez", 360),
        ("ar", "جئنا مرتين، ٣ ساعات كل مرة", 360),
        ("es", "clases de inglés 2 veces por semana, 2 horas cada clase", 120),
        ("en", "2 hours each time", 120),
    ],
)
def test_so_long_each_time_is_as_often_that_long(lang: str, words: str, minutes: int) -> None:
    assert read_hours(words, lang) == minutes


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("es", "hicimos 2 horas el jueves y 1 el viernes", 180),
        ("en", "we did 2 hours on Thursday and 1 hour on Friday", 180),
        ("fr", "on a fait 2 heures jeudi et 1 heure vendredi", 180),
        ("pt", "fizemos 2 horas na quinta e 1 na sexta", 180),
        ("es", "fueron 3 horas en total, el jueves y el viernes", None),
        ("es", "2 horas el jueves", None),
        ("es", "no el jueves sino el viernes, 2 horas", None),
    ],
)
def test_the_hours_of_several_days_add_up(lang: str, words: str, minutes: int | None) -> None:
    assert hours_of_days(words, lang, TODAY) == minutes


@pytest.mark.parametrize(
    ("lang", "words", "thing"),
    [
        ("es", "fuimos pero estaba cerrado", "absent"),
        ("es", "si fuimos pero no habia nadie que nos abriera", "absent"),
        ("es", "nos quedamos esperando una hora y no salio nadie", "absent"),
        ("en", "we went but it was closed", "absent"),
        ("en", "we waited an hour and nobody came out", "absent"),
        ("fr", "nous sommes venus mais c'était fermé", "absent"),
        ("pt", "fomos mas estava fechado", "absent"),
        ("ar", "انتظرنا ساعة ولم يخرج أحد", "absent"),
        ("es", "no alcanzamos a terminar", "not_yet"),
        ("es", "hoy hicimos 2 horas, mañana hacemos las otras 2", "not_yet"),
        ("en", "we could not finish", "not_yet"),
        ("en", "2 hours today, the other 2 tomorrow", "not_yet"),
        ("fr", "on n'a pas pu finir", "not_yet"),
        ("pt", "não deu pra terminar", "not_yet"),
        ("ar", "لم نستطع أن نكمل", "not_yet"),
    ],
)
def test_who_found_nobody_or_did_a_part_tells_just_that(lang: str, words: str, thing: str) -> None:
    assert thing in told_in(words, lang).sure


@pytest.mark.parametrize(
    ("words", "not_yet_in", "first"),
    [
        ("fuimos pero estaba cerrado", "¿Cancelar", "1. Decir a coordinación"),
        ("nos quedamos esperando una hora y no salio nadie", "1 hora.", "1. Decir a coordinación"),
        ("hoy hicimos 1 hora, mañana hacemos la otra", "¿Le aviso", "1. Preguntarles"),
    ],
)
def test_neither_is_led_to_the_end_of_it(words: str, not_yet_in: str, first: str, story: Story) -> None:
    agreed(story)
    story.wait(3 * DAY)
    read = answer(story, words, "mar")
    assert not_yet_in not in read
    assert first in read
    assert states(story)[0] in ("agreed", "overdue")
