"""Does nobody else use this database now? Asked before everything in it is replaced under those who run."""

from __future__ import annotations

import sqlite3

from sqlalchemy import func, literal_column, select, text

from core.db import Database, Q
from core.errors import Unavailable
from core.why_away import why

_OTHERS = Q(
    select(func.count())
    .select_from(text("pg_stat_activity"))
    .where(
        literal_column("datname") == func.current_database(),
        literal_column("pid") != func.pg_backend_pid(),
        literal_column("backend_type") == "client backend",
    )
)
_LOOKS = 10
_A_MOMENT = Q(select(func.pg_sleep(0.1)))
"""Seconds; a second in all, since the server's own list of connections is behind, and nothing tells when it is not."""


def alone(db: Database) -> bool:
    """Whether no connection but the one that asks is open. Those of `db` that rest are closed first."""
    db.close()
    return _alone_at_the_file(db) if db.sqlite else _alone_at_the_server(db)


def _alone_at_the_server(db: Database) -> bool:
    """The server lets go of a connection a little after it was closed, so it is looked at more than once."""
    for _look in range(_LOOKS):
        with db.read() as tx:
            if not tx.value(_OTHERS):
                return True
            tx.value(_A_MOMENT)
    return False


def _alone_at_the_file(db: Database) -> bool:
    """SQLite changes how it keeps its journal for nobody who is not alone; the next connection changes it back."""
    raw = db.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        cursor.execute("PRAGMA journal_mode=DELETE")
        return cursor.fetchall() == [("delete",)]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return False
        raise Unavailable(f"the database cannot be used: {why(error)}") from error
    finally:
        raw.close()
