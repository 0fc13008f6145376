"""Two questions that come before all others are answered in the language that is asked for there."""

from __future__ import annotations

import pytest

from core.policy import DAY_MS
from core.vault import Vault
from tests.faults import joins, rows
from tests.story import Story, answer, telling
from tests.test_assisting import Helped, helped

__all__ = ["helped"]  # a fixture


@pytest.fixture
def story(story: Story) -> Story:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    joins(story, "luz")
    return story


@pytest.mark.parametrize("wish", ["english", "in english please", "بالإنجليزية من فضلك"])
def test_whether_it_is_still_them_is_asked_in_the_language_they_ask_for(story: Story, wish: str) -> None:
    story.now += 91 * DAY_MS
    assert "Casa Luz" in answer(story, "hola")
    told = answer(story, wish)
    assert "Is this still" in told
    assert "Our hours" in answer(story, "1")


def test_the_word_for_languages_names_them_and_shows_nothing_else(story: Story) -> None:
    story.now += 91 * DAY_MS
    answer(story, "hola")
    told = answer(story, "idioma")
    assert "Français" in told
    assert "Casa Luz" in told
    assert "Saldo" not in told


def test_who_says_no_takes_their_language_along_and_leaves_the_persons_own(story: Story) -> None:
    story.now += 91 * DAY_MS
    answer(story, "hola")
    answer(story, "français")
    answer(story, "english")
    assert "nothing more goes to who was here before" in answer(story, "2")
    assert rows(story, "person", "id", "lang") == [(1, "es"), (2, "en")]


def test_the_code_of_what_was_done_for_others_is_asked_about_in_the_language_they_ask_for(
    helped: Helped, vault: Vault, now: int
) -> None:
    _id, code = helped.done()
    with telling(helped.town.db, vault, now) as story:
        story.langs["sun"] = "es"
        assert "¿Es así?" in answer(story, code, "sun")
        assert "Is it right?" in answer(story, "english", "sun")
        assert "Thank you" in answer(story, "1", "sun")
