"""What "it" stands for, and what is to be learnt, are in the title: "fix" and "hacer pan" alone say too little."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.amounts.hours import read_hours
from bot.understand.calendar.dates import read_day
from bot.understand.words import word

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "said", "whole"),
    [
        ("en", "our generator is broken we need someone to fix it, 3 hours friday",
         "our generator is broken we need someone to fix it"),
        ("en", "our 5 bicycles are broken can somebody repair them 3 hours friday",
         "our 5 bicycles are broken can somebody repair them"),
        ("en", "our roof is leaking, can someone come see it", "our roof is leaking, can someone come see it"),
        ("en", "hello we are Noor Center, our van is broken, someone to fix it?",
         "our van is broken, someone to fix it"),
        ("en", "we need a plumber, our sink leaks and we cannot use it",
         "plumber, our sink leaks and we cannot use it"),
        ("en", "can somebody drive us to the hospital of Amman on 3/12, with one wheelchair",
         "drive us to the hospital of Amman on 3/12, with one wheelchair"),
        ("es", "queremos aprender a hacer pan 3 horas el viernes", "aprender a hacer pan"),
        ("es", "nos gustaria aprender a hacer queso", "aprender a hacer queso"),
        ("en", "we want to learn sewing", "learn sewing"),
    ],
)  # fmt: skip
def test_the_title_says_what_is_done_to_what(lang: str, said: str, whole: str) -> None:
    assert understand(said, lang, TODAY).whole == whole


@pytest.mark.parametrize(
    ("lang", "said"),
    [("es", "toda la mañana"), ("es", "la tarde entera"), ("en", "all morning"), ("en", "whole afternoon")],
)
def test_a_whole_morning_is_four_hours(lang: str, said: str) -> None:
    assert read_hours(said, lang) == 240


@pytest.mark.parametrize(("lang", "said"), [("es", "este mes"), ("en", "this month")])
def test_this_month_is_by_its_last_day(lang: str, said: str) -> None:
    assert read_day(said, lang, TODAY) == date(2026, 11, 30)


@pytest.mark.parametrize("said", ["depends", "when they can", "cuando puedan"])
def test_what_is_left_to_the_others_is_left_open(said: str) -> None:
    assert word(said) == "unsure"
