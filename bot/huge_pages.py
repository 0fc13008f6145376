"""Where does what a process has loaded lie? In huge pages, where Linux gives them to who asks.

A processor finds each page of memory by a table with room for some thousand. A message or a search reads here and there
in two hundred megabytes of words, tables and weights, fifty thousand pages of 4 KB, and on a virtual machine it takes
long to find those that the table has not. In pages of 2 MB they are a hundred
(docs/decisions/046-what-stays-lies-in-huge-pages.md). Where a system has none, or is not asked so, nothing changes.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

_MAPS = Path("/proc/self/maps")
_HUGE, _SMALL = 2 << 20, 4096
_ENOUGH = _HUGE // _SMALL * 3 // 4  # pages that are there already, or what is gained would cost memory
_COLLAPSE = 25  # MADV_COLLAPSE of Linux's mman-common.h, since 6.1
# Private memory that can be written and is no file's: "7f1c…-7f1d… rw-p 00000000 00:00 0", or with "[heap]" behind.
_OWN = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p [0-9a-f]+ 00:00 0\s*(?:\[heap\]|\[anon[^]]*\])?")


def settle() -> int:
    """Called once all that stays is loaded, before threads: moves it, and tells how many huge pages that takes."""
    with suppress(OSError, AttributeError, TypeError, ValueError):
        system: Any = ctypes.CDLL(None)
        system.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        system.mincore.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p)
        return sum(system.madvise(at, _HUGE, _COLLAPSE) == 0 for at in _places() if _is_filled(system, at))
    return 0


def _places() -> Iterator[int]:
    """Where in our own memory a huge page may lie."""
    for line in _MAPS.read_text(encoding="utf-8").splitlines():
        if own := _OWN.fullmatch(line):
            first, last = (int(end, 16) for end in own.groups())
            yield from range(-(-first // _HUGE) * _HUGE, last - _HUGE + 1, _HUGE)


def _is_filled(system: Any, at: int) -> bool:
    there = ctypes.create_string_buffer(_HUGE // _SMALL)
    return system.mincore(at, _HUGE, there) == 0 and sum(page & 1 for page in there.raw) >= _ENOUGH
