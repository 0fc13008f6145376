"""Sending through Telegram: python-telegram-bot's Bot, its errors translated into what the outbox understands.

Texts go out without a parse mode, so `<b>` or `*` in a name show as typed and nothing needs escaping. The client
belongs to the event loop that first uses it: one `TelegramChannel` a loop.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import ModuleType
from typing import Any, cast

import orjson
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    WebhookInfo,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.channels.channel import (
    Button,
    Moved,
    Outgoing,
    Receipt,
    Rejected,
    SendError,
    Stopped,
    Throttled,
    Unreachable,
)
from bot.channels.download import download
from bot.channels.limits import TELEGRAM
from bot.channels.telegram_updates import KINDS
from bot.channels.trusted import trusted
from bot.channels.wire import rows, sound, utf16
from core.relay.pieces import Attached

# RetryAfter as a timedelta, the library's coming default; without it every 429 costs a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# httpcore tries to import sniffio several times a request, only to hear that this is asyncio. What is not installed
# Python looks for in every folder each time; said to be missing, it is not looked for.
sys.modules.setdefault("sniffio", cast(ModuleType, None))

LIMITS = TELEGRAM
ANSWER_LENGTH = 200
CONNECTIONS = 256  # more than the worker sends at once, or a message would wait for a connection and not for Telegram
FETCH_S = 12.0
PUBLIC_API = "https://api.telegram.org"
_HARMLESS = ("message is not modified", "message to edit not found", "message can't be edited", "query is too old")
_GONE = ("chat not found", "user not found", "peer_id_invalid", "bot was kicked", "user is deactivated")
_GARBAGE = (KeyError, TypeError, ValueError, AttributeError)


class Request(HTTPXRequest):
    """The library's client, but an answer that is no Bot API answer is an error, and its text is never logged."""

    def __init__(self, **how: Any) -> None:
        """`how`: timeouts and sizes of the library's."""
        super().__init__(httpx_kwargs={"verify": trusted()}, **how)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError:
            raise TelegramError("garbage") from None
        if not isinstance(answer, dict) or not ("result" in answer or "description" in answer):
            raise TelegramError("garbage")
        return answer


def make_bot(token: str, base_url: str, request: HTTPXRequest, polling: HTTPXRequest) -> Bot:
    """A Bot at `base_url` (the public API or another server); it opens no connection before its first call."""
    return Bot(
        token,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=request,
        get_updates_request=polling,
    )


class TelegramChannel:
    """The Telegram side of the outbox; raises only the `SendError` tree."""

    name = "telegram"
    limits = LIMITS

    def __init__(self, token: str, base_url: str = PUBLIC_API, timeout: float = 10.0) -> None:
        """`timeout` in seconds bounds connecting, writing and reading, each."""
        self._files = f"{base_url}/file/bot{token}/"
        self._request = Request(
            connection_pool_size=CONNECTIONS,
            connect_timeout=timeout,
            read_timeout=timeout,
            write_timeout=timeout,
            pool_timeout=timeout,
        )
        try:
            self._bot = make_bot(token, base_url, self._request, self._request)
        except InvalidToken:
            raise Rejected("token") from None

    def length(self, text: str) -> int:
        return utf16(text)

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        if outgoing.attached is not None:
            return await self._send_file(address, outgoing, outgoing.attached)
        try:
            message = await self._bot.send_message(
                chat_id=address,
                text=sound(outgoing.text),
                reply_markup=keyboard(outgoing.buttons),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            return Receipt(str(message.message_id))
        except TelegramError as error:
            raise failure(error) from None
        except _GARBAGE:  # 200, but no message inside: whether it was sent is unknown
            raise Unreachable("garbage") from None

    async def _send_file(self, address: str, outgoing: Outgoing, one: Attached) -> Receipt:
        """A photo, a paper or a voice note with the words as its caption."""
        file = one.ref or InputFile(one.data, filename=one.name)
        words: dict[str, Any] = {
            "chat_id": address,
            "caption": sound(outgoing.text),
            "reply_markup": keyboard(outgoing.buttons),
        }
        try:
            if one.kind == "photo" and not one.name.endswith(".webp"):
                message = await self._bot.send_photo(photo=file, **words)
            elif one.kind == "voice":
                message = await self._bot.send_voice(voice=file, **words)
            else:
                message = await self._bot.send_document(document=file, **words)
            return Receipt(str(message.message_id))
        except TelegramError as error:
            raise failure(error) from None
        except _GARBAGE:
            raise Unreachable("garbage") from None

    async def fetch(self, ref: str, most: int) -> bytes:
        """A file that somebody sent to this bot; Telegram gives away none above 20 MB."""
        try:
            file = await self._bot.get_file(ref)
        except BadRequest as error:
            raise Rejected("too_large" if "too big" in error.message.lower() else "gone") from None
        except TelegramError as error:
            raise failure(error) from None
        except _GARBAGE:
            raise Unreachable("garbage") from None
        url = file.file_path or ""
        if not url.startswith(self._files) or ".." in url:
            raise Rejected("gone")
        if (file.file_size or 0) > most:
            raise Rejected("too_large")
        return await asyncio.to_thread(download, url, most, seconds=FETCH_S)

    async def edit(self, address: str, screen_ref: str, outgoing: Outgoing) -> None:
        """Replace a message that was sent before; one that is already so, or gone, is no error."""
        try:
            await self._bot.edit_message_text(
                chat_id=address,
                message_id=int(screen_ref),
                text=sound(outgoing.text),
                reply_markup=keyboard(outgoing.buttons),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            _unless_harmless(error)
        except _GARBAGE:
            raise Unreachable("garbage") from None

    async def unbutton(self, address: str, screen_ref: str) -> None:
        """Take the buttons off a message that was sent before; one that has none, or is gone, is no error."""
        try:
            await self._bot.edit_message_reply_markup(chat_id=address, message_id=int(screen_ref))
        except TelegramError as error:
            _unless_harmless(error)
        except _GARBAGE:
            raise Unreachable("garbage") from None

    async def answer(self, tap_id: str, text: str) -> None:
        """Stop the spinner of a tap; too late is no error."""
        try:
            await self._bot.answer_callback_query(tap_id, text=sound(text)[:ANSWER_LENGTH] or None)
        except TelegramError as error:
            _unless_harmless(error)

    async def setup(self, public_base_url: str, secret: str, commands: Mapping[str, Mapping[str, str]]) -> None:
        """Point Telegram at our webhook and give it the command menus: language ('' = any other) → command → text."""
        try:
            await self._bot.set_webhook(
                f"{public_base_url}/telegram/webhook", secret_token=secret, allowed_updates=list(KINDS)
            )
            for language, menu in commands.items():
                await self._bot.set_my_commands(
                    [BotCommand(command, text) for command, text in menu.items()], language_code=language or None
                )
        except TelegramError as error:
            raise failure(error) from None

    async def typing(self, address: str) -> None:
        """Show for some seconds that an answer is on its way."""
        try:
            await self._bot.send_chat_action(address, ChatAction.TYPING)
        except TelegramError as error:
            raise failure(error) from None

    async def show_commands(self, address: str, menu: Mapping[str, str]) -> None:
        """The list of commands in one chat; an empty one: the usual list again."""
        scope = BotCommandScopeChat(address)
        try:
            if menu:
                await self._bot.set_my_commands([BotCommand(one, text) for one, text in menu.items()], scope=scope)
            else:
                await self._bot.delete_my_commands(scope=scope)
        except TelegramError as error:
            raise failure(error) from None

    async def describe(self, words: Mapping[str, tuple[str, str]]) -> None:
        """What is said of the bot: language ('' = any other) → before a chat begins, and in one line on its card."""
        try:
            for language, (long, short) in words.items():
                await self._bot.set_my_description(long, language_code=language or None)
                await self._bot.set_my_short_description(short, language_code=language or None)
        except TelegramError as error:
            raise failure(error) from None

    async def menu(self, language: str) -> dict[str, str]:
        """Command → what it does, as Telegram shows it to phones in that language ('' = any other)."""
        try:
            shown = await self._bot.get_my_commands(language_code=language or None)
        except TelegramError as error:
            raise failure(error) from None
        except _GARBAGE:
            raise Unreachable("garbage") from None
        return {one.command: one.description for one in shown}

    async def username(self) -> str:
        """The bot's name without @, for t.me links."""
        try:
            return (await self._bot.get_me()).username or ""
        except TelegramError as error:
            raise failure(error) from None
        except _GARBAGE:
            raise Unreachable("garbage") from None

    async def webhook(self) -> WebhookInfo:
        """Where Telegram sends updates now, and its last error there."""
        try:
            return await self._bot.get_webhook_info()
        except TelegramError as error:
            raise failure(error) from None
        except _GARBAGE:
            raise Unreachable("garbage") from None

    async def close(self) -> None:
        await self._request.shutdown()


def keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Buttons in rows: two beside each other where both labels are short, else one a row."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(sound(one.label), callback_data=one.data) for one in row] for row in rows(buttons)]
    )


def failure(error: TelegramError) -> SendError:
    """What a Bot API error means for the message."""
    match error:
        case RetryAfter():
            try:
                wait: Any = error.retry_after
                return Throttled(wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
            except _GARBAGE:  # what stands between us and them says how long in words of its own
                return Unreachable("429")
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Stopped("403")
        case InvalidToken() | EndPointNotFound():
            return Rejected("token")
        case BadRequest():
            reason = error.message.lower()
            return Stopped("400") if any(gone in reason for gone in _GONE) else Rejected(f"400 {error.message}"[:120])
        case _:
            return Unreachable("garbage" if error.message == "garbage" else type(error).__name__)


def _unless_harmless(error: TelegramError) -> None:
    if isinstance(error, BadRequest) and any(known in error.message.lower() for known in _HARMLESS):
        return
    raise failure(error) from None
