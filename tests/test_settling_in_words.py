"""Where two do not agree, hours, an end and what happened are understood in words, of the two and of who decides."""

from __future__ import annotations

import pytest

from tests.faults import agreed, rows, states, tap, version
from tests.story import Story, answer
from tests.test_cases import coordinator

pytestmark = pytest.mark.words

_IN_THEIRS = {"es": "español", "en": "English", "ar": "العربية", "fr": "français", "pt": "português"}


def _disputed(story: Story, lang: str = "es") -> None:
    """Of 2 hours; luz has said that it was not as agreed, and its card is her screen."""
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:prob")
    answer(story, "2")
    answer(story, "faltó la mitad del trabajo que habían prometido")
    assert states(story) == ["disputed"]
    answer(story, _IN_THEIRS[lang])
    answer(story, "1001")


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("es", "fue 1 hora", "60"),
        ("es", "que sea 1", "60"),
        ("es", "dejémoslo en la mitad", "60"),
        ("es", "¿y si lo dejamos en 1 hora?", "60"),
        ("es", "ninguna hora", "0"),
        ("en", "let's make it 1", "60"),
        ("en", "no hours", "0"),
        ("fr", "disons 1 heure", "60"),
        ("pt", "fica pela metade", "60"),
        ("ar", "كانت ساعة واحدة فقط", "60"),
    ],
)
def test_the_hours_that_one_side_names_are_shown_before_they_go(
    lang: str, words: str, minutes: str, story: Story
) -> None:
    _disputed(story, lang)
    answer(story, words)
    assert rows(story, "exchange", "wish") == [(None,)]
    answer(story, "1")
    assert rows(story, "exchange", "wish", "wish_value") == [("figure", minutes)]


@pytest.mark.parametrize("words", ["aceptamos esa hora", "de acuerdo con eso", "fue 1 hora", "aceptamos"])
def test_who_agrees_to_the_hours_that_the_other_names_settles_it(words: str, story: Story) -> None:
    _disputed(story)
    tap(story, "mar", f"x:1:{version(story)}:sugg")
    answer(story, "1 hora", "mar")
    answer(story, "1", "mar")
    if "1. Sí, de acuerdo" in answer(story, words):  # where it is less than a plain yes, it is the first choice
        assert states(story) == ["disputed"]
        answer(story, "1")
    assert states(story) == ["settled"]


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("dales la mitad", "1 hora"),
        ("creo que lo justo es 1 hora", "1 hora"),
        ("que sean 2 horas", "2 horas"),
        ("ninguna hora", "0 horas"),
    ],
)
def test_a_coordinator_who_says_how_many_hours_is_asked_why_and_shown_the_decision(
    words: str, hours: str, story: Story
) -> None:
    agreed(story)
    coordinator(story, "ana")
    tap(story, "luz", f"x:1:{version(story)}:prob")
    answer(story, "2")
    answer(story, "faltó la mitad del trabajo que habían prometido")
    read = answer(story, "qué pasó con el 1001?", "ana")
    assert "Decidir las horas" in read
    assert "¿Por qué?" in answer(story, words, "ana")
    assert hours in answer(story, "así lo dijeron los dos", "ana")
    assert states(story) == ["disputed"]
    answer(story, "1", "ana")
    assert states(story) == ["settled"]


@pytest.mark.parametrize(("words", "asked"), [("la mitad", "¿Por qué?"), ("ninguna", "¿Por qué?")])
def test_half_and_none_answer_how_many_hours_are_right(words: str, asked: str, story: Story) -> None:
    _disputed(story)
    coordinator(story, "ana")
    tap(story, "ana", f"x:1:{version(story)}:decide")
    assert asked in answer(story, words, "ana")
