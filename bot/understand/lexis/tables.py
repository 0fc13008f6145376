"""What stands in a language's file? The tables in `data/`, one file a language, read once."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"


@cache
def data(lang: str) -> dict[str, Any]:
    """The table of one language as it stands in its file."""
    table: dict[str, Any] = json.loads((DATA / f"{lang}.json").read_text(encoding="utf-8"))
    return table
