"""F08: the disk is full. The message is not taken, nothing of it stays, and it is handled when it comes again."""

from __future__ import annotations

from bot.channels.channel import Incoming
from core.db import Database
from core.errors import Unavailable
from core.tables import metadata
from core.vault import Vault
from tests.faults import count_of
from tests.story import Story, telling

_MOST = 2_000


def test_f08_a_full_disk_takes_no_message_and_it_is_handled_once_there_is_room(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Tegucigalpa")
        _pages(sqlite_db, 1)  # never below what the file has: from here on it cannot grow
        refused, before = _until_full(story)
        assert count_of(sqlite_db, *metadata.tables) == before
        _pages(sqlite_db, 1_000_000)
        (inbox,) = count_of(sqlite_db, "inbox")
        assert [who for who, _text in story.send(refused)][-1] == "luz"
        assert count_of(sqlite_db, "inbox") == (inbox + 1,)


def _until_full(story: Story) -> tuple[Incoming, tuple[int, ...]]:
    """Write until there is no room: what was refused, and what had been written by then."""
    for number in range(_MOST):
        before = count_of(story.db, *metadata.tables)
        message = story.phones.typed("luz", f"necesitamos un electricista, {number} horas", "es", story.now)
        try:
            story.handle(message)
        except Unavailable:
            return message, before
        story.now += 60_000
    raise AssertionError("the file still grows")


def _pages(db: Database, most: int) -> None:
    with db.write() as tx:
        tx._cursor.execute(f"PRAGMA max_page_count = {most}")
