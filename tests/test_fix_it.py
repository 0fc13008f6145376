"""What "it" stands for, and what is to be learnt, are in the title: "fix" and "hacer pan" alone say too little."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.amounts.hours import read_hours
from bot.understand.calendar.dates import read_day
from bot.understand.words import word

TODAY = date(2026, 11, 24)


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
