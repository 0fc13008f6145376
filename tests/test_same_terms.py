"""Who says what stands on a proposal accepts it; who proposes just that is asked whether they accept it."""

from __future__ import annotations

import pytest

from tests.faults import proposed, states, tap, version
from tests.story import Story, answer


@pytest.mark.parametrize(
    "said", ["ah pues está bien con dos horas, nos arreglamos", "va, dos horas el viernes está perfecto"]
)
def test_hours_that_stand_on_the_card_accept_it(story: Story, said: str) -> None:
    proposed(story)
    answer(story, said)
    assert states(story) == ["agreed"]


def test_the_very_same_terms_are_accepted_or_not(story: Story) -> None:
    proposed(story)
    tap(story, "luz", f"x:1:{version(story)}:terms")
    for said in ("2", "el viernes"):
        read = answer(story, said)
    assert "¿Lo aceptan?" in read
    assert "1. Aceptar" in read
    assert states(story) == ["proposed"]
    answer(story, "sí")
    assert states(story) == ["agreed"]


def test_other_hours_are_a_proposal(story: Story) -> None:
    proposed(story)
    tap(story, "luz", f"x:1:{version(story)}:terms")
    for said in ("3", "el viernes"):
        read = answer(story, said)
    assert "1. Enviar" in read
