"""The whole bot of one process, put together from its settings: what is opened once and shared by all that runs."""

from __future__ import annotations

import logging
import os
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from prometheus_client.core import CounterMetricFamily, Metric

from bot.channels.channel import Channel, Incoming, StatusUpdate, Unread
from bot.desk import Desk
from bot.desk.shared import Shared, shared
from bot.handle import Handler
from bot.notices import Notices
from bot.sending.carrying import Carrying
from bot.sending.content_book import ContentBook
from bot.sending.delivery import Prepare
from bot.sending.rendering import Rendering
from bot.wake import make_bell
from bot.wording import Wording
from bot.wording.unmentioned import unmentioned
from bot.worker import Worker
from core import leases, migrate, oddities, outbox
from core.accounts.drift import Drift
from core.bot_name import BotName
from core.clocks import Clock
from core.commands import Fire
from core.db import AGAIN, Database, Tx
from core.errors import Unavailable
from core.gauges import deadlocks, gauges
from core.handlers import fire
from core.hubs import all_hubs, open_hubs
from core.leases import CONFLICT, TURNED_AWAY, NumberLease
from core.limits import MESSAGES_A_MINUTE
from core.lock import locked
from core.look.public import PublicHub
from core.people import aliases
from core.prices import read_prices
from core.public_pages import PublicPages
from core.relay.carried import Kept, by_word
from core.settings import Settings
from core.summary import as_json
from core.vault import Vault
from core.watch import Patience

log = logging.getLogger(__name__)

POLLING_LEASE_MS = 90_000
_WRITTEN_MS = 5_000
NOTE_S = 1.0
"""How often it is tried to leave a note in a database that is away."""
SUMMARY_MS = 60_000
"""Longer than a long poll and its time-outs: nobody else polls meanwhile."""


def milliseconds() -> int:
    """The present, epoch milliseconds."""
    return time.time_ns() // 1_000_000


def _wording(settings: Settings) -> Wording:
    """What this installation says: nothing about channels that it has not."""
    instead, in_full = unmentioned(telegram=settings.telegram, whatsapp=settings.whatsapp, sms=settings.sms)
    return Wording(instead=instead, in_full=in_full)


class House:
    """Database, vault, wording, bell and handler; it makes the worker, and is the door of the web side.

    `bot_name` is Telegram's name of the bot without @, '' until some process asked Telegram. Close it when done.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], int] = milliseconds,
        hears: bool = True,
        db: Database | None = None,
        wording: Wording | None = None,
        most_a_minute: int = MESSAGES_A_MINUTE,
    ) -> None:
        """`hears` is False in a process without a worker; `db` is an open database of these settings.

        `wording` is one that another house of this process has loaded already. `most_a_minute` messages of one address
        are read; 0: all.
        """
        self.settings, self.clock = settings, clock
        self.db = db or Database(settings.database_url, Patience())
        self.vault = Vault(settings.secret_keys)
        self.wording = wording or _wording(settings)
        self.bell = make_bell(settings.database_url, hears=hears, watch=self.db.watch)
        web = settings.public_base_url or f"http://{settings.host}:{settings.port}"
        self.handler = Handler(self.db, self.vault, self.wording, clock, self.bell.ring, most_a_minute, web)
        self.desk: Desk | None = Desk(self.db, self.vault, self.handler, clock, self.bell.ring)
        self.name = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
        self.wording.doors.whatsapp = settings.twilio_whatsapp_from if settings.whatsapp else ""
        if settings.telegram:
            self.wording.doors.ask = BotName(self.db, settings.telegram_bot_token, clock).get
        self._fetched: Counter[str] = Counter()
        self._closed, self._noting, self._notes, self._turned_away = threading.Event(), threading.Lock(), False, 0
        self._drift = Drift()
        self._written_at = 0
        self._summary: tuple[int, dict[str, Any]] = (0, {})
        self._public = PublicPages()
        self.turned_at = time.monotonic()  # when the worker's loop turned last

    @property
    def bot_name(self) -> str:
        return self.wording.doors.telegram

    @bot_name.setter
    def bot_name(self, name: str) -> None:
        self.wording.doors.telegram = name

    def introduced(self, name: str) -> None:
        """Telegram said how the bot is called: the processes that only listen learn it, too."""
        self.bot_name = name
        BotName(self.db, self.settings.telegram_bot_token, self.clock).leave(name, self.name)

    def beat(self) -> None:
        """The worker's loop turns."""
        self.turned_at = time.monotonic()

    def hurry(self) -> None:
        """The process is to end: what waits for a database that does not answer is given up."""
        self.db.hurry()

    def close(self) -> None:
        self._closed.set()
        self.bell.close()
        self.db.close()

    # ---- what runs by itself ------------------------------------------------------------------------------------

    def worker(self, channels: Mapping[str, Channel]) -> Worker:
        """The worker that delivers to these channels and runs the clocks."""
        rendering = Rendering(self.wording, self.clock, self.vault, ContentBook(self.db, self.clock))
        return Worker(
            self.db,
            self.vault,
            channels,
            rendering.render,
            rendering.tap,
            self.on_clock,
            clock=self.clock,
            bell=self.bell,
            prepare=self._preparing(channels),
            prices=read_prices(self.settings.prices_file),
            beat=self.beat,
        )

    def _preparing(self, channels: Mapping[str, Channel]) -> Prepare:
        """What a message gets before it is rendered: a translation, and what goes along."""
        carrying = Carrying(self.db, self.vault, channels, self.clock, self.settings.public_base_url)
        translating = self._translating()

        async def prepare(claimed: outbox.Claimed) -> outbox.Claimed:
            return await carrying(await translating(claimed) if translating else claimed)

        return prepare

    def _translating(self) -> Prepare | None:
        """The machine that translates between partners, where the operator named one."""
        found = self.settings
        if not found.translate_url:
            return None
        from bot.sending.translating import Translating  # nobody without one loads what it needs
        from bot.sending.translator import Translator

        return Translating(self.vault, Translator(found.translate_url, found.translate_api_key))

    def on_clock(self, due: Clock) -> None:
        """Do what a due clock is for and tell who must know, in one transaction."""
        self.db.writing(lambda tx: self._fire(tx, due, self.clock()))
        self.bell.ring()

    def _fire(self, tx: Tx, due: Clock, now: int) -> None:
        events = fire(tx, self.vault, Fire(due.kind, due.subject, due.subject_id), now)
        told = Notices(tx, now).tell(events)
        if told.alerts:
            outbox.enqueue(tx, told.alerts, now)

    def lease(self, name: str, ms: int = POLLING_LEASE_MS) -> NumberLease:
        """A lease of this process: who polls Telegram, who asks Twilio what was missed."""
        return NumberLease(self.db, name, self.name, ms)

    # ---- the door of the web side (webhooks/door.py) ------------------------------------------------------------

    def receive(self, incoming: Incoming) -> str:
        """Handle one message; committed, or known from before, when this returns.

        What the provider is to say at once, in its own answer: nothing, unless all is locked down (core/lock.py).
        """
        try:
            if incoming.odd:
                self.odd(incoming.channel, oddities.ID)
            return "" if self.handler.handle(incoming) else self.handler.turned_away(incoming)
        except Unavailable:
            self._note_turned_away()
            raise

    def _note_turned_away(self) -> None:
        """Twilio does not come back by itself: as soon as the database is there again, the worker is told to ask."""
        with self._noting:
            self._turned_away += 1
            if not self._notes:
                self._notes = True
                threading.Thread(target=self._leave_note, name="turned away", daemon=True).start()

    def _leave_note(self) -> None:
        while not self._closed.wait(NOTE_S):
            noted = self._turned_away
            try:
                self.db.writing(lambda tx: leases.note(tx, TURNED_AWAY, self.name, self.clock()))
            except Unavailable:
                continue
            with self._noting:
                if noted == self._turned_away:
                    self._notes = False
                    return

    def unread(self, unread: Unread) -> None:
        """Put a message that cannot be answered before a coordinator, once; what is no message is only seen."""
        if self.handler.unread(unread):
            log.error("a message on %s has no sender that could be answered: see python -m bot doctor", unread.channel)
            self.odd(unread.channel, oddities.UNREAD)

    def odd(self, channel: str, what: str) -> None:
        """Count something that a provider of ours would not do."""
        self.db.writing(lambda tx: oddities.note(tx, channel, what, self.clock()))

    def status(self, update: StatusUpdate) -> None:
        """Record what a provider reports about a message sent earlier."""
        if self.db.writing(lambda tx: self._status(tx, update, self.clock())):
            self.bell.ring()

    def _status(self, tx: Tx, update: StatusUpdate, now: int) -> bool:
        sent_to = self.vault.index(aliases.CHANNEL, update.names[0]) if update.names else b""
        aliases.learn(tx, self.vault, update.outbound_id, update.names, now)
        return outbox.status(tx, update.outbound_id, update.provider_id, update.status, update.code, now, sent_to)

    def ready(self) -> Mapping[str, str]:
        """Raises Unavailable when the database is away, damaged, full, only to be read, or older than this release."""
        migrate.require_current(self.db)
        if self.db.damaged:
            raise Unavailable(f"the database cannot be used: {self.db.damaged}")
        if not 0 <= self.clock() - self._written_at < _WRITTEN_MS:  # whoever asks more often costs no more
            migrate.must_take(self.db)
            self._written_at = self.clock()
        return {"database": "ok", "revision": migrate.revision(self.db) or ""}

    def fetched(self, outcome: str) -> None:
        """An update from Telegram was "received" or "ignored"; "conflict": another program fetches them, too."""
        self._fetched[outcome] += 1
        if outcome == CONFLICT:
            with suppress(Unavailable):  # it is only a note, for `doctor`
                self.db.writing(lambda tx: leases.note(tx, CONFLICT, self.name, self.clock()))

    def metrics(self) -> list[Metric]:
        """What the database counts, and what this process fetched from Telegram by itself."""
        polled = CounterMetricFamily("comunidas_polled", "updates fetched from Telegram", labels=["outcome"])
        for outcome, count in self._fetched.items():
            polled.add_metric([outcome], count)
        again = CounterMetricFamily("comunidas_database_retries", "transactions that ran once more", labels=["reason"])
        for reason in AGAIN:
            again.add_metric([reason], self.db.again[reason])
        with self.db.read() as tx:
            return [*gauges(tx, self.clock(), self._drift), deadlocks(tx), again, polled]

    def summary(self) -> Mapping[str, Any]:
        """Counted at most once a minute, however often it is asked for."""
        now = self.clock()
        if self._locked():
            return {}
        at, kept = self._summary
        if not kept or not 0 <= now - at < SUMMARY_MS:
            with self.db.read() as tx:
                kept = as_json(tx, open_hubs(tx), now)
            self._summary = (now, kept)
        return kept

    def hub(self, hub_id: int) -> PublicHub | None:
        """What everybody may read about a hub; while all is locked down, there is none."""
        with self.db.read() as tx:
            return None if locked(tx) else self._public.of(tx, hub_id, self.clock())

    def file(self, word: str) -> Kept | None:
        """What is under /media/; while all is locked down, nothing is."""
        with self.db.read() as tx:
            return None if locked(tx) else by_word(tx, self.vault, word, self.clock())

    def shared(self, word: str, lang: str, args: Mapping[str, str]) -> Shared | None:
        """What an organisation shows at an address of its own; while all is locked down, nothing."""
        with self.db.read() as tx:
            return None if locked(tx) else shared(tx, word, lang, args, self.clock())

    def front(self) -> Mapping[str, str]:
        """What the first page says, by its key: the hub's name, addresses, the bot's name; each where there is one."""
        if self._locked():
            return {"name": "ComuniDAS"}
        with self.db.read() as tx:
            hubs = all_hubs(tx)
        facts = {"dashboard": "/dashboard/"} | ({"name": hubs[0].name} if len(hubs) == 1 else {})
        if self.settings.simulates:
            facts["simulator"] = "/simulator"
        return facts | ({"telegram": self.bot_name} if self.bot_name else {})

    def _locked(self) -> bool:
        """Then nothing tells whose house this is."""
        with self.db.read() as tx:
            return locked(tx)
