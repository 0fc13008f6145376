"""Words that come while something is asked may be for what arrived since: they reach its card, and the question comes
again afterwards.
"""

from __future__ import annotations

import pytest

from tests.faults import rows, states, suggested, tap, version
from tests.story import Story, answer


def busy(story: Story) -> None:
    """Luz is asked for the hours of a request when Mar proposes what she needs: it arrives in between."""
    suggested(story)
    answer(story, "pedir ayuda")
    assert "¿Cuántas horas" in answer(story, "pintar el aula")
    new = tap(story, "mar", f"x:1:{version(story)}:prop")
    assert any(who == "luz" and "1001" in text for who, text in new)
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    "said",
    [
        "no, lo de la contabilidad, sí",
        "no yo digo la 1001",
    ],
)
def test_words_for_what_arrived_open_its_card(story: Story, said: str) -> None:
    busy(story)
    read = answer(story, said)
    assert "1001" in read
    assert "Aceptar" in read
    assert states(story) == ["proposed"]
    read = answer(story, "1")
    assert states(story) == ["agreed"]
    assert "aula" in read
    assert "horas" in read


def test_words_that_may_be_for_what_arrived_name_it_and_move_nothing(story: Story) -> None:
    busy(story)
    read = answer(story, "¡ay sí, qué bueno, con mucho gusto los recibimos!")
    assert "1001" in read
    assert "«Aceptar», elige 1" in read
    assert states(story) == ["proposed"]


@pytest.mark.parametrize("said", ["unas 3 horas", "como tres", "todavía no sé"])
def test_words_for_the_question_answer_it(story: Story, said: str) -> None:
    busy(story)
    assert "¿Para cuándo?" in answer(story, said)


def test_a_yes_to_a_draft_after_an_alert_is_asked_about(story: Story) -> None:
    suggested(story)
    for said in ("pedir ayuda", "pintar el aula", "3 horas", "el viernes"):
        answer(story, said)
    tap(story, "mar", f"x:1:{version(story)}:prop")
    read = answer(story, "sí, con gusto los esperamos")
    assert "1001" in read
    assert states(story) == ["proposed"]
    assert len(rows(story, "listing", "id")) == 2
    assert "Publicado" in answer(story, "sí")


def test_what_was_answered_already_is_not_meant(story: Story) -> None:
    busy(story)
    with_number = answer(story, "1001")
    assert "Aceptar" in with_number
    answer(story, "1")
    assert "¿Para cuándo?" in answer(story, "claro que sí, unas dos")
