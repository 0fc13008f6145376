"""How every table is written: one metadata for both databases, and columns of integers, text and bytes only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = BigInteger().with_variant(Integer, "sqlite")


def key() -> Column[int]:
    return Column("id", ID, primary_key=True, autoincrement=True)


def ref(name: str, target: str, *, null: bool = False, index: bool = False, primary: bool = False) -> Column[int]:
    return Column(name, ID, ForeignKey(f"{target}.id"), nullable=null, index=index, primary_key=primary)


def whole(name: str, default: int | None = None, *, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=null, server_default=None if default is None else str(default))


def text(name: str, default: str | None = None, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, server_default=default)


def one_of(column: str, *values: str) -> CheckConstraint:
    # not IN: for a list of three or more SQLite makes a table of it at every insertion, which takes as long as the rest
    return CheckConstraint(" OR ".join(f"{column} = '{value}'" for value in values), name=f"{column}_known")


def table(name: str, *parts: Any) -> Table:
    # implicit_returning off: an INSERT says itself whether it wants its id back
    return Table(name, metadata, *parts, implicit_returning=False)
