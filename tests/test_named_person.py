"""A request that names a person in full says so before it is published: what others read stays."""

from __future__ import annotations

import pytest

from bot.understand.presenting.persons import names_person
from tests.faults import neighbours
from tests.story import Story, answer

pytestmark = pytest.mark.words


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("alguien que lleve a don Pedro Martínez a su diálisis", True),
        ("psicóloga para María Fernanda López", True),
        ("a nurse for John Otieno", True),
        ("une infirmière pour Awa Diop", True),
        ("psicóloga para una paciente", False),
        ("pintar la escuela Francisco Morazán", False),
        ("limpieza de la colonia Miguel Ángel", False),
        ("taller en San José Copán", False),
        ("clases de inglés", False),
    ],
)
def test_a_full_name_is_noticed_and_what_is_called_after_somebody_is_not(words: str, named: bool) -> None:
    assert names_person(words) == named


@pytest.mark.parametrize(("who", "said"), [("para don Pedro Martínez", True), ("para un señor mayor", False)])
def test_the_card_says_that_others_read_the_name(who: str, said: bool, story: Story) -> None:
    neighbours(story)
    card = answer(story, f"necesitamos chofer {who}, 3 horas, el lunes")
    assert ("si nombra a una persona" in card) == said
    assert "1. Publicar" in card
