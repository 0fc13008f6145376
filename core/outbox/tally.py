"""How many sends went how, and what did they weigh? Counted for ever by channel and result.

In the transaction that writes the results down.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.tables import send_count

_new = insert(send_count).values({name: bindparam(name) for name in ("channel", "result", "sends", "parts", "bytes")})
_ADD = Q(
    _new.on_conflict_do_update(
        index_elements=[send_count.c.channel, send_count.c.result],
        set_={name: send_count.c[name] + _new.excluded[name] for name in ("sends", "parts", "bytes")},
    )
)
_ALL = Q(
    select(
        send_count.c.channel, send_count.c.result, send_count.c.sends, send_count.c.parts, send_count.c.bytes
    ).order_by(send_count.c.channel, send_count.c.result)
)


class Send(NamedTuple):
    """One send that is over: the SMS parts that are billed, and the bytes of its text."""

    channel: str
    result: str
    parts: int = 0
    bytes: int = 0


class Tallied(NamedTuple):
    """All sends since ever with that result."""

    channel: str
    result: str
    sends: int
    parts: int
    bytes: int


def tally(tx: Tx, sends: Iterable[Send]) -> None:
    """Add them; call it last, rows are locked in order."""
    sums: dict[tuple[str, str], tuple[int, int, int]] = {}
    for one in sends:
        count, parts, size = sums.get(one[:2], (0, 0, 0))
        sums[one[:2]] = (count + 1, parts + one.parts, size + one.bytes)
    tx.many(
        _ADD,
        [
            {"channel": channel, "result": result, "sends": count, "parts": parts, "bytes": size}
            for (channel, result), (count, parts, size) in sorted(sums.items())
        ],
    )


def tallied(tx: Tx) -> list[Tallied]:
    """By channel and result, in order."""
    return [Tallied(*row) for row in tx.all(_ALL)]
