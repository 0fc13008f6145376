"""Of several exchanges that go on, that is meant which the words name: by what it is about, or with whom."""

from __future__ import annotations

import pytest

from tests.faults import agreed, joins, proposed, states, tap
from tests.story import Story, answer


def a_carpenter_too(story: Story) -> None:
    """Casa Sol proposes to do what Luz needs besides (1002)."""
    joins(story, "sol")
    story.say("sol", "ofrecemos carpintería")
    story.say("sol", "sí")
    story.say("luz", "necesitamos un carpintero, 3 horas, antes del sábado")
    story.say("luz", "sí")
    tap(story, "sol", "x:2:1:prop")


def two_agreed(story: Story) -> None:
    """Accounting by Casa Mar (1001) and a carpenter of Casa Sol (1002), both agreed with Luz."""
    agreed(story)
    a_carpenter_too(story)
    tap(story, "luz", "x:2:2:acc")
    assert states(story) == ["agreed", "agreed"]


@pytest.mark.parametrize(
    ("shown", "words", "number"),
    [
        ("1001", "el carpintero nunca vino", "1002"),
        ("1002", "los de la contabilidad no llegaron", "1001"),
        ("menú", "los de Casa Sol nos dejaron esperando, no vinieron", "1002"),
        ("1001", "no vinieron", "1001"),
    ],
)
def test_who_did_not_come_is_who_is_named(story: Story, shown: str, words: str, number: str) -> None:
    two_agreed(story)
    answer(story, shown)
    assert number in answer(story, words)
    assert states(story) == ["agreed", "agreed"]


@pytest.mark.parametrize("words", ["esa no, la otra, la de carpintería", "no, esa no: la del carpintero sí"])
def test_a_no_that_names_another_proposal_opens_it_and_refuses_nothing(story: Story, words: str) -> None:
    proposed(story)
    a_carpenter_too(story)
    answer(story, "1001")
    assert "1002" in answer(story, words)
    assert states(story) == ["proposed", "proposed"]


@pytest.mark.parametrize(
    "words",
    [
        "no, eso es otra cosa: necesitamos un salón para el taller del sábado",
        "no no, es otro pedido, ocupamos quien nos pinte el aula",
    ],
)
def test_a_no_with_another_request_behind_it_refuses_nothing(story: Story, words: str) -> None:
    proposed(story)
    answer(story, "1001")
    assert "1001" not in answer(story, words)
    assert states(story) == ["proposed"]
