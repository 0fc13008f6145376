"""A transaction commits whole or not at all, on both databases, and says when the database is away."""

from __future__ import annotations

import sqlite3
import threading
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import bindparam, insert, literal_column, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from core import connections
from core.db import Database, New, Q, Tx
from core.errors import Unavailable
from core.tables import address, inbox, person
from tests.patience import REAL_BUSY_MS

_CLAIM = Q(insert(inbox).values(channel=bindparam("channel"), message_id=bindparam("message_id"), at=bindparam("at")))
_ALL = Q(select(inbox.c.message_id).where(inbox.c.channel == "console").order_by(inbox.c.message_id))
_PERSON = New(insert(person).values(lang=bindparam("lang"), created_at=bindparam("now")))
_LANG = Q(select(person.c.lang).where(person.c.id == bindparam("id")))
_ADDRESS = New(
    upsert(address)
    .values({name: bindparam(name) for name in ("person_id", "channel", "blind", "sealed")})
    .values(created_at=bindparam("now"))
    .on_conflict_do_nothing(index_elements=[address.c.blind])
)
_PREPARED = Q(select(literal_column("statement")).select_from(text("pg_prepared_statements")))
_NONE = Q(select(inbox.c.message_id).where(inbox.c.channel == "none"))


def test_what_was_written_is_there_after_the_commit(db: Database) -> None:
    with db.write() as tx:
        assert tx.run(_CLAIM, channel="console", message_id="1", at=5) == 1
    with db.read() as tx:
        assert tx.all(_ALL) == [("1",)]


def test_a_new_row_tells_its_key_and_one_left_out_tells_none(db: Database) -> None:
    with db.write() as tx:
        first, second = (tx.added(_PERSON, lang="es", now=1) for _ in range(2))
        assert tx.value(_LANG, id=second) == "es"
        assert second == first + 1
        made = tx.added(_ADDRESS, person_id=first, channel="console", blind=b"ana", sealed=b"", now=1)
        assert made is not None
        assert tx.added(_ADDRESS, person_id=first, channel="console", blind=b"ana", sealed=b"", now=2) is None


def test_an_error_leaves_nothing_behind(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.write() as tx:
        tx.run(_CLAIM, channel="console", message_id="1", at=5)
        raise ZeroDivisionError
    with db.read() as tx:
        assert tx.all(_ALL) == []


def test_a_first_statement_that_fails_leaves_nothing_open(db: Database) -> None:
    with db.write() as tx:
        tx.run(_CLAIM, channel="console", message_id="1", at=5)
    for _ in range(2):
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.UniqueViolation)), db.write() as tx:
            tx.run(_CLAIM, channel="console", message_id="1", at=6)
        with db.write():
            pass  # nothing to do after all
        with db.read() as tx:
            assert tx.all(_ALL) == [("1",)]
    with db.write() as tx:
        tx.many(_CLAIM, [{"channel": "console", "message_id": id, "at": 7} for id in ("2", "3")])
    with pytest.raises(ZeroDivisionError), db.write() as tx:
        tx.many(_CLAIM, [{"channel": "console", "message_id": "4", "at": 8}])
        raise ZeroDivisionError
    with db.read() as tx:
        assert tx.all(_ALL) == [("1",), ("2",), ("3",)]


def test_a_step_that_fails_is_undone_and_the_rest_stays(db: Database) -> None:
    with db.write() as tx:
        tx.run(_CLAIM, channel="console", message_id="1", at=5)
        with pytest.raises(ZeroDivisionError):
            tx.step(lambda: _claim_and_fail(tx))
    with db.read() as tx:
        assert tx.all(_ALL) == [("1",)]


def test_a_transaction_whose_step_fails_after_writing_begins_again(db: Database) -> None:
    tries: list[Tx] = []

    def work(tx: Tx) -> None:
        tries.append(tx)
        tx.run(_CLAIM, channel="console", message_id="1", at=5)
        with pytest.raises(ZeroDivisionError):
            tx.step(lambda: _claim_and_fail(tx))

    db.writing(work)
    assert len(tries) == 2
    with db.read() as tx:
        assert tx.all(_ALL) == [("1",)]


def test_a_step_that_fails_before_it_writes_costs_no_second_try(db: Database) -> None:
    tries: list[Tx] = []

    def work(tx: Tx) -> None:
        tries.append(tx)
        tx.run(_CLAIM, channel="console", message_id="1", at=5)
        with pytest.raises(ZeroDivisionError):
            tx.step(lambda: 1 // len(tx.all(_NONE)))

    db.writing(work)
    assert len(tries) == 1
    with db.read() as tx:
        assert tx.all(_ALL) == [("1",)]


def _claim_and_fail(tx: Tx) -> None:
    tx.run(_CLAIM, channel="console", message_id="2", at=5)
    raise ZeroDivisionError


def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises((Unavailable, sqlite3.OperationalError)), db.read() as tx:
        tx.run(_CLAIM, channel="console", message_id="1", at=5)


@pytest.mark.parametrize("db_url", ["postgres"], indirect=True)  # SQLite's driver keeps its own, whatever ends
def test_what_the_server_has_prepared_outlives_a_reading(db: Database) -> None:
    for _ in range(20):  # the driver prepares what it is asked for again and again
        with db.read() as tx:
            tx.all(_ALL)
    with db.read() as tx:
        assert [sql for (sql,) in tx.all(_PREPARED) if "inbox.message_id" in sql]


def test_f08_a_database_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    db = Database(f"sqlite:///{tmp_path / 'folder'}")
    with pytest.raises(Unavailable), db.write():
        pass
    db.close()
    gone = Database(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}")
    with pytest.raises(Unavailable), gone.write():
        pass
    gone.close()


def test_safety_12_whoever_writes_to_sqlite_first_is_served_first(sqlite_db: Database) -> None:
    turns = sqlite_db._turns
    order: list[int] = []
    threads: list[threading.Thread] = []

    def noted(n: int, _tx: Tx) -> None:
        order.append(n)

    assert turns
    with sqlite_db.write():
        for n in range(16):
            work = partial(sqlite_db.writing, partial(noted, n))
            threads.append(threading.Thread(target=work))
            threads[-1].start()
            while turns.waiting <= n:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(16))


def test_safety_12_one_that_fails_hands_its_turn_on(sqlite_db: Database) -> None:
    for _twice in range(2):
        with pytest.raises(ZeroDivisionError):
            sqlite_db.writing(lambda _tx: 1 // 0)
        with pytest.raises(ZeroDivisionError), sqlite_db.write():
            raise ZeroDivisionError
    assert sqlite_db.writing(lambda _tx: "done") == "done"


def test_safety_12_who_waited_long_enough_is_told_and_those_behind_go_on(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_MS", 20)
    said: list[str] = []

    def late() -> None:
        try:
            sqlite_db.writing(lambda _tx: said.append("in time"))
        except Unavailable as away:
            said.append(str(away))

    with sqlite_db.write():
        thread = threading.Thread(target=late)
        thread.start()
        thread.join()
    assert said == ["the database cannot be used: too many write at once; try again"]
    late()
    assert said[1:] == ["in time"]


def test_safety_12_another_process_is_waited_for_four_times_as_long_as_sqlite_does(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_MS", 30)
    db, tries = Database(sqlite_db.url), []
    other = sqlite3.connect(sqlite_db.url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)

    def let_go(statement: str) -> None:
        if statement.startswith("BEGIN"):
            tries.append(statement)
            if len(tries) == 3:
                other.execute("ROLLBACK")

    with db.write():
        pass  # connected before
    held = db._writers.take()
    held.connection.set_trace_callback(let_go)
    db._writers.give(held)
    other.execute("BEGIN IMMEDIATE")
    assert db.writing(lambda _tx: "done") == "done"
    assert len(tries) >= 3
    other.close()
    db.close()
    assert 10_000 <= REAL_BUSY_MS * connections.TIMES <= 12_000, "Twilio waits for fifteen seconds"
