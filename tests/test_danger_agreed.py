"""Asked whether somebody is in danger, people say yes their way; what is no yes calls nobody."""

from __future__ import annotations

import pytest

from tests.faults import neighbours, rows, tap
from tests.story import Story, answer
from tests.test_cases import coordinator

DOUBTED = "el vecino anda como loco y no sabemos qué hacer con él esta noche"


def asked(story: Story, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    """Luz wrote what may tell of danger, and is asked."""
    neighbours(story)
    coordinator(story, "ana")
    tap(story, "luz", f"lang:{lang}")
    with monkeypatch.context() as now:
        now.setattr("bot.danger.danger", lambda words: "violence")
        now.setattr("bot.danger.is_surely_danger", lambda words: False)
        now.setattr("bot.danger._is_everyday", lambda words, screen: False)
        answer(story, DOUBTED)
    assert rows(story, "parked_case", "code") == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "sí, apúrense por favor"),
        ("ar", "eh bsor3aaa"),
        ("ar", "ايوه بسرعة"),
        ("en", "yes quickly please"),
        ("fr", "oui vite s'il vous plaît"),
        ("pt", "sim, rápido"),
    ],
)
def test_a_yes_in_their_own_way_calls(story: Story, monkeypatch: pytest.MonkeyPatch, lang: str, words: str) -> None:
    asked(story, monkeypatch, lang)
    answer(story, words)
    assert rows(story, "parked_case", "code") == [("danger_violence",)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "no, para nada"),
        ("es", "ya no, fue un malentendido"),
        ("ar", "لا ما في شي"),
        ("en", "how many hours do we have?"),
    ],
)
def test_what_is_no_yes_calls_nobody(story: Story, monkeypatch: pytest.MonkeyPatch, lang: str, words: str) -> None:
    asked(story, monkeypatch, lang)
    answer(story, words)
    assert rows(story, "parked_case", "code") == []
