"""Processes killed with -9, and processes that race: the provider delivers again, and there is one effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.handle import Handler
from bot.opening import languages_of
from bot.sending.delivery import LEASE_MS
from bot.wording import Wording
from core import hubs, migrate
from core.accounts.verify import verify
from core.db import Database
from core.people import codes
from core.vault import Vault
from tests.faults import count_of
from tests.handleprog import KEY, answer, main
from tests.processes import Program
from tests.servers import fresh_postgres
from tests.stored import rows_of
from tests.test_kill_worker import kill_at as kill_worker_at
from tests.test_kill_worker import run as run_worker
from tests.test_kill_worker import sent

pytestmark = pytest.mark.kill
JOIN = ("m2", "luz", "Casa Luz, Tegucigalpa")


def start(*arguments: object) -> Program:
    return Program(main, *map(str, arguments))


def kill_at(word: str, *arguments: object) -> None:
    """Let the program come to that point and kill it there."""
    with start(*arguments) as program:
        assert program.line() == word
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
    assert sorted(_raced(db_url, now, [JOIN] * many)) == ["handled"] + ["known"] * (many - 1)
    assert count_of(ready, "organisation", "entry", "outbound") == (1, 1, 2)
    assert verify(ready) == []


def _raced(db_url: str, now: int, messages: list[tuple[str, str, str]]) -> list[str]:
    """Each message in a process of its own, all in the same instant; what each says, in their order."""
    programs = [start(db_url, now, "race", *message) for message in messages]
    for program in programs:
        assert program.line() == "ready"
    for program in programs:
        program.tell("go")
    return [program.end() for program in programs]


def _said(db: Database, now: int, *messages: tuple[str, str]) -> None:
    """Handled here, one after the other."""
    for number, (who, words) in enumerate(messages):
        assert delivered(db, now, f"{who}{number}{words[:9]}", who, words) == "handled"


def _proposed(db: Database, now: int) -> None:
    """Mar proposes what Luz needs: exchange 1, two hours, and it is the turn of Luz's organisation."""
    _said(
        db,
        now,
        *(("mar", words) for words in ("/start", "Casa Mar, Tegucigalpa", "ofrecemos contabilidad", "sí")),
        *(("luz", words) for words in ("/start", "Casa Luz, Tegucigalpa", "necesitamos contabilidad, 2 horas, mañana")),
        ("luz", "sí"),
        ("mar", ":x:1:1:prop"),
    )
    assert _of(db, "exchange", "state") == ["proposed"]


def _of(db: Database, table: str, column: str) -> list[object]:
    return [value for _id, value in rows_of(db, table, "id", column)]


def test_f04_messages_of_one_person_in_several_processes_are_served_one_by_one(
    db_url: str, ready: Database, now: int
) -> None:
    _said(ready, now, ("luz", "/start"), ("luz", "Casa Luz, Tegucigalpa"))
    words = ("saldo", "menú", "ayuda")
    messages = [(f"race{number}", "luz", said) for number, said in enumerate(words)]
    assert _raced(db_url, now, messages) == ["handled"] * len(messages)
    seqs = _of(ready, "outbound", "seq")
    assert sorted(map(int, map(str, seqs))) == list(range(1, 3 + len(messages)))
    assert verify(ready) == []


def test_f04_two_first_messages_in_two_processes_make_one_person(db_url: str, ready: Database, now: int) -> None:
    messages = [("m1", "luz", "/start"), ("m2", "luz", "necesitamos un contador")]
    assert _raced(db_url, now, messages) == ["handled", "handled"]
    assert count_of(ready, "person", "address", "outbound") == (1, 1, 2)


def test_f05_two_people_of_one_organisation_accept_in_two_processes_and_the_hours_are_set_aside_once(
    db_url: str, ready: Database, now: int
) -> None:
    _proposed(ready, now)
    with ready.write() as tx:
        code = codes.make_invite(tx, Vault((KEY,)), "organisation", 1, now, organisation_id=_luz(ready))
    _said(ready, now, ("eva", code))
    version = _of(ready, "exchange", "version")[0]
    accept = f":x:1:{version}:acc"
    assert _raced(db_url, now, [("a1", "luz", accept), ("a2", "eva", accept)]) == ["handled", "handled"]
    assert _of(ready, "exchange", "state") == ["agreed"]
    assert _of(ready, "hold", "state") == ["live"]
    assert verify(ready) == []


def _luz(db: Database) -> int:
    return int(str(_of(db, "organisation", "id")[_of(db, "organisation", "name").index("Casa Luz")]))


@pytest.mark.parametrize("stop", ["line", "lines", "before"])
def test_f01_killed_between_the_lines_of_an_entry_nothing_has_moved(
    db_url: str, ready: Database, now: int, stop: str
) -> None:
    _proposed(ready, now)
    _said(ready, now, ("luz", f":x:1:{_of(ready, 'exchange', 'version')[0]}:acc"))
    confirm = ("ok", "luz", f":x:1:{_of(ready, 'exchange', 'version')[0]}:ok")
    before = _of(ready, "account", "posted")
    kill_at(stop, db_url, now, stop, *confirm)
    assert (_of(ready, "account", "posted"), _of(ready, "exchange", "state")) == (before, ["agreed"])
    assert verify(ready) == []
    assert delivered(ready, now, *confirm) == "handled"
    assert delivered(ready, now, *confirm) == "known"
    assert _of(ready, "exchange", "state") == ["settled"]
    assert _of(ready, "entry", "kind").count("settle") == 1
    assert verify(ready) == []


@pytest.mark.parametrize("stop", ["line", "lines"])
def test_f01_killed_between_the_lines_of_a_grant_nobody_has_joined(
    db_url: str, ready: Database, now: int, stop: str
) -> None:
    assert delivered(ready, now, "m1", "luz", "/start") == "handled"
    kill_at(stop, db_url, now, stop, *JOIN)
    assert count_of(ready, "organisation", "entry", "line") == (0, 0, 0)
    assert delivered(ready, now, *JOIN) == "handled"
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
