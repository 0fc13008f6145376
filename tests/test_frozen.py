"""A connection that dies without a word: who waits on it begins again, and a process that waits still ends in time."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from sqlalchemy import literal_column, select

from bot import house
from bot.commands import serve
from bot.doubles.telegram_api import TelegramApi
from bot.house import House
from core import db as databases
from core import hubs, watch
from core.connections import Connections
from core.db import Database, Q
from core.errors import Unavailable
from core.messages import Screen, _, dump
from core.outbox import Item, enqueue
from core.people.addresses import find_or_make
from core.settings import Settings
from core.watch import LIFE, SESSION, Patience, Watch
from tests.freezing import Freezing
from tests.processes import Program
from tests.test_commands_serve import KEY, PATIENCE_S
from tests.test_commands_serve import serve as serving

_ONE = Q(select(literal_column("1")))
SOON = Patience(answer=0.5, longest=1.5, ending=0.3)
pytestmark = pytest.mark.parametrize("db_url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def own_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """None that an earlier story kept open, which would not go through what freezes."""
    monkeypatch.setattr(databases, "Connections", Connections)


@pytest.fixture
def frozen(db_url: str) -> Iterator[tuple[Freezing, Database]]:
    with Freezing(db_url) as way:
        db = Database(way.url, SOON)
        yield way, db
        assert db.watch
        db.watch.close()
        db.close()


def one(db: Database) -> int:
    return int(db.writing(lambda tx: tx.value(_ONE)))


def test_safety_11_a_statement_that_gets_nowhere_runs_again_on_a_new_connection(
    frozen: tuple[Freezing, Database],
) -> None:
    way, db = frozen
    assert one(db) == 1
    way.freeze()
    assert one(db) == 1
    assert db.again["connection"] == 1


def test_safety_11_a_server_that_is_at_work_is_waited_for(frozen: tuple[Freezing, Database]) -> None:
    _way, db = frozen
    with db.read() as tx:
        tx.raw(f"SELECT pg_sleep({3 * SOON.answer})")
    assert db.again.total() == 0


def test_safety_11_who_ends_waits_for_nobody(frozen: tuple[Freezing, Database]) -> None:
    _way, db = frozen
    one(db)
    began = time.monotonic()
    db.hurry()
    with pytest.raises(Unavailable, match="this process ends"), db.read() as tx:
        tx.raw("SELECT pg_sleep(60)")
    assert time.monotonic() - began < 10


def test_safety_11_what_a_frozen_client_had_locked_is_let_go(frozen: tuple[Freezing, Database], db: Database) -> None:
    way, theirs = frozen
    has_it = threading.Event()

    def lose() -> None:
        with pytest.raises(Unavailable), theirs.write() as tx:
            tx.raw("LOCK TABLE bucket IN ACCESS EXCLUSIVE MODE")
            way.freeze()
            has_it.set()
            tx.raw("SELECT 1")

    thread = threading.Thread(target=lose)
    thread.start()
    assert has_it.wait(PATIENCE_S)
    with db.write() as ours:
        ours.raw("SET LOCAL lock_timeout = '30s'")
        ours.raw("LOCK TABLE bucket IN ACCESS EXCLUSIVE MODE")
    thread.join()


def test_safety_11_what_the_server_is_told_holds_for_who_serves_and_for_nobody_else(
    db: Database, db_url: str, frozen: tuple[Freezing, Database]
) -> None:
    def told(of: Database) -> str:
        with of.read() as tx:
            tx._cursor.execute("SELECT current_setting('statement_timeout')")
            return str(tx._cursor.fetchall()[0][0])

    assert told(frozen[1]) == "1min"
    assert told(db) == "0"
    own = Database(f"{frozen[0].url}?options=-c%20statement_timeout%3D5s&connect_timeout=9", SOON)
    assert told(own) == "5s"
    with own.read() as tx:
        parameters = tx._cursor.connection.info.get_parameters()
        assert parameters["connect_timeout"] == "9"
        assert parameters["tcp_user_timeout"] == LIFE["tcp_user_timeout"]
        tx.take_time()
        tx._cursor.execute("SELECT current_setting('statement_timeout')")
        assert tx._cursor.fetchall() == [("0",)]
    own.close()


def test_safety_11_behind_a_pooler_nobody_can_be_asked_and_the_wait_is_longer(db_url: str) -> None:
    looks = Watch(db_url, Patience(answer=0.2, longest=60, ending=0.1))
    connection = looks.connect()
    connection.is_pooled = True
    connection.execute("SELECT pg_sleep(0.6)")
    looks.close()
    connection.close()


def test_safety_11_a_bell_on_a_dead_line_is_heard_again(db_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wake._LOOK_S", 0.02)
    monkeypatch.setattr("bot.wake._PAUSE_S", 0.02)
    with Freezing(db_url) as way:
        heard = House(Settings(way.url, (KEY,)), hears=True, db=Database(way.url, SOON))
        bell = heard.bell
        assert bell.ready.wait(PATIENCE_S)  # type: ignore[attr-defined]
        bell.ready.clear()  # type: ignore[attr-defined]
        way.freeze()
        assert bell.ready.wait(PATIENCE_S)  # type: ignore[attr-defined]
        heard.hurry()
        heard.close()


# ---- a whole worker ---------------------------------------------------------------------------------------------


def hasty(folder: str, command: str, env: str) -> None:
    """The command, with seconds for what takes tens of them."""
    made_of = cast(Any, house)
    made_of.Patience = lambda: Patience(answer=1.0, longest=3.0)
    watch.SESSION = {**SESSION, "idle_in_transaction_session_timeout": "1s"}
    serving(folder, command, env)


@contextmanager
def a_worker(folder: Path, url: str, telegram: TelegramApi) -> Iterator[Program]:
    env = {"DATABASE_URL": url, "SECRET_KEY": KEY, "ENCODER": "off", "PUBLIC_BASE_URL": "https://bot.example.org"}
    env |= {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_BASE_URL": telegram.url}
    with Program(hasty, str(folder), "worker", json.dumps(env)) as bot:
        while "Delivering" not in bot.line():
            assert bot.status is None, (folder / "worker.log").read_text(encoding="utf-8")
        yield bot


@pytest.mark.kill
def test_safety_11_a_worker_sends_again_after_its_connections_froze_and_ends_while_they_are(
    db_url: str, db: Database, tmp_path: Path
) -> None:
    mine = House(Settings(db_url, (KEY,)), hears=False, db=db)
    with db.write() as tx:
        hubs.add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es",), {}, mine.clock())
        ids = [find_or_make(tx, mine.vault, "telegram", str(chat), "es", mine.clock()).id for chat in (7, 8)]

    def say(id: int) -> None:
        screen = dump(Screen((_("All right, nothing was sent."),)))
        db.writing(lambda tx: enqueue(tx, [Item(id, "telegram", "reply", screen)], mine.clock()))

    with TelegramApi() as telegram, Freezing(db_url) as way, a_worker(tmp_path, way.url, telegram) as bot:
        for chat in (7, 8):
            telegram.text(chat, "/start")  # who never wrote cannot be written to
        say(ids[0])
        assert telegram.until(lambda: telegram.to(7), PATIENCE_S)
        way.freeze()
        assert way.waited_for.wait(PATIENCE_S)
        say(ids[1])
        assert telegram.until(lambda: telegram.to(8), PATIENCE_S)
        way.freeze()
        assert way.waited_for.wait(PATIENCE_S)
        began = time.monotonic()
        bot.signal(signal.SIGTERM)
        bot.end()
        assert time.monotonic() - began < 10
    assert bot.status == 0, (tmp_path / "worker.log").read_text(encoding="utf-8")
    assert "its connection is cut" in (tmp_path / "worker.log").read_text(encoding="utf-8")
    mine.bell.close()


def test_safety_11_the_time_outs_leave_room_for_sending_within_half_a_minute(db_url: str) -> None:
    patience, held = Patience(), int(SESSION["idle_in_transaction_session_timeout"].removesuffix("s"))
    assert max(patience.answer + watch.LOOK_S + watch.PROBE_S, held) + 5 < 30
    assert patience.longest > int(SESSION["statement_timeout"].removesuffix("s"))
    assert int(SESSION["lock_timeout"].removesuffix("s")) < 15, "Twilio gives up"
    with psycopg.connect(
        make_conninfo(db_url.replace("+psycopg", ""), **LIFE)
    ) as connection:  # all are names that libpq knows
        assert connection.info.get_parameters()["connect_timeout"] == LIFE["connect_timeout"]


def test_safety_11_a_loop_that_stands_still_ends_the_process_and_one_that_turns_is_told_to_systemd(
    db_url: str, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setattr(serve, "_BEAT_S", 0.01)
        monkeypatch.setattr(serve, "deliver", _until_stopped)
        house = House(Settings(db_url, (KEY,)), hears=False, db=db)
        parts = serve._Parts(house).worker()
        told: list[bytes] = []

        def hear() -> None:
            told.append(systemd.recv(64))
            house.turned_at -= serve.STUCK_S

        ends = threading.Thread(target=hear)
        ends.start()
        assert parts.until_stopped() == 1
        ends.join()
        assert told == [b"WATCHDOG=1"]
        house.bell.close()
    assert os.environ["NOTIFY_SOCKET"]


async def _until_stopped(_house: House, stop: threading.Event) -> None:
    stop.wait()
