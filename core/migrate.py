"""Bring a database to the newest shape, from nothing or from any released one; repeatable when interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect, literal_column, select, text
from sqlalchemy.exc import DBAPIError

from core.db import Database, Q, Tx
from core.errors import Unavailable
from core.why_away import is_away, why

_FOLDER = Path(__file__).resolve().parent.parent / "migrations"
_REVISION = Q(select(literal_column("version_num")).select_from(text("alembic_version")))


def migrate(db: Database, revision: str = "head") -> None:
    """Upgrade to `revision`. Each step is one transaction, so an interrupted run is simply run again."""
    _must_take(db)
    with _in_our_words():
        command.upgrade(_config(engine=db.engine), revision)


def downgrade(db: Database, revision: str) -> None:
    """Back to an older revision (tests of the path forward use it)."""
    command.downgrade(_config(engine=db.engine), revision)


@contextmanager
def emptied(db: Database) -> Iterator[Tx]:
    """A transaction in which all tables are there, new and empty; if it does not end well, they are as they were."""
    with _in_our_words(), db.engine.begin() as connection:
        config = _config(connection=connection)
        command.downgrade(config, "base")
        command.upgrade(config, "head")
        with db.within(connection) as tx:
            yield tx


def revision(db: Database) -> str | None:
    """The database's revision, None for one without our tables; raises Unavailable when it is away."""
    _must_answer(db)
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    with db.read() as tx:
        found: str | None = tx.value(_REVISION)
    return found


def lag(db: Database) -> str:
    """How the tables stand: '' as this release wants them, 'missing', 'older', or 'newer' (a later release's)."""
    here = revision(db)
    scripts = ScriptDirectory(str(_FOLDER))
    if here == scripts.get_current_head():
        return ""
    if here is None:
        return "missing"
    try:
        scripts.get_revision(here)
    except CommandError:
        return "newer"
    return "older"


def require_current(db: Database) -> None:
    """Raises Unavailable when the tables are missing or older than this release; newer ones are left to work."""
    if lag(db) in ("missing", "older"):
        raise Unavailable("the database is not migrated; run: python -m bot migrate")


def _must_take(db: Database) -> None:
    """Says Unavailable in our words, also where SQLite's file may only be read, which no reading tells."""
    with db.write() as tx:
        if not tx.postgres:
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
