"""What Telegram tells beside words: blocked and back, a chat that moved, groups, kinds that mean nothing here."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest

from bot.channels.telegram_updates import parse_update
from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows, to
from tests.story import Story, TelegramPhones, telling

GROUP = -1001234567890


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "telegram") as told:
        told.hub()
        yield told


def phones(story: Story) -> TelegramPhones:
    assert isinstance(story.phones, TelegramPhones)
    return story.phones


def comes(story: Story, update: dict[str, object]) -> list[tuple[str, str]]:
    """The update as Telegram posts it; nothing where it means nothing."""
    parsed = parse_update(orjson.dumps(update), story.now)
    return story.send(parsed) if parsed else []


def stands(story: Story, who: str) -> tuple[bool, bool]:
    """Whether the address is stopped, and whether only a block stopped it."""
    blind = story.vault.index("telegram", str(phones(story).chat(who)))
    of = {
        key: (stopped, blocked) for key, stopped, blocked in rows(story, "address", "blind", "stopped_at", "blocked_at")
    }
    stopped, blocked = of[blind]
    return stopped is not None, blocked is not None


def test_f18_who_unblocks_gets_alerts_again(story: Story) -> None:
    joins(story, "luz", "Casa Luz, Tegucigalpa")
    comes(story, phones(story).api.block(phones(story).chat("luz")))
    assert stands(story, "luz") == (True, True)
    comes(story, phones(story).api.unblock(phones(story).chat("luz")))
    assert stands(story, "luz") == (False, False)


@pytest.mark.parametrize("back", ["by the update", "by writing"])
def test_a_stop_that_was_typed_outlives_a_block(story: Story, back: str) -> None:
    joins(story, "luz", "Casa Luz, Tegucigalpa")
    story.say("luz", "BAJA")
    comes(story, phones(story).api.block(phones(story).chat("luz")))
    unblocked = phones(story).api.unblock(phones(story).chat("luz"))
    if back == "by the update":
        comes(story, unblocked)
    else:
        story.say("luz", "menú")
    assert stands(story, "luz") == (True, False)
    story.say("luz", "ALTA")
    assert stands(story, "luz") == (False, False)


def test_who_writes_has_not_blocked_us_although_the_update_was_lost(story: Story) -> None:
    joins(story, "luz", "Casa Luz, Tegucigalpa")
    comes(story, phones(story).api.block(phones(story).chat("luz")))
    phones(story).api.unblock(phones(story).chat("luz"))
    assert to(story.say("luz", "menú"), "luz")
    assert stands(story, "luz") == (False, False)


def test_a_block_of_somebody_unknown_leaves_no_trace(story: Story) -> None:
    comes(story, phones(story).api.block(4711))
    assert rows(story, "address", "id") == []


# ---- groups -----------------------------------------------------------------------------------------------------


def in_group(story: Story, content: dict[str, object], chat: int = GROUP) -> dict[str, object]:
    """A message in a group; the bot may write there."""
    update = phones(story).api.in_group(chat, "hola a todos")
    message = update["message"]
    del message["text"]
    return {**update, "message": {**message, **content}}


def arrived_in(story: Story, chat: int) -> list[str]:
    return [sent.text for sent in phones(story).api.to(chat)]


def test_a_group_is_told_once_where_to_write_with_the_link(story: Story) -> None:
    story.wording.doors.telegram = "comunidas_bot"
    for _twice in range(2):
        handled(story, in_group(story, {"text": "hola"}))
    (said,) = arrived_in(story, GROUP)
    assert said.endswith("https://t.me/comunidas_bot")


def test_being_taken_into_a_group_is_answered_once_and_a_channel_never(story: Story) -> None:
    for kind, chat in (("supergroup", GROUP), ("channel", GROUP - 1)):
        phones(story).api.in_group(chat, "·")
        taken = {"chat": {"id": chat, "type": kind}, "from": {"id": 1}, "date": 1}
        change = {**taken, "old_chat_member": {"status": "left"}, "new_chat_member": {"status": "administrator"}}
        handled(story, phones(story).api.update("my_chat_member", change))
    handled(story, in_group(story, {"text": "hola"}))
    assert len(arrived_in(story, GROUP)) == 1
    assert arrived_in(story, GROUP - 1) == []


@pytest.mark.parametrize("told", ["by the old one", "by the new one"])
def test_f18_a_group_that_became_a_supergroup_is_not_answered_again(story: Story, told: str) -> None:
    new = GROUP - 7
    handled(story, in_group(story, {"text": "hola"}))
    if told == "by the old one":
        handled(story, in_group(story, {"migrate_to_chat_id": new}))
    else:
        handled(story, in_group(story, {"migrate_from_chat_id": GROUP}, new))
    handled(story, in_group(story, {"text": "¿y bien?"}, new))
    assert len(arrived_in(story, GROUP)) == 1
    assert arrived_in(story, new) == []
    assert len(rows(story, "address", "id")) == 1


def handled(story: Story, update: dict[str, object]) -> None:
    parsed = parse_update(orjson.dumps(update), story.now)
    if parsed:
        story.handle(parsed)
        deliver(story)


def deliver(story: Story) -> None:
    """Without reading the phones: a group is nobody's."""
    for _round in range(3):
        story.step()
        story.now += 2_000


# ---- kinds that mean nothing here ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("message_reaction", {"chat": {"id": 7, "type": "private"}, "message_id": 1, "date": 1, "new_reaction": []}),
        ("poll", {"id": "1", "question": "?", "options": []}),
        ("poll_answer", {"poll_id": "1", "option_ids": [0]}),
        ("pre_checkout_query", {"id": "1", "currency": "USD", "total_amount": 1}),
        ("business_message", {"message_id": 1, "chat": {"id": 7, "type": "private"}, "date": 1, "text": "hola"}),
        ("channel_post", {"message_id": 1, "chat": {"id": -1, "type": "channel"}, "date": 1, "text": "hola"}),
        ("something_of_next_year", {"id": 1}),
    ],
)
def test_f24_unknown_kinds_are_nobodys_message(story: Story, kind: str, body: dict[str, object]) -> None:
    assert parse_update(orjson.dumps(phones(story).api.update(kind, body)), story.now) is None


@pytest.mark.parametrize("content", [{"successful_payment": {}}, {"pinned_message": {}}, {"new_chat_title": "x"}])
def test_f24_service_messages_are_nobodys_message(story: Story, content: dict[str, object]) -> None:
    update = in_group(story, content, 7)
    assert parse_update(orjson.dumps(update), story.now) is None
