"""What did a backup hold while revision 0001 was still edited? Its rows, as the tables of 0001 take them since.

A backup says at which revision it was made, and as long as the program was young that was 0001, whatever its tables
were like. Migration 0002 does the same to a database.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Table

REVISION = "0001"
LATER = {
    *("approval", "assisted", "attached_file", "attachment", "block", "concept"),
    *("contact", "content", "fund_request", "held_alert", "hub_answer", "hub_month", "listing_key"),
    *("listing_meaning", "measure", "misunderstood", "recovery", "relayed", "send_count"),
    *("sent_card", "shared_page", "visit"),
}
"""Tables that came one after the other: a backup that lacks them is whole."""
_WORKED_OUT = ("listing_key", "listing_meaning")


def lacking(tables: Collection[str], kept: Collection[str]) -> set[str]:
    """Tables that such a backup should have and has not."""
    return set(tables) - set(kept) - LATER


def fitted(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that the table takes; what they do not say yet is left to its defaults."""
    if table.name in _WORKED_OUT:
        return []  # the bot works them out of the listings by itself
    known = table.columns.keys()
    return [{name: value for name, value in _told_anew(table.name, row).items() if name in known} for row in rows]


def _told_anew(table: str, row: dict[str, Any]) -> dict[str, Any]:
    if table == "concept" and "lang" in row:  # each name of a hub's own service says its language now
        return row | {"labels": "\n".join(f"{row['lang']} {label}" for label in row["labels"].split("\n"))}
    return row
