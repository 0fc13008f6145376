"""Who begins with a code, /start or a number has said nothing in any language: the first words that are sure decide.

Until then it is assumed: what their app says, else, of what the network speaks, what is spoken where their number is
from.
"""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.story import Story, TwilioPhones, answer, telling

CAIRO, TUNIS, TELA = "+201001234567", "+21620123456", "+50422123456"


def from_there(story: Story, who: str, number: str) -> None:
    assert isinstance(story.phones, TwilioPhones)
    story.phones.keep_number(who, number)


def test_a_coordinator_who_came_by_code_is_answered_in_the_language_that_they_write(
    db: Database, vault: Vault, now: int
) -> None:
    with telling(db, vault, now, "whatsapp") as story:
        hub = story.hub()
        answer(story, story.code("coordinator", hub), "huda")
        assert "ماذا تريدون أن تفعلوا؟" in answer(story, "السلام عليكم", "huda")
        assert "لا شيء ينتظر فريق التنسيق الآن" in answer(story, "Coordinación", "huda")  # a label is no wish


@pytest.mark.parametrize(
    ("number", "langs", "said"),
    [
        (CAIRO, ("es", "ar", "en"), "أنتم الآن في فريق التنسيق"),
        (TELA, ("ar", "es"), "Ya eres parte de la coordinación"),
        (TUNIS, ("es", "fr"), "Vous faites maintenant partie"),
        (TELA, ("ar", "en"), "أنتم الآن في فريق التنسيق"),
    ],
)
def test_a_code_is_answered_in_what_is_spoken_where_the_phone_is_from(
    number: str, langs: tuple[str, ...], said: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now, "whatsapp") as story:
        story.hub(langs=("pt",))
        hub = story.hub("Puente", langs=langs)
        from_there(story, "huda", number)
        assert said in answer(story, story.code("coordinator", hub), "huda")


def test_a_phone_in_english_does_not_decide_for_who_writes_arabic(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now, "telegram") as story:
        story.hub("شبكة القاهرة", "EG", "Africa/Cairo", ("ar", "en"))
        story.langs["sami"] = "en"
        assert "Welcome to ComuniDAS" in answer(story, "/start", "sami")
        note = answer(story, "عايزين محاسب بكرة ٣ ساعات", "sami")
        assert "حفظتُ ذلك لكم" in note
        assert "لا تكتبوا أسماء أشخاص في خطر" in note
        assert "محاسب" in answer(story, "بيت النور، القاهرة", "sami")
        assert "هل هذا صحيح؟" in answer(story, "we need a nurse, 2 hours, on Friday, from a distance", "sami")


def test_a_french_name_is_no_wish_to_be_answered_in_french(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now, "telegram") as story:
        story.hub("شبكة تونس", "TN", "Africa/Tunis", ("ar", "fr"))
        story.langs["huda"] = "ar"
        story.say("huda", "/start")
        assert "أهلاً بكم" in answer(story, "Maison de la Femme, Tunis", "huda")


def test_a_language_that_was_chosen_stays_whatever_they_write(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now, "telegram") as story:
        story.hub()
        story.langs["ana"] = "es"
        story.say("ana", "/start")
        assert "Welcome to ComuniDAS" in answer(story, "English", "ana")
        assert "is now in" in answer(story, "Casa Luz, Tela", "ana")
        assert "Is this right?" in answer(story, "necesitamos un contador, 3 horas, el viernes", "ana")
