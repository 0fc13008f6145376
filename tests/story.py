"""Whole conversations through the real handler, worker and a channel: what a person types, what arrives on the phone.

`Story` runs on the terminal's channel, or on Telegram or WhatsApp against the strict doubles of their servers, so that
raw updates go in and what the provider accepted comes out. The clock only moves when a story says so.
"""

from __future__ import annotations

import asyncio
import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from typing import Any

import orjson
from sqlalchemy import func, select

from bot.channels.channel import Channel, Incoming
from bot.channels.console import ConsoleChannel
from bot.channels.sms import SmsChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_updates import parse_update
from bot.channels.twilio_door import Account, TwilioDoor
from bot.channels.twilio_forms import parse_inbound
from bot.channels.whatsapp import WhatsAppChannel
from bot.doubles.telegram_api import TelegramApi
from bot.doubles.twilio_api import TwilioApi
from bot.handle import Handled, Handler
from bot.notices import Notices
from bot.sending.carrying import Carrying
from bot.sending.delivery import Render
from bot.sending.rendering import Rendering
from bot.wording import Wording
from bot.worker import Worker
from core import hubs, outbox
from core.clocks import Clock
from core.commands import Fire
from core.db import Database, Q
from core.handlers import fire
from core.messages import Screen
from core.people import codes
from core.tables import outbound
from core.vault import Vault
from tests.files import OF_KIND, TYPES

BASE = "https://bot.example.org"
SECOND, DAY = 1_000, 86_400_000
YES = {"es": "sí", "ar": "نعم", "en": "yes", "fr": "oui", "pt": "sim"}
_ROUNDS = 30
_REPLIES = Q(select(func.count()).select_from(outbound).where(outbound.c.kind == "reply"))


class Phones:
    """Where messages are typed and arrive: the terminal. Names are addresses."""

    name = "console"

    def __init__(self) -> None:
        self.channel: Channel = ConsoleChannel(say=lambda _text: None)
        self.ids = itertools.count(1)

    @property
    def channels(self) -> dict[str, Channel]:
        """What the worker sends through."""
        return {self.name: self.channel}

    def typed(self, who: str, words: str, lang: str, at: int, **more: Any) -> Incoming:
        """The message as the channel hands it over."""
        return Incoming(self.name, str(next(self.ids)), who, words=words, lang=lang, at=at, **more)

    def arrived(self) -> list[tuple[str, str]]:
        """(name, text) of all that arrived, in order."""
        assert isinstance(self.channel, ConsoleChannel)
        return [(who, outgoing.text) for who, outgoing in self.channel.said]

    def watch(self, clock: Callable[[], int]) -> None:
        """What the provider's clock says (ms)."""

    def lost(self) -> list[str]:
        """To whom something was sent, since this was asked last, that the provider takes and never delivers."""
        return []

    def close(self) -> None:
        """Nothing to give back."""


class TelegramPhones(Phones):
    """Telegram: raw update bytes in, what the Bot API took out."""

    name = "telegram"

    def __init__(self) -> None:
        super().__init__()
        self.api = TelegramApi()
        self.channel = TelegramChannel(self.api.token, self.api.url)
        self._chats: dict[str, int] = {}

    def chat(self, who: str) -> int:
        return self._chats.setdefault(who, 1000 + len(self._chats))

    def typed(self, who: str, words: str, lang: str, at: int, **more: str) -> Incoming:
        update = self.api.text(self.chat(who), words, lang or "xx")
        parsed = parse_update(orjson.dumps(update), at)
        assert parsed is not None
        return parsed

    def sent_file(self, who: str, kind: str, words: str, lang: str, at: int, **more: Any) -> Incoming:
        chat, caption = self.chat(who), {"caption": words} if words else {}
        if "," in kind:
            lat, lon = map(float, kind.split(","))
            update = self.api.media(chat, "location", lang, location={"latitude": lat, "longitude": lon})
        else:
            content = more.pop("content", OF_KIND.get(kind, b"?"))
            about = {} if kind == "photo" else {"mime_type": more.pop("mime_type", TYPES.get(kind, ""))}
            update = self.api.sends_file(chat, kind, content, lang or "xx", **about, **caption, **more)
        parsed = parse_update(orjson.dumps(update), at)
        assert parsed is not None
        return parsed

    def tapped(self, who: str, label: str, at: int) -> Incoming:
        """The newest message's button of that label, pressed."""
        newest = self.api.to(self.chat(who))[-1]
        parsed = parse_update(orjson.dumps(self.api.tap(newest, label)), at)
        assert parsed is not None
        return parsed

    def choices(self, who: str) -> tuple[str, ...]:
        """The labels of the newest message's buttons."""
        return tuple(self.api.to(self.chat(who))[-1].buttons)

    def arrived(self) -> list[tuple[str, str]]:
        names = {chat: who for who, chat in self._chats.items()}
        return [(names[one.chat_id], (_beside(one.media) + one.text).rstrip()) for one in self.api.sent]

    def close(self) -> None:
        self.api.close()


class TwilioPhones(Phones, ABC):
    """Twilio's form in, what its API took out."""

    prefix = ""

    def __init__(self) -> None:
        super().__init__()
        self.api = TwilioApi()
        account = Account(self.api.account_sid, self.api.auth_token, self.api.url, "https://bot.example.org")
        self.channel = self.through(TwilioDoor(account))
        self._numbers: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        self._looked = 0

    @abstractmethod
    def through(self, door: TwilioDoor) -> Channel:
        """The channel behind that door."""

    def choices(self, who: str) -> tuple[str, ...]:
        """The labels of the newest message's buttons or rows."""
        newest = [sent for sent in self.api.sent if self.owner(sent.to) == who][-1]
        return tuple(label for label, _id in newest.buttons)

    def number(self, who: str) -> str:
        if who not in self._numbers:
            self.keep_number(who, f"+99900000{len(self._numbers):04d}")
        return self._numbers[who]

    def owner(self, address: str) -> str:
        """Whose telephone has that number, or that id of WhatsApp's."""
        return self._owners[self.api.number_of(address)]

    def keep_number(self, who: str, number: str) -> None:
        """Somebody's own number, such as one of another country."""
        self._numbers[who] = self.prefix + number
        self._owners[self.prefix + number] = who

    def typed(self, who: str, words: str, lang: str, at: int, **more: str) -> Incoming:
        tapped = {"ButtonPayload": more["payload"]} if "payload" in more else {}
        parsed = parse_inbound(self.api.inbound(self.number(who), words, _moment(at), **tapped), at)
        assert parsed is not None
        return parsed

    def tapped(self, who: str, label: str, at: int) -> Incoming:
        """The newest message's button or row of that label, pressed."""
        newest = next(sent for sent in reversed(self.api.sent) if self.owner(sent.to) == who)
        parsed = parse_inbound(self.api.tapped(newest, label, _moment(at)), at)
        assert parsed is not None
        return parsed

    def sent_file(self, who: str, kind: str, words: str, lang: str, at: int, **more: Any) -> Incoming:
        if "," in kind:
            lat, lon = kind.split(",")
            form = self.api.inbound(self.number(who), words, _moment(at), Latitude=lat, Longitude=lon)
        else:
            type = more.get("mime_type") or TYPES[kind]
            content = more.get("content", OF_KIND.get(kind, b"?"))
            form = self.api.media_form(self.number(who), words, type, content, _moment(at))
        parsed = parse_inbound(form, at)
        assert parsed is not None
        return parsed

    def arrived(self) -> list[tuple[str, str]]:
        return [(self.owner(one.to), (_beside("file" * bool(one.media)) + one.body).rstrip()) for one in self.api.sent]

    def watch(self, clock: Callable[[], int]) -> None:
        self.api.clock = lambda: _moment(clock())

    def lost(self) -> list[str]:
        new, self._looked = self.api.sent[self._looked :], len(self.api.sent)
        return [self.owner(one.to) for one in new if self.api.outcome(one)[1]["MessageStatus"] == "failed"]

    def close(self) -> None:
        self.api.close()


class WhatsAppPhones(TwilioPhones):
    """WhatsApp."""

    name = "whatsapp"
    prefix = "whatsapp:"

    def through(self, door: TwilioDoor) -> Channel:
        return WhatsAppChannel(door, self.api.whatsapp_from)

    def hide(self, who: str) -> None:
        """They take a username: from now on only WhatsApp's id of them comes."""
        self.api.hide(self.number(who))

    def shows(self, who: str) -> None:
        """Their number comes again."""
        self.api.show(self.number(who))

    def has_new_number(self, who: str, number: str, *, same_id: bool = False) -> None:
        """Somebody changes their number, and with it their id; the old number is nobody's."""
        id = self.api.forget(self.number(who))
        self.keep_number(who, number)
        if same_id:
            self.api.give_id(self.number(who), id)


class SmsPhones(TwilioPhones):
    """SMS."""

    name = "sms"

    def through(self, door: TwilioDoor) -> Channel:
        return SmsChannel(door, self.api.sms_from)


class MixedPhones(Phones):
    """Some on Telegram and some on WhatsApp: `whatsapp` holds their names."""

    name = "mixed"

    def __init__(self) -> None:
        self.telegram, self.whatsapp_phones = TelegramPhones(), WhatsAppPhones()
        self.whatsapp: set[str] = set()
        self._log: list[tuple[str, str]] = []
        self._read: dict[str, int] = {}

    @property
    def channels(self) -> dict[str, Channel]:
        return {**self.telegram.channels, **self.whatsapp_phones.channels}

    def typed(self, who: str, words: str, lang: str, at: int, **more: str) -> Incoming:
        return (self.whatsapp_phones if who in self.whatsapp else self.telegram).typed(who, words, lang, at, **more)

    def sent_file(self, who: str, kind: str, words: str, lang: str, at: int, **more: Any) -> Incoming:
        return (self.whatsapp_phones if who in self.whatsapp else self.telegram).sent_file(
            who, kind, words, lang, at, **more
        )

    def arrived(self) -> list[tuple[str, str]]:
        for phones in (self.telegram, self.whatsapp_phones):
            all_of_it = phones.arrived()
            self._log += all_of_it[self._read.get(phones.name, 0) :]
            self._read[phones.name] = len(all_of_it)
        return self._log

    def watch(self, clock: Callable[[], int]) -> None:
        self.whatsapp_phones.watch(clock)

    def lost(self) -> list[str]:
        return self.whatsapp_phones.lost()

    def close(self) -> None:
        self.telegram.close()
        self.whatsapp_phones.close()


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def _beside(media: str) -> str:
    """What a phone shows of a file, before the words."""
    return f"[{media}] " if media else ""


PHONES: dict[str, type[Phones]] = {
    "console": Phones,
    "telegram": TelegramPhones,
    "whatsapp": WhatsAppPhones,
    "sms": SmsPhones,
    "mixed": MixedPhones,
}


class Story:
    """People, one channel, one database, one clock."""

    def __init__(self, db: Database, vault: Vault, now: int, phones: Phones, loop: asyncio.AbstractEventLoop) -> None:
        self.db, self.vault, self.now, self.phones = db, vault, now, phones
        self.langs: dict[str, str] = {}
        self.screens: list[Screen] = []  # what was answered, in order
        self.wording = wording = Wording()
        self.handler = Handler(db, vault, wording, lambda: self.now, lambda: None)
        rendering = Rendering(wording, lambda: self.now, vault)
        channels = phones.channels
        self.worker = Worker(
            db,
            vault,
            channels,
            rendering.render,
            rendering.tap,
            self._fire,
            clock=lambda: self.now,
            rng=Random(1),
            prepare=Carrying(db, vault, channels, lambda: self.now, BASE),
        )
        self._loop = loop
        self._read = 0
        phones.watch(lambda: self.now)

    def hub(
        self,
        name: str = "Red Demo",
        country: str = "HN",
        zone: str = "America/Tegucigalpa",
        langs: tuple[str, ...] = ("es", "ar", "en"),
        **policy: Any,
    ) -> int:
        """A hub that lets newcomers in at once, unless `policy` says otherwise."""
        with self.db.write() as tx:
            return hubs.add_hub(tx, name, country, zone, langs, {"approval": False, **policy}, self.now)

    def code(self, kind: str, hub_id: int) -> str:
        """An invite code of that kind, as the command line makes it."""
        with self.db.write() as tx:
            return codes.make_invite(tx, self.vault, kind, hub_id, self.now)

    def say(self, who: str, words: str, **more: str) -> list[tuple[str, str]]:
        """Type it; what arrives on all phones then, as (name, text)."""
        return self.send(self.phones.typed(who, words, self.langs.get(who, ""), self.now, **more))

    def show(self, who: str, kind: str, words: str = "", **more: Any) -> list[tuple[str, str]]:
        """Send a photo, a document, a voice note or a location (kind "14.08,-87.21"), with words or without."""
        assert isinstance(self.phones, TelegramPhones | TwilioPhones | MixedPhones)
        return self.send(self.phones.sent_file(who, kind, words, self.langs.get(who, ""), self.now, **more))

    def tap(self, who: str, label: str) -> list[tuple[str, str]]:
        """Press a button of the newest message (Telegram, WhatsApp)."""
        assert isinstance(self.phones, TelegramPhones | WhatsAppPhones)
        return self.send(self.phones.tapped(who, label, self.now))

    def send(self, incoming: Incoming) -> list[tuple[str, str]]:
        """Hand a message over, deliver everything, and read what is new."""
        self.handle(incoming)
        return self.deliver()

    def render_with(self, render: Render) -> None:
        """Let the worker write messages in another way."""
        self.worker._delivery._render = render

    def replies(self) -> int:
        """How many replies were made so far, to whomever."""
        with self.db.read() as tx:
            return int(tx.value(_REPLIES))

    def handle(self, incoming: Incoming) -> Handled | None:
        """Only handle: nothing is delivered."""
        handled = self.handler.handle(incoming)
        if handled:
            self.screens.append(handled.screen)
        return handled

    def wait(self, milliseconds: int) -> list[tuple[str, str]]:
        """Time passes; clocks run and what they cause arrives."""
        self.now += milliseconds
        return self.deliver()

    def step(self) -> int:
        """One round of the worker."""
        return self._loop.run_until_complete(self.worker.step(self.now))

    def deliver(self) -> list[tuple[str, str]]:
        """Let the worker send all that waits (each round a little later, as the pace of a channel wants)."""
        for _round in range(_ROUNDS):
            if not self.step():
                break
            self.now += 2 * SECOND
        arrived = self.phones.arrived()
        new, self._read = arrived[self._read :], len(arrived)
        return new

    def read_so_far(self) -> None:
        """Nothing of what has arrived is news any more."""
        self._read = len(self.phones.arrived())

    def _fire(self, clock: Clock) -> None:
        def work(tx: Any) -> None:
            events = fire(tx, self.vault, Fire(clock.kind, clock.subject, clock.subject_id), self.now)
            outbox.enqueue(tx, Notices(tx, self.now).tell(events).alerts, self.now)

        self.db.writing(work)


@contextmanager
def telling(db: Database, vault: Vault, now: int, channel: str | Phones = "console") -> Iterator[Story]:
    """A story on that channel or those telephones, with everything given back at its end."""
    phones = PHONES[channel]() if isinstance(channel, str) else channel
    loop = asyncio.new_event_loop()
    try:
        yield Story(db, vault, now, phones, loop)
    finally:
        for one in phones.channels.values():
            loop.run_until_complete(one.close())
        loop.close()
        phones.close()


def answer(story: Story, words: str, who: str = "luz") -> str:
    """What that person reads after writing this."""
    return "\n".join(text for name, text in story.say(who, words) if name == who)
