"""Is everything locked down? One row that every process looks at: then nothing is handled, kept or sent."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, literal_column, not_

from core import leases
from core.db import Tx
from core.tables import lease

_NAME, _LOCKED = "lock", "locked"
UNLOCKED: ColumnElement[bool] = not_(
    exists().where(
        lease.c.name == literal_column(f"'{_NAME}'"),
        lease.c.value == literal_column(f"'{_LOCKED}'"),
    )
)
"""The same for a statement that does nothing while all is locked down."""


def locked(tx: Tx) -> bool:
    """Whether an operator has locked this installation."""
    return leases.value(tx, _NAME) == _LOCKED


def set_lock(tx: Tx, now: int, *, shut: bool) -> None:
    """Lock or unlock; doing it twice is fine."""
    leases.hold(tx, _NAME, _NAME, now, 0)
    leases.keep(tx, _NAME, _NAME, _LOCKED if shut else "")
