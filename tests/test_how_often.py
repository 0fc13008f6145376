"""How often suggestions should come is answered in one's own words, and a doubtful answer is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.wishes import how_often
from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows, tap
from tests.story import telling

SAID = {
    "digest": [
        ("es", "una vez al día, por favor"),
        ("es", "no más de una vez al día"),
        ("ar", "مرة واحدة في اليوم"),
        ("ar", "مرة باليوم"),
        ("ar", "يومياً"),
        ("en", "once a day"),
        ("fr", "une fois par jour"),
        ("pt", "todo dia de manhã"),
    ],
    "off": [
        ("es", "nunca"),
        ("es", "no"),
        ("es", "por ahora no"),
        ("ar", "لا أريد شيئا"),
        ("ar", "بلاش"),
        ("en", "not at all"),
        ("fr", "non merci"),
        ("pt", "não"),
    ],
    "now": [
        ("es", "enseguida"),
        ("ar", "فوراً"),
        ("ar", "على طول"),
        ("en", "right away please"),
        ("fr", "tout de suite"),
        ("pt", "na hora"),
    ],
    "": [
        ("es", "no sé"),
        ("es", "no enseguida"),
        ("es", "una vez a la semana"),
        ("ar", "لا أعرف"),
        ("ar", "مرة في الأسبوع"),
        ("en", "not daily"),
        ("fr", "pas tous les jours"),
        ("pt", "não sei"),
    ],
}


@pytest.mark.parametrize(("wish", "lang", "words"), [(wish, *said) for wish, all in SAID.items() for said in all])
def test_what_people_call_it(wish: str, lang: str, words: str) -> None:
    assert how_often(words, lang) == wish


def test_the_wish_in_words_is_kept_and_what_is_in_doubt_is_asked_again(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now) as story:
        story.hub()
        joins(story, "luz", lang="ar")
        tap(story, "luz", "m:pause")
        story.say("luz", "لا أعرف")
        assert rows(story, "person", "alerts") == [("now",)]
        story.say("luz", "مرة واحدة في اليوم")
        assert rows(story, "person", "alerts") == [("digest",)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "menos mensajes"),
        ("ar", "أقل رسائل"),
        ("ar", "قللوا الرسائل"),
        ("ar", "عدد أقل من الرسائل"),
        ("en", "fewer messages"),
        ("fr", "moins de messages"),
        ("pt", "menos mensagens"),
    ],
)
def test_fewer_messages_are_not_none(lang: str, words: str) -> None:
    assert understand(words, lang, date(2026, 11, 24)).intent == "pause_alerts"
