"""A yes with a condition, to what waits for an answer, is no request of its own and no plain yes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.understand.amounts.clocks import without_clocks
from core.db import Database
from core.vault import Vault
from tests.faults import proposed, rows, states, suggested, tap, to
from tests.story import Story, telling


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(sqlite_db, vault, now) as begun:
        yield begun


def said(story: Story, lang: str, words: str, who: str = "mar") -> str:
    """What they read, where the exchange is their screen."""
    tap(story, who, f"lang:{lang}")
    story.say(who, "1001")
    return to(story.say(who, words), who)[-1]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "sí, pero necesitamos un micrófono"),
        ("en", "yes but we need a projector"),
    ],
)
def test_a_condition_is_no_request_and_accepts_nothing_by_itself(story: Story, lang: str, words: str) -> None:
    suggested(story)
    read = said(story, lang, words)
    assert "1001" in read or f"\u2068{words}\u2069" in read  # the card, or the words for them, shown once
    assert states(story) == ["suggested"]
    assert len(rows(story, "listing", "id")) == 2


def test_a_condition_of_who_may_write_already_goes_to_them(story: Story) -> None:
    proposed(story)
    assert "Pour une association\u00a0: \u2068oui mais" in said(story, "fr", "oui mais il faut venir le matin", "luz")
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("lang", "words", "read"),
    [
        ("fr", "oui mais on cherche aussi un plombier", "Combien d’heures"),
        ("pt", "sim, mas também precisamos de encanador", "quantas horas"),
        ("pt", "sim, mas seriam 4 horas", "4 horas"),
    ],
)
def test_what_is_needed_as_well_a_no_and_other_hours_are_that(story: Story, lang: str, words: str, read: str) -> None:
    suggested(story)
    assert read in said(story, lang, words)


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("fr", "oui mais plutot dimanche", "dimanche 6 décembre"),
        ("pt", "pode ser domingo?", "domingo, 6 de dezembro"),
        ("fr", "on peut venir dimanche", "dimanche 6 décembre"),
        ("pt", "podemos ir domingo", "domingo, 6 de dezembro"),
    ],
)
def test_another_weekday_is_the_one_next_to_the_day_that_is_asked_for(
    story: Story, lang: str, words: str, day: str
) -> None:
    suggested(story)
    tap(story, "luz", "l:2:edit-by")
    story.say("luz", "4 de diciembre")
    story.say("luz", "sí")
    assert ("2026-12-04",) in [(due,) for _id, due in rows(story, "listing", "id", "due_on")]
    assert day in said(story, lang, words)


def test_beside_another_day_the_hour_is_told(story: Story) -> None:
    suggested(story)
    story.say("luz", "cambiar el día a lunes")
    assert "contabilidad, 15:00" in said(story, "fr", "plutôt lundi à 15h")


@pytest.mark.parametrize(
    ("lang", "words", "left"),
    [
        ("fr", "pas avant 10h", ""),
        ("fr", "avant 17 heures", ""),
        ("fr", "après 14h30", ""),
        ("pt", "depois das 18h", ""),
        ("en", "not before 10am", "not"),
        ("fr", "après 8 heures de cours", "après 8 heures de cours"),
        ("fr", "avant 48h", "avant 48h"),
        ("fr", "après 2h", "après 2h"),
    ],
)
def test_before_and_after_so_late_is_a_time_of_day(lang: str, words: str, left: str) -> None:
    assert without_clocks(words, lang).strip() == left
