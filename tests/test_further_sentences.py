"""A further sentence that asks for, or offers, something else is no less said than the first."""

from __future__ import annotations

from tests.faults import neighbours
from tests.story import Story, answer


def test_two_requests_are_asked_about_one_after_the_other(story: Story) -> None:
    neighbours(story)
    read = answer(story, "necesitamos un pintor, 3 horas. También necesitamos un electricista")
    assert "Primero: ⁨pintor⁩. Después: ⁨electricista⁩" in read


def test_two_offers_stand_on_one_card(story: Story) -> None:
    neighbours(story)
    read = answer(story, "Ofrecemos clases de inglés. También hacemos traducciones.")
    assert "clases de inglés" in read
    assert "traducciones" in read


def test_which_of_the_things_it_is_belongs_to_what_is_done_with_it(story: Story) -> None:
    neighbours(story)
    story.say("luz", "necesitamos que nos reparen la impresora de la oficina, 2 horas")
    assert "reparen la impresora de la oficina" in answer(story, "el lunes")
