"""Hours that are spread over several days are those hours, by no day yet, and whoever reads it sees the days."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.amounts.hours import read_hours

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "said", "hours", "whole"),
    [
        ("fr", "on cherche un formateur en compta, 4h en 2 jours", 4, "formateur en compta, 4h en 2 jours"),
        ("fr", "besoin d'un peintre 2h30 sur deux jours", 2.5, "peintre 2h30 sur deux jours"),
        ("pt", "precisamos de um pintor, 4h em 2 dias", 4, "pintor, 4h em 2 dias"),
        ("pt", "precisamos de um pintor, duas horas e meia em dois dias", 2.5,
         "pintor, duas horas e meia em dois dias"),
        ("es", "necesitamos un pintor, 6 horas en dos días", 6, "pintor, 6 horas en dos días"),
        ("en", "we need a painter, 6 hours over two days", 6, "painter, 6 hours over two days"),
    ],
)  # fmt: skip
def test_the_days_of_the_hours_are_no_day_by_which(lang: str, said: str, hours: float, whole: str) -> None:
    read = understand(said, lang, TODAY)
    assert (read.slots["hours"], read.slots.get("deadline")) == (hours, None)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fr", "besoin d'un peintre 6 heures dans 2 jours"),
        ("fr", "besoin d'un peintre en 2 jours"),
        ("pt", "precisamos de um pintor em 2 dias, 4 horas"),
        ("es", "necesitamos un pintor, 4h, en 2 días"),
        ("en", "we need a painter, 6 hours, in 2 days"),
    ],
)
def test_in_two_days_alone_is_a_day(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).slots["deadline"] == "2026-11-26"


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "4h en 2 jours"), ("pt", "4 horas em 2 dias"), ("es", "4h en 2 días")]
)
def test_the_answer_to_how_many_hours_may_name_the_days(lang: str, said: str) -> None:
    assert read_hours(said, lang) == 4 * 60
