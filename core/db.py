"""One transaction, from Core statements to the driver's own cursor.

The path of a message runs six or seven statements; running them through SQLAlchemy's connection costs several times
what the database itself does (docs/decisions/003-prepared-statements.md). So every statement of core is written once
with SQLAlchemy Core, compiled once for each dialect, and executed on the DBAPI cursor. Columns are integers, text and
bytes only, so that nothing has to be converted on the way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from core.errors import Unavailable

Row = tuple[Any, ...]
T = TypeVar("T")

BUSY_MS = 5000
_RETRIES = 5
_SQLITE_AWAY = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PROTOCOL,
    )
)
_POOL = 20


class _Lost(Unavailable):
    """The connection went away in the middle; whether the commit arrived is not known, the claim tells."""


class Q:
    """A Core statement, compiled once for each dialect.

    Parameters are `bindparam`s by name; literal values in the statement become constants of it.
    """

    __slots__ = ("_compiled", "statement")

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {}

    def compiled(self, dialect: Dialect) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        """(SQL text, parameter names in order for positional styles, constants)."""
        try:
            return self._compiled[dialect.name]
        except KeyError:
            done = self.statement.compile(dialect=dialect)
            assert isinstance(done, SQLCompiler)
            asked = {name for name, bind in done.binds.items() if bind.required}
            # IN lists are written out; what is asked for each time has no value yet
            state = done.construct_expanded_state(dict.fromkeys(asked), escape_names=False)
            constants = {**done.construct_params(_check=False), **state.parameters}
            constants = {name: value for name, value in constants.items() if name not in asked}
            found = (state.statement, tuple(state.positiontup or ()), constants)
            self._compiled[dialect.name] = found
            return found


class Tx:
    """One open transaction. Rows are plain tuples in the order of the statement's columns."""

    __slots__ = ("_cursor", "dialect", "postgres")

    def __init__(self, cursor: Any, dialect: Dialect) -> None:
        self._cursor = cursor
        self.dialect = dialect
        self.postgres = dialect.name == "postgresql"

    def run(self, q: Q, **params: Any) -> int:
        """Execute; the number of rows it touched."""
        self._execute(q, params)
        return int(self._cursor.rowcount)

    def one(self, q: Q, **params: Any) -> Row | None:
        """The first row, or None. Also for statements with RETURNING."""
        self._execute(q, params)
        rows: list[Row] = self._cursor.fetchall()
        return rows[0] if rows else None

    def value(self, q: Q, **params: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.one(q, **params)
        return row[0] if row else None

    def all(self, q: Q, **params: Any) -> list[Row]:
        """Every row."""
        self._execute(q, params)
        rows: list[Row] = self._cursor.fetchall()
        return rows

    def many(self, q: Q, rows: Iterable[Mapping[str, Any]]) -> None:
        """The same statement for each row."""
        sql, names, constants = q.compiled(self.dialect)
        full = [{**constants, **row} for row in rows]
        if full:
            self._cursor.executemany(sql, [tuple(row[n] for n in names) for row in full] if names else full)

    def raw(self, sql: str) -> None:
        """A fixed statement without parameters, for what Core does not say (NOTIFY, PRAGMA, savepoints)."""
        self._cursor.execute(sql)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What happens inside is undone when it raises; the transaction goes on."""
        self.raw("SAVEPOINT inner_step")
        try:
            yield
        except BaseException:
            self.raw("ROLLBACK TO SAVEPOINT inner_step")
            self.raw("RELEASE SAVEPOINT inner_step")
            raise
        self.raw("RELEASE SAVEPOINT inner_step")

    def _execute(self, q: Q, params: dict[str, Any]) -> None:
        sql, names, constants = q.compiled(self.dialect)
        if constants:
            params = {**constants, **params}
        self._cursor.execute(sql, [params[n] for n in names] if names else params)


class Database:
    """The engines of one database: `write` takes SQLite's write lock at once, `read` never does."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _engine(url, read_only=False)
        self._reader = _engine(url, read_only=True) if self.sqlite else self.engine

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction that commits at the end; raises Unavailable when the database is away or locked."""
        begin = "BEGIN IMMEDIATE" if self.sqlite else None
        with _transaction(self.engine, begin, commit=True) as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction for reading only; it sees one moment and is rolled back."""
        begin = "BEGIN" if self.sqlite else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
        with _transaction(self._reader, begin, commit=False) as tx:
            yield tx

    def writing(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in a transaction; a deadlock, a serialization failure or a lost connection runs it again."""
        for left in reversed(range(_RETRIES)):
            try:
                with self.write() as tx:
                    return work(tx)
            except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected, _Lost):
                if not left:
                    raise
        raise AssertionError

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
        self._reader.dispose()


@contextmanager
def _transaction(engine: Engine, begin: str | None, *, commit: bool) -> Iterator[Tx]:
    try:
        connection = engine.raw_connection()
    except Exception as away:
        raise Unavailable("cannot connect to the database") from away
    cursor = connection.cursor()
    try:
        try:
            if begin:
                cursor.execute(begin)
            yield Tx(cursor, engine.dialect)
            if commit:
                connection.commit()
            else:
                connection.rollback()
        except BaseException as error:
            lost = _undo(connection)
            if lost:
                engine.dispose()
                raise _Lost(type(error).__name__) from error
            if _away(error):
                raise Unavailable(type(error).__name__) from error
            raise
    finally:
        with suppress(sqlite3.Error, psycopg.Error):
            cursor.close()
        connection.close()


def _undo(connection: Any) -> bool:
    """Roll back; True when the connection was lost (a restarted server loses all of the pool's at once)."""
    try:
        connection.rollback()
        lost = bool(getattr(connection.driver_connection, "closed", False))
    except (sqlite3.Error, psycopg.Error):
        lost = True
    if lost:
        connection.invalidate()
    return lost


def _away(error: BaseException) -> bool:
    """Whether the database, not the statement, is at fault: locked, full, read-only, not to be opened."""
    if isinstance(error, sqlite3.OperationalError):
        return (error.sqlite_errorcode & 0xFF) in _SQLITE_AWAY
    retried = psycopg.errors.SerializationFailure | psycopg.errors.DeadlockDetected
    away = psycopg.OperationalError | psycopg.errors.ReadOnlySqlTransaction
    return isinstance(error, away) and not isinstance(error, retried)


def _engine(url: str, *, read_only: bool) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, read_only=read_only)
    return create_engine(url, pool_size=_POOL, max_overflow=_POOL, pool_reset_on_return=None)


def _sqlite_engine(url: str, *, read_only: bool) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=_POOL,
        max_overflow=_POOL,
        pool_reset_on_return=None,
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
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            *(("query_only=ON",) if read_only else ()),
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        """For what goes through SQLAlchemy's own connection (migrations): take the write lock at once."""
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def scalar_rows(rows: Sequence[Row]) -> list[Any]:
    """The first column of each row."""
    return [row[0] for row in rows]
