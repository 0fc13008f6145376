"""A migrated PostgreSQL database for one story after another: what a story wrote is taken out again.

A copy of the template is six hundred files to make and to remove. Where a story left more behind than rows, and after
so many stories, it is dropped, and the next one gets a copy again.
"""

from __future__ import annotations

import uuid

import psycopg

from tests.kept_open import KEPT
from tests.servers import admin, connect

_STORIES = 50  # rows that were taken out leave gaps behind
_OTHERS = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL (%s)
"""
# Every change of a table, an index, a column, a trigger or a function writes a row of these anew.
_SHAPE = """
SELECT (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_class WHERE oid >= 16384),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_attribute WHERE attrelid >= 16384),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_constraint WHERE oid >= 16384),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_trigger),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_proc WHERE oid >= 16384),
       (SELECT (count(*), max(xmin::text::bigint))::text FROM pg_db_role_setting),
       (SELECT array_agg(version_num)::text FROM alembic_version)
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
# Guards and references rest meanwhile: who may delete what is a matter of the stories.
_ASLEEP = "SET session_replication_role = replica; SET lock_timeout = '10s'"
# A table is gone; the server was stopped, or somebody holds a lock.
_NOT_HERE = (psycopg.errors.UndefinedTable, psycopg.OperationalError)
_FROM_ONE = """
SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
"""


class Reused:
    """One database at a time: `take` it, and `give_back`."""

    def __init__(self, template: str) -> None:
        self._template = template
        self._name = ""
        self._left = 0
        self._shape: object = None
        self._filled = b""
        self._kept: psycopg.Connection | None = None  # one that knows the tables already is five times as quick

    def take(self) -> str:
        """The name of a database as migrations leave it."""
        if not self._name:
            self._name, self._left = f"test_{uuid.uuid4().hex}", _STORIES
            # half the time of the other strategy
            admin(f"CREATE DATABASE {self._name} TEMPLATE {self._template} STRATEGY FILE_COPY")
            kept = self._connected()
            self._shape = kept.execute(_SHAPE).fetchone()
            self._filled = _any_of([table for (table,) in kept.execute(_TABLES).fetchall()])
        KEPT.of(self._name)
        return self._name

    def leave(self) -> None:
        """For a story that wants the database to itself: nothing of ours is connected until it is given back."""
        KEPT.close()
        if self._kept:
            pid = self._kept.info.backend_pid
            self._kept.close()
            self._kept = None
            admin(f"SELECT pg_terminate_backend({pid}, 10000)")  # it is waited for

    def give_back(self) -> None:
        """Whoever is still connected is cut off."""
        self._left -= 1
        if not self._left or not self._emptied():
            self.drop()

    def drop(self) -> None:
        KEPT.close()
        if self._kept:
            self._kept.close()
            self._kept = None
        if self._name:
            admin(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")
            self._name = ""

    def _connected(self) -> psycopg.Connection:
        if not self._kept:
            self._kept = connect(self._name)
            try:
                self._kept.execute(_ASLEEP)
            except psycopg.errors.InsufficientPrivilege:
                self._left = 1  # a server of others, whose guards are not ours to put to rest
        return self._kept

    def _emptied(self) -> bool:
        """Whether it is now as it was; not where more than rows was changed."""
        try:
            kept = self._connected()
            kept.execute(_OTHERS, (KEPT.as_new(),))
            if kept.execute(_SHAPE).fetchone() != self._shape:
                return False
            filled = [table for (table,) in kept.execute(self._filled).fetchall()]
            kept.execute("; ".join(f'DELETE FROM "{table}"' for table in filled).encode())
            kept.execute(_FROM_ONE)
        except _NOT_HERE:
            return False
        return True


def _any_of(tables: list[str]) -> bytes:
    """Asks in which of them there are rows."""
    return " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM \"{one}\")" for one in tables).encode()
