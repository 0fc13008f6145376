"""One network to try things out: a house on a database of its own, telephones around it, and a clock that can be moved.

Nothing runs by itself: whoever looks or acts lets the worker do what is due by then. One thread at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.channels.channel import Button, Incoming, StatusUpdate
from bot.house import House
from bot.sending.briefs import SEE
from bot.simulator import posted
from bot.simulator.adapter import Fate, Killed, PhoneChannel
from bot.simulator.clock import HubClock
from bot.simulator.phone import CHANNELS, CONNECTIONS, NUMBERS, SLOW_MS, Phone
from bot.simulator.shelf import MOST_BYTES, Brought, Shelf, Sight
from bot.simulator.values import Exhausted
from bot.wording import Reader, Wording
from bot.worker import Worker
from core.accounts import witness
from core.accounts.witness import Written
from core.languages import NAMES
from core.people import aliases
from core.policy import DAY_MS
from core.settings import Settings

AGAIN_MS = 15_000
"""After which a provider posts a message once more that did not get through."""
DAYS = (1, 7)
_LONGEST = 4096
_ROUNDS = 60
_ROUND_MS = 1_100
"""The hub's clock goes on so far with each round of the worker, so that the pace of a channel keeps nobody waiting."""
_STEPS_A_DAY = 4


class Begun(NamedTuple):
    """How a world stands before anybody acts: its telephones, the newest number of a message, and the hub's time."""

    phones: tuple[Phone, ...]
    number: int
    now: int


class Sent(NamedTuple):
    """The newest message of somebody: what the books gained by it, the conversation before and after it.

    It came so many `times`; `repeats` of those it changed nothing.
    """

    phone: str
    incoming: Incoming
    label: str
    written: tuple[Written, ...]
    before: str
    state: str
    times: int
    repeats: int


@dataclass
class _Parcel:
    """A message on its way to us; `due` None: it is still on the telephone."""

    phone: Phone
    n: int
    incoming: Incoming
    label: str
    due: int | None
    copies: int


class World:
    """`file` is a migrated database that belongs to this world alone; `web` is where its pages are, if anywhere."""

    def __init__(
        self, file: Path, key: str, wording: Wording, ticking: Callable[[], int], begun: Begun, web: str = ""
    ) -> None:
        self.clock = clock = HubClock(begun.now, ticking)
        self.phones = {phone.key: phone for phone in deepcopy(begun.phones)}
        self.file = file
        self.newest: Sent | None = None
        self.repeats = 0
        settings = Settings(f"sqlite:///{file}", (key,), public_base_url=web)
        self.house = House(settings, clock=clock, hears=False, wording=wording)
        self._fate = Fate()
        self.shelf = Shelf(file.with_suffix(".files"))
        self._brought = 0
        self.channels = {
            name: PhoneChannel(name, self._find, clock, self._arrived, self._see, self._fate, self.shelf, self._opened)
            for name in (*CHANNELS, "console")
        }
        self._worker: Worker | None = self.house.worker(self.channels)
        self._parcels: list[_Parcel] = []
        self._reports: list[tuple[Phone, int]] = []
        self._number = begun.number
        self._last: dict[str, Incoming] = {}

    def close(self) -> None:
        self.house.close()
        self.shelf.close()

    def begun(self) -> Begun:
        """For worlds that begin as this one stands."""
        return Begun(tuple(deepcopy(list(self.phones.values()))), self._number, self.clock())

    @property
    def alive(self) -> bool:
        """Whether there is a worker."""
        return self._worker is not None

    @property
    def armed(self) -> bool:
        """Whether the worker dies with its next message."""
        return self.alive and self._fate.armed

    # ---- what somebody does -------------------------------------------------------------------------------------

    def say(self, key: str, words: str) -> None:
        """Write on a telephone; nothing where there are no words."""
        phone, words = self.phones[key], words.strip()[:_LONGEST]
        incoming = posted.typed(phone, words, self._next(), self.clock()) if words else None
        if incoming:
            self._send(phone, incoming, words)

    def tap(self, key: str, n: int, index: int) -> None:
        """Press a button of message `n`; nothing where it has none there."""
        found = self.phones[key].button(n, index)
        if found:
            self._press(self.phones[key], *found)

    def _press(self, phone: Phone, button: Button, ref: str = "") -> None:
        incoming = posted.tapped(phone, button, ref, self._next(), self.clock())
        if incoming:
            self._send(phone, incoming, button.label)

    def bring(self, key: str, words: str, file: Brought) -> None:
        """Send a file, with words or without; what is not handed on is known by its name. Raises Exhausted."""
        phone, words = self.phones[key], words.strip()[:_LONGEST]
        self._brought += len(file.data)
        if self._brought > MOST_BYTES:
            raise Exhausted
        sight = self.shelf.show(file.data)
        data, type = file.data, file.type
        if phone.channel == "telegram" and sight and sight.kind == "photo":
            data = self.shelf.get(sight.ref) or b""  # Telegram keeps a photo without what it tells of its maker
        elif type.startswith("image/") and phone.channel == "telegram":
            type = "application/octet-stream"  # what is no picture it sends as a paper
        number, now = self._next(), self.clock()
        incoming = posted.sent(phone, words, type, self.shelf.put(data), len(data), number, now)
        if incoming:
            self._send(phone, incoming, words or ("" if sight else file.name), sight)

    def place(self, key: str) -> None:
        """Send where the telephone is."""
        phone = self.phones[key]
        incoming = posted.placed(phone, *phone.place, self._next(), self.clock())
        if incoming:
            self._send(phone, incoming, f"📍 {phone.place[0]}, {phone.place[1]}")

    def again(self, key: str) -> None:
        """The provider posts the telephone's last message a second time."""
        incoming = self._last.get(key)
        if incoming:
            self._receive(self.phones[key], incoming, "", 1)
            self.settle()

    def pass_days(self, days: int) -> None:
        """The hub's clock goes forward, a quarter of a day at a time, and what comes due on the way happens."""
        for _step in range(min(days, max(DAYS)) * _STEPS_A_DAY):
            self.clock.move(DAY_MS // _STEPS_A_DAY)
            self.settle()

    def kill(self, *, in_the_middle: bool = False) -> None:
        """The worker dies: now, or with its next message on the telephone and not yet written down."""
        if in_the_middle:
            self._fate.armed = True
        else:
            self._worker = None

    def start(self) -> None:
        """Another worker takes over."""
        self._fate.armed = self._fate.dead = False
        self._worker = self._worker or self.house.worker(self.channels)
        self.settle()

    def go_offline(self, key: str) -> None:
        self.phones[key].online = False

    def go_online(self, key: str) -> None:
        """What waited on either side goes its way."""
        now = self.clock()
        self.phones[key].wake(now)
        for parcel in self._parcels:
            if parcel.phone.key == key and parcel.due is None:
                parcel.due = now + self._journey(parcel.phone, parcel.n)
        self.settle()

    def set_connection(self, key: str, connection: str) -> None:
        if connection in CONNECTIONS:
            self.phones[key].connection = connection

    def set_number(self, key: str, number: str) -> None:
        """Whether WhatsApp tells the number, or hides it behind a username."""
        if number in NUMBERS:
            self.phones[key].hidden = number == "hidden"

    def set_language(self, key: str, lang: str) -> None:
        """The person chooses it in the chat, as its page of languages does."""
        phone = self.phones[key]
        if lang in NAMES and lang != phone.lang:
            phone.lang = lang
            self._press(phone, Button(f"lang:{lang}", NAMES[lang]))

    def set_channel(self, key: str, channel: str) -> None:
        """Another application: the person writes from there, and from then on is written to there."""
        phone = self.phones[key]
        if channel in CHANNELS and channel != phone.channel:
            phone.channel = channel
            phone.bubbles = []
            self.say(key, "0")

    # ---- what goes on -------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Everything that is due by the hub's clock happens: messages arrive here, go out, and clocks run."""
        for _round in range(_ROUNDS):
            moved = self._unload() + self._step() + self._report()
            if not moved:
                return
            self.clock.move(_ROUND_MS)

    def _unload(self) -> int:
        now = self.clock()
        due = [parcel for parcel in self._parcels if parcel.due is not None and parcel.due <= now]
        self._parcels = [parcel for parcel in self._parcels if parcel not in due]
        for parcel in due:
            parcel.phone.settle(parcel.n, "")
            parcel.phone.heard[parcel.incoming.channel] = now
            self._receive(parcel.phone, parcel.incoming, parcel.label, parcel.copies)
        return len(due)

    def _receive(self, phone: Phone, incoming: Incoming, label: str, copies: int) -> None:
        db, known = self.house.db, self.newest if self.newest and self.newest.incoming == incoming else None
        blind = self.house.vault.index(incoming.channel, incoming.address)
        with db.read() as tx:
            mark, before = witness.mark(tx, self.clock()), witness.conversation_of(tx, aliases.address_of(tx, blind))
        handled = [self.house.handler.handle(incoming) for _copy in range(copies)]
        repeats = handled.count(None)
        self.repeats += repeats
        if known:
            self.newest = known._replace(times=known.times + copies, repeats=known.repeats + repeats)
            return
        with db.read() as tx:
            written = tuple(witness.written(tx, mark))
            state = witness.conversation_of(tx, aliases.address_of(tx, blind))
        self.newest = Sent(phone.key, incoming, label, written, before, state, copies, repeats)

    def _step(self) -> int:
        if self._worker is None:
            return 0
        try:
            with asyncio.Runner() as runner:
                return runner.run(self._worker.step(self.clock()))
        except Killed:
            self._worker = None
            return 0

    def _report(self) -> int:
        """WhatsApp and SMS say what arrived; a connection that delivers twice says it twice."""
        ready = [(phone, ref) for phone, ref in self._reports if phone.online]
        self._reports = [one for one in self._reports if one not in ready]
        for phone, ref in ready:
            for _copy in range(2 if phone.connection == "twice" else 1):
                self.house.status(StatusUpdate(ref, "", "delivered"))
        return len(ready)

    def _send(self, phone: Phone, incoming: Incoming, label: str, file: Sight | None = None) -> None:
        n = phone.write(label, self.clock(), "" if phone.online else "waits", file)
        self._last[phone.key] = incoming
        copies = 2 if phone.connection == "twice" else 1
        due = self.clock() + self._journey(phone, n) if phone.online else None
        self._parcels.append(_Parcel(phone, n, incoming, label, due, copies))
        self.settle()

    def _journey(self, phone: Phone, n: int) -> int:
        """How long one's own message is under way, which its telephone shows."""
        ways = {"slow": ("travels", SLOW_MS), "lost": ("again", AGAIN_MS)}
        way, took = ways.get(phone.connection, ("", 0))
        phone.settle(n, way)
        return took

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _find(self, address: str) -> Phone | None:
        return next((phone for phone in self.phones.values() if phone.is_at(address)), None)

    def _arrived(self, phone: Phone, ref: int) -> None:
        if phone.channel != "telegram":
            self._reports.append((phone, ref))

    def _opened(self, url: str) -> bytes | None:
        """What lies at an address of this house."""
        found = self.house.file(url.rpartition("/media/")[2])
        return found.data if found else None

    def _see(self, lang: str) -> str:
        assert not isinstance(SEE.label, str)
        return self.house.wording.say(SEE.label, Reader(lang))
