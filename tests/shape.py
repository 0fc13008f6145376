"""What shape has a database? Tables, columns, rules, indexes and guards as sorted lines, whatever their order."""

from __future__ import annotations

import hashlib
import re

from sqlalchemy import Connection, text

_SQLITE = "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'alembic_version'"
_POSTGRES = """
SELECT 'column ' || concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN 'NOT NULL' END, 'DEFAULT ' || pg_get_expr(adbin, adrelid))
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT concat_ws(' ', 'rule', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
UNION ALL
SELECT concat_ws(' ', 'stored', relname, reloptions) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL
UNION ALL
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def shape(connection: Connection) -> list[str]:
    """Every part of it in a line of its own, whatever order its columns were added in."""
    if connection.dialect.name == "postgresql":
        lines = [
            line for (line,) in connection.execute(text(_POSTGRES.replace(":", r"\:"))) if "alembic_version" not in line
        ]
    else:
        lines = [part for table, sql in connection.execute(text(_SQLITE)) for part in _parts(table, sql)]
    return sorted(" ".join(line.split()) for line in lines)


def digest(connection: Connection) -> str:
    """The same in a word."""
    return hashlib.sha256("\n".join(shape(connection)).encode()).hexdigest()[:16]


def _parts(table: str, sql: str) -> list[str]:
    """A table's columns and rules one by one."""
    if not sql.startswith("CREATE TABLE"):
        return [sql]
    head, *parts = re.split(r"\n\t?", sql)
    return [f"{table}: {part.strip().rstrip(',')}" for part in (head, *parts)]
