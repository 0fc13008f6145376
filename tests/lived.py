"""Beginnings that hundreds of stories share are lived once in a process; whoever begins so later gets what it left.

A story that has begun already in some way of its own, on another channel than the terminal, or under a patch, lives all
of it. What is kept are the rows as the bot wrote them and what stood on the phones: nothing is made up here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import psycopg
from sqlalchemy import func, select

from bot.channels.channel import Outgoing
from bot.channels.console import ConsoleChannel
from core.db import Q
from core.tables import hub, metadata
from tests.pages import put, taken
from tests.story import Phones, Story

_HUBS = Q(select(func.count()).select_from(hub))
_TABLES = tuple(table.name for table in metadata.sorted_tables)
_SEQUENCES = "SELECT seqrelid::regclass::text, pg_sequence_last_value(seqrelid) FROM pg_sequence"
# guards and references rest meanwhile: the rows were let in when they were written
_ASLEEP = "SET LOCAL session_replication_role = replica"
_KEPT: dict[tuple[Any, ...], _Lived] = {}
_UNPATCHED = [True]


@dataclass(frozen=True)
class _Lived:
    """The rows (SQLite: the whole file; PostgreSQL: each table as COPY tells it), and the story around them."""

    rows: bytes | dict[str, bytes]
    next_ids: dict[str, int]
    now: int
    langs: dict[str, str]
    said: tuple[tuple[str, Outgoing], ...]
    messages: int


def patched(names: list[str]) -> None:
    """Which fixtures the next test asks for: under a patch a beginning may go otherwise."""
    _UNPATCHED[0] = "monkeypatch" not in names


def lived_once(live: Callable[[Story], None]) -> Callable[[Story], None]:
    """A beginning that asks for nothing but the story."""

    @wraps(live)
    def begin(story: Story) -> None:
        if not _is_new(story):
            live(story)
            return
        key = (live, story.db.sqlite, story.now, story.vault.index("beginning"))
        if kept := _KEPT.get(key):
            _go_on_from(kept, story)
            return
        live(story)
        if found := _left_by(story):
            _KEPT[key] = found

    return begin


def _is_new(story: Story) -> bool:
    if not _UNPATCHED[0] or type(story.phones) is not Phones or story.langs or story.phones.arrived():
        return False
    with story.db.read() as tx:
        return not tx.value(_HUBS)


def _left_by(story: Story) -> _Lived | None:
    """What is there now; None where the server is somebody else's, whose guards are not ours to put to rest."""
    rows: bytes | dict[str, bytes]
    next_ids: dict[str, int] = {}
    if story.db.sqlite:
        rows = taken(story.db)
    else:
        try:
            with story.db.write() as tx:
                tx.raw(_ASLEEP)
                next_ids = {name: last for name, last in _all(tx, _SEQUENCES) if last is not None}
                rows = {table: said for table in _TABLES if (said := _copied(tx, table))}
        except psycopg.errors.InsufficientPrivilege:
            return None
    assert isinstance(story.phones.channel, ConsoleChannel)
    arrived, next_message = tuple(story.phones.channel.said), next(story.phones.ids)
    story.phones.ids = itertools.count(next_message)
    return _Lived(rows, next_ids, story.now, dict(story.langs), arrived, next_message)


def _go_on_from(kept: _Lived, story: Story) -> None:
    if isinstance(kept.rows, bytes):
        put(story.db, kept.rows)
    else:
        with story.db.write() as tx:
            tx.raw(_ASLEEP)
            for table, rows in kept.rows.items():
                with _cursor(tx).copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
            _all(tx, "SELECT " + ", ".join(f"setval('{name}', {last})" for name, last in kept.next_ids.items()))
    assert isinstance(story.phones.channel, ConsoleChannel)
    story.phones.channel.said += kept.said
    story.phones.ids = itertools.count(kept.messages)
    story.langs |= kept.langs
    story.now = kept.now
    story.read_so_far()


def _cursor(tx: Any) -> Any:
    return tx._cursor


def _all(tx: Any, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = _cursor(tx).execute(sql).fetchall()
    return found


def _copied(tx: Any, table: str) -> bytes:
    with _cursor(tx).copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)
