"""Whoever presses a button on Telegram sees it stop spinning, whatever the tap leads to: each is answered, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import orjson
import pytest

from bot.channels.channel import Incoming
from bot.channels.telegram_updates import parse_update
from bot.conversation.dialogue import Dialogue
from bot.conversation.stage import Decision
from bot.handle import Handler
from core.db import Database
from core.lock import set_lock
from core.settings import Settings
from core.vault import Vault
from tests.keeping_door import KeepingDoor
from tests.story import Story, TelegramPhones, telling
from webhooks.app import create_app
from webhooks.telegram import SECRET_HEADER


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "telegram") as story:
        story.hub()
        story.say("luz", "/start")
        story.say("luz", "Casa Luz, Tegucigalpa")
        story.say("luz", "menú")
        yield story


def tapped(story: Story) -> Incoming:
    """The first button of Luz's newest message is pressed."""
    assert isinstance(story.phones, TelegramPhones)
    return story.phones.tapped("luz", story.phones.choices("luz")[0], story.now)


def answered(story: Story, *taps: Incoming) -> list[bool]:
    assert isinstance(story.phones, TelegramPhones)
    story.deliver()
    return [tap.tap_id in story.phones.api.answered for tap in taps]


def calls(story: Story) -> int:
    assert isinstance(story.phones, TelegramPhones)
    return sum(call.path.endswith("/answerCallbackQuery") for call in story.phones.api.calls)


def test_a_tap_that_is_answered_with_a_screen(story: Story) -> None:
    tap = tapped(story)
    story.handle(tap)
    story.handle(tap)  # it comes twice
    assert answered(story, tap) == [True]
    assert calls(story) == 1


def test_taps_that_are_too_many(story: Story) -> None:
    story.handler = Handler(story.db, story.vault, story.wording, lambda: story.now, lambda: None, most_a_minute=2)
    taps = [tapped(story) for _n in range(5)]  # two are read, one reads that it is too much, two read nothing
    assert [story.handle(tap) is not None for tap in taps] == [True, True, True, False, False]
    assert answered(story, *taps) == [True] * 5


def test_a_tap_in_a_group(story: Story) -> None:
    assert isinstance(story.phones, TelegramPhones)
    api = story.phones.api
    taps = []
    for _n in range(2):  # the group is told once where to write
        update = api.tap(api.to(story.phones.chat("luz"))[-1], story.phones.choices("luz")[0])
        update["callback_query"]["message"]["chat"] = {"id": -100, "type": "supergroup"}
        taps.append(parse_update(orjson.dumps(update), story.now))
    assert [tap is not None and tap.media for tap in taps] == ["group", "group"]
    for tap in taps:
        assert tap is not None
        story.handle(tap)
        assert answered(story, tap) == [True]


def test_a_tap_that_is_answered_by_no_screen(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    decided: Callable[[Dialogue], Decision] = Dialogue.decide

    def quietly(dialogue: Dialogue) -> Decision:
        return decided(dialogue)._replace(quiet=True, command=None)

    monkeypatch.setattr(Dialogue, "decide", quietly)
    tap = tapped(story)
    assert story.handle(tap) is None
    assert answered(story, tap) == [True]


def test_a_tap_whose_handling_fails(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_dialogue: Dialogue) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Dialogue, "decide", fails)
    tap = tapped(story)
    assert story.handle(tap) is not None  # the apology
    assert answered(story, tap) == [True]
    assert calls(story) == 1


def test_a_tap_while_all_is_locked_down_is_answered_at_once_with_the_one_sentence(story: Story) -> None:
    tap = tapped(story)
    with story.db.write() as tx:
        set_lock(tx, story.now, shut=True)
    assert story.handle(tap) is None
    assert "no está en uso" in story.handler.turned_away(tap)


class Locked(KeepingDoor):
    def receive(self, incoming: Incoming) -> str:
        return "Not in use."


def test_what_is_said_at_once_to_a_tap_answers_the_tap(story: Story) -> None:
    assert isinstance(story.phones, TelegramPhones)
    api = story.phones.api
    settings = Settings("sqlite://", ("k" * 32,), telegram_bot_token=api.token, telegram_webhook_secret=api.secret)
    web = create_app(settings, Locked()).test_client()
    update = api.tap(api.to(story.phones.chat("luz"))[-1], story.phones.choices("luz")[0])
    answer = web.post("/telegram/webhook", json=update, headers={SECRET_HEADER: api.secret})
    assert answer.json == {
        "method": "answerCallbackQuery",
        "callback_query_id": update["callback_query"]["id"],
        "text": "Not in use.",
        "show_alert": True,
    }
