"""Connections of one database, kept open and handed out without locks, and what it means when one fails.

A message is one short transaction, so what taking and giving back a connection costs is paid by every message: a free
list of connections with their cursors is enough, since there are never more than threads that use them at once.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from core.errors import Unavailable
from core.watch import Watch, Watched, life
from core.why_away import is_away, is_damaged, why

# sqlite3 asks every None and every bytes for two attributes that they lack, unless it knows what to bind for them
for _kind in (type(None), bytes):
    sqlite3.register_adapter(_kind, lambda value: value)

BUSY_MS = 2500
"""How long SQLite is asked for its one writer's place at a time."""
TIMES = 4
"""So often: whoever writes waits for ten seconds in all. Twilio gives up after fifteen."""
CACHE_KB = 8000
"""What a connection to SQLite keeps of the file, once it has read so much: the upper pages of a million listings."""
SYNCHRONOUS = "FULL"
"""When SQLite waits for the disk; tests that never pull a plug turn it off."""


class Lost(Unavailable):
    """The connection went away in the middle; whether the commit arrived is not known, the claim tells."""


class Turns:
    """Who wants to write, one after the other in the order in which they came.

    SQLite lets in whoever asks in the right moment, and the others sleep for longer and longer: of sixteen at once some
    wait for seconds. Between processes that is what remains.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[float]:
        """One's turn; until when (`time.monotonic`) one may wait for other processes. Raises Unavailable."""
        until = time.monotonic() + TIMES * BUSY_MS / 1000
        self._enter(until)
        try:
            yield until
        finally:
            self._leave()

    def _enter(self, until: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=max(0.0, until - time.monotonic())):
            return  # whoever left handed it over
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise Unavailable("the database cannot be used: too many write at once; try again")

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class _WithBegin(psycopg.Cursor[Any]):
    """Sends what begins a transaction together with its first statement: one way to the server and back less."""

    begin = ""

    def execute(self, query: Any, params: Any = None, **how: Any) -> Self:
        if not self.begin:
            return super().execute(query, params, **how)
        begin, self.begin = self.begin, ""
        with self.connection.pipeline():
            super().execute(begin)
            super().execute(query, params, **how)
        return self

    def executemany(self, query: Any, params_seq: Any, **how: Any) -> None:
        if self.begin:
            begin, self.begin = self.begin, ""
            super().execute(begin)
        super().executemany(query, params_seq, **how)


class Held:
    """One open connection with a cursor that serves all its transactions."""

    __slots__ = ("_fairy", "connection", "cursor")

    def __init__(self, fairy: Any) -> None:
        """`fairy` is SQLAlchemy's handle, which leaves its pool here; `connection` is the driver's own."""
        self._fairy = fairy
        self.connection = fairy.driver_connection
        fairy.detach()
        if isinstance(self.connection, psycopg.Connection):
            self.connection.autocommit = True  # we begin ourselves, and say in the same breath what for
            self.connection.cursor_factory = _WithBegin
            self.cursor = self.connection.cursor(binary=True)  # bytes as they are and not as twice as many digits
        else:
            self.cursor = self.connection.cursor()

    def begin(self, how: str) -> None:
        """Begin a transaction: on PostgreSQL, as soon as there is a statement for it."""
        if isinstance(self.cursor, _WithBegin):
            self.cursor.begin = how
        else:
            self.cursor.execute(how)

    def commit(self) -> None:
        """Make it durable. sqlite3's own `commit` prepares its statement anew each time."""
        if isinstance(self.connection, psycopg.Connection):
            self.connection.commit()
        elif self.connection.in_transaction:
            self.cursor.execute("COMMIT")

    def close(self) -> None:
        with suppress(sqlite3.Error, psycopg.Error):
            self._fairy.close()


class Connections:
    """The open connections of an engine; an idle one is taken from the end, where it is warm.

    `damaged` says so from the first failure on that told it: what lies elsewhere in the file may still be read.
    """

    def __init__(self, engine: Engine, watch: Watch | None = None) -> None:
        self.engine, self._watch, self.damaged = engine, watch, ""
        self._idle: deque[Held] = deque()

    def take(self) -> Held:
        """An idle connection, or a new one; raises Unavailable when none can be opened."""
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def give(self, held: Held) -> None:
        """Its transaction is over."""
        self._idle.append(held)

    def failed(self, held: Held, error: BaseException) -> BaseException:
        """Undo what was begun; the error to raise: Lost, Unavailable, or `error` itself."""
        if is_damaged(error):
            self.damaged = why(error)
        if self._undone(held):
            self._idle.append(held)
            return Unavailable(f"the database cannot be used: {why(error)}") if is_away(error) else error
        held.close()
        self.close()  # a restarted server has lost all of them
        if self._watch and self._watch.is_ending:
            return Unavailable("the database does not answer, and this process ends")
        return Lost("the connection to the database was lost")

    def close(self) -> None:
        """Close all that are idle."""
        while self._idle:
            with suppress(IndexError):
                self._idle.pop().close()
        self.engine.dispose()

    def _open(self) -> Held:
        try:
            held = Held(self.engine.raw_connection())
            if self._watch:  # what migrates or restores uses the engine's own, and takes its time
                self._watch.take_in(held.connection)
            return held
        except Exception as away:
            raise Unavailable(f"cannot connect to the database: {why(away)}") from away

    @staticmethod
    def _undone(held: Held) -> bool:
        try:
            held.connection.rollback()
        except (sqlite3.Error, psycopg.Error):
            return False
        return not getattr(held.connection, "closed", False)


def open_engine(url: str, *, read_only: bool) -> Engine:
    """SQLAlchemy's engine for that URL: it connects, compiles and migrates; transactions run on `Connections`."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, read_only=read_only)
    engine = create_engine(url, poolclass=NullPool)

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, arguments: Any, named: dict[str, Any]) -> Any:
        return Watched.connect(*arguments, **(named | life(named)))

    return engine


def _sqlite_engine(url: str, *, read_only: bool) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=NullPool,
        connect_args={
            "check_same_thread": False,
            "isolation_level": None,
            "timeout": BUSY_MS / 1000,
            "cached_statements": 1024,
        },
    )

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_MS}",
            "journal_mode=WAL",
            f"synchronous={SYNCHRONOUS}",
            f"cache_size=-{CACHE_KB}",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "secure_delete=ON",  # as Debian's is anyway: what is deleted or emptied is written over
            *(("query_only=ON",) if read_only else ()),
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        """For what goes through SQLAlchemy's own connection (migrations): take the write lock at once."""
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
