"""May words alone do what a choice does? Not where they take it back in the same breath (bot/dialogue/gate.py)."""

from __future__ import annotations

import pytest

from bot.dialogue.gate import takes_back
from tests.faults import joins, rows
from tests.story import Story, answer


@pytest.mark.parametrize(
    ("words", "takes"),
    [
        ("يووه الغي ده كله", True),
        ("sí, cancela eso", True),
        ("yes, cancel that", True),
        ("dale, publícalo", False),
        ("ايوه انشر", False),
    ],
)
def test_a_yes_with_a_word_for_cancel_in_it_is_none(words: str, takes: bool) -> None:
    assert takes_back(words) is takes


def test_ugh_cancel_all_that_publishes_nothing(story: Story) -> None:
    story.hub(langs=("ar",))
    joins(story, "luz", lang="ar")
    answer(story, "نعلم الخياطة")
    answer(story, "يووه الغي ده كله")
    assert [state for _id, state in rows(story, "listing", "id", "state")] == []
