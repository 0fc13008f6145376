"""Who hears what, and which screen a number means: stopped addresses, alerts in mid-question, screens not yet seen."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest

from bot.channels.telegram_updates import parse_update
from core.db import Database
from core.vault import Vault
from tests.faults import adds_up, agreed, joins, neighbours, rows, states, suggested, tap, to, truth
from tests.story import Story, TelegramPhones, WhatsAppPhones, telling


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(sqlite_db, vault, now) as story:
        yield story


def _offers(story: Story, who: str) -> None:
    story.say(who, "ofrecemos contabilidad")
    story.say(who, "sí")


def _needs(story: Story, who: str) -> list[tuple[str, str]]:
    story.say(who, "necesitamos contabilidad, 2 horas, antes del viernes")
    return story.say(who, "sí")


# ---- stop and start ---------------------------------------------------------------------------------------------


def test_after_stop_no_alert_is_sent_but_replies_are_and_start_resumes(story: Story) -> None:
    neighbours(story)
    _offers(story, "mar")
    assert len(to(story.say("mar", "BAJA"), "mar")) == 1
    assert to(_needs(story, "luz"), "mar") == []
    assert len(to(story.say("mar", "saldo"), "mar")) == 1
    assert len(to(story.say("mar", "ALTA"), "mar")) == 1
    assert len(to(tap(story, "luz", "x:1:1:prop"), "mar")) == 1
    assert states(story) == ["proposed"]
    adds_up(story)


def test_an_alert_that_waits_when_stop_arrives_is_not_sent_any_more(story: Story) -> None:
    neighbours(story)
    _offers(story, "mar")
    story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.handle(story.phones.typed("luz", "sí", "", story.now))
    story.handle(story.phones.typed("mar", "BAJA", "", story.now))
    texts = to(story.deliver(), "mar")
    assert len(texts) == 1
    assert "1001" not in texts[0]
    adds_up(story)


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_f18_a_provider_that_says_stopped_sets_the_same_flag_and_writing_again_still_gets_a_reply(
    sqlite_db: Database, vault: Vault, now: int, channel: str
) -> None:
    with telling(sqlite_db, vault, now, channel) as story:
        neighbours(story)
        _offers(story, "mar")
        phones = story.phones
        if isinstance(phones, TelegramPhones):
            phones.api.block(phones.chat("mar"))
        assert isinstance(phones, TelegramPhones | WhatsAppPhones)
        if isinstance(phones, WhatsAppPhones):
            phones.api.plan(phones.api.refusing(21610, 400), only="Messages.json")
            story.say("mar", "saldo")
        assert to(_needs(story, "luz"), "mar") == []
        stopped = [at for _id, at in rows(story, "address", "id", "stopped_at")]
        assert sum(at is not None for at in stopped) == 1
        if isinstance(phones, TelegramPhones):
            phones.api.unblock(phones.chat("mar"))
        assert len(to(story.say("mar", "saldo"), "mar")) == 1
        adds_up(story)


def test_stop_from_somebody_who_never_joined_is_one_confirmation(story: Story) -> None:
    story.hub()
    assert len(to(story.say("new", "STOP"), "new")) == 1
    assert len(to(story.say("new", "STOP"), "new")) == 1
    assert len(to(story.say("new", "START"), "new")) == 1
    adds_up(story)


# ---- a number means the screen last delivered -------------------------------------------------------------------


def test_a_number_typed_before_the_newest_screen_was_sent_means_nothing(story: Story) -> None:
    agreed(story)
    before = truth(story)
    story.say("luz", "menú")
    tap(story, "luz", "m:ours")
    story.handle(story.phones.typed("luz", "1", "", story.now))  # opens the exchange: its card is not sent yet
    story.handle(story.phones.typed("luz", "1", "", story.now))  # would say that it was received
    assert len(to(story.deliver(), "luz")) == 2
    assert truth(story) == before
    adds_up(story)


def test_a_number_typed_before_a_list_was_sent_asks_again(story: Story) -> None:
    neighbours(story)
    tap(story, "luz", "m:need")
    story.say("luz", "una fotógrafa")
    story.say("luz", "2")
    story.handle(
        story.phones.typed("luz", "mañana", "", story.now)
    )  # the card with yes, change, cancel is not sent yet
    story.handle(story.phones.typed("luz", "1", "", story.now))
    first, second = to(story.deliver(), "luz")
    assert first.splitlines()[-3:] == second.splitlines()[-3:]
    assert rows(story, "listing", "id") == []
    story.say("luz", "1")
    assert len(rows(story, "listing", "id")) == 1
    adds_up(story)


def test_an_alert_in_mid_question_changes_no_number_and_is_opened_by_its_own_digits(story: Story) -> None:
    neighbours(story)
    _offers(story, "mar")
    tap(story, "mar", "m:need")
    story.say("mar", "una fotógrafa")
    (alert,) = to(_needs(story, "luz"), "mar")
    assert "1001" in alert
    assert "1." not in alert
    assert "día" in to(story.say("mar", "1"), "mar")[0]  # one hour, not the alert's first choice
    assert states(story) == ["suggested"]
    (card,) = to(story.say("mar", "1001"), "mar")
    assert "contabilidad" in card
    adds_up(story)


def test_an_alert_while_nothing_is_asked_makes_its_choices_the_screen(story: Story) -> None:
    neighbours(story)
    _offers(story, "mar")
    story.say("mar", "menú")
    (alert,) = to(_needs(story, "luz"), "mar")
    assert "1." in alert
    story.say("mar", "1")
    assert states(story) == ["proposed"]
    adds_up(story)


def test_an_alert_not_yet_delivered_does_not_take_the_menus_numbers(story: Story) -> None:
    neighbours(story)
    _offers(story, "mar")
    story.say("mar", "menú")
    story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.handle(story.phones.typed("luz", "sí", "", story.now))
    story.handle(story.phones.typed("mar", "4", "", story.now))  # the menu's hours
    assert any("Saldo" in text for text in to(story.deliver(), "mar"))
    assert states(story) == ["suggested"]
    adds_up(story)


@pytest.mark.parametrize("digits", ["1001", "١٠٠١", "۱۰۰۱", "#1001", " 1001 "])
def test_a_cards_digits_open_it_in_any_script_and_strangers_open_nothing(story: Story, digits: str) -> None:
    suggested(story)
    joins(story, "eva")
    assert "contabilidad" in to(story.say("mar", digits), "mar")[0]
    assert "contabilidad" not in to(story.say("eva", digits), "eva")[0]
    adds_up(story)


# ---- what is not words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["voice", "photo", "document", "sticker", "location", "contact", "poll"])
def test_what_cannot_be_read_is_answered_and_the_question_stays(
    sqlite_db: Database, vault: Vault, now: int, kind: str
) -> None:
    with telling(sqlite_db, vault, now, "telegram") as story:
        neighbours(story)
        story.say("luz", "necesitamos algo")
        phones = story.phones
        assert isinstance(phones, TelegramPhones)
        incoming = parse_update(orjson.dumps(phones.api.media(phones.chat("luz"), kind)), now)
        assert incoming
        assert len(to(story.send(incoming), "luz")) == 1
        adds_up(story)


def test_an_edited_yes_is_not_a_yes(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now, "telegram") as story:
        neighbours(story)
        story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
        phones = story.phones
        assert isinstance(phones, TelegramPhones)
        incoming = parse_update(orjson.dumps(phones.api.edited(phones.chat("luz"), "sí")), now)
        assert incoming
        assert len(to(story.send(incoming), "luz")) == 1
        assert rows(story, "listing", "id") == []
        adds_up(story)
