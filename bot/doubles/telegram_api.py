"""A local Bot API server, strict as the real one about what it takes; people act on it, too.

    with TelegramApi() as api:
        channel = TelegramChannel(api.token, api.url)
        client.post("/telegram/webhook", json=api.text(7, "hola"), headers=api.headers())
        api.sent[-1].text, api.sent[-1].buttons          # what the bot answered
        api.tap(api.sent[-1], "Yes")                      # the update of pressing that button

Rules are those of core.telegram.org/bots/api; the wording of errors is the real server's.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.doubles import rules
from bot.doubles.server import Answer, Call, Fault, LocalServer
from bot.doubles.telegram_files import Refused, TelegramFiles, refusal
from bot.doubles.telegram_menus import MenuKeeper
from bot.doubles.telegram_people import NOW, People, Sent, Update, chat_of

_TOKEN = "123456789:AAtestAAtestAAtestAAtestAAtestAAtest"  # noqa: S105  invented
_SECRET = "a-secret_of-the_tests"  # noqa: S105  invented

_PARAMS = {
    "getMe": "",
    "sendMessage": "chat_id text reply_markup link_preview_options parse_mode entities disable_notification",
    "sendPhoto": "chat_id photo caption reply_markup parse_mode disable_notification",
    "sendVoice": "chat_id voice caption reply_markup parse_mode disable_notification duration",
    "sendDocument": "chat_id document caption reply_markup parse_mode disable_notification",
    "getFile": "file_id",
    "sendChatAction": "chat_id action",
    "editMessageText": "chat_id message_id text reply_markup link_preview_options parse_mode entities",
    "editMessageReplyMarkup": "chat_id message_id reply_markup",
    "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
    "setWebhook": "url secret_token allowed_updates max_connections drop_pending_updates ip_address",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "getMyCommands": "scope language_code",
    "setMyCommands": "commands scope language_code",
    "deleteMyCommands": "scope language_code",
    "setMyDescription": "description language_code",
    "setMyShortDescription": "short_description language_code",
    "getUpdates": "offset limit timeout allowed_updates",
}


_MEDIA = {"sendPhoto": "photo", "sendVoice": "voice", "sendDocument": "document"}


class TelegramApi(TelegramFiles, MenuKeeper, People, LocalServer):
    """State a test may read: `sent`, `answered` (tap id → text), `webhook`, `commands` (language → command → text)."""

    def __init__(self, token: str = _TOKEN, secret: str = _SECRET) -> None:
        self.token, self.secret = token, secret
        self.sent: list[Sent] = []
        self.answered: dict[str, str] = {}
        self.typing_in: list[int] = []  # chats that saw "typing"
        self.webhook: dict[str, Any] = {}
        self.clear_menus()
        self._waiting: list[Update] = []
        self._arrived = threading.Condition()
        People.__init__(self)
        TelegramFiles.__init__(self)
        LocalServer.__init__(self)

    def queue(self, *updates: Update) -> None:
        """Let getUpdates find these."""
        with self._arrived:
            self._waiting += updates
            self._arrived.notify_all()

    def headers(self) -> dict[str, str]:
        """What Telegram adds to a webhook request once setWebhook gave it the secret."""
        return {"X-Telegram-Bot-Api-Secret-Token": self.secret}

    def too_many(self, seconds: int) -> Fault:
        """A 429 that asks for a pause."""
        return Fault(refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds))

    def to(self, chat: int) -> list[Sent]:
        """Everything that one person got."""
        return [sent for sent in self.sent if sent.chat_id == chat]

    @property
    def pending(self) -> list[Update]:
        """Updates not yet acknowledged by a higher offset."""
        return list(self._waiting)

    # the server's side

    def answer(self, call: Call) -> Answer:
        if call.path.startswith("/file/"):
            return self._file(call.path)
        try:
            method = self._method(call.path)
            _known_params(method, {**call.params, **dict.fromkeys(call.files, "")})
            if method in _MEDIA:
                return Answer.json(200, {"ok": True, "result": self._send_media(_MEDIA[method], call)})
            run: Callable[[Mapping[str, str]], object] = getattr(self, f"_{_snake(method)}")
            return Answer.json(200, {"ok": True, "result": run(call.params)})
        except Refused as refused:
            return refused.answer

    def _method(self, path: str) -> str:
        found = re.fullmatch(r"/bot(\d+:[\w-]+)/(\w+)", path)
        if not found or found[2] not in _PARAMS:
            raise Refused(404, "Not Found")
        if found[1] != self.token:
            raise Refused(401, "Unauthorized")
        return found[2]

    def _get_me(self, _: Mapping[str, str]) -> object:
        return {"id": int(self.token.split(":")[0]), "is_bot": True, "first_name": "Banco", "username": "comunidas_bot"}

    def _send_message(self, params: Mapping[str, str]) -> object:
        chat = self._reachable(params)
        sent = Sent(self._next(), chat, _text(params), _rows(params.get("reply_markup", "")))
        with self._lock:
            self.sent.append(sent)
        return {"message_id": sent.message_id, "date": NOW, "chat": chat_of(chat), "text": sent.text}

    def _send_media(self, kind: str, call: Call) -> object:
        """By an id of the same kind of this bot, or by its bytes; the real server wants one of the two."""
        chat, given = self._reachable(call.params), call.params.get(kind, "")
        name, content = "", b""
        if attached := re.fullmatch(r"attach://(\w+)", given):
            name, content = call.files.get(attached[1], ("", b""))
        elif kind in call.files:
            name, content = call.files[kind]
        elif given in self._files and self._files[given][0] == kind:
            content = self._files[given][1]
        else:
            raise Refused(400, "Bad Request: wrong file identifier/HTTP URL specified")
        if not content:
            raise Refused(400, "Bad Request: file must be non-empty")
        if kind == "photo" and (len(content) > 10 << 20 or not content.startswith((b"\xff\xd8", b"\x89PNG"))):
            raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
        caption = call.params.get("caption", "")
        _refuse(rules.telegram_caption(caption))
        rows = _rows(call.params.get("reply_markup", ""))
        sent = Sent(self._next(), chat, caption, rows, kind, content, name)
        with self._lock:
            self.sent.append(sent)
        return {"message_id": sent.message_id, "date": NOW, "chat": chat_of(chat), "caption": caption}

    def _send_chat_action(self, params: Mapping[str, str]) -> object:
        if params.get("action") != "typing":
            raise Refused(400, "Bad Request: wrong parameter action in request")
        self.typing_in.append(self._reachable(params))
        return True

    def _edit_message_text(self, params: Mapping[str, str]) -> object:
        text = _text(params)
        rows = _rows(params.get("reply_markup", ""))
        return self._edited(params, lambda old: Sent(old.message_id, old.chat_id, text, rows))

    def _edit_message_reply_markup(self, params: Mapping[str, str]) -> object:
        rows = _rows(params.get("reply_markup", ""))
        return self._edited(params, lambda old: replace(old, rows=rows))

    def _edited(self, params: Mapping[str, str], change: Callable[[Sent], Sent]) -> object:
        chat = self._reachable(params)
        if not re.fullmatch(r"[1-9]\d*", params.get("message_id", "")):
            raise Refused(400, "Bad Request: message identifier is not specified")
        with self._lock:
            old = [place for place, sent in enumerate(self.sent) if sent.message_id == int(params["message_id"])]
            if not old or self.sent[old[0]].chat_id != chat:
                raise Refused(400, "Bad Request: message to edit not found")
            new = change(self.sent[old[0]])
            if self.sent[old[0]] == new:
                raise Refused(
                    400,
                    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                    "the same as a current content and reply markup of the message",
                )
            self.sent[old[0]] = new
        return {"message_id": new.message_id, "date": NOW, "chat": chat_of(chat), "text": new.text}

    def _answer_callback_query(self, params: Mapping[str, str]) -> object:
        query = params.get("callback_query_id", "")
        if query not in self._open_taps:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(params.get("text", "")) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self._open_taps.discard(query)
        self.answered[query] = params.get("text", "")
        return True

    def _set_webhook(self, params: Mapping[str, str]) -> object:
        url, secret = params.get("url", ""), params.get("secret_token")
        if url and not url.startswith("https://"):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        if not 1 <= int(params.get("max_connections", 40)) <= 100:
            raise Refused(400, "Bad Request: max_connections must be between 1 and 100")
        allowed = json.loads(params.get("allowed_updates", "[]"))
        self.webhook = {"url": url, "secret_token": secret, "allowed_updates": allowed} if url else {}
        return True

    def _delete_webhook(self, _: Mapping[str, str]) -> object:
        self.webhook = {}
        return True

    def _get_webhook_info(self, _: Mapping[str, str]) -> object:
        failed = {
            name: self.webhook[name] for name in ("last_error_date", "last_error_message") if name in self.webhook
        }
        return failed | {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._waiting),
            "allowed_updates": self.webhook.get("allowed_updates", []),
        }

    def _get_updates(self, params: Mapping[str, str]) -> object:
        if self.webhook:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first",
            )
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        with self._arrived:
            self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
            self._arrived.wait_for(lambda: self._waiting or self._closing.is_set(), float(params.get("timeout", 0)))
            return self._waiting[:limit]

    def _reachable(self, params: Mapping[str, str]) -> int:
        given = params.get("chat_id", "")
        if not given:
            raise Refused(400, "Bad Request: chat_id is empty")
        chat = int(given) if re.fullmatch(r"-?\d+", given) else 0
        if chat in self._moved:
            new = self._moved[chat]
            raise Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=new)
        if chat not in self._chats:
            raise Refused(400, "Bad Request: chat not found")
        if chat in self._blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat


def _known_params(method: str, params: Mapping[str, str]) -> None:
    """The real server ignores what it does not know; here a misspelt name shows at once."""
    if unknown := set(params) - set(_PARAMS[method].split()):
        raise Refused(400, f"Bad Request: {method} has no {sorted(unknown)}")


def _refuse(wrong: str) -> None:
    if wrong:
        raise Refused(400, f"Bad Request: {wrong}")


def _text(params: Mapping[str, str]) -> str:
    text = params.get("text", "")
    _refuse(rules.telegram_text(text))
    if params.get("parse_mode") == "HTML" and re.search(r"<(?!/?(b|i|u|s|a|code|pre)\b)|&(?!lt;|gt;|amp;|quot;)", text):
        raise Refused(400, "Bad Request: can't parse entities: Unsupported start tag")
    return text


def _rows(markup: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    if not markup:
        return ()
    try:
        rows = json.loads(markup)["inline_keyboard"]
    except (ValueError, KeyError):
        raise Refused(400, "Bad Request: object expected as reply markup") from None
    made = tuple(tuple(_button(button) for button in row) for row in rows)
    _refuse(rules.telegram_rows(made))
    return made


def _button(button: Mapping[str, str]) -> tuple[str, str]:
    if not button.get("text"):
        raise Refused(400, "Bad Request: inline keyboard button text must be non-empty")
    if set(button) != {"text", "callback_data"}:
        raise Refused(400, "Bad Request: inline keyboard button must have exactly one action")
    return button["text"], button["callback_data"]


def _snake(method: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", method).lower()
