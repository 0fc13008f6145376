"""A Telegram update becomes what a person did, and whatever else arrives becomes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Incoming
from bot.channels.telegram_updates import parse_update

CHAT = {"id": 7, "type": "private"}
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "es"}


def message(kind: str = "message", number: int = 1, **content: Any) -> bytes:
    about = {"message_id": 5, "from": ANA, "chat": CHAT, "date": 1_795_000_000}
    return json.dumps({"update_id": number, kind: {**about, **content}}).encode()


def parsed(raw: bytes) -> Incoming:
    incoming = parse_update(raw, now=42)
    assert incoming is not None
    return incoming


def test_words_come_as_they_were_typed_with_the_senders_language_and_time() -> None:
    assert parsed(message(text="  necesitamos un contador ")) == Incoming(
        "telegram", "1", "7", words="  necesitamos un contador ", lang="es", at=1_795_000_000_000, place=5
    )


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("/start", "/start", ""),
        ("/start casa-luz_7", "/start", "casa-luz_7"),
        ("/start@comunidas_bot abc", "/start", "abc"),
        ("/started", "/started", ""),
        ("/menu", "/menu", ""),
        ("start abc", "start abc", ""),
    ],
)
def test_a_deep_links_word_is_kept_apart_and_other_commands_stay_words(text: str, words: str, start: str) -> None:
    incoming = parsed(message(text=text))
    assert (incoming.words, incoming.start) == (words, start)


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ({"voice": {"file_id": "f"}}, "voice"),
        ({"audio": {"file_id": "f"}}, "voice"),
        ({"photo": [{"file_id": "f"}]}, "photo"),
        ({"document": {"file_id": "f"}}, "document"),
        ({"animation": {"file_id": "f"}, "document": {"file_id": "f"}}, "other"),
        ({"sticker": {"file_id": "f"}}, "sticker"),
        ({"contact": {"phone_number": "+50499990001"}}, "contact"),
        ({"poll": {"id": "1"}}, "other"),
        ({"story": {}}, "other"),
    ],
)
def test_what_is_not_words_says_its_kind(content: dict[str, Any], media: str) -> None:
    assert parsed(message(**content)).media == media


def test_a_contacts_number_goes_nowhere() -> None:
    assert "9999" not in repr(parsed(message(contact={"phone_number": "+50499990001"})))


def test_a_caption_is_words() -> None:
    incoming = parsed(message(photo=[{"file_id": "f"}], caption="la gotera"))
    assert (incoming.media, incoming.words) == ("photo", "la gotera")


def test_a_location_is_latitude_and_longitude() -> None:
    incoming = parsed(message(location={"latitude": 14.08, "longitude": -87.21}, venue={"title": "x"}))
    assert (incoming.media, incoming.location) == ("location", "14.08,-87.21")


def test_a_place_off_the_earth_is_ignored() -> None:
    assert parse_update(message(location={"latitude": 1e9, "longitude": 0})) is None


def test_an_edit_is_an_edit_whatever_it_says() -> None:
    incoming = parsed(message("edited_message", text="5 horas", edit_date=1_795_000_060))
    assert (incoming.media, incoming.words, incoming.at) == ("edit", "5 horas", 1_795_000_060_000)


def test_a_group_is_a_group_and_its_address_the_group() -> None:
    incoming = parsed(message(text="/menu", chat={"id": -100, "type": "supergroup"}))
    assert (incoming.media, incoming.address) == ("group", "-100")


def test_a_tap_carries_its_data_the_query_to_answer_and_the_screen() -> None:
    tap = {"id": "q1", "from": ANA, "data": "k:sure:1", "message": {"message_id": 9, "chat": CHAT, "date": 1}}
    incoming = parsed(json.dumps({"update_id": 3, "callback_query": tap}).encode())
    assert incoming == Incoming("telegram", "3", "7", payload="k:sure:1", lang="es", tap_id="q1", screen_ref="9", at=42)


def test_a_tap_on_a_vanished_message_still_has_an_address() -> None:
    raw = json.dumps({"update_id": 3, "callback_query": {"id": "q1", "from": ANA, "data": "x"}}).encode()
    assert parsed(raw).address == "7"


@pytest.mark.parametrize(("new", "event"), [("kicked", "blocked"), ("member", "unblocked")])
def test_blocking_and_coming_back_are_events(new: str, event: str) -> None:
    raw = message("my_chat_member", old_chat_member={"status": "x"}, new_chat_member={"status": new})
    assert parsed(raw).event == event


def test_joining_a_group_is_nobodys_event() -> None:
    group = {"id": -100, "type": "group"}
    assert parse_update(message("my_chat_member", chat=group, new_chat_member={"status": "member"})) is None


@pytest.mark.parametrize(
    "kind", ["message_reaction", "poll", "pre_checkout_query", "channel_post", "story", "business_message", "x"]
)
def test_f24_unknown_kinds_are_ignored(kind: str) -> None:
    assert parse_update(message(kind, text="hola")) is None


@pytest.mark.parametrize("content", [{"pinned_message": {}}, {"new_chat_members": [ANA]}, {"text": ""}])
def test_f24_service_messages_are_ignored(content: dict[str, Any]) -> None:
    assert parse_update(message(**content)) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"hola"',
        b"\xff\xfe",
        b"{}",
        b'{"update_id": "1", "message": {}}',
        b'{"update_id": true, "message": {"chat": {"id": 1}, "text": "x"}}',
        b'{"update_id": 1, "message": null}',
        b'{"update_id": 1, "message": []}',
        b'{"update_id": 1, "message": {"text": "x"}}',
        b'{"update_id": 1, "message": {"text": "x", "chat": {"id": "1; drop"}}}',
        b'{"update_id": 1, "message": {"text": "x", "chat": {"id": 1e99}}}',
        b'{"update_id": 1, "message": {"location": {"latitude": "a"}, "chat": {"id": 1}}}',
        b'{"update_id": 1, "callback_query": {"id": "q"}}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
    ],
)
def test_f26_garbage_is_nothing(raw: bytes) -> None:
    assert parse_update(raw) is None


def test_f26_lone_surrogates_and_broken_bytes_are_replaced_and_the_rest_kept() -> None:
    escaped = rb'{"update_id": 1, "message": {"text": "a\ud800b \ud83d\ude00", "chat": {"id": 1, "type": "private"}}}'
    broken = b'{"update_id": 1, "message": {"text": "a\xffb", "chat": {"id": 1, "type": "private"}}}'
    assert parsed(escaped).words == "a\ufffdb 😀"
    assert parsed(broken).words == "a\ufffdb"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
fields = st.sampled_from(
    ["text", "caption", "chat", "from", "data", "id", "message", "location", "new_chat_member", "photo", "date"]
)


@given(
    kind=st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]),
    body=st.dictionaries(fields, json_values | st.just(CHAT) | st.just(ANA)) | json_values,
    number=json_values,
)
def test_f26_no_shape_of_json_raises(kind: str, body: object, number: object) -> None:
    incoming = parse_update(json.dumps({"update_id": number, kind: body}).encode())
    if incoming is not None:
        repr(incoming).encode("utf-8")
