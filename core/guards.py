"""What constraints cannot say about the ledger, as triggers for both databases."""

from __future__ import annotations


def guard_statements(dialect: str) -> list[str]:
    """The DDL statements that put the guards in place on `dialect` ('sqlite' | 'postgresql')."""
    return []
