"""How many sends went how? Counted for ever by channel and result, in the transaction that writes a result down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.tables import send_count

_new = insert(send_count).values(channel=bindparam("channel"), result=bindparam("result"), sends=bindparam("more"))
_ADD = Q(
    _new.on_conflict_do_update(
        index_elements=[send_count.c.channel, send_count.c.result],
        set_={"sends": send_count.c.sends + _new.excluded.sends},
    )
)
_ALL = Q(
    select(send_count.c.channel, send_count.c.result, send_count.c.sends).order_by(
        send_count.c.channel, send_count.c.result
    )
)


def tally(tx: Tx, results: Iterable[tuple[str, str]]) -> None:
    """Add one for each (channel, result); call it last, rows are locked in order."""
    tx.many(_ADD, [{"channel": c, "result": r, "more": n} for (c, r), n in sorted(Counter(results).items())])


def tallied(tx: Tx) -> list[tuple[str, str, int]]:
    """(channel, result, sends since ever), in order."""
    return [(channel, result, sends) for channel, result, sends in tx.all(_ALL)]
