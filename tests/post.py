"""A small post office for tests: people in a database, a worker, and a memory channel that keeps what arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from random import Random

from sqlalchemy import bindparam, select, update

from bot.channels.channel import Channel, Limits, Outgoing
from bot.channels.memory import MemoryChannel
from bot.worker import Worker
from core.clocks import Clock
from core.db import Database, Q
from core.outbox import Claimed, Item, Tap, enqueue
from core.people.addresses import find_or_make
from core.tables import address, conversation, outbound, parked_case
from core.vault import Vault

GAP = 1000
LIMITS = Limits(text=4096, button_bytes=64, buttons=100, rate=1000.0, burst=1000, gap=GAP)

_MESSAGES = Q(
    select(outbound.c.screen, outbound.c.state).where(outbound.c.lane_id == bindparam("lane")).order_by(outbound.c.seq)
)
_ERROR = Q(select(outbound.c.error).where(outbound.c.id == bindparam("message")))
_CASES = Q(select(parked_case.c.address_id, parked_case.c.code).order_by(parked_case.c.id))
_SHOWN = Q(select(conversation.c.shown).where(conversation.c.address_id == bindparam("lane")))
_STOPPED = Q(select(address.c.stopped_at).where(address.c.id == bindparam("lane")))
_WROTE = Q(
    update(address).where(address.c.id == bindparam("lane")).values(last_inbound_at=bindparam("now"), shut_at=None)
)


def as_written(claimed: Claimed, channel: Channel) -> tuple[Outgoing, bool]:
    """The screen's own text, and numbers only where it says "1"."""
    return Outgoing(claimed.screen), "1" in claimed.screen


def tap_as_written(tap: Tap) -> str:
    return tap.screen


def no_clock(clock: Clock) -> None:
    raise AssertionError(clock)


class Post:
    """`ids` maps a recipient's name to the address id; a name's channel is what stands before its colon."""

    def __init__(self, db: Database, vault: Vault, now: int, *channels: MemoryChannel) -> None:
        self.db, self.vault, self.now = db, vault, now
        self.channels: Mapping[str, MemoryChannel] = {c.name: c for c in channels or (MemoryChannel(limits=LIMITS),)}
        self.ids: dict[str, int] = {}
        self.worker = self.hire()

    def hire(self) -> Worker:
        """Another worker on the same database and channels."""
        return Worker(self.db, self.vault, self.channels, as_written, tap_as_written, no_clock, rng=Random(1))

    def id(self, name: str) -> int:
        if name not in self.ids:
            channel = name.partition(":")[0] if ":" in name else "memory"
            with self.db.write() as tx:
                self.ids[name] = find_or_make(tx, self.vault, channel, name, "es", self.now).id
        return self.ids[name]

    def put(
        self, name: str, *texts: str, kind: str = "reply", expires_at: int | None = None, key: str | None = None
    ) -> list[int]:
        """Enqueue texts for somebody; the outbound ids."""
        channel = name.partition(":")[0] if ":" in name else "memory"
        items = [Item(self.id(name), channel, kind, text, key, expires_at) for text in texts]
        with self.db.write() as tx:
            return enqueue(tx, items, self.now)

    def step(self, after: int = 0) -> int:
        """Let `after` milliseconds pass, then one round of the worker."""
        self.now += after
        return asyncio.run(self.worker.step(self.now))

    def wrote(self, name: str) -> None:
        """The person wrote to us just now."""
        lane = self.id(name)
        with self.db.write() as tx:
            tx.run(_WROTE, lane=lane, now=self.now)

    def got(self, name: str) -> list[str]:
        """What arrived at somebody, in order."""
        return [text for channel in self.channels.values() for text in channel.texts(name)]

    def messages(self, name: str) -> list[tuple[str, str]]:
        """(text, state) of somebody's messages in their order."""
        with self.db.read() as tx:
            return [(row[0], row[1]) for row in tx.all(_MESSAGES, lane=self.id(name))]

    def error(self, message: int) -> str:
        with self.db.read() as tx:
            return str(tx.value(_ERROR, message=message))

    def cases(self) -> list[tuple[str, str]]:
        """(name, code) of what a coordinator sees."""
        names = {id: name for name, id in self.ids.items()}
        with self.db.read() as tx:
            return [(names[row[0]], row[1]) for row in tx.all(_CASES)]

    def shown(self, name: str) -> int | None:
        with self.db.read() as tx:
            shown: int | None = tx.value(_SHOWN, lane=self.id(name))
        return shown

    def is_stopped(self, name: str) -> bool:
        with self.db.read() as tx:
            return tx.value(_STOPPED, lane=self.id(name)) is not None
