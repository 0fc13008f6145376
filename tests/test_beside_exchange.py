"""What people ask for while an exchange is under way is not lost to it."""

from __future__ import annotations

import pytest

from bot.understand.told import told_in
from tests.faults import agreed
from tests.story import Story, answer


@pytest.mark.parametrize(
    "words",
    [
        "necesitamos un sastre",
        "¿esto es gratis?",
        "buenas tardes, qué tal pasaron el día",
    ],
)
def test_a_request_a_greeting_and_a_question_about_the_service_are_that(story: Story, words: str) -> None:
    agreed(story)
    answer(story, "0")
    assert "1001" not in answer(story, words)


def test_whether_hours_are_enough_is_asked_of_the_balance_on_its_card_too(story: Story) -> None:
    agreed(story)
    answer(story, "1001")
    said = answer(story, "¿nos alcanzan las horas para pedir 3 más?")
    assert "1001" not in said


def test_what_is_to_end_while_a_request_is_written_is_that_request(story: Story) -> None:
    agreed(story)
    answer(story, "0")
    answer(story, "necesitamos un pintor")
    assert "1001" not in answer(story, "mejor no, ya no publiques eso")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "¿y si no llega nadie?"),
        ("en", "what if nobody comes?"),
        ("fr", "et si personne ne vient ?"),
        ("pt", "e se ninguém vier?"),
        ("ar", "طيب لو محدش جه؟"),
    ],
)
def test_what_is_supposed_has_not_happened(lang: str, words: str) -> None:
    said = told_in(words, lang).all
    assert "ask" in said
    assert "absent" not in said
