"""An installation without Twilio: nobody there hears of WhatsApp or of who could read it."""

from __future__ import annotations

import re

import pytest

from bot.flows.join import welcome
from bot.house import House
from bot.wording import Reader
from bot.wording.catalogue import read
from bot.wording.shorter import SHORTER
from bot.wording.unmentioned import WITH_SMS_ONLY, WITHOUT_TWILIO, WITHOUT_WHATSAPP
from core.db import Database
from core.languages import LANGUAGES
from core.settings import Settings
from tests.command_line import Bot
from webhooks.front import ways_in

KEY = ("k" * 32,)
NAMES = re.compile(r"WhatsApp|Twilio|\bMeta\b|واتساب|تويليو|ميتا", re.IGNORECASE)
TWILIO = {"twilio_account_sid": "AC1", "twilio_auth_token": "t", "twilio_sms_from": "+15005550006"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_names_what_is_not_there(lang: str) -> None:
    catalogue = read(lang).sentences
    only_sms = set(SHORTER.values())
    others = {to for where in (WITH_SMS_ONLY, WITHOUT_WHATSAPP) for to in where.values()}
    said = [catalogue[WITHOUT_TWILIO.get(id, id)] for id in catalogue if id not in only_sms | others]
    assert [form for forms in said for form in forms if NAMES.search(form)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_privacy_note_names_those_who_can_read_along(lang: str, sqlite_db: Database) -> None:
    without = House(Settings(sqlite_db.url, KEY, telegram_bot_token="1:a"), hears=False, db=sqlite_db)
    with_it = House(Settings(sqlite_db.url, KEY, **TWILIO), hears=False, db=sqlite_db)
    said = [house.wording.say(welcome(), Reader(lang)) for house in (without, with_it)]
    assert [bool(NAMES.search(text)) for text in said] == [False, True]
    assert said[0].count("\n\n") == said[1].count("\n\n")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("telegram", ["", "1:a"])
def test_with_sms_and_without_whatsapp_nobody_hears_of_meta(lang: str, telegram: str, sqlite_db: Database) -> None:
    house = House(Settings(sqlite_db.url, KEY, telegram_bot_token=telegram, **TWILIO), hears=False, db=sqlite_db)
    full, short = (house.wording.say(welcome(), Reader(lang, short=short)) for short in (False, True))
    for said in (full, short):
        assert not re.search(r"WhatsApp|\bMeta\b|واتساب|ميتا", said)
        assert re.search("Twilio|تويليو", said)
    assert bool(re.search("Telegram|تيليغرام", full)) == bool(telegram)
    assert len(short) < len(full)
    unsaid = [id for id in read(lang).sentences if re.search("WhatsApp|Meta", id)]
    assert set(unsaid) <= set(WITHOUT_TWILIO)


def test_no_way_in_leads_there(sqlite_db: Database) -> None:
    settings = Settings(sqlite_db.url, KEY, telegram_bot_token="1:a")
    assert [way[0] for way in ways_in(settings, {"telegram": "demo_bot"})] == ["Telegram"]


def test_the_doctor_does_not_speak_of_it(
    bot: Bot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bot("seed")
    assert bot("doctor") == 0
    assert not NAMES.search(capsys.readouterr().out)


def test_the_doctor_says_how_many_parts_sms_came_to(
    bot: Bot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bot("seed")
    capsys.readouterr()
    bot("doctor", **{name.upper(): value for name, value in TWILIO.items()})
    said = capsys.readouterr().out
    assert "none was sent yet" in said
    assert "messages of hub 1: US$ 0.00 in 20" in said
