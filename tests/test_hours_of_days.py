"""Where hours are asked, "from 9 to 12" is how long it is, and at which hour; "2 hours a day" are those of all days."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.amounts.spoken_from_to import spoken_from_to
from tests.faults import neighbours
from tests.story import Story, answer


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("es", "de 9 a 12", 180),
        ("es", "de 10 a 1", 180),
        ("es", "de nueve a doce", 180),
        ("es", "de las 9 a las 12", 180),
        ("es", "de 9:30 a 12", 150),
        ("es", "desde las 8 hasta las 4", 480),
        ("en", "from 10 to 1", 180),
        ("en", "from 2pm to 5pm", 180),
        ("fr", "de 9h à 12h", 180),
        ("fr", "entre 9h et 12h", 180),
        ("pt", "das 9 às 12", 180),
        ("ar", "من ١٠ ل ١", 180),
        ("ar", "من 9 الى 12", 180),
        ("ar", "من العاشرة حتى الواحدة", 180),
        ("ar", "من الثالثة للخامسة", 120),
        ("ar", "من تسعة لاتناشر", 180),
        ("ar", "من ٩ الصبح ل ١١", 120),
        ("ar", "من الساعة ٩ للساعة ١٢", 180),
    ],
)
def test_two_times_of_day_say_how_long_it_is(lang: str, words: str, minutes: int) -> None:
    assert spoken_from_to(words, lang) == minutes


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "de 2 a 3"),
        ("es", "de 2 a 3 horas"),
        ("es", "de 8 a 10 horas"),
        ("en", "9 to 12"),
        ("en", "from 9 to 12 on monday"),
        ("ar", "من ٢ ل ٣ ساعات"),
        ("ar", "من ساعتين لتلاتة"),
    ],
)
def test_two_lengths_of_time_are_asked_about_as_before(lang: str, words: str) -> None:
    assert spoken_from_to(words, lang) is None


def test_the_card_says_both(story: Story) -> None:
    neighbours(story)
    answer(story, "necesitamos alguien que enseñe costura")
    assert "¿Para cuándo?" in answer(story, "de 9 a 12")
    read = answer(story, "el viernes")
    assert "costura, de 9 a 12" in read
    assert "3 horas" in read


@pytest.mark.parametrize(
    ("lang", "words", "hours"),
    [
        ("es", "necesitamos maestros 2 días, 4 horas cada día", 8),
        ("es", "necesitamos un pintor 4 horas diarias durante 3 días", 12),
        ("es", "necesitamos un pintor 8 horas, 2 horas al día", 8),
        ("es", "necesitamos un pintor 2 días", 16),
        ("en", "we need teachers for 3 days, 2 hours a day", 6),
        ("fr", "on cherche un cuisinier 4 heures par jour pendant 2 jours", 8),
        ("pt", "precisamos de professores 3 dias, 2 horas por dia", 6),
        ("ar", "محتاجين مدرسين يومين ٤ ساعات كل يوم", 8),
        ("ar", "نحتاج مدربين لمدة ثلاثة أيام بمعدل ساعتين يومياً", 6),
        ("ar", "نحتاج مدرب ٣ أيام، كل يوم ساعتين", 6),
        ("ar", "نحتاج طباخ ٤ ساعات باليوم لمدة ٣ ايام", 12),
        ("ar", "محتاجين مترجم ٣ ساعات يوميا", 3),
    ],
)
def test_so_many_hours_a_day_are_those_of_all_days_and_no_whole_days(lang: str, words: str, hours: int) -> None:
    assert understand(words, lang, date(2026, 11, 24)).slots["hours"] == hours
