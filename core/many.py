"""Which rows have one of many ids, or of many words? One statement for each database, however many ids there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import BigInteger, ColumnElement, Select, TableValuedAlias, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from core.db import Q, Row, Tx


def listed(name: str = "ids") -> TableValuedAlias:
    """For SQLite: the values of a list that is given as a parameter of that name, in JSON (`as_json`)."""
    return func.json_each(bindparam(name)).table_valued("value", name=name)


def as_json(values: Iterable[object]) -> str:
    """A list as SQLite takes it."""
    return orjson.dumps(list(values)).decode()


class Among:
    """A statement, narrowed to the rows in which a column is one of the ids that are given when it is run."""

    def __init__(self, statement: Select[Any], column: ColumnElement[Any], type_: type[Any] = BigInteger) -> None:
        self.sqlite = Q(statement.where(column.in_(select(listed().c.value))))
        self.postgres = Q(statement.where(column == func.any(bindparam("ids", type_=ARRAY(type_)))))

    def rows(self, tx: Tx, ids: Iterable[object], **others: Any) -> list[Row]:
        """Its rows for those ids; `others` are the statement's own parameters."""
        if tx.postgres:
            return tx.all(self.postgres, ids=list(ids), **others)
        return tx.all(self.sqlite, ids=as_json(ids), **others)
