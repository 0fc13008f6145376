"""How far an export is: called with the name of what is written and how many rows of it are done."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int], None]


def nothing(_name: str, _rows: int) -> None:
    """Progress for nobody."""
