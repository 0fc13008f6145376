"""What is told to who comes goes there as one would write it; and days are read as people call them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.calendar.dates import read_day
from bot.understand.often import with_often
from bot.understand.passing_on import words_for_them
from bot.understand.words import word

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tell them to bring a microphone", "please bring a microphone"),
        ("remind them to bring the forms", "please bring the forms"),
        ("dites leur d'apporter un micro", "merci d'apporter un micro"),
        ("demandez leur de venir tôt", "merci de venir tôt"),
        ("rappelez leur que c'est mardi", "c'est mardi"),
        ("tell them we are late", "we are late"),
        ("diles que traigan un micrófono", "traigan un micrófono"),
    ],
)
def test_what_they_are_to_do_is_asked_of_them(text: str, words: str) -> None:
    assert words_for_them(text) == words


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("en", "first sat of dec", "2026-12-05"),
        ("en", "2nd friday of december", "2026-12-11"),
        ("fr", "le premier samedi de décembre", "2026-12-05"),
        ("es", "el primer sábado de diciembre", "2026-12-05"),
        ("pt", "primeiro sábado de dezembro", "2026-12-05"),
        ("en", "Boxing Day", "2026-12-26"),
        ("fr", "le lendemain de noël", "2026-12-26"),
        ("fr", "la veille de noël", "2026-12-24"),
        ("fr", "mercredi prochain", "2026-12-02"),  # tomorrow is nobody's "next Wednesday"
        ("en", "next wednesday", "2026-12-02"),
        ("en", "next thursday", "2026-11-26"),
        ("es", "el miércoles que viene", "2026-11-25"),
        ("fr", "mercredi", "2026-11-25"),
    ],
)
def test_days_as_people_call_them(lang: str, words: str, day: str) -> None:
    assert read_day(words, lang, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(("lang", "words"), [("en", "weekdays only"), ("en", "weekends only"), ("fr", "en semaine")])
def test_on_which_days_of_the_week_stays_in_the_words(lang: str, words: str) -> None:
    assert with_often("plumber", words, lang, TODAY)[0] == f"plumber, {words}"


def test_a_yes_may_say_what_is_to_be_done_and_thank() -> None:
    assert word("Publish it please and thank you", "en") == "yes"
    assert word("oui publiez, merci", "fr") == "yes"
    assert word("thank you", "en") == "thanks"
