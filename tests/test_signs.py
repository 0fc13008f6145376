"""Reactions, stickers and messages that are changed on the phone: nothing waits behind them unheard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from bot.channels.telegram_updates import parse_update
from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows, states, to
from tests.story import Story, TelegramPhones, telling

THUMB = [{"type": "emoji", "emoji": "👍"}]


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Mar can help Luz, who has read the proposal."""
    with telling(db, vault, now, "telegram") as story:
        story.hub()
        joins(story, "luz")
        joins(story, "mar")
        story.say("luz", "necesitamos un contador, 2 horas, el viernes")
        story.say("luz", "sí")
        yield story


def update(story: Story, who: str, make: Any) -> str:
    phones = story.phones
    assert isinstance(phones, TelegramPhones)
    incoming = parse_update(orjson.dumps(make(phones.api, phones.chat(who))), story.now)
    return "" if incoming is None else "\n".join(to(story.send(incoming), who))


def reacts(story: Story, who: str, signs: list[dict[str, str]]) -> str:
    """What they read after a sign on the newest message."""
    phones = story.phones
    assert isinstance(phones, TelegramPhones)
    newest = phones.api.to(phones.chat(who))[-1].message_id
    chat = {"id": phones.chat(who), "type": "private"}
    body = {"chat": chat, "message_id": newest, "date": 1, "old_reaction": [], "new_reaction": signs}
    return update(story, who, lambda api, _chat: api.update("message_reaction", body))


def proposed(story: Story) -> None:
    story.say("mar", "ofrecemos contabilidad")
    story.say("mar", "sí")
    story.tap("mar", "Ver ⁦1001⁩")
    story.tap("mar", "Podemos ayudar")
    assert states(story) == ["proposed"]


def test_a_sign_on_a_proposal_is_no_yes_and_its_choices_come_again(story: Story) -> None:
    proposed(story)
    read = reacts(story, "luz", THUMB)
    assert "No leo reacciones" in read
    assert "1. Aceptar" in read
    assert states(story) == ["proposed"]
    story.say("luz", "1")
    assert states(story) == ["agreed"]


def test_a_sign_on_what_waits_for_nothing_is_not_answered(story: Story) -> None:
    assert reacts(story, "luz", THUMB) == ""


def test_a_sign_that_is_taken_away_is_nothing(story: Story) -> None:
    proposed(story)
    assert reacts(story, "luz", []) == ""


def test_a_sign_in_the_middle_of_a_question_is_answered_with_the_question(story: Story) -> None:
    story.say("luz", "necesitamos un pintor")
    read = reacts(story, "luz", THUMB)
    assert "No leo reacciones" in read
    assert "¿Cuántas horas" in read


def test_a_sticker_leaves_the_choices_of_the_card_where_they_are(story: Story) -> None:
    proposed(story)
    assert "1. Aceptar" in update(story, "luz", lambda api, chat: api.media(chat, "sticker", "es"))
    story.say("luz", "1")
    assert states(story) == ["agreed"]


def test_a_message_put_right_on_the_phone_counts_while_its_card_waits_for_a_yes(story: Story) -> None:
    story.say("luz", "ofrecemos clases de bordado")
    words = "ofrecemos clases de bordado y costura"
    assert words.removeprefix("ofrecemos ") in update(story, "luz", lambda api, chat: api.edited(chat, words))
    story.say("luz", "sí")
    assert len(rows(story, "listing", "id")) == 2


def test_afterwards_it_is_said_where_what_is_published_can_be_changed(story: Story) -> None:
    read = update(story, "luz", lambda api, chat: api.edited(chat, "necesitamos un contador, 3 horas"))
    assert "1. Lo que publicamos" in read
    assert "contador" in "\n".join(to(story.say("luz", "1"), "luz"))
