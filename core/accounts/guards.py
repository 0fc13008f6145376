"""What constraints cannot say about the ledger, as triggers for both databases.

An entry is written lines first, under a deferred foreign key; the entry's own INSERT then checks and seals them:
two lines or more, as many as it says, all in its hub and currency, summing to zero. What is sealed, and what is
history, is never changed. The statements hold no colon or percent sign, which drivers and SQLAlchemy would read.
"""

from __future__ import annotations

from core.accounts.guards_postgres import POSTGRES
from core.accounts.guards_sqlite import SQLITE


def guard_statements(dialect: str) -> list[str]:
    """The DDL statements that put the guards in place on `dialect` ('sqlite' | 'postgresql')."""
    return {"sqlite": SQLITE, "postgresql": POSTGRES}[dialect]
