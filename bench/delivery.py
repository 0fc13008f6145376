"""How does what we say leave? In order, within a channel's limits, at once when idle, and whoever is killed.

`python -m bench.delivery` prints three tables: 2,000 messages to 500 recipients at Telegram's pace through a sender
that takes 50 ms, by two workers of which one is killed on the way (PostgreSQL) or by one (SQLite); what passes between
a commit and its send when nothing else waits; and messages a second where the channel sets no limit. `--behind 10000`
measures instead how long a reply waits while so many alerts are due, at Telegram's pace and at that of SMS, as a ratio
to an empty outbox.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy import select

from bot.channels.channel import Limits, Outgoing, Receipt
from bot.channels.limits import SMS, TELEGRAM
from bot.channels.memory import LIMITS as UNLIMITED
from bot.channels.memory import MemoryChannel
from bot.house import House
from bot.sending.delivery import LEASE_MS
from core import outbox
from core.db import Q, Tx
from core.messages import Screen, _, dump
from core.migrate import migrate
from core.outbox import Item
from core.people.addresses import find_or_make, open_value
from core.settings import Settings
from core.tables import address, lane
from tests.crowd import crowd

KEY = "a key for benchmarks, nobody's secret"
TAKES_S = 0.05
MOST_A_SECOND, MOST_TO_ONE = 30, 1
IDLE_MS = 20.0
"""From commit to send when nothing else waits, median."""
LEAST_A_SECOND = 2_000
"""Messages where the channel sets no limit."""
SOON_S = 10.0
"""How long after a lease ran out its lane may wait for its turn, at this pace."""
_ANY = dump(Screen((_("All right, nothing was sent."),)))
missed: list[str] = []
"""The bars that were not reached; with any, the exit is 1."""
SECOND_NS = 1_000_000_000


class Sender(MemoryChannel):
    """Takes its time for each message and writes down when it began, to whom, and which."""

    def __init__(self, file: Path, limits: Limits, takes_s: float, name: str = "telegram") -> None:
        super().__init__(name, limits)
        self._file = file.open("a", encoding="utf-8", buffering=1)
        self._takes_s = takes_s

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        self._file.write(json.dumps([time.time_ns(), address, ref]) + "\n")
        if self._takes_s:
            await asyncio.sleep(self._takes_s)
        return Receipt(f"telegram-{ref}")

    async def close(self) -> None:
        self._file.close()


@dataclass(frozen=True, slots=True)
class Sent:
    """One send: when it began (epoch nanoseconds), to whom, and the outbound id."""

    at: int
    address: str
    ref: int


def house_of(url: str, *, hears: bool = True) -> House:
    return House(Settings(database_url=url, secret_keys=(KEY,)), hears=hears)


def recipients(house: House, count: int) -> list[int]:
    """Addresses to write to."""
    with house.db.write() as tx:
        return [find_or_make(tx, house.vault, "telegram", str(n), "es", 1).id for n in range(count)]


def say(house: House, address_ids: list[int]) -> list[int]:
    """One message to each, in one transaction; the outbound ids."""
    items = [Item(id, "telegram", "alert", _ANY) for id in address_ids]
    return house.db.writing(lambda tx: outbox.enqueue(tx, items, house.clock()))


# ---- order and pace ---------------------------------------------------------------------------------------------


def paced(url: str, messages: int, people: int, workers: int, kill_after: float) -> None:
    """Many messages through `workers` processes, one of which is killed after so many seconds (0: none)."""
    house = house_of(url, hears=False)
    addresses = recipients(house, people)
    for _round in range(messages // people):
        say(house, addresses)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"sent-{n}" for n in range(workers)]
        began = time.monotonic()
        crew = [subprocess.Popen([sys.executable, "-m", "bench.delivery", "--work", url, str(file)]) for file in files]
        try:
            orphans: dict[str, int] = {}
            if kill_after:
                time.sleep(kill_after)
                orphans = dict.fromkeys(_killed(house, crew[0]), time.time_ns())
            while _waiting(house):
                time.sleep(0.5)
            took = time.monotonic() - began
        finally:
            for one in crew:
                one.send_signal(signal.SIGTERM)
                one.wait()
        sent = sorted((one for file in files for one in _read(file)), key=lambda one: one.at)
    house.close()
    _told(sent, messages, took, killed=bool(kill_after), workers=workers)
    if kill_after:
        _adopted(sent, orphans)


def _killed(house: House, worker: subprocess.Popen[bytes]) -> list[str]:
    """Kill it while it holds lanes; those to whom it was sending then. It is stopped first, so that it stands still."""
    for _try in range(1000):
        worker.send_signal(signal.SIGSTOP)
        held = _held(house, worker.pid)
        if held:
            worker.kill()
            return held
        worker.send_signal(signal.SIGCONT)
        time.sleep(0.005)
    worker.kill()
    return []


def _held(house: House, pid: int) -> list[str]:
    """Whom the killed process was sending to."""
    lanes = Q(
        select(address.c.sealed)
        .join_from(lane, address, address.c.id == lane.c.address_id)
        .where(lane.c.lease_by.startswith(f"{pid}-"))
    )
    with house.db.read() as tx:
        return [open_value(house.vault, sealed) for (sealed,) in tx.all(lanes)]


def _adopted(sent: list[Sent], orphans: dict[str, int]) -> None:
    """How long until the other worker wrote to those whom the killed one held."""
    waits = [
        min((one.at for one in sent if one.address == name and one.at > killed), default=1 << 62) - killed
        for name, killed in orphans.items()
    ]
    longest, lease = max(waits, default=0) / 1e9, LEASE_MS / 1000
    print(f"  {len(orphans)} recipients of the killed worker:", end=" ")
    print(f"served by the other {longest:.0f} s later (lease {lease:.0f})")
    _bar(bool(orphans), "nobody was killed while sending: nothing was shown")
    _bar(longest <= lease + SOON_S, f"a killed worker's recipient waited {longest:.0f} s")


def _waiting(house: House) -> bool:
    with house.db.read() as tx:
        return outbox.next_due(tx, "telegram", 1 << 60) is not None


def _read(file: Path) -> list[Sent]:
    if not file.exists():
        return []
    whole = file.read_text(encoding="utf-8").rpartition("\n")[0]  # a killed process may leave half a line
    return [Sent(*json.loads(line)) for line in whole.splitlines()]


def _told(sent: list[Sent], messages: int, took: float, *, killed: bool, workers: int) -> None:
    first: dict[int, Sent] = {}
    for one in sent:
        first.setdefault(one.ref, one)
    assert len(first) == messages, f"{messages - len(first)} messages never left"
    last: dict[str, int] = {}
    for one in sorted(first.values(), key=lambda one: one.at):
        assert last.get(one.address, 0) < one.ref, "a recipient read a later message first"
        last[one.address] = one.ref
    busiest, crowded = _most_in_a_second([one.at for one in sent]), 0
    for name in last:
        crowded = max(crowded, _most_in_a_second([one.at for one in sent if one.address == name]))
    again = len(sent) - len(first)
    died = ", one killed on the way" if killed else ""
    print(f"{messages} messages to {len(last)} recipients, {workers} worker{'s' * (workers > 1)}{died}: {took:.0f} s")
    print(f"  order kept for every recipient; sent twice: {again}")
    print(f"  most in any one second: {busiest} (limit {MOST_A_SECOND})", end="")
    print(f", to one recipient: {crowded} (limit {MOST_TO_ONE})")
    _bar(busiest <= MOST_A_SECOND, f"{busiest} messages went in one second")
    _bar(crowded <= MOST_TO_ONE, f"{crowded} messages went to one recipient in one second")


def _bar(reached: bool, otherwise: str) -> None:
    if not reached:
        missed.append(otherwise)
        print(f"  MISSED: {otherwise}")


def _most_in_a_second(times: list[int]) -> int:
    times = sorted(times)
    most = start = 0
    for end, at in enumerate(times):
        while at - times[start] >= SECOND_NS:
            start += 1
        most = max(most, end - start + 1)
    return most


def work(url: str, file: Path) -> None:
    """One worker process at Telegram's pace, until SIGTERM."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    house = house_of(url)

    async def run() -> None:
        channel = Sender(file, TELEGRAM, TAKES_S)
        await house.worker({"telegram": channel}).run(stop)
        await channel.close()

    asyncio.run(run())
    house.close()


# ---- a reply behind alerts --------------------------------------------------------------------------------------


def behind(url: str, name: str, limits: Limits, alerts: int, replies: int) -> list[float]:
    """Milliseconds from the commit of each reply to the beginning of its send, while so many alerts are due."""
    house = house_of(url)
    with house.db.write() as tx:
        ids = [find_or_make(tx, house.vault, name, f"asks {n}", "es", 1).id for n in range(replies)]
    if alerts:
        crowd(house.db, house.vault, name, alerts, house.clock(), _ANY)
    stop, committed = threading.Event(), {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sent"
        channel = Sender(file, limits, TAKES_S, name)
        thread = threading.Thread(target=lambda: asyncio.run(house.worker({name: channel}).run(stop)))
        thread.start()
        time.sleep(3)
        for id in ids:
            item = Item(id, name, "reply", _ANY)
            (ref,) = house.db.writing(partial(_put, item=item, now=house.clock()))
            committed[ref] = time.time_ns()
            house.bell.ring()
            time.sleep(max(0.5, 2.37 / limits.rate))  # not in step with the tokens, and slower
        time.sleep(5 / limits.rate + 1)
        stop.set()
        house.bell.ring()
        thread.join()
        passed = [(one.at - committed[one.ref]) / 1e6 for one in _read(file) if one.ref in committed]
    house.close()
    assert len(passed) == replies, f"{replies - len(passed)} people got no answer"
    return passed


def _put(tx: Tx, item: Item, now: int) -> list[int]:
    return outbox.enqueue(tx, [item], now)


def _behind(only: str, alerts: int) -> None:
    for name, limits, replies, most in (("telegram", TELEGRAM, 40, 500.0), ("sms", SMS, 20, 3_000.0)):
        waits = []
        for due in (0, alerts):
            with databases(only) as ((kind, url),):
                with_tables(url)
                waits.append(behind(url, name, limits, due, replies))
        (quiet, busy), longest = map(statistics.median, waits), max(waits[1])
        print(f"{kind}, {name}: a reply behind {alerts} alerts leaves after {busy:.0f} ms, {longest:.0f} at most")
        print(f"  with an empty outbox after {quiet:.0f} ms: ratio {busy / quiet:.1f}")
        _bar(longest <= most, f"{kind}, {name}: a reply waited {longest:.0f} ms behind alerts, more than {most:.0f}")


# ---- from commit to send, and as fast as it goes ----------------------------------------------------------------


def idle(url: str, count: int) -> list[float]:
    """Milliseconds from a commit to the beginning of its send, where nothing else waits."""
    house = house_of(url)
    addresses = recipients(house, count)
    stop = threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sent"
        channel = Sender(file, replace(UNLIMITED, gap=0), 0)
        thread = threading.Thread(target=lambda: asyncio.run(house.worker({"telegram": channel}).run(stop)))
        thread.start()
        committed = {}
        time.sleep(1)
        for address in addresses:
            (ref,) = say(house, [address])
            committed[ref] = time.time_ns()
            house.bell.ring()
            time.sleep(0.05)
        time.sleep(1)
        stop.set()
        house.bell.ring()
        thread.join()
        passed = [(one.at - committed[one.ref]) / 1e6 for one in _read(file)]
    house.close()
    assert len(passed) == count
    return passed


def unlimited(url: str, messages: int, people: int) -> tuple[float, float]:
    """Messages a second, rendered, taken and marked, where the channel sets no limit; and our CPU for one, in ms."""
    house = house_of(url, hears=False)
    addresses = recipients(house, people)
    for _round in range(messages // people):
        say(house, addresses)
    channel = MemoryChannel("telegram", replace(UNLIMITED, rate=1e6, burst=1_000_000))
    worker = house.worker({"telegram": channel})

    async def run() -> tuple[float, float]:
        began, busy = time.perf_counter(), time.process_time()
        while await worker.step(house.clock()):
            pass
        return time.perf_counter() - began, time.process_time() - busy

    took, busy = asyncio.run(run())
    house.close()
    assert Counter(address for address, _text, _ref in channel.sent) == dict.fromkeys(
        map(str, range(people)), messages // people
    )
    return messages / took, 1000 * busy / messages


@contextmanager
def databases(only: str | None) -> Iterator[list[tuple[str, str]]]:
    """(name, URL of a fresh database) of each kind asked for."""
    from tests.servers import fresh_postgres

    with tempfile.TemporaryDirectory() as folder:
        sqlite = ("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        if only == "sqlite":
            yield [sqlite]
            return
        with fresh_postgres(durable=True) as url:
            yield [("PostgreSQL", url)] if only else [sqlite, ("PostgreSQL", url)]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", choices=("sqlite", "postgres"))
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--behind", type=int, metavar="ALERTS")
    parser.add_argument("--work", nargs=2, metavar=("URL", "FILE"), help=argparse.SUPPRESS)  # one of the processes
    chosen = parser.parse_args()
    if chosen.work:
        work(chosen.work[0], Path(chosen.work[1]))
        return
    if chosen.behind:
        for only in ("sqlite", "postgres"):
            if chosen.only in (None, only):
                _behind(only, chosen.behind)
        sys.exit("\n".join(missed) or 0)
    for part in (_speed, _idle, lambda name, url: _paced(name, url, chosen.messages, chosen.people)):
        with databases(chosen.only) as found:
            for name, url in found:
                with_tables(url)
                part(name, url)
    if missed:
        sys.exit("\n".join(missed))


def with_tables(url: str) -> None:
    house = house_of(url, hears=False)
    migrate(house.db)
    house.close()


def _speed(name: str, url: str) -> None:
    speed, cpu = unlimited(url, 10_000, 500)
    print(f"{name}: {speed:.0f} messages a second without limits, {cpu:.2f} ms of this process's CPU for each")
    _bar(speed >= LEAST_A_SECOND, f"{name}: {speed:.0f} messages a second without limits, less than {LEAST_A_SECOND}")


def _idle(name: str, url: str) -> None:
    passed = idle(url, 100)
    p50, p99 = statistics.median(passed), statistics.quantiles(passed, n=100)[98]
    print(f"{name}: {p50:.1f} ms from commit to send when idle, p99 {p99:.1f}")
    _bar(p50 <= IDLE_MS, f"{name}: {p50:.1f} ms from commit to send, more than {IDLE_MS:.0f}")


def _paced(name: str, url: str, messages: int, people: int) -> None:
    print(f"{name}: ", end="")
    paced(url, messages, people, *((2, 20.0) if name == "PostgreSQL" else (1, 0.0)))


if __name__ == "__main__":
    main()
