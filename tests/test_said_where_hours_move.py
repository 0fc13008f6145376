"""Where a tap moves hours a bare yes or no brings the card; a choice behind a yes is that choice."""

from __future__ import annotations

import pytest

from tests.faults import agreed, proposed, states, tap, version
from tests.story import DAY, Story, answer

pytestmark = pytest.mark.words


def _delivered(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    assert states(story) == ["delivered"]


@pytest.mark.parametrize(("words", "first"), [("sí", "1. Recibido, a tiempo"), ("no", "4. Hay un problema")])
def test_a_bare_answer_to_whether_it_was_received_moves_nothing_and_shows_the_choice(
    words: str, first: str, story: Story
) -> None:
    _delivered(story)
    read = answer(story, words)
    assert first in read
    assert states(story) == ["delivered"]


@pytest.mark.parametrize("words", ["sí, recibido a tiempo", "claro, recibido, a tiempo"])
def test_a_choice_behind_a_yes_is_that_choice(words: str, story: Story) -> None:
    _delivered(story)
    answer(story, words)
    assert states(story) == ["settled"]


@pytest.mark.parametrize(
    ("who", "words", "reads"),
    [
        ("luz", "no, solo fue 1", "Recibieron: 1 hora"),
        ("mar", "no, fueron 3", "Duración: 3 horas"),
        ("luz", "¿y si necesitamos otras 5 horas de un diseñador para el afiche?", "¿Para cuándo?"),
    ],
)
def test_hours_in_few_words_are_how_long_it_took_and_of_another_service_a_request(
    who: str, words: str, reads: str, story: Story
) -> None:
    agreed(story)
    story.wait(6 * DAY)
    answer(story, "1001", who)
    assert reads in answer(story, words, who)
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(("words", "state"), [("no estamos de acuerdo", "disputed"), ("no, fueron más", "delivered")])
def test_who_does_not_agree_to_fewer_hours_has_said_no_or_finds_it(words: str, state: str, story: Story) -> None:
    """A plain no is the one of the card; one with other hours finds it, to be chosen."""
    _delivered(story)
    answer(story, "otras horas")
    answer(story, "1 hora")
    answer(story, "1")
    assert ("2. No\n" in answer(story, words, "mar")) == (state == "delivered")
    assert states(story) == [state]


@pytest.mark.parametrize("words", ["sí", "aceptamos con gusto"])
def test_the_number_of_what_was_accepted_in_words_settles_nothing_a_moment_later(words: str, story: Story) -> None:
    proposed(story)
    answer(story, "1001")
    answer(story, words)
    assert states(story) == ["agreed"]
    assert "Si quieres decir «Recibido, a tiempo», elígelo otra vez" in answer(story, "1")
    assert states(story) == ["agreed"]
    answer(story, "1")
    assert states(story) == ["settled"]


@pytest.mark.parametrize("words", ["le pregunto a mi compañera y les aviso"])
def test_who_confirms_later_hears_that_it_waits_and_no_problem_comes_first(words: str, story: Story) -> None:
    _delivered(story)
    read = answer(story, words)
    assert "Queda a la espera de su respuesta" in read
    assert states(story) == ["delivered"]
    read = answer(story, "todavía no lo recibimos")
    assert "1. Hay un problema" in read or "¿Se lo digo a la coordinación?" in read
