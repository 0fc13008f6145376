"""From when to when something is done tells how long it takes, and at what time; "up to 4" is no day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.amounts.from_to import find_from_to
from bot.understand.calendar.dates import read_day
from bot.understand.lexis.tokens import tokenise
from core.db import Database
from core.vault import Vault
from tests.faults import joins, suggested, tap
from tests.story import answer, telling

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "words", "said", "minutes"),
    [
        ("fr", "vendredi 14h-16h", "14h-16h", 120),
        ("fr", "de 9h30 à 12h", "de 9h30 à 12h", 150),
        ("fr", "de 9h jusqu'à midi", "de 9h jusqu'à midi", 180),
        ("fr", "entre 14h et 17h", "entre 14h et 17h", 180),
        ("en", "on Friday 10am-1pm", "10am-1pm", 180),
        ("en", "from 2 till 5", "from 2 till 5", 180),
        ("en", "friday 2-5pm", "2-5pm", 180),
        ("en", "9:00 to 12:00", "9:00 to 12:00", 180),
        ("es", "viernes de 8 a 12", "de 8 a 12", 240),
        ("es", "de las 2 a las 5", "de las 2 a las 5", 180),
        ("pt", "das 14h às 17h", "das 14h às 17h", 180),
        ("ar", "من الساعة ٣ إلى ٥", "من الساعة ٣ إلى ٥", 120),
    ],
)
def test_what_lies_between_two_hours_of_the_clock(lang: str, words: str, said: str, minutes: int) -> None:
    tokens = tokenise(words)
    assert [(tokens.said(one.start, one.end), one.value) for one in find_from_to(tokens, lang)] == [(said, minutes)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "2h-3h"),
        ("fr", "du 9 au 12"),
        ("fr", "de 16 à 18 ans"),
        ("en", "from 2 to 5 hours"),
        ("en", "from 8 to 12 people"),
        ("es", "de 2 a 3"),
        ("es", "del 9 al 12"),
    ],
)
def test_lengths_days_and_people_are_no_hours_of_the_clock(lang: str, words: str) -> None:
    assert find_from_to(tokenise(words), lang) == []


@pytest.mark.parametrize(
    ("lang", "words", "hours", "whole"),
    [
        ("fr", "besoin d'un plombier vendredi 14h-16h", 2, "plombier, 14h-16h"),
        ("en", "need a plumber friday from 9 to 12", 3, "plumber, from 9 to 12"),
        ("en", "need a plumber friday 2-5pm, about an hour", 1, "plumber, 2-5pm"),
    ],
)
def test_a_request_takes_as_long_as_lies_between(lang: str, words: str, hours: int, whole: str) -> None:
    found = understand(words, lang, TODAY)
    assert (found.slots["hours"], found.slots["deadline"]) == (hours, "2026-11-27")


@pytest.mark.parametrize(
    ("lang", "need", "words", "hours"),
    [
        ("en", "need a plumber friday", "from 2 till 5", "Hours: 3 hours"),
        ("en", "need a plumber friday", "up to 4", "Hours: 4 hours"),
        ("en", "need a plumber friday", "no more than 5", "Hours: 5 hours"),
        ("fr", "besoin d'un plombier vendredi", "de 14h à 17h", "Durée\u00a0: 3 heures"),
        ("fr", "besoin d'un plombier vendredi", "jusqu'à 4h", "Durée\u00a0: 4 heures"),
    ],
)
def test_an_answer_to_how_many_hours_leaves_the_day(
    sqlite_db: Database, vault: Vault, now: int, lang: str, need: str, words: str, hours: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        joins(story, "luz", lang=lang)
        answer(story, need)
        read = answer(story, words)
        assert hours in read
        assert {"en": "Friday 27 November", "fr": "vendredi 27 novembre"}[lang] in read


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "at 3 in the afternoon"), ("en", "around 3pm"), ("fr", "vers 15h"), ("fr", "à 10h du matin")],
)
def test_a_time_of_day_is_neither_a_day_nor_the_end_of_what_is_proposed(
    sqlite_db: Database, vault: Vault, now: int, lang: str, words: str
) -> None:
    assert read_day(words, lang, TODAY) is None
    with telling(sqlite_db, vault, now) as story:
        suggested(story)
        tap(story, "mar", f"lang:{lang}")
        answer(story, "1001", "mar")
        asked = answer(story, "2", "mar")
        assert answer(story, words, "mar").endswith(asked)


@pytest.mark.parametrize(
    ("lang", "said", "hours", "whole"),
    [
        ("ar", "محتاجين ناس يعبوا سلال بكرا من تسعة لاتناشر", 3, "ناس يعبوا سلال، من تسعة لاتناشر"),
        ("ar", "نحتاج ممرضة يوم الأحد من العاشرة حتى الواحدة", 3, "ممرضة، من العاشرة حتى الواحدة"),
        ("ar", "خاصنا واحد يحرس من التسعة حتى للتناش نهار السبت", 3, "يحرس، من التسعة حتى للتناش"),
        ("es", "necesitamos cocineros mañana de nueve a doce", 3, "cocineros, de nueve a doce"),
        ("es", "necesitamos payaso de las nueve a las once", 2, "payaso, de las nueve a las once"),
        ("en", "we need a driver from nine to noon on friday", 3, "driver, from nine to noon"),
        ("fr", "on cherche un animateur samedi de neuf à douze", 3, "animateur, de neuf à douze"),
        ("pt", "precisamos de cozinheira sábado das oito às doze", 4, "cozinheira, das oito às doze"),
        # of that age, or so many
        ("ar", "نحتاج معلم لأولاد من تسعة لاتناشر سنة يوم الاثنين", None, "معلم لأولاد من تسعة لاتناشر سنة"),
        ("es", "necesitamos un payaso para niños de ocho a doce en Tela", None, "payaso para niños de ocho a doce"),
        ("fr", "on cherche un animateur pour enfants de huit à douze ans samedi", None,
         "animateur pour enfants de huit à douze ans"),
    ],
)  # fmt: skip
def test_beside_a_day_times_in_words_are_when_and_how_long(lang: str, said: str, hours: int | None, whole: str) -> None:
    read = understand(said, lang, TODAY)
    assert read.slots.get("hours") == hours
