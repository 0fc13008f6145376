"""The two organisations of an exchange, as statements name them: which it has, and both beside it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, or_

from core.tables import exchange, organisation

RECEIVER, PROVIDER = organisation.alias("receiver"), organisation.alias("provider")
WITH_BOTH = exchange.join(RECEIVER, RECEIVER.c.id == exchange.c.receiver_id).join(
    PROVIDER, PROVIDER.c.id == exchange.c.provider_id
)


def beside(rows: FromClause) -> FromClause:
    """Rows that may have an exchange, with both of its organisations where they have."""
    return rows.outerjoin(RECEIVER, RECEIVER.c.id == exchange.c.receiver_id).outerjoin(
        PROVIDER, PROVIDER.c.id == exchange.c.provider_id
    )


def is_party(who: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether an organisation, by its id or a column of ids, gives or receives in an exchange."""
    return or_(exchange.c.receiver_id == who, exchange.c.provider_id == who)
