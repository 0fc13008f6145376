"""What a process has loaded is moved into huge pages; what is mostly empty stays, and nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot import huge_pages

_MOVED = """
import ctypes, json, mmap
from bot.huge_pages import settle

HUGE = 2 << 20

def places(room, first):
    lies = ctypes.addressof(ctypes.c_char.from_buffer(room))
    return [lies + at for at in range(-lies % HUGE, len(room) - HUGE + 1, HUGE)][first:]

def kilobytes(what):
    with open("/proc/self/smaps_rollup") as file:
        return next((int(line.split()[1]) for line in file if line.startswith(what)), 0)

def own(size):
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)

full, empty = own(16 * HUGE), own(16 * HUGE)
full[:] = bytes(range(256)) * (len(full) // 256)
for at in range(0, len(empty), HUGE):
    empty[at] = 1
asked = ctypes.CDLL(None)
asked.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
can = asked.madvise(places(full, 0)[0], HUGE, 25) == 0
before = {what: kilobytes(what) for what in ("Rss", "AnonHugePages")}
told = settle()
print(json.dumps({
    "can": can, "told": told, "same": full[:] == bytes(range(256)) * (len(full) // 256),
    **{what: kilobytes(what) - before[what] for what in before},
}))
"""


def test_what_is_filled_moves_and_takes_no_more_memory() -> None:
    done = subprocess.run([sys.executable, "-c", _MOVED], check=True, timeout=60, capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert found["same"]
    assert found["Rss"] < 4096
    if found["can"]:
        assert found["told"] >= 14
        assert found["AnonHugePages"] >= 13 * 2048
    else:
        assert found["told"] == 0


def test_where_the_system_does_not_tell_what_lies_where_nothing_is_moved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(huge_pages, "_MAPS", tmp_path / "none")
    assert huge_pages.settle() == 0


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("7f0000000000-7f0000400000 rw-p 00000000 00:00 0 ", 2),
        ("7f0000100000-7f0000400000 rw-p 00000000 00:00 0 ", 1),
        ("55d000000000-55d000200000 rw-p 00000000 00:00 0                          [heap]", 1),
        ("7f0000000000-7f0000400000 r--p 00000000 00:00 0 ", 0),
        ("7f0000000000-7f0000400000 rw-s 00000000 00:01 7 /dev/zero (deleted)", 0),
        ("7f0000000000-7f0000400000 rw-p 00001000 fe:00 77 /usr/lib/libpython3.11.so", 0),
        ("7ffd00000000-7ffd00400000 rw-p 00000000 00:00 0                          [stack]", 0),
        ("what an unknown system says", 0),
    ],
)
def test_only_private_memory_that_is_no_files_and_no_stack_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, places: int
) -> None:
    maps = tmp_path / "maps"
    maps.write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr(huge_pages, "_MAPS", maps)
    assert len(list(huge_pages._places())) == places
