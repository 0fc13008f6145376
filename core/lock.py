"""Is everything locked down? One row that every process looks at: then nothing is handled, kept or sent."""

from __future__ import annotations

from core import leases
from core.db import Tx

_NAME = "lock"


def locked(tx: Tx) -> bool:
    """Whether an operator has locked this installation."""
    return leases.value(tx, _NAME) == "locked"


def set_lock(tx: Tx, now: int, *, shut: bool) -> None:
    """Lock or unlock; doing it twice is fine."""
    leases.hold(tx, _NAME, _NAME, now, 0)
    leases.keep(tx, _NAME, _NAME, "locked" if shut else "")
