"""What the same two have completed can be had again in words: the question of the card's own choice comes."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import agreed, states, tap, to, version
from tests.story import Story, telling

BY = {
    "ar": "ما آخر موعد للخدمة؟",
    "es": "¿Para qué día puede estar hecho?",
    "en": "By which day can it be done?",
    "fr": "Pour quel jour",
    "pt": "Até que dia",
}


def _settled(story: Story, lang: str) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    tap(story, "luz", f"lang:{lang}")
    story.say("luz", "0")
    assert states(story) == ["settled"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "نريد نفس الخدمة مرة ثانية"),
        ("es", "queremos lo mismo otra vez"),
        ("en", "we'd like the same again"),
        ("fr", "on voudrait la même chose encore"),
        ("pt", "queremos o mesmo de novo"),
    ],
)
def test_the_same_again_asks_by_which_day(sqlite_db: Database, vault: Vault, now: int, lang: str, words: str) -> None:
    with telling(sqlite_db, vault, now) as story:
        _settled(story, lang)
        assert BY[lang] in "\n".join(to(story.say("luz", words), "luz"))


def test_the_day_that_is_named_is_on_the_card_already(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        _settled(story, "ar")
        said = "\n".join(to(story.say("luz", "بدنا نعيد نفس الخدمة يوم الخميس"), "luz"))
    assert "الخميس 26 نوفمبر" in said


def test_the_same_of_something_else_and_once_more_before_it_is_done_are_none_of_it(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        assert BY["es"] not in "\n".join(to(story.say("luz", "otra vez"), "luz"))
        tap(story, "mar", f"x:1:{version(story)}:done")
        tap(story, "luz", f"x:1:{version(story)}:ok")
        story.say("luz", "0")
        assert BY["es"] not in "\n".join(to(story.say("luz", "necesitamos un pintor otra vez, 2 horas"), "luz"))
