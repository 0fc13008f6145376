"""The least a message can cost: the rows of one message in one durable transaction, by the driver alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import psycopg

from core.db import Database
from core.migrate import migrate

_STATE = '{"k":"abcd","f":["need","hours",["?"],{"what":"un contador para el informe"},{}],"s":123456}'
_SCREEN = '{"l":[{"t":"About how many hours? Write a number, for example 2.","p":{}}],"o":[["q:abcd:hours:?",{}]]}'
_PERSON = "INSERT INTO person (id, lang, created_at) VALUES ({0}, 'es', 1)"
_ADDRESS = (
    "INSERT INTO address (id, person_id, channel, blind, sealed, created_at) VALUES ({0}, {0}, 'telegram', {0}, {0}, 1)"
)
_CONVERSATION = "INSERT INTO conversation (address_id, updated_at) VALUES ({0}, 1)"
_FIRST_LANE = "INSERT INTO lane (address_id, channel) VALUES ({0}, 'telegram')"

_CLAIM = "INSERT INTO inbox (channel, message_id, at) VALUES ('telegram', {0}, 1) ON CONFLICT DO NOTHING"
_WHO = (
    "SELECT c.state, c.shown, p.id, a.id, p.lang, o.name, o.town, h.policy FROM address a"
    " JOIN person p ON p.id = a.person_id JOIN conversation c ON c.address_id = a.id"
    " LEFT JOIN organisation o ON o.id = p.acting_for LEFT JOIN hub h ON h.id = o.hub_id WHERE a.blind = {0}"
)
_HEARD = "UPDATE address SET last_inbound_at = 2 WHERE id = {0}"
_LANE = "UPDATE lane SET next_seq = next_seq + 1, next_at = COALESCE(next_at, 1) WHERE address_id = {0}"
_OUT = (
    "INSERT INTO outbound (lane_id, seq, kind, screen, created_at)"
    " VALUES ({0}, (SELECT next_seq - 1 FROM lane WHERE address_id = {0}), 'reply', {0}, 1)"
)
_KEEP = "UPDATE conversation SET state = {0}, updated_at = 2 WHERE address_id = {0}"


class Floor:
    """`message` writes one message's rows for the next of `users`; `mark` is the driver's placeholder."""

    mark = "?"
    _base = 1_000_000

    def __init__(self, users: int) -> None:
        self.users = users
        self._count = 0
        names = ("_CLAIM", "_WHO", "_HEARD", "_LANE", "_OUT", "_KEEP")
        self._sql = {name: globals()[name].format(self.mark) for name in names}

    def blind(self, user: int) -> bytes:
        return b"floor" + user.to_bytes(8, "big")

    def rows(self, cursor: Any) -> None:
        """The statements between begin and commit."""
        user, self._count = 1 + self._count % self.users, self._count + 1
        sql = self._sql
        cursor.execute(sql["_CLAIM"], (f"floor-{self._count}",))
        cursor.execute(sql["_WHO"], (self.blind(user),))
        cursor.fetchall()
        cursor.execute(sql["_HEARD"], (self._base + user,))
        cursor.execute(sql["_LANE"], (self._base + user,))
        cursor.execute(sql["_OUT"], (self._base + user, self._base + user, _SCREEN))
        cursor.execute(sql["_KEEP"], (_STATE, self._base + user))

    def prepare(self, cursor: Any) -> None:
        """The people that messages come from."""
        for user in range(1, self.users + 1):
            id = self._base + user
            cursor.execute(_PERSON.format(self.mark), (id,))
            cursor.execute(_ADDRESS.format(self.mark), (id, id, self.blind(user), b"sealed" * 20))
            cursor.execute(_CONVERSATION.format(self.mark), (id,))
            cursor.execute(_FIRST_LANE.format(self.mark), (id,))


class SqliteFloor(Floor):
    """Raw sqlite3, WAL, synchronous=FULL."""

    def __init__(self, file: Path, users: int) -> None:
        super().__init__(users)
        db = Database(f"sqlite:///{file}")
        migrate(db)
        db.close()
        self._connection = sqlite3.connect(file, isolation_level=None, cached_statements=256)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._cursor = self._connection.cursor()
        self._cursor.execute("BEGIN")
        self.prepare(self._cursor)
        self._cursor.execute("COMMIT")

    def message(self, raw: bytes) -> None:
        self._cursor.execute("BEGIN IMMEDIATE")
        self.rows(self._cursor)
        self._cursor.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


class PostgresFloor(Floor):
    """Raw psycopg on the same database as what is measured."""

    mark = "%s"

    def __init__(self, url: str, users: int) -> None:
        super().__init__(users)
        self._connection = psycopg.connect(url.replace("+psycopg", "", 1))
        self._cursor = self._connection.cursor()
        self.prepare(self._cursor)
        self._connection.commit()

    def message(self, raw: bytes) -> None:
        self.rows(self._cursor)
        self._connection.commit()

    def fsyncs(self) -> int:
        """How often the server has synced its log so far."""
        self._cursor.execute("SELECT pg_stat_force_next_flush()")
        self._connection.commit()
        self._cursor.execute("SELECT COALESCE(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal'")
        found = self._cursor.fetchall()[0][0]
        self._connection.commit()
        return int(found)

    def close(self) -> None:
        self._connection.close()
