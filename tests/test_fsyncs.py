"""Fsyncs are counted from what the program really asked the system, and only between its marks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import fsyncs

_PROGRAM = """
import os, sys
from pathlib import Path
from bench import fsyncs
folder = Path(sys.argv[1])
def sync():
    with (folder / "kept").open("w") as file:
        os.fsync(file.fileno())
        os.fdatasync(file.fileno())
for name in ("ours", "ours", "floor", "done"):
    sync()
    fsyncs.mark(folder, name)
"""


def test_what_strace_tells_is_counted_by_the_mark_before_it() -> None:
    told = """
7 fdatasync(5</tmp/x/a.sqlite3-wal>) = 0
7 fsync(6</tmp/x/mark-ours>)         = 0
7 fdatasync(5</tmp/x/a.sqlite3-wal>) = 0
8 fdatasync(5</tmp/x/a.sqlite3-wal> <unfinished ...>
8 <... fdatasync resumed>)           = 0
7 fsync(6</tmp/x/mark-done>)         = 0
7 fsync(4</tmp/x/a.sqlite3>)         = 0
"""
    counted = fsyncs._by_mark(told)
    assert (counted["ours"], counted["floor"]) == (2, 0)


def test_a_program_is_watched(tmp_path: Path) -> None:
    try:
        counted = fsyncs.count([sys.executable, "-c", _PROGRAM, str(tmp_path)])
    except fsyncs.CannotCount as cannot:
        pytest.skip(str(cannot))  # said aloud: where strace may not watch, nothing can be counted
    assert (counted["ours"], counted["floor"], counted[""]) == (4, 2, 2)
