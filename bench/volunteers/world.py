"""The whole bot on one SQLite file, with people who write to it: the handler and worker that serve, channels that keep.

A scene is built once for each language and channel and kept as an image; each conversation has a copy of its own. The
clock stands still unless somebody writes or a scene lets time pass.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bench.volunteers.cast import MONDAY, Cast, cast_of, interface
from bot.channels.channel import Channel, Incoming
from bot.channels.limits import SMS, TELEGRAM, WHATSAPP
from bot.channels.memory import MemoryChannel
from bot.conversation.session import Session, load_session
from bot.house import House
from bot.notices import Notices
from bot.wording import Wording
from core import hubs, outbox
from core.commands import Actor, Command, Join
from core.context import Context
from core.db import Database
from core.events import Event
from core.handlers import run
from core.messages import Screen, load
from core.migrate import migrate
from core.people import codes
from core.people.addresses import find_or_make
from core.settings import Settings

KEY = "bench-key-bench-key-bench-key-bench"
HOUR, DAY = 3_600_000, 86_400_000
_TYPING_MS = 25_000
_ROUNDS = 40
_SHM = Path("/dev/shm")
_LIMITS = {"telegram": TELEGRAM, "whatsapp": WHATSAPP, "sms": SMS}


class Phone(NamedTuple):
    """Somebody's telephone."""

    channel: str
    address: str
    lang: str


class Shown(NamedTuple):
    """A message on a telephone: what was stored of it, and what its reader sees."""

    id: int
    kind: str
    screen: Screen
    text: str


class Image(NamedTuple):
    """A world that stands still: its file, and what it knows beside it."""

    file: bytes
    now: int
    messages: int
    phones: dict[str, Phone]
    ids: dict[str, int]
    texts: dict[int, str]


@dataclass
class World:
    """`phones` by name; `ids` are of what a scene made (an exchange, a listing, an organisation)."""

    folder: Path
    lang: str
    channel: str
    now: int = MONDAY
    messages: int = 0
    phones: dict[str, Phone] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = self.folder / "world.sqlite3"
        self.db = Database(f"sqlite:///{self.file}")
        settings = Settings(self.db.url, (KEY,), public_base_url="https://bench.invalid")
        self.house = House(
            settings, clock=lambda: self.now, hears=False, db=self.db, wording=_wording(), most_a_minute=0
        )
        self.vault = self.house.vault
        self.sent = {name: MemoryChannel(name, limits) for name, limits in _LIMITS.items()}
        channels: dict[str, Channel] = {**self.sent}
        self.worker = self.house.worker(channels)
        self._loop = asyncio.new_event_loop()
        self._read: dict[str, int] = {}
        self._sql: sqlite3.Connection | None = None

    @property
    def cast(self) -> Cast:
        return cast_of(self.lang)

    @property
    def sql(self) -> sqlite3.Connection:
        """The database as whoever judges reads it."""
        if self._sql is None:
            self._sql = sqlite3.connect(self.file)
        return self._sql

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.sql.execute(sql, values).fetchall()

    def close(self) -> None:
        if self._sql is not None:
            self._sql.close()
        self._loop.close()
        self.house.close()

    # ---- who is here ------------------------------------------------------------------------------------------------

    def hub(self, **policy: Any) -> None:
        lang = interface(self.lang)
        langs = (lang, *(one for one in ("es", "ar", "en", "fr", "pt") if one != lang))
        rules = {"approval": False, **policy}
        with self.db.write() as tx:
            cast = self.cast
            self.ids["hub"] = hubs.add_hub(tx, "Red Puentes", cast.country, cast.zone, langs, rules, self.now)

    def phone(self, who: str, channel: str = "telegram", lang: str = "") -> Phone:
        """A telephone, which nobody wrote from yet."""
        number = f"{self.cast.prefix}900{len(self.phones):05d}"
        address = {"telegram": f"90{len(self.phones):05d}", "whatsapp": f"whatsapp:{number}", "sms": number}[channel]
        self.phones[who] = Phone(channel, address, lang or interface(self.lang))
        return self.phones[who]

    def known(self, who: str, channel: str = "telegram") -> int:
        """Somebody whom the bot has met; their person's id."""
        one = self.phones.get(who) or self.phone(who, channel)
        with self.db.write() as tx:
            found = find_or_make(tx, self.vault, one.channel, one.address, one.lang, self.now)
        self.ids[f"{who}.address"] = found.id
        self.ids[f"{who}.person"] = found.person_id
        return found.person_id

    def member(self, who: str, name: str, town: str, channel: str = "telegram") -> None:
        """Somebody with an organisation of that name, who has the menu before them."""
        self.known(who, channel)
        self.command(who, Join(name, town, self.cast.country, self.ids["hub"]))
        self.ids[who] = self.organisation_of(who)
        self.tap(who, "m:menu")

    def organisation_of(self, who: str) -> int:
        found = self.rows("SELECT acting_for FROM person WHERE id = ?", self.person_of(who))
        return int(found[0][0] or 0) if found else 0

    def person_of(self, who: str) -> int:
        address = self._address(who)
        found = self.rows("SELECT person_id FROM address WHERE id = ?", address)
        return int(found[0][0]) if found else 0

    def code(self, kind: str, organisation: str = "") -> str:
        """An invite code."""
        more: dict[str, Any] = {}
        if organisation:
            more = {"organisation_id": self.ids[organisation], "made_by": self.person_of(organisation)}
        with self.db.write() as tx:
            return codes.make_invite(tx, self.vault, kind, self.ids["hub"], self.now, **more)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def command(self, who: str, command: Command) -> list[Event]:
        """What somebody did elsewhere, all others told of it."""
        self.messages += 1
        acting = self.organisation_of(who) or None
        actor = Actor(self.person_of(who), acting, self.phones[who].channel, f"scene:{self.messages}")
        with self.db.write() as tx:
            events = run(Context(tx, self.vault, actor, self.now), command)
            outbox.enqueue(tx, Notices(tx, self.now).tell(events).alerts, self.now)
        self.deliver()
        return events

    def say(self, who: str, words: str, payload: str = "") -> list[Shown]:
        """Typed; what is new on that telephone then."""
        one = self.phones[who]
        self.messages += 1
        self.now += _TYPING_MS
        key = f"m{self.messages}"
        incoming = Incoming(one.channel, key, one.address, words, payload, lang=one.lang, at=self.now)
        self.house.handler.handle(incoming)
        self.deliver()
        return self.arrived(who)

    def tap(self, who: str, payload: str) -> list[Shown]:
        return self.say(who, "", payload=payload)

    def wait(self, milliseconds: int) -> None:
        """Time passes, and what is due happens at its hour."""
        until = self.now + milliseconds
        while self.now < until:
            self.now = min(until, self.now + 6 * HOUR)
            self.deliver()

    def deliver(self) -> None:
        for _round in range(_ROUNDS):
            if not self._loop.run_until_complete(self.worker.step(self.now)):
                return
            self.now += 1_000

    def arrived(self, who: str) -> list[Shown]:
        """What came to that telephone since this was asked last."""
        last = self._read.get(who, 0)
        found = self.rows(
            "SELECT id, kind, screen FROM outbound WHERE lane_id = ? AND id > ? AND state = 'sent' ORDER BY id",
            self._address(who),
            last,
        )
        if found:
            self._read[who] = found[-1][0]
        for channel in self.sent.values():
            self.texts.update({ref: text for _to, text, ref in channel.sent})
            channel.sent.clear()
        return [Shown(id, kind, load(screen), self.texts.get(id, "")) for id, kind, screen in found if screen]

    def session(self, who: str) -> Session:
        found = self.rows("SELECT state FROM conversation WHERE address_id = ?", self._address(who))
        return load_session(found[0][0] if found else "")

    def shown_last(self, who: str) -> list[Shown]:
        """What stands on that telephone already, as its owner reads it when a conversation begins."""
        self._read[who] = 0
        return self.arrived(who)

    def _address(self, who: str) -> int:
        one = self.phones[who]
        found = self.rows("SELECT id FROM address WHERE blind = ?", self.vault.index(one.channel, one.address))
        return int(found[0][0]) if found else 0

    # ---- images -----------------------------------------------------------------------------------------------------

    def image(self) -> Image:
        for who in self.phones:
            self.arrived(who)
        return Image(self.sql.serialize(), self.now, self.messages, dict(self.phones), dict(self.ids), dict(self.texts))


@cache
def _wording() -> Wording:
    return Wording()


@cache
def _empty() -> bytes:
    """A database with its tables."""
    with tempfile.TemporaryDirectory(prefix="comunidas-volunteers-") as folder:
        file = Path(folder) / "world.sqlite3"
        db = Database(f"sqlite:///{file}")
        migrate(db)
        db.close()
        with sqlite3.connect(file) as sql:
            return sql.serialize()


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for worlds: in memory, where the system has such a place."""
    place = str(_SHM) if _SHM.is_dir() else None
    return tempfile.TemporaryDirectory(prefix="comunidas-volunteers-", dir=place)


def fresh(folder: Path, lang: str, channel: str) -> World:
    """A world without anybody."""
    _put(folder, _empty())
    return World(folder, lang, channel)


def restored(folder: Path, image: Image, lang: str, channel: str) -> World:
    """A world as it stood when the image was made."""
    _put(folder, image.file)
    phones, ids, texts = dict(image.phones), dict(image.ids), dict(image.texts)
    world = World(folder, lang, channel, image.now, image.messages, phones, ids, texts)
    for who in phones:
        world.shown_last(who)
    return world


def _put(folder: Path, file: bytes) -> None:
    for left in folder.glob("world.sqlite3*"):
        left.unlink()
    (folder / "world.sqlite3").write_bytes(file)
