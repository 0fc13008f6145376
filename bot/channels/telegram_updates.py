"""A Telegram update as the bot's `Incoming`: only the few fields a conversation needs, and never an exception.

Fields: Bot API "Update", "Message", "CallbackQuery", "ChatMemberUpdated". This path runs once a message in the
request thread, so it reads plain JSON and builds none of python-telegram-bot's objects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import orjson

from bot.channels.channel import Incoming
from bot.channels.wire import sound
from core.relay.pieces import Piece

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "message_reaction")
"""The updates asked of Telegram; any other kind is ignored."""

# A message's content, most telling first (an animation also carries a document, a venue a location).
_MEDIA = {
    "voice": "voice",
    "audio": "voice",
    "photo": "photo",
    "sticker": "sticker",
    "animation": "other",
    "document": "document",
    "location": "location",
    "contact": "contact",
    "video": "other",
    "video_note": "other",
    "poll": "other",
    "dice": "other",
    "story": "other",
    "game": "other",
}
_FILES = {"document": ("document",), "voice": ("voice", "audio")}
KINDS_OF_FILES = ("photo", "document", "voice", "location")
_FILE_ID = re.compile(r"[\w-]{1,256}", re.ASCII)
_LONGEST_ALBUM, _LONGEST_TYPE = 32, 100
_EVENTS = {"kicked": "blocked", "member": "unblocked"}
_OUTSIDE = ("left", "kicked")
_INSIDE = ("member", "administrator")
_GROUPS = ("group", "supergroup")


def parse_update(raw: bytes, now: int = 0) -> Incoming | None:
    """The update in a webhook's body; None for garbage and for kinds that mean nothing here.

    `now` (epoch ms) stands in for the moment where Telegram gives none.
    """
    try:
        return read_update(orjson.loads(raw), now)
    except orjson.JSONDecodeError:
        return read_update(_leniently(raw), now)


def read_update(update: object, now: int = 0) -> Incoming | None:
    """The same for an update that is already parsed JSON (polling)."""
    if not isinstance(update, dict):
        return None
    for kind, read in _READERS.items():
        body = update.get(kind)
        if body is not None:
            try:
                return read(body, _id(update["update_id"]), now)
            except (AttributeError, KeyError, TypeError, ValueError):  # not the shape the Bot API promises
                return None
    return None


def _leniently(raw: bytes) -> object:
    """What orjson refuses but can be mended: broken UTF-8, escaped lone surrogates, NaN."""
    try:
        return json.loads(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _message(body: dict[str, Any], number: str, now: int, edited: bool = False) -> Incoming | None:
    media, chat = _media(body), body["chat"]
    if moved := _moved(body, number, now):
        return moved
    words = _text(body, "text") or _text(body, "caption")
    if not (words or media):
        return None  # a service message: a pin, a timer, somebody joined
    start = ""
    if words.startswith("/start"):
        words, start = _deep_link(words)
    if edited:
        media = "edit"
    if chat.get("type") not in (*_GROUPS, "private"):
        return None  # a channel
    if chat.get("type") != "private":
        media = "group"
    return Incoming(
        channel="telegram",
        message_id=number,
        address=_id(chat["id"]),
        words=words,
        start=start,
        lang=_lang(body),
        media=media,
        location=_place(body["location"]) if "location" in body else "",
        at=_moment(body, now),
        files=_files(body) if media in KINDS_OF_FILES else (),
        album=_text(body, "media_group_id")[:_LONGEST_ALBUM],
        screen_ref=_quoted(body),
        place=_number(body),
    )


def _edited(body: dict[str, Any], number: str, now: int) -> Incoming | None:
    return _message(body, number, now, edited=True)


def _tap(body: dict[str, Any], number: str, now: int) -> Incoming:
    screen = body.get("message") or {}
    chat = screen.get("chat") or {"id": body["from"]["id"], "type": "private"}
    return Incoming(
        channel="telegram",
        message_id=number,
        address=_id(chat["id"]),
        payload=_text(body, "data"),
        lang=_lang(body),
        media="" if chat.get("type") == "private" else "group",
        tap_id=_text(body, "id"),
        screen_ref=str(screen.get("message_id", "")),
        at=now,
    )


def _membership(body: dict[str, Any], number: str, now: int) -> Incoming | None:
    """In private: blocked, or back. Taken into a group: it is told where to write."""
    chat, old, new = body["chat"], body["old_chat_member"]["status"], body["new_chat_member"]["status"]
    address, lang, at = _id(chat["id"]), _lang(body), _moment(body, now)
    if chat.get("type") == "private":
        event = _EVENTS.get(new, "")
        return Incoming("telegram", number, address, lang=lang, event=event, at=at) if event else None
    if chat.get("type") in _GROUPS and old in _OUTSIDE and new in _INSIDE:
        return Incoming("telegram", number, address, lang=lang, media="group", at=at)
    return None


def _reaction(body: dict[str, Any], number: str, now: int) -> Incoming | None:
    """A sign on one of our messages, in private; that one was taken away again means nothing."""
    if body["chat"].get("type") != "private" or not body.get("new_reaction"):
        return None
    lang = _text(body.get("user") or {}, "language_code")
    screen = str(body["message_id"]) if type(body["message_id"]) is int else ""
    address = _id(body["chat"]["id"])
    return Incoming("telegram", number, address, lang=lang, media="reaction", screen_ref=screen, at=_moment(body, now))


def _moved(body: dict[str, Any], number: str, now: int) -> Incoming | None:
    """A group became a supergroup: the old chat says where it went, the new one where it came from."""
    to, came = body.get("migrate_to_chat_id"), body.get("migrate_from_chat_id")
    if to is None and came is None:
        return None
    here = _id(body["chat"]["id"])
    old, new = (here, _id(to)) if to is not None else (_id(came), here)
    return Incoming("telegram", number, old, words=new, event="moved", at=_moment(body, now))


_READERS: dict[str, Callable[[dict[str, Any], str, int], Incoming | None]] = {
    "message": _message,
    "callback_query": _tap,
    "edited_message": _edited,
    "my_chat_member": _membership,
    "message_reaction": _reaction,
}


def _media(body: dict[str, Any]) -> str:
    if "text" in body:
        return ""
    for key in _MEDIA:
        if key in body:
            return _MEDIA[key]
    return ""


def _files(body: dict[str, Any]) -> tuple[Piece, ...]:
    """What can be handed on: the largest photo, the paper, the voice note or the place."""
    if "location" in body:
        return (Piece("location", _place(body["location"]), channel="telegram"),)
    kind = _media(body)
    try:
        found = body["photo"][-1] if kind == "photo" else next(body[key] for key in _FILES[kind] if key in body)
        ref, size = found["file_id"], found.get("file_size", 0)
    except (IndexError, KeyError, TypeError, AttributeError):
        return ()
    if type(ref) is not str or not _FILE_ID.fullmatch(ref):
        return ()
    declared = "" if kind == "photo" or "voice" in body else _text(found, "mime_type").lower()[:_LONGEST_TYPE]
    return (Piece(kind, ref, size if type(size) is int else 0, declared, "telegram"),)


def _deep_link(words: str) -> tuple[str, str]:
    """'/start word' and '/start@bot word' as ('/start', 'word'); other words stay as they are."""
    command, _, word = words.partition(" ")
    if command.partition("@")[0] != "/start":
        return words, ""
    return "/start", word.strip()


def _quoted(body: dict[str, Any]) -> str:
    """Which message these words answer, as Telegram numbers it."""
    answered = body.get("reply_to_message")
    number = answered.get("message_id") if isinstance(answered, dict) else None
    return str(number) if type(number) is int else ""


def _number(body: dict[str, Any]) -> int:
    """The message's own number; in a private chat theirs and ours are counted together."""
    number = body.get("message_id")
    return number if type(number) is int else 0


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    return sound(value) if isinstance(value, str) else ""


def _lang(body: dict[str, Any]) -> str:
    return _text(body.get("from") or {}, "language_code")


def _moment(body: dict[str, Any], now: int) -> int:
    seconds = body.get("edit_date") or body.get("date")
    return seconds * 1000 if type(seconds) is int else now


def _place(point: dict[str, Any]) -> str:
    latitude, longitude = float(point["latitude"]), float(point["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("not a place on Earth")
    return f"{latitude},{longitude}"


def _id(value: object) -> str:
    """Ids have up to 52 significant bits (Bot API, "Chat"); a wrong type or size is no id."""
    if type(value) is not int or abs(value) >= 1 << 53:
        raise TypeError("an id is a whole number")
    return str(value)
