"""One transaction, from Core statements to the driver's own cursor.

The path of a message runs six or seven statements; running them through SQLAlchemy's connection costs several times
what the database itself does (docs/decisions/003-prepared-statements.md). So every statement of core is written once
with SQLAlchemy Core, compiled once for each dialect, and executed on the DBAPI cursor. Columns are integers, text and
bytes only, so that nothing has to be converted on the way, but for what a statement gives a type of its own (a name
that knows whose it is).
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from operator import itemgetter
from typing import Any, TypeVar

import psycopg
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.sql import ClauseElement, Insert
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import ReturnsRows
from sqlalchemy.types import TypeDecorator

from core.connections import Connections, Held, Lost, Turns, open_engine
from core.watch import Patience, Watch
from core.why_away import is_busy

Row = tuple[Any, ...]
T = TypeVar("T")

_RETRIES = 5


class Undo(Exception):
    """A step failed after it had written something: the transaction must begin again, and mark its steps this time."""


AGAIN = ("deadlock", "serialization", "connection", "step")
"""Why a transaction is run once more: `Database.again` counts them."""
_AGAIN = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected, Lost, Undo)


class Q:
    """A Core statement, compiled once for each dialect.

    Parameters are `bindparam`s by name; literal values in the statement become constants of it.
    """

    __slots__ = ("by_dialect", "statement")

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement
        self.by_dialect: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        """The statement for that dialect, compiled at its first use."""
        if dialect.name not in self.by_dialect:
            self.by_dialect[dialect.name] = self._compile(dialect)
        return self.by_dialect[dialect.name]

    def _compile(self, dialect: Dialect) -> Compiled:
        return _compiled(self.statement, dialect)


class New(Q):
    """An INSERT of one row into a table with the key `id`: `Tx.added` runs it and tells the id.

    PostgreSQL returns it; on SQLite the driver knows it, and a RETURNING would cost more than the insertion itself.
    """

    __slots__ = ()

    def _compile(self, dialect: Dialect) -> Compiled:
        insertion = self.statement
        assert isinstance(insertion, Insert)
        if dialect.name == "sqlite":
            return _compiled(insertion, dialect)
        return _compiled(insertion.returning(insertion.table.c.id), dialect)


Arrange = Callable[[Mapping[str, Any]], Any]
Made = tuple[int, Callable[[Any, Dialect], Any]]
"""A column by its place, and what makes a value of it."""
Compiled = tuple[str, Arrange, dict[str, Any], bool, tuple[Made, ...]]


def _compiled(statement: ClauseElement, dialect: Dialect) -> Compiled:
    done = statement.compile(dialect=dialect)
    assert isinstance(done, SQLCompiler)
    asked = {name for name, bind in done.binds.items() if bind.required}
    # IN lists are written out; what is asked for each time has no value yet
    state = done.construct_expanded_state(dict.fromkeys(asked), escape_names=False)
    values = {**done.construct_params(_check=False), **state.parameters}
    constants = {name: value for name, value in values.items() if name not in asked}
    return state.statement, _arranger(state.positiontup), constants, statement.is_dml, tuple(_made(statement))


def _made(statement: ClauseElement) -> Iterator[Made]:
    if isinstance(statement, ReturnsRows):
        for at, column in enumerate(statement.exported_columns):
            if isinstance(column.type, TypeDecorator):
                yield at, column.type.process_result_value


def _arranger(names: Sequence[str] | None) -> Arrange:
    """From parameters by name to what the driver takes: themselves, or a tuple in the statement's order."""
    if names is None:
        return lambda params: params
    if not names:
        return lambda _params: ()
    if len(names) == 1:
        (only,) = names
        return lambda params: (params[only],)
    return itemgetter(*names)


class Tx:
    """One open transaction. Rows are plain tuples in the order of the statement's columns.

    `marks`: every `step` sets a savepoint first. Without, one that fails after writing raises Undo.
    `hints`: what this process remembers of the database from one transaction to the next; it may be out of date.
    """

    __slots__ = ("_cursor", "_marks", "_name", "_writes", "dialect", "hints")

    def __init__(self, cursor: Any, dialect: Dialect, hints: dict[Any, int], *, marks: bool = True) -> None:
        self._cursor = cursor
        self._marks = marks
        self._name = dialect.name
        self._writes = 0
        self.dialect = dialect
        self.hints = hints

    @property
    def postgres(self) -> bool:
        return self._name == "postgresql"

    def run(self, q: Q, **params: Any) -> int:
        """Execute; the number of rows it touched."""
        self._execute(q, params)
        return int(self._cursor.rowcount)

    def one(self, q: Q, **params: Any) -> Row | None:
        """The first row, or None. Also for statements with RETURNING."""
        rows = self.all(q, **params)
        return rows[0] if rows else None

    def value(self, q: Q, **params: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.one(q, **params)
        return row[0] if row else None

    def added(self, q: New, **params: Any) -> Any:
        """The id of the row that was inserted, or None where ON CONFLICT left it out."""
        self._execute(q, params)
        if self._name == "sqlite":
            return self._cursor.lastrowid if self._cursor.rowcount == 1 else None
        rows: list[Row] = self._cursor.fetchall()
        return rows[0][0] if rows else None

    def all(self, q: Q, **params: Any) -> list[Row]:
        """Every row."""
        made = self._execute(q, params)
        rows: list[Row] = self._cursor.fetchall()
        return [self._with(made, row) for row in rows] if made else rows

    def _with(self, made: tuple[Made, ...], row: Row) -> Row:
        values = list(row)
        for at, make in made:
            values[at] = make(values[at], self.dialect)
        return tuple(values)

    def many(self, q: Q, rows: Iterable[Mapping[str, Any]]) -> None:
        """The same statement for each row."""
        sql, arrange, constants, _writes, _made = q.compiled(self.dialect)
        self._writes += 1
        full = [arrange({**constants, **row} if constants else row) for row in rows]
        if full:
            self._cursor.executemany(sql, full)

    def take_time(self) -> None:
        """What follows may take longer than anybody's message: the whole ledger is added up."""
        if self.postgres:
            self.raw("SET LOCAL statement_timeout = 0")

    def raw(self, sql: str) -> None:
        """A fixed statement without parameters, for what Core does not say (NOTIFY, PRAGMA, savepoints)."""
        self._cursor.execute(sql)

    def step(self, work: Callable[[], T]) -> T:
        """What `work` wrote is undone when it raises; the transaction goes on.

        Most steps that fail have written nothing yet, and a savepoint costs two statements (and on SQLite a copy of
        every page that is touched): so only the second try of a transaction sets them.
        """
        if self._marks:
            return self._marked(work)
        before = self._writes
        try:
            return work()
        except Exception as failed:
            if self._writes != before:
                raise Undo from failed
            raise

    def inner(self, work: Callable[[], T]) -> T:
        """The same for what is seldom done, at the cost of a savepoint each time."""
        return self._marked(work)

    def tried(self, work: Callable[[], T]) -> T:
        """What `work` gives, or raises, with all that it wrote undone."""
        self.raw("SAVEPOINT tried_step")
        try:
            return work()
        finally:
            self.raw("ROLLBACK TO SAVEPOINT tried_step")
            self.raw("RELEASE SAVEPOINT tried_step")

    def _marked(self, work: Callable[[], T]) -> T:
        self.raw("SAVEPOINT inner_step")
        try:
            done = work()
        except BaseException:
            self.raw("ROLLBACK TO SAVEPOINT inner_step")
            self.raw("RELEASE SAVEPOINT inner_step")
            raise
        self.raw("RELEASE SAVEPOINT inner_step")
        return done

    def _execute(self, q: Q, params: dict[str, Any]) -> tuple[Made, ...]:
        sql, arrange, constants, writes, made = q.by_dialect.get(self._name) or q.compiled(self.dialect)
        if writes:
            self._writes += 1
        if constants:
            params.update(constants)
        self._cursor.execute(sql, arrange(params))
        return made


class Database:
    """One database: `write` takes SQLite's write lock at once, in its turn; `read` never does."""

    def __init__(self, url: str, patience: Patience | None = None) -> None:
        """With `patience`: in a process that serves people, where nobody may wait for a server without end."""
        self.url = url
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        self.watch = Watch(url, patience) if patience and not self.sqlite else None
        self.engine = open_engine(url, read_only=False)
        self._writers = Connections(self.engine, self.watch)
        self._readers = Connections(open_engine(url, read_only=True)) if self.sqlite else self._writers
        self._begin = "BEGIN IMMEDIATE" if self.sqlite else "BEGIN"
        self._turns = Turns() if self.sqlite else None
        self._hints: dict[Any, int] = {}
        self.again: Counter[str] = Counter()
        """How often this process ran a transaction once more, by the reason."""
        self._look = "BEGIN" if self.sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def writing(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in a transaction and commit; a deadlock, a lost connection, an Undo run it again from the start.

        Raises Unavailable when the database is away or locked.
        """
        with self._turn() as until:
            return self._written(work, until)

    def _written(self, work: Callable[[Tx], T], until: float) -> T:
        marks = False
        for left in reversed(range(_RETRIES)):
            held = self._writers.take()
            try:
                self._begin_writing(held, until)
                done = work(Tx(held.cursor, self.engine.dialect, self._hints, marks=marks))
                held.commit()
            except BaseException as error:
                failure = self._writers.failed(held, error)
                if left and isinstance(failure, _AGAIN):
                    self.again[_why_again(failure)] += 1
                    marks = marks or isinstance(failure, Undo)
                    continue
                if failure is error:
                    raise
                raise failure from error
            self._writers.give(held)
            return done
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """The same as a block, which is never run again: what retries is `writing`."""
        with self._turn() as until, self._block(self._writers) as held:
            self._begin_writing(held, until)
            yield Tx(held.cursor, self.engine.dialect, self._hints)
            held.commit()

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction for reading only; it sees one moment."""
        with self._block(self._readers) as held:
            held.begin(self._look)
            yield Tx(held.cursor, self.engine.dialect, self._hints)
            held.commit()  # rolled back, psycopg would forget what the server has prepared

    @contextmanager
    def within(self, connection: Connection) -> Iterator[Tx]:
        """Statements as part of what SQLAlchemy's own connection has begun, which commits it or does not."""
        driver: Any = connection.connection.driver_connection
        with closing(driver.cursor() if self.sqlite else driver.cursor(binary=True)) as cursor:
            yield Tx(cursor, self.engine.dialect, {})

    def empty_journal(self) -> None:
        """What was deleted is not in SQLite's journal either; where others are at it, at another time."""
        if self.sqlite:
            raw = self.engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute("PRAGMA busy_timeout=100")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    @property
    def damaged(self) -> str:
        """What to do about a file that somebody met damaged in this process; '' for none."""
        return self._writers.damaged or self._readers.damaged

    def hurry(self) -> None:
        """The process ends: nobody waits for the server for longer than a moment from here on."""
        if self.watch:
            self.watch.hurry()

    def close(self) -> None:
        """Give all connections back."""
        self._writers.close()
        self._readers.close()
        self.engine.dispose()
        if self.watch:
            self.watch.close()

    @contextmanager
    def _block(self, connections: Connections) -> Iterator[Held]:
        held = connections.take()
        try:
            yield held
        except BaseException as error:
            failure = connections.failed(held, error)
            if failure is error:
                raise
            raise failure from error
        connections.give(held)

    def _turn(self) -> AbstractContextManager[float]:
        return self._turns.turn() if self._turns else nullcontext(0.0)

    def _begin_writing(self, held: Held, until: float) -> None:
        """SQLite's one writer's place is waited for until then, where another process has it."""
        while True:
            try:
                held.begin(self._begin)
                return
            except sqlite3.OperationalError as busy:
                if not is_busy(busy) or time.monotonic() >= until:
                    raise


def _why_again(failure: BaseException) -> str:
    kinds = (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure, Lost, Undo)
    return next(reason for reason, kind in zip(AGAIN, kinds, strict=True) if isinstance(failure, kind))


def scalar_rows(rows: Sequence[Row]) -> list[Any]:
    """The first column of each row."""
    return [row[0] for row in rows]
