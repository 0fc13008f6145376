"""Bring a database to the newest shape, from nothing or from any released one; repeatable when interrupted."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from core.db import Database

_FOLDER = Path(__file__).resolve().parent.parent / "migrations"


def migrate(db: Database, revision: str = "head") -> None:
    """Upgrade to `revision`. Each step is one transaction, so an interrupted run is simply run again."""
    command.upgrade(_config(db), revision)


def downgrade(db: Database, revision: str) -> None:
    """Back to an older revision (tests of the path forward use it)."""
    command.downgrade(_config(db), revision)


def _config(db: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["engine"] = db.engine
    return config
