"""Bring a database to the newest shape, from nothing or from any released one; repeatable when interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, MetaData, inspect, literal_column, select, text
from sqlalchemy.exc import DBAPIError

from core.db import Database, Q, Tx
from core.errors import Unavailable
from core.tables import metadata
from core.why_away import is_away, why

_FOLDER = Path(__file__).resolve().parent.parent / "migrations"
_TRIES = 5
_REVISION = Q(select(literal_column("version_num")).select_from(text("alembic_version")))


def migrate(db: Database, revision: str = "head") -> None:
    """Upgrade to `revision`. Each step is one transaction, so an interrupted run is simply run again.

    Where web and worker of the last release still run, they and a step may each wait for what the other holds: then
    PostgreSQL ends one of them, and the step begins again.
    """
    if db.sqlite:
        must_take(db)
    _must_answer(db)
    for left in reversed(range(_TRIES)):
        try:
            with _in_our_words():
                command.upgrade(_config(engine=db.engine), revision)
            return
        except DBAPIError as error:
            if not left or not isinstance(error.orig, psycopg.errors.DeadlockDetected):
                raise


def downgrade(db: Database, revision: str) -> None:
    """Back to an older revision (tests of the path forward use it)."""
    command.downgrade(_config(engine=db.engine), revision)


@contextmanager
def emptied(db: Database, made_at: str) -> Iterator[tuple[Tx, MetaData]]:
    """A transaction in which all tables are there as revision `made_at` made them, new and empty.

    At its end they are brought to the newest shape with what is in them; if it does not end well, all is as it was.
    """
    newest = made_at == _scripts().get_current_head()
    with _in_our_words(), db.engine.connect() as connection:
        if db.sqlite and not newest:
            unchecked(connection)
        with connection.begin():
            config = _config(connection=connection)
            command.downgrade(config, "base")
            command.upgrade(config, made_at)
            with db.within(connection) as tx:
                yield tx, metadata if newest else _found(connection)
            command.upgrade(config, "head")


def unchecked(connection: Connection) -> None:
    """SQLite makes a changed table anew, and meanwhile what refers to it refers to nothing: it looks at the end.

    It can be told so only before a transaction begins, and for one connection.
    """
    connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")


def _found(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found


def revision(db: Database) -> str | None:
    """The database's revision, None for one without our tables; raises Unavailable when it is away."""
    _must_answer(db)
    with _in_our_words():
        if not inspect(db.engine).has_table("alembic_version"):
            return None
    with db.read() as tx:
        found: str | None = tx.value(_REVISION)
    return found


def lag(db: Database) -> str:
    """How the tables stand: '' as this release wants them, 'missing', 'older', or 'newer' (a later release's)."""
    here = revision(db)
    if here == _scripts().get_current_head():
        return ""
    if here is None:
        return "missing"
    return "older" if is_known(here) else "newer"


def is_known(revision: str) -> bool:
    """Whether this release can bring a database of that revision up to date."""
    try:
        return bool(_scripts().get_revision(revision))
    except CommandError:
        return False


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_FOLDER))


def require_current(db: Database) -> None:
    """Raises Unavailable when the tables are missing or older than this release; newer ones are left to work."""
    if lag(db) in ("missing", "older"):
        raise Unavailable("the database is not migrated; run: python -m bot migrate")


def must_take(db: Database) -> None:
    """Raises Unavailable where the database may only be read, or has no room, which no reading tells."""
    with db.write() as tx:
        if tx.postgres:
            tx.raw("UPDATE alembic_version SET version_num = version_num WHERE false")
        else:
            tx.raw("PRAGMA user_version=0")  # as it is; nobody uses it


def _must_answer(db: Database) -> None:
    """Says Unavailable in our words."""
    with db.read():
        pass


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if error.orig is None or not is_away(error.orig):
            raise
        raise Unavailable(f"the database cannot be used: {why(error)}") from error


def _config(**attributes: Engine | Connection) -> Config:
    """`engine`: each step is a transaction; `connection`: all are part of the one that it has begun."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes.update(attributes)
    return config
