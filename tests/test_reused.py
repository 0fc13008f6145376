"""The tests' own PostgreSQL database: each story finds it as migrations leave it, whatever the one before did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from core.db import Database
from core.vault import Vault
from tests.market import Market
from tests.reused import Reused
from tests.servers import connect, url_of


@pytest.fixture
def reused(postgres_template: str) -> Iterator[Reused]:
    reused = Reused(postgres_template)
    yield reused
    reused.drop()


def lived_in(name: str, vault: Vault, now: int) -> list[tuple[int, int]]:
    """(account, minutes) of a hub where one organisation gave another hours: tables that are only added to, too."""
    with closing(Database(url_of(name))) as db:
        market = Market(db, vault, now, {})
        market.organisation("Casa", 3)
    with connect(name) as connection:
        return connection.execute("SELECT account_id, minutes FROM line ORDER BY account_id").fetchall()


def test_what_a_story_wrote_is_gone_and_numbers_begin_anew(reused: Reused, vault: Vault, now: int) -> None:
    name = reused.take()
    first = lived_in(name, vault, now)
    assert first
    reused.give_back()
    assert reused.take() == name
    assert lived_in(name, vault, now) == first


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE hub ADD COLUMN colour text",
        "DROP INDEX {index}",
        "ALTER TABLE line DISABLE TRIGGER ALL",
        "CREATE TABLE beside (id int)",
        "UPDATE alembic_version SET version_num = '0000'",
        "DROP TABLE alembic_version",
    ],
)
def test_what_is_no_longer_as_migrations_leave_it_is_not_handed_on(reused: Reused, change: str) -> None:
    name = reused.take()
    with connect(name) as connection:
        index = connection.execute(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indexrelid >= 16384 AND NOT indisunique LIMIT 1"
        ).fetchone()
        assert index
        connection.execute(change.format(index=index[0]).encode())
    reused.give_back()
    assert reused.take() != name


def test_who_is_still_connected_is_cut_off(reused: Reused) -> None:
    name = reused.take()
    stays = connect(name)
    stays.execute("BEGIN; LOCK TABLE hub")
    reused.give_back()
    with pytest.raises(psycopg.OperationalError):
        stays.execute("SELECT 1")
    assert reused.take() == name
