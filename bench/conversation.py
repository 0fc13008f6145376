"""What does a message cost? From raw update to committed reply, of people who write in their own words.

`python -m bench.conversation` prints that first (bench/own_words.py). Then the same few sentences again and again, a
newcomer's way to a posted need and the balance, which shows what is not reading: by 1,000 users, interleaved, on SQLite
(WAL, synchronous=FULL) and on a real PostgreSQL, and beside it the floor: the same rows written by raw sqlite3 /
psycopg in one durable transaction each. Fsyncs are counted in a run of their own: SQLite's by strace where it is
installed, PostgreSQL's by the server. Writing out the reply's text is the worker's work: it is measured apart, with its
sending. Two small jobs tell how fast the machine is. `--at-once 16` lets so many people write at the same time over
HTTP instead, to a SQLite file, and prints their waits as ratios to those of one who writes alone. Other programs may
drive `bench_open` … `bench_close`.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import itertools
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

import orjson
from sqlalchemy import func, select

from bench import fsyncs
from bench.anchors import anchors, reading_ms
from bench.floor import PostgresFloor, SqliteFloor
from bench.own_words import POOLS, Cost, Talk, Writers, table
from bot.channels.memory import LIMITS, MemoryChannel
from bot.channels.telegram_updates import parse_update
from bot.handle import Handled, Handler
from bot.house import House
from bot.sending.rendering import Rendering
from bot.warm import warm_up
from bot.wording import Wording
from bot.worker import Worker
from core import hubs
from core.accounts.verify import verify
from core.db import Database, Q
from core.migrate import migrate
from core.settings import Settings
from core.tables import line, listing
from core.vault import Vault
from webhooks.app import create_app
from webhooks.server import WebServer

NOW = 1_795_543_200_000  # a Tuesday noon in Honduras
_NEEDS = Q(select(func.count()).select_from(listing).where(listing.c.kind == "need"))
_SUM = Q(select(func.coalesce(func.sum(line.c.minutes), 0)))


class Bench:
    """One database with one hub, and the handler in front of it."""

    def __init__(self, url: str) -> None:
        self.db = Database(url)
        migrate(self.db)
        self.now = NOW
        self.vault = Vault(("a key for benchmarks, nobody's secret",))
        with self.db.write() as tx:
            hubs.add_hub(tx, "Red Demo", "HN", "America/Tegucigalpa", ("es", "ar", "en"), {"approval": False}, self.now)
        self.wording = Wording()
        self.handler = Handler(self.db, self.vault, self.wording, self._tick, lambda: None)
        self.length = MemoryChannel(limits=replace(LIMITS, button_bytes=0))  # only the texts are wanted

    def _tick(self) -> int:
        self.now += 1
        return self.now

    def commit(self, raw: bytes) -> Handled | None:
        """One raw update, handled: the reply is committed, its text is not written yet."""
        incoming = parse_update(raw, self.now)
        return self.handler.handle(incoming) if incoming else None

    def handle(self, raw: bytes) -> list[str]:
        """The texts of the replies to one raw update, once they are committed."""
        done = self.commit(raw)
        if done is None:
            return []
        channel = self.length
        return [self.wording.render(done.screen, done.reader, channel.limits, channel.length).text]


_open: list[Bench] = []


def bench_open(dir: str) -> None:
    """Make a fresh database in `dir` and get ready."""
    _open.append(Bench(f"sqlite:///{Path(dir) / 'bench.sqlite3'}"))
    warm_up(_open[-1].wording)


def handle(raw: bytes) -> list[str]:
    """One raw Telegram update; the replies' texts. What it caused is durable when it returns."""
    return _open[-1].handle(raw)


handle.wants_raw = True  # type: ignore[attr-defined]  # a mark for programs that drive this module


def bench_texts(user: int) -> list[str]:
    """What one newcomer writes, in order."""
    what = _SERVICES[user % len(_SERVICES)]
    return ["/start", f"Casa {user}, Tegucigalpa", "pedir ayuda", what, "3", "el viernes", "sí", "saldo"]


def bench_check() -> dict[str, int]:
    """How many needs there are, and the sum of all ledger lines (0)."""
    with _open[-1].db.read() as tx:
        return {"needs": tx.value(_NEEDS), "ledger_sum": int(tx.value(_SUM))}


def bench_close() -> None:
    """Give the database back."""
    _open.pop().db.close()


_SERVICES = (
    "un contador para el informe anual",
    "reparar la impresora de la oficina",
    "un logo para la cooperativa",
    "traducir un folleto al inglés",
    "clases de computación para jóvenes",
    "asesoría legal para los estatutos",
    "fotos del taller del sábado",
    "un camión para llevar cajas",
)

_COUNTED = 100  # users of the run whose fsyncs are counted: watching makes it slow

# ---- measuring --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """Of one run: seconds of the clock and of the processor in all, and each message's milliseconds."""

    wall: float
    cpu: float
    each: list[float]

    def line(self, name: str, fsyncs: float | None) -> str:
        """One row of the table."""
        count = len(self.each)
        p50, p99 = statistics.median(self.each), statistics.quantiles(self.each, n=100)[98]
        synced = "     –" if fsyncs is None else f"{fsyncs:6.2f}"
        return f"{name:<28}{count / self.wall:>9.0f}{1000 * self.cpu / count:>10.3f}{p50:>9.3f}{p99:>9.3f}{synced:>9}"


HEAD = f"{'':<28}{'msg/s':>9}{'CPU ms':>10}{'p50 ms':>9}{'p99 ms':>9}{'fsync':>9}"


def updates(users: int) -> Iterator[bytes]:
    """Raw updates of all users, interleaved: everybody's first message, everybody's second, …"""
    texts = [bench_texts(user) for user in range(users)]
    for step in range(len(texts[0])):
        for user in range(users):
            yield raw_update(step * users + user + 1, user, texts[user][step])


def raw_update(update_id: int, user: int, text: str) -> bytes:
    """The bytes of a Telegram update as the Bot API sends it."""
    person = {"id": 10_000 + user, "is_bot": False, "first_name": "Ana", "language_code": "es"}
    chat = {"id": 10_000 + user, "first_name": "Ana", "type": "private"}
    message = {"message_id": update_id, "from": person, "chat": chat, "date": NOW // 1000, "text": text}
    return orjson.dumps({"update_id": update_id, "message": message})


def measure(work: Callable[[bytes], object], raws: list[bytes]) -> Figures:
    """Run `work` on each, one after the other."""
    each: list[float] = []
    cpu, wall = time.process_time(), time.perf_counter()
    for raw in raws:
        began = time.perf_counter()
        work(raw)
        each.append(1000 * (time.perf_counter() - began))
    return Figures(time.perf_counter() - wall, time.process_time() - cpu, each)


def sqlite_run(users: int) -> None:
    """The table for SQLite."""
    raws = list(updates(users))
    with tempfile.TemporaryDirectory() as folder:
        bench_open(folder)
        floor = SqliteFloor(Path(folder) / "floor.sqlite3", users)
        warm = Bench(f"sqlite:///{Path(folder) / 'warm.sqlite3'}")
        measure(warm.handle, list(updates(20)))
        warm.db.close()
        ours = measure(_open[-1].commit, raws)
        least = measure(floor.message, raws)
        try:
            synced, why = sqlite_fsyncs(), ""
        except fsyncs.CannotCount as cannot:
            synced, why = {}, str(cannot)
        print(ours.line("SQLite, this project", synced.get("ours")))
        print(least.line("SQLite, floor (sqlite3)", synced.get("floor")))
        print(_ratios(ours, least))
        if why:
            print(f"{'':<28}fsyncs were not counted: {why}")
        _checked(users)
        asyncio.run(_worker(_open[-1]))
        floor.close()
        bench_close()


def sqlite_fsyncs() -> dict[str, float]:
    """Fsyncs a message on SQLite, 'ours' and the 'floor'. Raises CannotCount."""
    with tempfile.TemporaryDirectory() as folder:
        counted = fsyncs.count([sys.executable, "-m", "bench.conversation", "--play", folder])
    messages = len(list(updates(_COUNTED)))
    return {name: counted[name] / messages for name in ("ours", "floor")}


def play(folder: Path) -> None:
    """All messages of some users and the floor's rows for as many, marked for whoever counts fsyncs."""
    raws = list(updates(_COUNTED))
    bench_open(str(folder))
    floor = SqliteFloor(folder / "floor.sqlite3", _COUNTED)
    for name, work in (("ours", handle), ("floor", floor.message)):
        fsyncs.mark(folder, name)
        for raw in raws:
            work(raw)
    fsyncs.mark(folder, "done")
    floor.close()
    bench_close()


def postgres_run(users: int, url: str) -> None:
    """The table for PostgreSQL; its own counters tell the fsyncs."""
    raws = list(updates(users))
    bench = Bench(url)
    warm_up(bench.wording)
    _open.append(bench)
    floor = PostgresFloor(url, users)
    before = floor.fsyncs()
    ours = measure(bench.commit, raws)
    synced = (floor.fsyncs() - before) / len(raws)
    before = floor.fsyncs()
    least = measure(floor.message, raws)
    print(ours.line("PostgreSQL, this project", synced))
    print(least.line("PostgreSQL, floor (psycopg)", (floor.fsyncs() - before) / len(raws)))
    print(_ratios(ours, least))
    _checked(users)
    floor.close()
    bench_close()


def own_words(people: int, folder: Path) -> None:
    """The table by kind of message, on SQLite."""
    writers, costs = Writers(folder), list[Cost]()
    with tempfile.TemporaryDirectory() as database:
        bench_open(database)
        bench, count = _open[-1], itertools.count(1)
        measure(bench.handle, list(updates(3)))
        for person in range(people):
            send = partial(_sent, bench, count, 100 + person)
            costs += Talk(writers, person, send).play()
        problems = verify(bench.db)
        assert not problems, problems[0]
        bench_close()
    print(f"In their own words, {people} people, SQLite")
    print("\n".join(table(costs, reading_ms(raw_update(1, 1, bench_texts(1)[1])))))


def _sent(bench: Bench, count: Iterator[int], user: int, words: str) -> Handled | None:
    return bench.commit(raw_update(1_000_000 + next(count), user, words))


def _ratios(ours: Figures, least: Figures) -> str:
    return f"{'':<28}ours / floor: wall {ours.wall / least.wall:.2f}, CPU {ours.cpu / least.cpu:.2f}"


def _checked(users: int) -> None:
    found = bench_check()
    assert found == {"needs": users, "ledger_sum": 0}, found
    problems = verify(_open[-1].db)
    assert not problems, problems[0]


async def _worker(bench: Bench) -> None:
    """Rendering and marking by the worker, with a channel that takes everything at once."""
    channel = MemoryChannel(name="telegram")
    rendering = Rendering(bench.wording, lambda: bench.now, bench.vault)
    worker = Worker(
        bench.db,
        bench.vault,
        {"telegram": channel},
        rendering.render,
        rendering.tap,
        lambda _clock: None,
        rng=Random(1),
    )
    cpu, wall = time.process_time(), time.perf_counter()
    while await worker.step(bench.now):
        bench.now += 2_000
    spent, passed = time.process_time() - cpu, time.perf_counter() - wall
    count = len(channel.sent)
    print(f"{'SQLite, worker apart':<28}{count / passed:>9.0f}{1000 * spent / count:>10.3f}  (render, send, mark)")


# ---- several at once, over HTTP ---------------------------------------------------------------------------------

_SECRET = "a-secret-of-the-bench"
_TOKEN = "1:bench"


@contextmanager
def _listening(threads: int) -> Iterator[int]:
    """A web side on a SQLite file of its own; its port."""
    with tempfile.TemporaryDirectory() as folder:
        bench_open(folder)
        bench = _open[-1]
        settings = Settings(
            bench.db.url,
            ("a key for benchmarks, nobody's secret",),
            public_base_url="https://bench.invalid",
            telegram_bot_token=_TOKEN,
            telegram_webhook_secret=_SECRET,
        )
        house = House(settings, hears=False, db=bench.db, wording=bench.wording)
        server = WebServer(create_app(settings, house), "127.0.0.1", 0, threads)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield server.port
        finally:
            server.stop()
            thread.join()
            house.bell.close()
            bench_close()


def _write(port: int, raws: Iterator[bytes], waits: list[float], refused: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": _SECRET}
    for raw in raws:
        began = time.perf_counter()
        connection.request("POST", "/telegram/webhook", raw, headers)
        answer = connection.getresponse()
        answer.read()
        waits.append(1000 * (time.perf_counter() - began))
        if answer.status != http.HTTPStatus.OK:
            refused.append(answer.status)
    connection.close()


def at_once(users: int, crowd: int) -> None:
    """The same messages by one after the other, and by a crowd."""
    alone: list[float] = []
    print(f"{'':<28}{'msg/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'refused':>9}  (ratio to one alone)")
    for many in (1, crowd):
        waits: list[float] = []
        refused: list[int] = []
        with _listening(crowd) as port:
            parts = [
                [raw_update(user * 100 + n, user, text) for user in range(each, users, many) for n, text in texts(user)]
                for each in range(many)
            ]
            writers = [threading.Thread(target=_write, args=(port, iter(part), waits, refused)) for part in parts]
            began = time.perf_counter()
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join()
            took = time.perf_counter() - began
        figures = [statistics.median(waits), statistics.quantiles(waits, n=100)[98], max(waits)]
        alone = alone or figures
        told = "".join(f"{figure:>9.1f}" for figure in figures)
        ratios = ", ".join(f"{figure / one:.1f}" for figure, one in zip(figures, alone, strict=True))
        print(f"SQLite over HTTP, {many:>2} at once   {len(waits) / took:>9.0f}{told}{len(refused):>9}  ({ratios})")


def texts(user: int) -> Iterator[tuple[int, str]]:
    return enumerate(bench_texts(user), 1)


@contextmanager
def _postgres() -> Iterator[str]:
    from tests.servers import fresh_postgres

    with fresh_postgres(durable=True) as url:
        yield url


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--people", type=int, default=120, help="who write in their own words")
    parser.add_argument("--pools", type=Path, default=POOLS, help="where their sentences are")
    parser.add_argument("--only", choices=("sqlite", "postgres"))
    parser.add_argument("--at-once", type=int, metavar="PEOPLE")
    parser.add_argument("--play", type=Path, help=argparse.SUPPRESS)  # the run of which fsyncs are counted
    chosen = parser.parse_args()
    if chosen.play:
        play(chosen.play)
        return
    if chosen.at_once:
        at_once(min(chosen.users, 320), chosen.at_once)
        return
    if chosen.only != "postgres":
        own_words(chosen.people, chosen.pools)
    print("The same sentences again and again")
    print(HEAD)
    print(f"{'':<28}{anchors(raw_update(1, 1, bench_texts(1)[1]))}")
    if chosen.only != "postgres":
        sqlite_run(chosen.users)
    if chosen.only != "sqlite":
        with _postgres() as url:
            postgres_run(chosen.users, url)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
