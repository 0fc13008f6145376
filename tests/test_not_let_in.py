"""An organisation that was not let in hears so at once, not after it has written a whole request."""

from __future__ import annotations

import pytest

from tests.faults import joins, rows, tap, to
from tests.story import Story


@pytest.mark.parametrize("words", ["saldo", "necesitamos un plomero, 2 horas, el viernes", "ofrecemos clases de yoga"])
def test_who_was_not_let_in_reads_that_and_whom_to_ask(story: Story, words: str) -> None:
    refused(story)
    (answer,) = to(story.say("luz", words), "luz")
    assert "no está ahora en esta red" in answer
    assert "«persona»" in answer
    assert rows(story, "listing", "id") == []


def refused(story: Story) -> None:
    """Luz has asked to join, and the coordinator says not now."""
    story.say("ruth", story.code("coordinator", story.hub(approval=True)))
    joins(story, "luz")
    tap(story, "ruth", "o:1:no")
    assert "ahora" in to(story.say("ruth", "sí"), "luz")[0]
