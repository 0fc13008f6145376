"""Who cannot come is asked for another day or the end, with their words for the other side: one question, both ways."""

from __future__ import annotations

import pytest

from tests.faults import agreed, states, to
from tests.story import Story, answer


@pytest.mark.parametrize(
    "said",
    [
        "perdón pero el viernes no vamos a poder ir, la contadora se enfermó",
        "perdón pero el viernes no vamos a poder ir, la contadora se enfermó "
        + "y nadie más sabe hacerlo " * 20
        + "así es",
    ],
)
def test_an_apology_goes_with_whatever_is_chosen(story: Story, said: str) -> None:
    agreed(story)
    read = answer(story, said, "mar")
    assert "1001" in read
    assert said in read
    assert "1. Otro día" in read
    assert "2. Cancelar intercambio" in read
    assert "3. Solo avisarles" in read
    new = story.say("mar", "3")
    assert any(said in text for text in to(new, "luz"))
    assert states(story) == ["agreed"]


def test_a_day_in_the_same_message_is_the_day_that_is_asked_for(story: Story) -> None:
    agreed(story)
    said = "mil disculpas, el viernes no vamos a poder ir, ¿podemos ir el lunes 30?"
    read = answer(story, said, "mar")
    assert "lunes 30" in read
    new = story.say("mar", "1")
    assert any(said in text for text in to(new, "luz"))
    assert any("lunes 30" in text and "?" in text for text in to(new, "luz"))
    assert states(story) == ["agreed"]
    answer(story, "1")
    assert "lunes 30" in answer(story, "1001")


def test_the_end_is_asked_once_more_and_brings_the_words(story: Story) -> None:
    agreed(story)
    said = "perdón pero no vamos a poder ir, la contadora se enfermó"
    answer(story, said, "mar")
    assert "Cancelar" in answer(story, "cancelar", "mar")
    answer(story, "1", "mar")
    new = story.say("mar", "saltar")
    assert any(said in text for text in to(new, "luz"))
    assert states(story) == ["cancelled"]


def test_other_words_at_the_question_are_about_the_exchange(story: Story) -> None:
    agreed(story)
    answer(story, "no podemos ir al final", "mar")
    read = answer(story, "no no, mejor pasarlo al lunes 30", "mar")
    assert "lunes 30" in read
    answer(story, "sí", "mar")
    assert states(story) == ["agreed"]
    assert "Cancelar el intercambio" not in answer(story, "menú", "mar")


def test_few_words_are_no_message(story: Story) -> None:
    agreed(story)
    read = answer(story, "no podemos ir", "mar")
    assert "Otro día" in read
    assert "avisarles" not in read
    assert "sigue" in answer(story, "dejarlo como está", "mar") or states(story) == ["agreed"]
