"""Telegram's webhook: who may speak, what is handled, and what must never come back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.doubles import TelegramApi
from core.settings import Settings, read_settings
from tests.keeping_door import KeepingDoor
from webhooks.app import create_app
from webhooks.web import LARGEST

SECRET = "a-secret_of-the_tests"
SETTINGS = Settings("sqlite:///x", ("k" * 32,), telegram_bot_token="1:a", telegram_webhook_secret=SECRET)
HELLO = {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}, "text": "hola", "date": 1}}
RIGHT = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


def client(door: KeepingDoor, settings: Settings = SETTINGS) -> FlaskClient:
    return create_app(settings, door).test_client()


def post(client: FlaskClient, data: Any, headers: dict[str, str] = RIGHT) -> int:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return client.post("/telegram/webhook", data=raw, headers=headers, content_type="application/json").status_code


def test_a_message_is_handled_before_the_answer() -> None:
    door = KeepingDoor()
    assert post(client(door), HELLO) == 200
    assert [incoming.words for incoming in door.received] == ["hola"]


def test_updates_of_the_double_pass_with_its_header() -> None:
    door = KeepingDoor()
    with TelegramApi(secret=SECRET) as api:
        assert post(client(door), api.text(7, "hola"), api.headers()) == 200
    assert len(door.received) == 1


@pytest.mark.parametrize(
    "given", ["", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ñ", "\x7f", "a" * 5000], ids=repr
)
def test_f50_a_wrong_secret_is_refused(given: str) -> None:
    door = KeepingDoor()
    assert post(client(door), HELLO, {"X-Telegram-Bot-Api-Secret-Token": given}) == 403
    assert door.received == []


def test_f50_a_missing_secret_is_refused_also_when_none_is_configured() -> None:
    door = KeepingDoor()
    assert post(client(door), HELLO, {}) == 403
    open_door = Settings("sqlite:///x", ("k" * 32,), telegram_bot_token="1:a")
    assert post(client(door, open_door), HELLO, {"X-Telegram-Bot-Api-Secret-Token": ""}) == 403
    assert door.received == []


def test_f50_who_has_seen_a_key_that_was_changed_for_it_cannot_pose_as_telegram() -> None:
    seen, new = ("seen" * 8, "fresh" * 8)
    env = {"TELEGRAM_BOT_TOKEN": "1:a", "DATABASE_URL": "sqlite:///x"}
    before = read_settings({"SECRET_KEY": seen, **env}).telegram_webhook_secret
    after = read_settings({"SECRET_KEY": f"{new},{seen}", **env})
    door = KeepingDoor()
    assert post(client(door, after), HELLO, {"X-Telegram-Bot-Api-Secret-Token": before}) == 403
    assert door.received == []
    assert after.telegram_webhook_secret == read_settings({"SECRET_KEY": new, **env}).telegram_webhook_secret


def test_f50_twilios_signature_opens_nothing_here() -> None:
    assert post(client(KeepingDoor()), HELLO, {"X-Twilio-Signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8="}) == 403


def test_f50_the_same_update_days_later_has_no_second_effect() -> None:
    door = KeepingDoor()
    web = client(door)
    assert (post(web, HELLO), post(web, HELLO)) == (200, 200)
    assert len(door.received) == 1


def test_without_a_bot_the_path_does_not_exist() -> None:
    nobody = Settings("sqlite:///x", ("k" * 32,), telegram_webhook_secret=SECRET)
    assert post(client(KeepingDoor(), nobody), HELLO) == 404


def test_only_post_is_taken() -> None:
    answer = client(KeepingDoor()).get("/telegram/webhook")
    assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, {"OPTIONS", "POST"})


def test_f08_a_database_that_is_away_asks_telegram_to_come_back() -> None:
    door = KeepingDoor()
    door.away = True
    answer = client(door).post("/telegram/webhook", json=HELLO, headers=RIGHT)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    door.away = False
    assert post(client(door), HELLO) == 200


@pytest.mark.parametrize("kind", ["message_reaction", "poll", "pre_checkout_query", "story", "chat_boost"])
def test_f24_unknown_kinds_are_answered_and_counted(kind: str) -> None:
    door = KeepingDoor()
    web = client(door)
    assert post(web, {"update_id": 1, kind: {"x": 1}}) == 200
    assert door.received == []
    assert 'comunidas_webhook_total{channel="telegram",outcome="ignored"} 1' in web.get("/metrics").text


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"[1]", b"\x00", b'{"update_id": 1, "message": 7}'])
def test_f26_garbage_with_the_secret_is_ignored_for_good(raw: bytes) -> None:
    assert post(client(KeepingDoor()), raw) == 200


def test_an_oversized_update_is_counted_and_never_repeated() -> None:
    door = KeepingDoor()
    web = client(door)
    assert post(web, b" " * (LARGEST + 1)) == 200
    assert post(web, b" " * (LARGEST + 1), {}) == 403
    assert 'outcome="oversize"} 1' in web.get("/metrics").text
    assert door.received == []


def test_f35_f59_neither_words_nor_addresses_nor_the_secret_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    door = KeepingDoor()
    web = client(door)
    post(web, {"update_id": 1, "message": {"chat": {"id": 50499990001, "type": "private"}, "text": "secreto\nx"}})
    door.away = True
    post(web, HELLO)
    door.away, door.broken = False, RuntimeError("boom")
    post(web, HELLO)
    assert not [bad for bad in ("secreto", "50499990001", SECRET) if bad in caplog.text]


def test_a_bug_is_500_and_shows_nothing() -> None:
    door = KeepingDoor()
    door.broken = RuntimeError("the secret of Ana")
    answer = client(door).post("/telegram/webhook", json=HELLO, headers=RIGHT)
    assert (answer.status_code, answer.json) == (500, {"error": "internal server error"})
