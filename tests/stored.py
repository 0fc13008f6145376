"""What is in the database after a story: the rows of a table, whatever wrote them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from core.db import Database, Q
from core.tables import metadata


def rows_of(db: Database, table: str, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
    """Those columns of the rows that have these values, by the order of the first column."""
    found = metadata.tables[table]
    shown = [found.c[name] for name in columns]
    asked = Q(select(*shown).where(*(found.c[name] == value for name, value in where.items())).order_by(shown[0]))
    with db.read() as tx:
        return tx.all(asked)
