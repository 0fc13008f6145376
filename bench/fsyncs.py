"""How often does a program ask the disk to keep what was written? Counted from outside, by strace, file by file.

SQLite has no counter of its own. The program marks the stretches to be counted by syncing a file named for each
(`mark`), so that opening, migrating and warming up are left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

_SYNC = re.compile(r"\b(?:fsync|fdatasync|sync_file_range|msync)\(\d+<([^>]*)>")
_MARK = "mark-"


def mark(folder: Path, name: str) -> None:
    """What is synced from here on belongs to `name`."""
    with (folder / f"{_MARK}{name}").open("w") as file:
        os.fsync(file.fileno())


class CannotCount(Exception):
    """strace is not installed, may not watch, or the program failed; the text says which."""


def count(command: list[str]) -> Counter[str]:
    """Run a program and count its syncs by the mark they follow. Raises CannotCount."""
    strace = shutil.which("strace")
    if strace is None:
        raise CannotCount("strace is not installed")
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "syscalls"
        watched = [strace, "-f", "-y", "-e", "trace=fsync,fdatasync,sync_file_range,msync", "-o", str(told), *command]
        done = subprocess.run(watched, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise CannotCount(done.stderr.strip().rpartition("\n")[2] or "the watched run failed")
        return _by_mark(told.read_text(errors="replace"))


def _by_mark(told: str) -> Counter[str]:
    found: Counter[str] = Counter()
    current = ""
    for line in told.splitlines():
        synced = _SYNC.search(line)
        name = Path(synced[1]).name if synced else ""
        if name.startswith(_MARK):
            current = name.removeprefix(_MARK)
        elif synced:
            found[current] += 1
    return found
