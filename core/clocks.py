"""Which timers run, and which came due? Rows, written in the transaction of the state that starts them.

A worker claims due rows by lease, then runs each in a transaction of its own. There the handler locks the subject
first and then takes the row (`take`): who deletes it acts, so a clock fires once whatever the number of workers.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles its "on conflict" as well

from core.db import Q, Tx
from core.tables import clock


@dataclass(frozen=True, slots=True)
class Clock:
    """A claimed row. `tries` counts this claim."""

    id: int
    kind: str
    subject: str
    subject_id: int
    due_at: int
    tries: int


_insert = insert(clock).values({name: bindparam(name) for name in ("kind", "subject", "subject_id", "due_at")}).inline()
_START = Q(
    _insert.on_conflict_do_update(
        index_elements=["kind", "subject", "subject_id"],
        set_={"due_at": _insert.excluded.due_at, "lease_until": 0, "tries": 0},
    )
)
_this = (
    clock.c.kind == bindparam("kind"),
    clock.c.subject == bindparam("subject"),
    clock.c.subject_id == bindparam("subject_id"),
)
_STOP = Q(delete(clock).where(*_this))
_STOP_ALL = Q(delete(clock).where(*_this[1:]))
_TAKE = Q(delete(clock).where(*_this, clock.c.due_at <= bindparam("now")))
_REST = Q(
    update(clock)
    .where(*_this, clock.c.due_at <= bindparam("now"))
    .values(due_at=clock.c.due_at + 1, lease_until=bindparam("until"))
)
_DUE_AT = Q(select(clock.c.due_at).where(*_this))
_ANY_DUE = Q(
    select(clock.c.id).where(clock.c.due_at <= bindparam("now"), clock.c.lease_until <= bindparam("now")).limit(1)
)
_claimable = (
    select(clock.c.id)
    .where(clock.c.due_at <= bindparam("now"), clock.c.lease_until <= bindparam("now"))
    .order_by(clock.c.due_at, clock.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, key_share=True)
)
_CLAIM = Q(
    update(clock)
    .where(clock.c.id.in_(_claimable))
    .values(lease_until=bindparam("until"), tries=clock.c.tries + 1)
    .returning(clock.c.id, clock.c.kind, clock.c.subject, clock.c.subject_id, clock.c.due_at, clock.c.tries)
)
_FINISHED = Q(delete(clock).where(clock.c.id == bindparam("clock_id"), clock.c.due_at == bindparam("was_due")))
_POSTPONE = Q(
    update(clock)
    .where(clock.c.id == bindparam("clock_id"), clock.c.due_at == bindparam("was_due"))
    .values(lease_until=bindparam("until"))
)


def start(tx: Tx, kind: str, subject: str, subject_id: int, due_at: int) -> None:
    """Start a clock, or start it again with another end."""
    tx.run(_START, kind=kind, subject=subject, subject_id=subject_id, due_at=due_at)


def stop(tx: Tx, kind: str, subject: str, subject_id: int) -> None:
    """Stop a clock; one that does not run is fine."""
    tx.run(_STOP, kind=kind, subject=subject, subject_id=subject_id)


def stop_all(tx: Tx, subject: str, subject_id: int) -> None:
    """Stop every clock of a subject."""
    tx.run(_STOP_ALL, subject=subject, subject_id=subject_id)


def due_at(tx: Tx, kind: str, subject: str, subject_id: int) -> int | None:
    """When a clock ends; None when it does not run."""
    found: int | None = tx.value(_DUE_AT, kind=kind, subject=subject, subject_id=subject_id)
    return found


def take(tx: Tx, kind: str, subject: str, subject_id: int, now: int) -> bool:
    """Whether this transaction fires the clock: it runs, it is due, and nobody fired it before.

    Called after the subject is locked. A clock that was stopped or started again meanwhile is not taken.
    """
    return tx.run(_TAKE, kind=kind, subject=subject, subject_id=subject_id, now=now) == 1


def rest(tx: Tx, kind: str, subject: str, subject_id: int, now: int, until: int) -> bool:
    """A clock that came due is looked at again at `until`, with the end it has; whether there is one that is due.

    Its end moves by a millisecond, by which the row is told from the one that was claimed.
    """
    return tx.run(_REST, kind=kind, subject=subject, subject_id=subject_id, now=now, until=until) == 1


def any_due(tx: Tx, now: int) -> bool:
    """Whether some clock is due; for a look that takes no lock."""
    return tx.one(_ANY_DUE, now=now) is not None


def due(tx: Tx, now: int, limit: int, lease_ms: int) -> list[Clock]:
    """Claim up to `limit` clocks that are due, longest due first; nobody else gets them before the lease is over."""
    rows = tx.all(_CLAIM, now=now, most=limit, until=now + lease_ms)
    return sorted((Clock(*row) for row in rows), key=lambda one: (one.due_at, one.id))


def finished(tx: Tx, one: Clock) -> None:
    """A claimed clock has been dealt with; if it was started again meanwhile it goes on."""
    tx.run(_FINISHED, clock_id=one.id, was_due=one.due_at)


def postpone(tx: Tx, one: Clock, until: int) -> None:
    """A claimed clock failed: it is claimed again from `until` on."""
    tx.run(_POSTPONE, clock_id=one.id, was_due=one.due_at, until=until)
