"""What did a provider do that it should not? Counted for ever by channel and kind, for metrics and `doctor`.

Each is counted in a transaction of its own: messages of many people must not wait for one row.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.tables import oddity

ID = "id"
"""An id of somebody came with a message that cannot be one."""
UNREAD = "unread"
"""A message that nobody could be answered for: a coordinator has it as a case."""

_new = insert(oddity).values(
    channel=bindparam("channel"), what=bindparam("what"), times=1, last_at=bindparam("now", type_=oddity.c.last_at.type)
)
_NOTE = Q(
    _new.on_conflict_do_update(
        index_elements=[oddity.c.channel, oddity.c.what],
        set_={"times": oddity.c.times + 1, "last_at": _new.excluded.last_at},
    )
)
_ALL = Q(
    select(oddity.c.channel, oddity.c.what, oddity.c.times, oddity.c.last_at).order_by(oddity.c.channel, oddity.c.what)
)


class Oddity(NamedTuple):
    """How often, and when last (epoch ms)."""

    channel: str
    what: str
    times: int
    last_at: int


def note(tx: Tx, channel: str, what: str, now: int) -> None:
    """Once more; `what` is a word of ours."""
    tx.run(_NOTE, channel=channel, what=what, now=now)


def all_odd(tx: Tx) -> list[Oddity]:
    """By channel and kind, in order."""
    return [Oddity(*row) for row in tx.all(_ALL)]
