"""Sending through Telegram: what arrives on the phone, and what each way of failing means."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest

from bot.channels.channel import (
    Button,
    Moved,
    Outgoing,
    Rejected,
    SendError,
    Stopped,
    Throttled,
    Unreachable,
)
from bot.channels.telegram import TelegramChannel
from bot.doubles import Fault, TelegramApi, dropped, garbage, silent, status
from bot.doubles.telegram_files import refusal

ANA = 7
T = TypeVar("T")


@pytest.fixture
def api() -> Iterator[TelegramApi]:
    with TelegramApi() as api:
        api.text(ANA, "hola")
        yield api


def on(api: TelegramApi, do: Callable[[TelegramChannel], Awaitable[T]], token: str = "") -> T:
    """Do one thing on a channel of this server, then close it."""

    async def story() -> T:
        channel = TelegramChannel(token or api.token, api.url, timeout=1.0)
        try:
            return await do(channel)
        finally:
            await channel.close()

    return asyncio.run(story())


def send(api: TelegramApi, text: str, *buttons: Button, to: str = str(ANA), token: str = "") -> str:
    return on(api, lambda channel: channel.send(to, Outgoing(text, buttons), 1), token).provider_id


def test_a_message_arrives_and_its_id_comes_back(api: TelegramApi) -> None:
    assert send(api, "¿Qué necesita?") == str(api.sent[0].message_id)
    assert (api.sent[0].chat_id, api.sent[0].text) == (ANA, "¿Qué necesita?")


def test_a_message_looks_for_no_module(api: TelegramApi, monkeypatch: pytest.MonkeyPatch) -> None:
    send(api, "what is loaded late is loaded with the first")
    looked_for: list[str] = []

    class Watch:
        @staticmethod
        def find_spec(name: str, _path: object = None, _target: object = None) -> None:
            looked_for.append(name)

    monkeypatch.setattr(sys, "meta_path", [Watch, *sys.meta_path])
    send(api, "hola")
    assert looked_for == []


def test_f32_markup_in_names_shows_as_typed(api: TelegramApi) -> None:
    text = "<b>Casa</b> *Luz* _&amp;_ [x](y) <"
    send(api, text)
    assert api.sent[0].text == text
    assert "parse_mode" not in api.calls[-1].params


def test_short_buttons_share_a_row_and_long_ones_stand_alone(api: TelegramApi) -> None:
    labels = ["Sí", "No", "Una etiqueta que es larga", "نعم", "Cancelar", "Otra"]
    send(api, "¿?", *(Button(f"d{n}", label) for n, label in enumerate(labels)))
    assert [[label for label, _ in row] for row in api.sent[0].rows] == [
        ["Sí", "No"],
        ["Una etiqueta que es larga"],
        ["نعم", "Cancelar"],
        ["Otra"],
    ]
    assert api.sent[0].buttons["No"] == "d1"


def test_the_longest_text_is_counted_in_utf16_units(api: TelegramApi) -> None:
    channel = TelegramChannel(api.token, api.url)
    assert channel.length("😀" * 2048) == channel.limits.text
    asyncio.run(channel.close())
    send(api, "😀" * 2048)
    with pytest.raises(Rejected):
        send(api, "😀" * 2049)


def test_f26_a_lone_surrogate_does_not_stop_a_message(api: TelegramApi) -> None:
    send(api, "a\ud800b", Button("x", "c\udc00"))
    assert api.sent[0].text == "a\ufffdb"


def test_a_tap_is_answered(api: TelegramApi) -> None:
    send(api, "¿Seguro?", Button("sure", "Sí"))
    tap = api.tap(api.sent[0], "Sí")["callback_query"]["id"]
    on(api, lambda channel: channel.answer(tap, "x" * 300))
    assert api.answered == {tap: "x" * 200}


def test_f21_late_and_repeated_answers_and_edits_are_harmless(api: TelegramApi) -> None:
    first = send(api, "uno", Button("sure", "Sí"))
    tap = api.tap(api.sent[0], "Sí")["callback_query"]["id"]
    api.forget_taps()
    on(api, lambda channel: channel.answer(tap, ""))
    on(api, lambda channel: channel.edit(str(ANA), first, Outgoing("uno", (Button("sure", "Sí"),))))  # not modified
    on(api, lambda channel: channel.edit(str(ANA), "1", Outgoing("dos")))  # not found
    api.plan(Fault(refusal(400, "Bad Request: message can't be edited")))  # older than two days
    on(api, lambda channel: channel.edit(str(ANA), first, Outgoing("dos")))
    assert [sent.text for sent in api.sent] == ["uno"]
    assert len(api.calls) == 5


def test_an_edit_changes_the_screen(api: TelegramApi) -> None:
    first = send(api, "uno", Button("sure", "Sí"))
    on(api, lambda channel: channel.edit(str(ANA), first, Outgoing("hecho")))
    assert (api.sent[0].text, api.sent[0].buttons) == ("hecho", {})


def test_a_real_error_of_an_edit_or_answer_is_not_swallowed(api: TelegramApi) -> None:
    api.plan(status(500), status(500))
    with pytest.raises(Unreachable):
        on(api, lambda channel: channel.edit(str(ANA), "1", Outgoing("dos")))
    with pytest.raises(Unreachable):
        on(api, lambda channel: channel.answer("q", ""))


def test_f16_too_many_requests_wait_exactly_as_long_as_asked(api: TelegramApi) -> None:
    api.plan(api.too_many(17))
    with pytest.raises(Throttled) as caught:
        send(api, "hola")
    assert caught.value.retry_after == 17
    send(api, "hola")
    assert len(api.sent) == 1


def test_f16_nobody_is_kept_waiting_for_ever_by_what_is_no_pause(api: TelegramApi) -> None:
    api.plan(api.too_many(10**12))
    with pytest.raises(Throttled) as caught:
        send(api, "hola")
    assert caught.value.retry_after == 86_400


@pytest.mark.parametrize(
    "fault",
    [
        dropped(),
        silent(),
        status(500),
        status(502, b"<html>bad gateway</html>"),
        status(503),
        status(429, b"slow down"),
        status(429, b'{"ok": false, "description": "Too Many Requests", "parameters": {"retry_after": "soon"}}'),
        status(409, b'{"ok": false, "description": "Conflict"}'),
    ],
)
def test_f17_a_provider_that_is_away_is_unreachable(api: TelegramApi, fault: Fault) -> None:
    api.plan(fault)
    with pytest.raises(Unreachable):
        send(api, "hola")


def test_f17_a_server_that_is_not_there_is_unreachable(api: TelegramApi) -> None:
    api.close()
    with pytest.raises(Unreachable):
        send(api, "hola")


@pytest.mark.parametrize(
    "body",
    [
        b"<html>welcome to the hotel network</html>",
        b"",
        b"{}",
        b"[]",
        b"true",
        b'{"ok": true}',
        b'{"ok": true, "result": true}',
        b'{"ok": true, "result": {}}',
        b'{"ok": true, "result": [1]}',
        b'{"ok": true, "result": {"message_id": 1}}',
    ],
)
def test_f22_success_without_a_message_is_unknown_not_sent(api: TelegramApi, body: bytes) -> None:
    api.plan(garbage(body))
    with pytest.raises(Unreachable) as caught:
        send(api, "hola")
    assert caught.value.code == "garbage"


def test_f18_a_block_stops_and_so_does_a_chat_that_is_gone(api: TelegramApi) -> None:
    api.block(ANA)
    for to in (str(ANA), "999"):
        with pytest.raises(Stopped):
            send(api, "hola", to=to)
    api.unblock(ANA)
    send(api, "hola")


def test_f18_a_migrated_chat_says_where_it_went(api: TelegramApi) -> None:
    api.migrate(ANA, -1007)
    with pytest.raises(Moved) as caught:
        send(api, "hola")
    assert caught.value.address == "-1007"
    send(api, "hola", to="-1007")


REFUSED = [
    (400, "Bad Request: message text is empty", Rejected),
    (400, "Bad Request: BUTTON_DATA_INVALID", Rejected),
    (400, "Bad Request: chat not found", Stopped),
    (400, "Bad Request: user not found", Stopped),
    (400, "Bad Request: PEER_ID_INVALID", Stopped),
    (400, "Bad Request: can't parse entities", Rejected),
    (401, "Unauthorized", Rejected),
    (403, "Forbidden: user is deactivated", Stopped),
    (403, "Forbidden: bot can't initiate conversation with a user", Stopped),
    (404, "Not Found", Rejected),
    (413, "Request Entity Too Large", Unreachable),
    (500, "Internal Server Error", Unreachable),
]


@pytest.mark.parametrize(("code", "description", "kind"), REFUSED)
def test_every_refusal_has_its_class(api: TelegramApi, code: int, description: str, kind: type[SendError]) -> None:
    api.plan(status(code, f'{{"ok": false, "error_code": {code}, "description": "{description}"}}'.encode()))
    with pytest.raises(SendError) as caught:
        send(api, "hola")
    assert type(caught.value) is kind


def test_a_wrong_token_is_said_to_be_the_token(api: TelegramApi) -> None:
    with pytest.raises(Rejected) as caught:
        send(api, "hola", token="123456789:wrong")
    assert caught.value.code == "token"


def test_no_error_shows_the_token(api: TelegramApi) -> None:
    api.plan(dropped(), status(401, b'{"ok": false, "description": "Unauthorized"}'))
    for _ in range(2):
        with pytest.raises(SendError) as caught:
            send(api, "hola")
        assert api.token not in f"{caught.value!r} {caught.value.code}"


def test_setup_gives_telegram_the_secret_the_kinds_and_a_menu_in_each_language(api: TelegramApi) -> None:
    menus = {"": {"menu": "Menu"}, "es": {"menu": "Menú"}, "ar": {"menu": "القائمة", "help": "مساعدة"}}
    on(api, lambda channel: channel.setup("https://bot.example.org", api.secret, menus))
    assert api.webhook == {
        "url": "https://bot.example.org/telegram/webhook",
        "secret_token": api.secret,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"],
    }
    assert api.commands == menus
    assert on(api, lambda channel: channel.webhook()).url == "https://bot.example.org/telegram/webhook"


@pytest.mark.parametrize(
    ("base", "secret"), [("http://bot.example.org", "s"), ("https://bot.example.org", "no spaces")]
)
def test_setup_refused_by_telegram_is_said(api: TelegramApi, base: str, secret: str) -> None:
    with pytest.raises(Rejected):
        on(api, lambda channel: channel.setup(base, secret, {}))


def test_the_bot_knows_its_name(api: TelegramApi) -> None:
    assert on(api, lambda channel: channel.username()) == "comunidas_bot"
