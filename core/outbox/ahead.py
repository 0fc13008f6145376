"""Where a file goes before its words, as a message of its own: did it go, and how is it called in reports?

Its row is written before the send, so that a report finds it even when it is faster than the answer; it never waits in
the lane, since the words do, and a retry of the words finds that their file went.
"""

from __future__ import annotations

from sqlalchemy import bindparam, insert, literal_column, select, update

from core.db import New, Q, Tx
from core.outbox.budget import AGAIN
from core.outbox.claim import Claimed
from core.outbox.lanes import number
from core.tables import outbound

_KEY = "file:"
_WENT = ("sent", "delivered", "read")
_FIND = Q(select(outbound.c.id, outbound.c.state).where(outbound.c.dedupe == bindparam("key")))
_ADD = New(
    insert(outbound).values(
        lane_id=bindparam("lane_id"),
        seq=bindparam("seq"),
        kind=bindparam("kind"),
        screen="",
        dedupe=bindparam("key"),
        state="dropped",
        error="file",
        created_at=bindparam("now"),
    )
)
_MARK = Q(
    update(outbound)
    .where(outbound.c.id == bindparam("file"), outbound.c.state == literal_column("'dropped'"))
    .values(state="sent", error="", provider_id=bindparam("provider_id"), sent_at=bindparam("now"))
)


def file_of(tx: Tx, claimed: Claimed, now: int) -> int | None:
    """The row of the file that goes before this message; None where it went, with this message or with its original."""
    first = (claimed.dedupe or "").removeprefix(AGAIN)
    before = tx.one(_FIND, key=f"{_KEY}{first}") if first != claimed.dedupe else None
    own = tx.one(_FIND, key=f"{_KEY}{claimed.id}")
    if any(row is not None and row[1] in _WENT for row in (before, own)):
        return None
    if own is not None:
        return int(own[0])
    seq = number(tx, claimed.address_id, claimed.channel, None)
    made = {"lane_id": claimed.address_id, "seq": seq, "kind": claimed.kind, "now": now}
    added: int = tx.added(_ADD, key=f"{_KEY}{claimed.id}", **made)
    return added


def file_went(tx: Tx, file: int, provider_id: str, now: int) -> None:
    """The provider took it; a report may have said more by now."""
    tx.run(_MARK, file=file, provider_id=provider_id, now=now)
