"""What somebody writes right after reading a question of the other side is the answer to it, shown before it goes."""

from __future__ import annotations

import pytest

from tests.faults import proposed, states, to
from tests.story import Story, answer


def asked(story: Story) -> None:
    """Luz, whose turn it is, asks Mar something, who reads it."""
    proposed(story)
    answer(story, "antes de decir que sí, ¿de qué edad son los que vienen y a qué hora?")
    new = story.say("luz", "sí")
    assert any("edad" in text for text in to(new, "mar"))


@pytest.mark.parametrize(
    "said", ["Son niños de 10 a 12, a las 5 de la tarde", "como dos horas el viernes, mas o menos"]
)
def test_the_answer_is_shown_and_goes(story: Story, said: str) -> None:
    asked(story)
    read = answer(story, said, "mar")
    assert said in read
    assert "¿Lo envío?" in read
    new = story.say("mar", "sí")
    assert any(said in text for text in to(new, "luz"))
    assert states(story) == ["proposed"]


def test_who_agrees_to_it_is_shown_the_card(story: Story) -> None:
    asked(story)
    answer(story, "Son niños de 10 a 12, a las 5 de la tarde", "mar")
    story.say("mar", "sí")
    read = answer(story, "ah ok perfecto, si jalamos")
    assert "Aceptar" in read
    assert states(story) == ["proposed"]


def test_behind_tell_them_no_word_is_left(story: Story) -> None:
    asked(story)
    assert "⁨una disculpa, llegan tarde⁩" in answer(story, "diles q una disculpa, llegan tarde")
