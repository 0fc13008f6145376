"""Data files of lines below heads ("[es]"). An empty line, or one that begins with #, is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def sections(file: Path) -> Iterator[tuple[str, str]]:
    """(head, line) of each line below a head, in the file's order."""
    head = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            head = line.strip("[]")
        elif head and line and not line.startswith("#"):
            yield head, line
