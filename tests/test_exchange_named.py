"""Of several exchanges that go on, that is meant which the words name: by what it is about, or with whom."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import agreed, joins, states, tap
from tests.story import Story, answer, telling


def two_agreed(story: Story) -> None:
    """Accounting by Casa Mar (1001) and a carpenter of Casa Sol (1002), both agreed with Luz."""
    agreed(story)
    joins(story, "sol")
    story.say("sol", "ofrecemos carpintería")
    story.say("sol", "sí")
    story.say("luz", "necesitamos un carpintero, 3 horas, antes del sábado")
    story.say("luz", "sí")
    tap(story, "sol", "x:2:1:prop")
    tap(story, "luz", "x:2:2:acc")
    assert states(story) == ["agreed", "agreed"]


@pytest.mark.parametrize(
    ("shown", "words", "number"),
    [
        ("1001", "el carpintero nunca vino", "1002"),
        ("1002", "los de la contabilidad no llegaron", "1001"),
        ("menú", "los de Casa Sol nos dejaron esperando, no vinieron", "1002"),
        ("1001", "no vinieron", "1001"),
    ],
)
def test_who_did_not_come_is_who_is_named(story: Story, shown: str, words: str, number: str) -> None:
    two_agreed(story)
    answer(story, shown)
    assert number in answer(story, words)
    assert states(story) == ["agreed", "agreed"]


@pytest.mark.parametrize("channel", ["whatsapp", "console"])
def test_who_writes_to_those_that_cannot_be_written_to_first_reads_that_it_waits(
    sqlite_db: Database, vault: Vault, now: int, channel: str
) -> None:
    with telling(sqlite_db, vault, now, channel) as story:
        agreed(story)
        story.wait(26 * 3_600_000)
        story.say("luz", "1001")
        tap(story, "luz", "x:1:3:write")
        told = answer(story, "llegamos media hora antes")
        assert "Enviado" in told
        assert ("su aplicación no me deja escribir" in told) == (channel == "whatsapp")
