"""What a process makes anew for each database and each application is made once in a test run, and then copied.

A story begins with empty tables, a page with its template: what Alembic or Jinja makes of the same source is the same.
"""

from __future__ import annotations

from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import inspect

from bot import opening
from bot.simulator import masters
from core.db import Database
from core.migrate import migrate, must_take
from tests.pages import put, taken

_EMPTY: list[bytes] = []  # a SQLite file as all migrations leave it


def make_once() -> None:
    """From here on, in this process."""
    Flask.jinja_options = {"bytecode_cache": _Compiled()}
    for room in (opening, masters):
        assert room.migrate is migrate
        vars(room)["migrate"] = _brought_up


def _brought_up(db: Database) -> None:
    if db.sqlite:
        must_take(db)
    if not db.sqlite or inspect(db.engine).get_table_names():
        migrate(db)
    elif _EMPTY:
        put(db, _EMPTY[0])
    else:
        migrate(db)
        _EMPTY.append(taken(db))


class _Compiled(BytecodeCache):
    """Templates by what they are made of, so a changed one is compiled anew."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._made.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._made[bucket.key, bucket.checksum] = bucket.code
