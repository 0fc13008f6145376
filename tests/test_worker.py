"""The worker's loop: two of them never send twice, nothing ends it, and clocks that fail hold back no others."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from bot import wake
from bot.channels.channel import Channel, Outgoing, Receipt
from bot.channels.memory import MemoryChannel
from bot.sending.delivery import LEASE_MS
from bot.wake import Bell, PostgresBell, make_bell
from bot.worker import Worker
from core import clocks, outbox
from core.clocks import Clock
from core.db import Database, Tx
from core.errors import Unavailable
from core.outbox import Claimed, Pace, Went
from core.vault import Vault
from tests.post import LIMITS, Post, as_written, no_clock, tap_as_written

T = TypeVar("T")


def test_f13_two_workers_at_once_send_each_message_once(db: Database, vault: Vault, now: int) -> None:
    post = Post(db, vault, now, MemoryChannel())
    for recipient in range(30):
        post.put(f"p{recipient}", *(f"{recipient}/{n}" for n in range(4)))
    together = threading.Barrier(2)

    def work(worker: Worker) -> None:
        together.wait()
        while asyncio.run(worker.step(now)):
            pass

    threads = [threading.Thread(target=work, args=(post.hire(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    post.step()  # what one worker woke after the other had looked
    counts = Counter(text for _, text, _ in post.channels["memory"].sent)
    assert len(counts) == 120
    assert set(counts.values()) == {1}
    assert all(post.got(f"p{n}") == [f"{n}/{i}" for i in range(4)] for n in range(30))


def test_f13_a_message_under_way_is_not_claimed_by_another_until_the_lease_runs_out(
    db: Database, vault: Vault, now: int
) -> None:
    post = Post(db, vault, now)
    post.put("ana", "first", "second")
    pace = Pace(1000.0, 1000, 0)
    with db.write() as tx:
        (mine,) = outbox.claim(tx, "memory", pace, "one", now, 10, LEASE_MS)
        assert outbox.claim(tx, "memory", pace, "two", now + LEASE_MS - 1, 10, LEASE_MS) == []
        (theirs,) = outbox.claim(tx, "memory", pace, "two", now + LEASE_MS, 10, LEASE_MS)
        assert theirs.id == mine.id
        outbox.sent(tx, [Went(mine, "late", 0)], now + LEASE_MS)  # marked, but the lane is not its own any more
        assert outbox.claim(tx, "memory", pace, "one", now + LEASE_MS + 1, 10, LEASE_MS) == []
        outbox.sent(tx, [Went(theirs, "again", 0)], now + LEASE_MS)
    post.step(LEASE_MS + 1)
    assert post.got("ana") == ["second"]


class Flaky(Database):
    """A database that can go away between two transactions."""

    away = False

    def writing(self, work: Callable[[Tx], T]) -> T:
        if self.away:
            raise Unavailable("away")
        return super().writing(work)


class Cutting(MemoryChannel):
    """Whatever it sends, the database is away afterwards."""

    def __init__(self, db: Flaky) -> None:
        super().__init__(limits=LIMITS)
        self._db = db

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        self._db.away = True
        return await super().send(address, outgoing, ref)


def test_f08_what_was_sent_while_the_database_went_away_is_marked_later_and_not_sent_again(
    db_url: str, vault: Vault, now: int
) -> None:
    db = Flaky(db_url)
    post = Post(db, vault, now, Cutting(db))
    post.put("ana", "hello")
    with pytest.raises(Unavailable):
        post.step()
    db.away = False
    post.step(2 * LEASE_MS)
    assert post.got("ana") == ["hello"]
    assert post.messages("ana") == [("hello", "sent")]
    db.close()


def test_a_message_that_cannot_be_rendered_is_parked_and_others_go_on(db: Database, vault: Vault, now: int) -> None:
    post = Post(db, vault, now)

    def render(claimed: Claimed, channel: Channel) -> tuple[Outgoing, bool]:
        return Outgoing(f"{1 / int(claimed.screen)}"), False

    post.put("ana", "0")
    post.put("ben", "1")
    worker = Worker(db, vault, post.channels, render, tap_as_written, no_clock)
    asyncio.run(worker.step(now))
    assert post.messages("ana") == [("0", "parked")]
    assert post.got("ben") == ["1.0"]


def test_a_clock_that_fails_is_tried_again_and_holds_back_no_other(db: Database, vault: Vault, now: int) -> None:
    run: list[str] = []

    def on_clock(clock: Clock) -> None:
        run.append(clock.kind)
        if clock.kind == "bad" and clock.tries == 1:
            raise ZeroDivisionError

    with db.write() as tx:
        clocks.start(tx, "bad", "exchange", 1, now - 1)
        clocks.start(tx, "good", "exchange", 1, now)
        clocks.start(tx, "later", "exchange", 1, now + 2 * LEASE_MS)
    worker = Worker(db, vault, {}, as_written, tap_as_written, on_clock, rng=Random(1))
    assert asyncio.run(worker.step(now)) == 2
    assert asyncio.run(worker.step(now)) == 0
    assert asyncio.run(worker.step(now + LEASE_MS)) == 1
    assert asyncio.run(worker.step(now + LEASE_MS)) == 0
    assert run == ["bad", "good", "bad"]


class Last(MemoryChannel):
    """Ends the loop when the word "last" arrives."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        receipt = await super().send(address, outgoing, ref)
        if outgoing.text == "last":
            self._stop.set()
        return receipt


def test_the_loop_delivers_what_comes_while_it_rests_and_finishes_what_is_under_way(
    db: Database, vault: Vault, now: int
) -> None:
    stop, bell = threading.Event(), Bell()
    channel = Last(stop)
    post = Post(db, vault, now, channel)

    def first_then_last(claimed: Claimed, channel: Channel) -> tuple[Outgoing, bool]:
        if claimed.screen == "first":
            post.put("ben", "last")
            bell.ring()
        return Outgoing(claimed.screen), False

    post.put("ana", "first")
    worker = Worker(
        db, vault, {"memory": channel}, first_then_last, tap_as_written, no_clock, clock=lambda: now, bell=bell
    )
    asyncio.run(worker.run(stop))
    assert post.messages("ana") == [("first", "sent")]
    assert post.messages("ben") == [("last", "sent")]


def test_the_loop_survives_a_database_that_cannot_be_reached(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    db, stop, asked = Database(f"sqlite:///{tmp_path / 'folder'}"), threading.Event(), []

    def clock() -> int:
        asked.append(1)
        stop.set()
        return 0

    asyncio.run(Worker(db, vault, {}, as_written, tap_as_written, no_clock, clock=clock).run(stop))
    assert asked
    db.close()


def test_a_bell_is_heard_in_the_loops_that_listen_and_costs_nothing_when_they_ended() -> None:
    bell = Bell()

    async def hear() -> bool:
        event = bell.listen()
        threading.Thread(target=bell.ring).start()
        return await asyncio.wait_for(event.wait(), 30)

    assert asyncio.run(hear())
    bell.ring()


def test_a_ring_is_heard_in_another_process_through_the_database(db: Database) -> None:
    if db.sqlite:
        assert type(make_bell(db.url)) is Bell
        return
    web, worker = make_bell(db.url, hears=False), make_bell(db.url)
    assert isinstance(worker, PostgresBell)

    async def hear() -> bool:
        assert worker.ready.wait(30)
        event = worker.listen()
        web.ring()
        return await asyncio.wait_for(event.wait(), 30)

    try:
        assert asyncio.run(hear())
    finally:
        web.close()
        worker.close()


def test_a_bell_that_is_closed_waits_for_no_look(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wake, "_LOOK_S", 600.0)
    bell = make_bell(db.url)
    if isinstance(bell, PostgresBell):
        assert bell.ready.wait(30)
    bell.close()
    assert not [thread for thread in getattr(bell, "_threads", ()) if thread.is_alive()]
