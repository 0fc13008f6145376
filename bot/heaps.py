"""How much memory do the threads of a process hold back from each other?

The C library of most Linux systems gives each thread a heap of its own, and what one thread gave back no other can
use: some five megabytes a thread that serves the web. Python's threads run one at a time anyway, so that two heaps
make nobody wait. Where the C library is another one, or there is none, nothing changes.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

_ARENAS_AT_MOST = -8  # M_ARENA_MAX of glibc's malloc.h
_HEAPS = 2


def share_heaps() -> None:
    """Called once, before threads."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENAS_AT_MOST, _HEAPS)
