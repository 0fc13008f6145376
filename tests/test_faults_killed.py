"""Processes killed with -9, and processes that race: the provider delivers again, and there is one effect."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.handle import Handler
from bot.opening import languages_of
from bot.sending.delivery import LEASE_MS
from bot.wording import Wording
from core import hubs, migrate
from core.accounts.verify import verify
from core.db import Database
from core.vault import Vault
from tests.faults import count_of
from tests.handleprog import KEY, answer
from tests.servers import fresh_postgres
from tests.test_kill_worker import kill_at as kill_worker_at
from tests.test_kill_worker import run as run_worker
from tests.test_kill_worker import sent

pytestmark = pytest.mark.kill
JOIN = ("m2", "luz", "Casa Luz, Tegucigalpa")


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.handleprog", *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kill_at(word: str, *arguments: object) -> None:
    """Let the program come to that point and kill it there."""
    with start(*arguments) as program:
        assert program.stdout
        assert program.stdout.readline().strip() == word
        program.kill()


def delivered(db: Database, now: int, *message: str) -> str:
    """The provider delivers a message (again), to a process that was started later."""
    return answer(Handler(db, Vault((KEY,)), Wording(), lambda: now, lambda: None), now, *message)


@pytest.fixture
def ready(db: Database, now: int) -> Database:
    """A hub that lets everybody in."""
    with db.write() as tx:
        hubs.add_hub(tx, "Red", "HN", "America/Tegucigalpa", languages_of("HN"), {"approval": False}, now)
    return db


@pytest.mark.parametrize(("stop", "then"), [("claimed", "handled"), ("before", "handled"), ("after", "known")])
def test_f01_killed_while_handling_has_one_effect_and_one_reply_when_it_is_delivered_again(
    db_url: str, ready: Database, now: int, stop: str, then: str
) -> None:
    assert delivered(ready, now, "m1", "luz", "/start") == "handled"
    kill_at(stop, db_url, now, stop, *JOIN)
    assert delivered(ready, now, *JOIN) == then
    assert delivered(ready, now, *JOIN) == "known"
    assert count_of(ready, "organisation", "entry", "outbound") == (1, 1, 2)
    assert verify(ready) == []


def test_f01_killed_between_commit_and_send_and_between_send_and_mark_the_reply_arrives(
    db_url: str, ready: Database, now: int, tmp_path: Path
) -> None:
    kill_at("after", db_url, now, "after", "m1", "luz", "/start")
    kill_worker_at("claimed", db_url, now, tmp_path, "claimed")
    assert sent(tmp_path).total() == 0
    kill_worker_at("sent", db_url, now + LEASE_MS, tmp_path, "hang")
    assert delivered(ready, now, "m1", "luz", "/start") == "known"
    run_worker(db_url, now + 2 * LEASE_MS, tmp_path)
    run_worker(db_url, now + 3 * LEASE_MS, tmp_path)
    assert list(sent(tmp_path).values()) == [2]
    assert count_of(ready, "outbound") == (1,)


@pytest.mark.parametrize("many", [3])
def test_f02_the_same_message_in_several_processes_at_once(db_url: str, ready: Database, now: int, many: int) -> None:
    assert delivered(ready, now, "m1", "luz", "/start") == "handled"
    programs = [start(db_url, now, "race", *JOIN) for _n in range(many)]
    for program in programs:
        assert program.stdout
        assert program.stdout.readline().strip() == "ready"
    answers = []
    for program in programs:
        assert program.stdin
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        answers.append(program.communicate()[0].strip())
    assert sorted(answers) == ["handled"] + ["known"] * (many - 1)
    assert count_of(ready, "organisation", "entry", "outbound") == (1, 1, 2)
    assert verify(ready) == []


# ---- tables brought up to date ----------------------------------------------------------------------------------


def _interrupted(url: str, now: int) -> None:
    for statement in (5, 30):
        kill_at("step", "migrate", url, statement)
    db = Database(url)
    migrate.migrate(db)
    migrate.migrate(db)
    assert migrate.lag(db) == ""
    with db.write() as tx:
        hubs.add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es",), {"approval": False}, now)
    assert verify(db) == []
    assert delivered(db, now, "m1", "luz", "/start") == "handled"
    db.close()


def test_f15_a_migration_killed_between_statements_is_simply_run_again_on_sqlite(now: int, tmp_path: Path) -> None:
    _interrupted(f"sqlite:///{tmp_path / 'new.sqlite3'}", now)


def test_f15_a_migration_killed_between_statements_is_simply_run_again_on_postgres(now: int) -> None:
    with fresh_postgres() as url:
        _interrupted(url, now)


def test_f15_a_migration_run_twice_changes_nothing(db: Database) -> None:
    before = migrate.revision(db)
    migrate.migrate(db)
    assert migrate.revision(db) == before
    assert migrate.lag(db) == ""
