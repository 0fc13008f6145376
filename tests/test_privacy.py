"""The map of stored data names every column once, and what it says about retention is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import LargeBinary

from core.policy import DAY_MS
from core.privacy.retention import RULES
from core.relay.carried import KEPT_MS
from core.tables import metadata

PAGE = Path(__file__).parents[1] / "docs" / "privacy.md"
_CODE = re.compile(r"`([^`]+)`")


def rows() -> list[tuple[str, list[str], str, str]]:
    """(table, columns, how long, sealed) of each row of the map; a row without a table goes on with the last."""
    text = PAGE.read_text(encoding="utf-8").partition("## What is stored\n")[2].partition("\n## ")[0]
    found, table = [], ""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if line.startswith("| |"):
            cells.insert(0, "")
        if len(cells) < 6 or cells[0] in ("table", "---"):
            continue
        table = "".join(_CODE.findall(cells[0])) or table
        found.append((table, _CODE.findall(cells[-5]), cells[-2], cells[-1]))
    return found


def test_every_column_is_in_the_map_once() -> None:
    told = sorted(f"{table}.{column}" for table, columns, *_rest in rows() for column in columns)
    stored = sorted(f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns)
    assert told == stored


def test_every_sealed_column_is_said_to_be_sealed() -> None:
    said = {f"{table}.{column}" for table, columns, _long, sealed in rows() for column in columns if sealed == "yes"}
    sealed = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name == "sealed" and isinstance(column.type, LargeBinary)
    }
    assert sealed <= said
    assert said - sealed <= {
        "history_text.history_id",
        "address.pin",
        "attached_file.content",
        "attached_file.word",
        "review.reply",
    }


def test_the_map_says_what_retention_does() -> None:
    days = {rule.name: rule.kept_ms // DAY_MS for rule in RULES} | {"attached_file": KEPT_MS // DAY_MS}
    for table, wanted in days.items():
        told = " ".join(long for name, _columns, long, _sealed in rows() if name == table)
        assert ("a day" if wanted == 1 else f"{wanted} days") in told, table
