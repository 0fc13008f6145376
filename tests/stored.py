"""What is in the database after a story: the rows of a table, whatever wrote them."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from core.db import Database, Q
from core.tables import metadata


def rows_of(db: Database, table: str, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
    """Those columns of the rows that have these values, by the order of the first column."""
    with db.read() as tx:
        return tx.all(_asked(table, columns, tuple(where)), **where)


@cache
def _asked(table: str, columns: tuple[str, ...], where: tuple[str, ...]) -> Q:
    """Compiled once: stories ask for little else."""
    found = metadata.tables[table]
    shown = [found.c[name] for name in columns]
    return Q(select(*shown).where(*(found.c[name] == bindparam(name) for name in where)).order_by(shown[0]))
