"""Threads do not hold memory back from each other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_HEAPS = """
import ctypes, sys, threading
from bot.heaps import share_heaps
if sys.argv[1] == "shared":
    share_heaps()
both = threading.Barrier(8)
def work():
    kept = [ctypes.create_string_buffer(4000) for _ in range(100)]
    both.wait()
    return kept
threads = [threading.Thread(target=work) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
library = ctypes.CDLL(None)
if hasattr(library, "malloc_info"):
    library.fopen.restype = ctypes.c_void_p
    file = ctypes.c_void_p(library.fopen(sys.argv[2].encode(), b"w"))
    library.malloc_info(0, file)
    library.fclose(file)
"""


def heaps(how: str, told: Path) -> int:
    """How many heaps a process with eight threads has; 0 where its C library does not say."""
    subprocess.run([sys.executable, "-c", _HEAPS, how, str(told)], check=True, timeout=60)
    return told.read_text(encoding="utf-8").count("<heap nr=") if told.exists() else 0


def test_eight_threads_share_two_heaps(tmp_path: Path) -> None:
    assert heaps("shared", tmp_path / "shared") <= 2
    own = heaps("own", tmp_path / "own")
    assert own == 0 or own > 2
