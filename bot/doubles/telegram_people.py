"""What people do to a local Bot API server: each makes the update that Telegram would send.

`queue` hands one to getUpdates; a test posts it to the webhook.
"""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Update = dict[str, Any]
NOW = 1_795_000_000


@dataclass(frozen=True)
class Sent:
    """A message that arrived on somebody's phone; `rows` of (label, data)."""

    message_id: int
    chat_id: int
    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    media: str = ""  # photo, voice or document
    file: bytes = b""
    file_name: str = ""

    @property
    def buttons(self) -> dict[str, str]:
        """label → data, in order."""
        return {label: data for row in self.rows for label, data in row}


class People:
    """Who wrote, blocked or moved; which taps wait for an answer. `keep` and `_lock` are the server's."""

    _lock: threading.RLock

    def __init__(self) -> None:
        self._chats: set[int] = set()
        self._blocked: set[int] = set()
        self._moved: dict[int, int] = {}
        self._open_taps: set[str] = set()
        self._ids = 1000

    @abstractmethod
    def keep(self, kind: str, content: bytes) -> str: ...

    def text(self, chat: int, words: str, lang: str = "es", **more: Any) -> Update:
        """Somebody writes; the first time is what lets the bot write to them."""
        return self._message("message", chat, lang, {"text": words, **more})

    def media(self, chat: int, kind: str, lang: str = "es", **more: Any) -> Update:
        """A voice note, photo, location … (`kind` is the Bot API's field), e.g. media(7, "voice", caption="…")."""
        body: Any = {"location": {"latitude": 14.08, "longitude": -87.21}, "photo": [{"file_id": "p"}]}.get(kind)
        return self._message("message", chat, lang, {kind: body or {"file_id": "f"}, **more})

    def sends_file(self, chat: int, kind: str, content: bytes, lang: str = "es", **more: Any) -> Update:
        """Somebody sends a photo, a voice note or a document; `more`: caption, media_group_id; mime_type, file_name."""
        about = {name: more.pop(name) for name in ("mime_type", "file_name") if name in more}
        body: Any = {"file_id": self.keep(kind, content), "file_unique_id": "u", "file_size": len(content), **about}
        if kind == "photo":
            body = [{**body, "file_id": self.keep("photo", b"small"), "width": 90, "height": 90}, body]
        return self._message("message", chat, lang, {kind: body, **more})

    def edited(self, chat: int, words: str, lang: str = "es") -> Update:
        return self._message("edited_message", chat, lang, {"text": words, "edit_date": NOW + 60})

    def in_group(self, chat: int, words: str) -> Update:
        return self._message("message", chat, "es", {"text": words, "chat": {"id": chat, "type": "supergroup"}})

    def tap(self, sent: Sent, label: str, lang: str = "es") -> Update:
        """Somebody presses the button with this label on that message."""
        query = f"q{self._next()}"
        self._open_taps.add(query)
        screen = {"message_id": sent.message_id, "date": NOW, "chat": chat_of(sent.chat_id), "text": sent.text}
        body = {"id": query, "from": _user(sent.chat_id, lang), "chat_instance": "1"}
        return self.update("callback_query", {**body, "message": screen, "data": sent.buttons[label]})

    def block(self, chat: int) -> Update:
        """Somebody blocks the bot: 403 from now on."""
        self._blocked.add(chat)
        return self._membership(chat, "member", "kicked")

    def unblock(self, chat: int) -> Update:
        self._blocked.discard(chat)
        self._chats.add(chat)
        return self._membership(chat, "kicked", "member")

    def migrate(self, chat: int, new: int) -> None:
        """The chat has another id from now on."""
        self._moved[chat] = new
        self._chats.add(new)

    def forget_taps(self) -> None:
        """Every tap is too old to be answered now."""
        self._open_taps.clear()

    def update(self, kind: str, body: Mapping[str, Any]) -> Update:
        """Any update, of a known or unknown kind."""
        return {"update_id": self._next(), kind: dict(body)}

    def _message(self, kind: str, chat: int, lang: str, content: Mapping[str, Any]) -> Update:
        self._chats.add(chat)
        about = {"message_id": self._next(), "from": _user(chat, lang), "chat": chat_of(chat), "date": NOW}
        return self.update(kind, {**about, **content})

    def _membership(self, chat: int, old: str, new: str) -> Update:
        about = {"chat": chat_of(chat), "from": _user(chat, "es"), "date": NOW}
        return self.update(
            "my_chat_member", {**about, "old_chat_member": {"status": old}, "new_chat_member": {"status": new}}
        )

    def _next(self) -> int:
        with self._lock:
            self._ids += 1
            return self._ids


def chat_of(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": "Ana"}


def _user(chat: int, lang: str) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Ana", "language_code": lang}
