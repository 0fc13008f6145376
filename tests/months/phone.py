"""A telephone: what stands on it, and the raw updates and forms that its owner causes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

from tests.months import texting
from tests.months.network import BASE, Network

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_NUMBERED = re.compile(r"^(?:1|١)\. ", re.MULTILINE)


class Shown(NamedTuple):
    """A message on the telephone: ours by `ref` (outbound id), the provider's by `id`.

    `choices` are the ids of its numbered choices where numbers are printed, `buttons` (label, data).
    """

    ref: int
    id: str
    text: str
    at: int
    choices: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]
    raw: Any
    reply: bool = True


class Posted(NamedTuple):
    """A request that a provider makes to our web side."""

    channel: str
    id: str
    path: str
    body: bytes | dict[str, str]
    headers: Mapping[str, str]


def numbered(text: str) -> bool:
    """Whether a text has printed numbers to choose by."""
    return bool(_NUMBERED.search(text))


class Phone:
    """One person's, with one application; `shown` in the order of arrival.

    `believed` are the screens that we can only think to stand on it, as Twilio took them; `stopped`: they wrote STOP.
    """

    def __init__(self, network: Network, channel: str, number: int, lang: str) -> None:
        self.network, self.channel, self.lang = network, channel, lang
        self.chat, self.number = 5000 + number, f"{'whatsapp:' * (channel == 'whatsapp')}+9990000{number:04d}"
        self.shown: list[Shown] = []
        self.believed: set[int] = set()
        self.stopped = False
        self._last: tuple[int, str] = (0, "")

    @property
    def address(self) -> str:
        return str(self.chat) if self.channel == "telegram" else self.number

    @property
    def known_as(self) -> str:
        """A name by which the bot finds the chat also where it never saw the number."""
        if self.channel != "whatsapp":
            return self.address
        api = self.network.twilio
        return f"{api.id_of(self.number)}@{api.whatsapp_from.removeprefix('whatsapp:')}"

    def hides(self, *, number: bool) -> None:
        """Takes a username (WhatsApp), or gives it up."""
        if self.channel == "whatsapp":
            (self.network.twilio.hide if number else self.network.twilio.show)(self.number)

    @property
    def newest(self) -> Shown | None:
        """What a number means that is typed now."""
        return next((one for one in reversed(self.shown) if one.choices or one.reply), None)

    @property
    def as_believed(self) -> bool:
        """Whether that is also what we must think: by SMS a message may be late, or never come."""
        return not self.believed or (self.newest is not None and self.newest.ref == max(self.believed))

    def types(self, words: str, at: int, quoting: Shown | None = None) -> Posted | None:
        """None where the carrier keeps the words for itself."""
        if self.channel == "sms" and texting.swallowed(words):
            return None
        if self.channel == "telegram":
            more: dict[str, Any] = {"date": at // 1000}
            if quoting:
                more["reply_to_message"] = {"message_id": int(quoting.id)}
            update = self.network.telegram.text(self.chat, words, self.lang, **more)
            self._last = (update["message"]["message_id"], words)
            return self._update(update)
        if self.stopped:  # whoever writes after their STOP is answered, though the carrier lets nothing through
            self.network.unwanted[self.number] -= 1
        more = {"OriginalRepliedMessageSid": quoting.id} if quoting else {}
        return self._form(self.network.twilio.inbound(self.number, words, _moment(at), **more))

    def taps(self, on: Shown, label: str, at: int) -> Posted:
        if self.channel == "telegram":
            return self._update(self.network.telegram.tap(on.raw, label, self.lang))
        return self._form(self.network.twilio.tapped(on.raw, label, _moment(at)))

    def edits(self, words: str, at: int) -> Posted | None:
        """The last message, put right on the telephone (Telegram)."""
        if self.channel != "telegram" or not self._last[0]:
            return None
        about = {"id": self.chat, "is_bot": False, "first_name": "Ana", "language_code": self.lang}
        chat = {"id": self.chat, "type": "private"}
        body = {"message_id": self._last[0], "from": about, "chat": chat, "date": at // 1000, "edit_date": at // 1000}
        return self._update(self.network.telegram.update("edited_message", {**body, "text": words}))

    def in_a_group(self, words: str, at: int) -> Posted | None:
        """The wrong chat."""
        if self.channel != "telegram":
            return None
        body = self.network.telegram.in_group(-self.chat, words)
        body["message"]["from"]["id"] = self.chat
        return self._update(body)

    def sticker(self, at: int) -> Posted:
        if self.channel == "telegram":
            return self._update(self.network.telegram.media(self.chat, "sticker", self.lang, date=at // 1000))
        more = {"NumMedia": "1", "MediaContentType0": "image/webp" if self.channel == "whatsapp" else "image/gif"}
        return self._form(self.network.twilio.inbound(self.number, "", _moment(at), **more))

    def blocks(self, at: int, *, told: bool) -> Posted | None:
        """By SMS with a word that the carrier keeps; `told`: we hear of it, too."""
        if self.channel == "telegram":
            return self._update(self.network.telegram.block(self.chat))
        if self.channel != "sms":
            return None
        self.stopped = True
        self.network.twilio.opt_out(self.number)
        return self._form(self.network.twilio.inbound(self.number, "STOP", _moment(at))) if told else None

    def unblocks(self, at: int) -> Posted | None:
        if self.channel == "telegram":
            return self._update(self.network.telegram.unblock(self.chat))
        if not self.stopped:
            return None
        self.stopped = False
        self.network.twilio.opt_in(self.number)
        self.network.unwanted.pop(self.number, None)
        return self._form(self.network.twilio.inbound(self.number, "START", _moment(at)))

    def _update(self, update: dict[str, Any]) -> Posted:
        headers = {**self.network.telegram.headers(), "Content-Type": "application/json"}
        return Posted("telegram", str(update["update_id"]), "/telegram/webhook", orjson.dumps(update), headers)

    def _form(self, form: dict[str, str]) -> Posted:
        headers = self.network.twilio.headers(f"{BASE}/twilio/inbound", form)
        return Posted(self.channel, form["MessageSid"], "/twilio/inbound", form, headers)


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
