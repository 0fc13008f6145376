"""How long do stories wait for SQLite's one writer? As long as it takes: a machine that is busy is no failure.

What happens where the wait is over has stories of its own, which wait for milliseconds.
"""

from __future__ import annotations

from core import connections

REAL_BUSY_MS = connections.BUSY_MS
"""What a program waits for that serves people."""


def be_patient() -> None:
    """Connections to SQLite that this process opens from here on."""
    connections.BUSY_MS = 10 * 60_000
