"""Migrations make exactly the tables that core describes, on both databases, and can be run again."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from core.db import Database
from core.migrate import migrate
from core.tables import metadata


def test_a_migrated_database_is_what_core_describes(db: Database) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
        assert compare_metadata(context, metadata) == []


def test_small_keyed_tables_have_no_second_tree_on_sqlite(sqlite_db: Database) -> None:
    with sqlite_db.engine.connect() as connection:
        made = connection.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%' ORDER BY name"))
        assert [name for (name,) in made] == ["command_key", "inbox", "line", "listing_key", "membership"]


def test_f15_migrating_again_changes_nothing(db: Database) -> None:
    migrate(db)
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).fetchall() == [("0001",)]
