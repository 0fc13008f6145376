"""All that a SQLite database holds: taken out as one value, and put into another file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from core.db import Database


def taken(db: Database) -> bytes:
    """Its pages as they are now, what lies in the journal included."""
    with closing(sqlite3.connect(_file(db))) as file, closing(sqlite3.connect(":memory:")) as copy:
        file.backup(copy)
        return copy.serialize()


def put(db: Database, pages: bytes) -> None:
    """In place of all that was there; the database opens again by itself."""
    db.close()
    file = _file(db)
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    file.write_bytes(pages)


def _file(db: Database) -> Path:
    return Path(str(make_url(db.url).database))
