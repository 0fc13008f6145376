"""How often suggestions should come is answered in one's own words, and a doubtful answer is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from bot.understand.wishes import how_often
from core.db import Database
from core.vault import Vault
from tests.faults import HELLO, joins, rows, tap
from tests.story import telling

pytestmark = pytest.mark.words

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


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        ("es", "una vez al día", "Desde ahora envío las propuestas una vez al día"),
        ("es", "مرة في اليوم", "Desde ahora envío las propuestas una vez al día"),
        ("ar", "مرة في اليوم", "من الآن تصلكم الاقتراحات مرة في اليوم"),
        ("en", "only once a day, please", "From now on I send suggestions once a day, in the morning."),
        ("fr", "une fois par jour", "Désormais, j’envoie les propositions une fois par jour, le matin."),
        ("pt", "só uma vez por dia", "A partir de agora envio as propostas uma vez por dia, de manhã."),
    ],
)
def test_once_a_day_said_where_nothing_asks_it_is_done_for_members_and_coordinators(
    db: Database, vault: Vault, now: int, lang: str, words: str, said: str
) -> None:
    with telling(db, vault, now) as story:
        hub_id = story.hub()
        joins(story, "luz", lang=lang)
        story.langs["coco"] = lang
        story.say("coco", story.code("coordinator", hub_id))
        story.say("coco", HELLO[lang])
        for who in ("luz", "coco"):
            ((_who, text),) = story.say(who, words)
            assert text.startswith(said)
        assert rows(story, "person", "alerts") == [("digest",), ("digest",)]
        assert rows(story, "coordinator", "alerts") == [("digest",)]


@pytest.mark.parametrize(
    "words", ["limpieza una vez al día", "todos los días", "resumen", "una vez a la semana", "nunca"]
)
def test_what_may_be_about_something_else_changes_no_messages(db: Database, vault: Vault, now: int, words: str) -> None:
    with telling(db, vault, now) as story:
        story.hub()
        joins(story, "luz")
        story.say("luz", words)
        assert rows(story, "person", "alerts") == [("now",)]


def test_once_a_day_in_answer_to_how_many_hours_changes_no_messages(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now) as story:
        story.hub()
        joins(story, "luz")
        story.say("luz", "necesitamos un contador")
        story.say("luz", "una vez al día")
        assert rows(story, "person", "alerts") == [("now",)]


@pytest.mark.parametrize("reads", ["es", "ar", "en", "fr", "pt"])
@pytest.mark.parametrize(
    "words", ["menos avisos", "تنبيهات أقل", "fewer alerts", "moins d'alertes", "menos notificações"]
)
def test_fewer_alerts_is_understood_in_another_language_than_ones_own(reads: str, words: str) -> None:
    assert understand(words, reads, date(2026, 11, 27)).intent == "pause_alerts"


def test_a_coordinator_without_an_organisation_is_asked_how_often_in_whatever_language_it_was_said(
    db: Database, vault: Vault, now: int
) -> None:
    with telling(db, vault, now) as story:
        hub_id = story.hub()
        story.langs["coco"] = "ar"
        story.say("coco", story.code("coordinator", hub_id))
        ((_who, text),) = story.say("coco", "menos avisos")
        assert text.startswith("متى تصلكم الاقتراحات؟")
        story.say("coco", "una vez al día")
        assert rows(story, "coordinator", "alerts") == [("digest",)]


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
