"""Stars and words in one sentence: the words are shown before others read them, and no answer becomes part of them."""

from __future__ import annotations

import pytest

from tests.faults import agreed, rows, states, tap, version
from tests.story import Story, answer


def settled(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    assert states(story) == ["settled"]


def reviews(story: Story) -> list[tuple[object, ...]]:
    return [row for row in rows(story, "review", "stars") if row[0]]


@pytest.mark.parametrize(
    ("promised", "said"),
    [
        ("sí", "cuatro estrellas, fueron muy cariñosas con los niños"),
        ("más o menos, sí", "4 estrellas, muy amables todas"),
    ],
)
def test_words_beside_the_stars_are_shown_and_then_sent(story: Story, promised: str, said: str) -> None:
    settled(story)
    answer(story, said)
    read = answer(story, promised)
    if "¿Lo envío?" not in read:
        read = answer(story, "sí")
    assert said.partition(", ")[2] in read
    assert promised not in read
    assert "4 estrellas" in read
    assert reviews(story) == []
    answer(story, "sí")
    assert reviews(story)


@pytest.mark.parametrize("said", ["si si llegaron puntuales", "a tiempo si", "yes, on time"])
def test_answers_to_the_questions_are_no_words_of_it(story: Story, said: str) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    answer(story, "le doy cuatro estrellas, muy cariñosas")
    read = answer(story, said)
    assert said not in read


def test_stars_at_the_confirm_card_are_kept_until_it_is_confirmed(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    read = answer(story, "cinco estrellas, la contadora fue muy paciente con nosotros")
    assert states(story) == ["delivered"]
    assert "Recibido, a tiempo" in read
    answer(story, "1")
    assert states(story) == ["settled"]
    read = answer(story, "sí")
    assert "la contadora fue muy paciente con nosotros" in read
    answer(story, "sí")
    assert reviews(story)


def test_poor_work_at_the_confirm_card_is_a_problem_with_its_story(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    said = "pues sí vinieron pero quedó muy mal hecho, todo con errores"
    read = answer(story, said)
    assert said in read
    answer(story, "sí")
    assert states(story) == ["disputed"]


def test_hours_in_the_words_that_confirm_are_no_stars(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    said = answer(story, "si, ya las recibimos esas 2, todo bien")
    assert states(story) == ["settled"]
    assert "¿Fue como se prometió?" not in said
    assert "estrellas" not in answer(story, "si todo como quedamos, y digame cuantas horas me quedan a mi?")
    assert reviews(story) == []
