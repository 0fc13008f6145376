"""A listing of theirs that is named is taken down from every screen, and what has ended is said to be gone."""

from __future__ import annotations

import pytest

from tests.faults import rows
from tests.story import Story, answer
from tests.test_reviewed_in_a_sentence import reviews, settled

DOWN = "lo de pintar la cancha quítelo por favor, ya lo hicimos con los papás"


def published(story: Story) -> None:
    answer(story, "necesitamos alguien que nos ayude a pintar la cancha, 3 horas el viernes")
    for _turn in range(3):
        if not open_needs(story):
            answer(story, "sí")
    assert open_needs(story)


def open_needs(story: Story) -> list[tuple[object, ...]]:
    return [row for row in rows(story, "listing", "kind", "state", "what") if "cancha" in str(row) and row[1] == "open"]


def test_a_need_is_taken_down_while_a_review_is_written(story: Story) -> None:
    settled(story)
    published(story)
    answer(story, "le doy cuatro estrellas, muy cariñosas")
    assert any("¿Lo envío?" in answer(story, "sí") for _turn in range(3))
    read = answer(story, DOWN)
    assert "cancha" in read, read
    assert "papás" not in read
    answer(story, "sí")
    assert not open_needs(story)
    assert not any("cancha" in str(row) for row in reviews(story))


@pytest.mark.parametrize("said", [DOWN, "quiten el pedido de la cancha que ya no hace falta"])
def test_what_is_not_there_any_more_begins_nothing(story: Story, said: str) -> None:
    settled(story)
    assert "No tienen nada publicado" in answer(story, said)
