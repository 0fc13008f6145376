"""Does somebody guess codes? Every code that is tried counts.

Five in an hour for a person (all their addresses together) and `MOST_OF_ALL` for everybody together; where a limit is
reached a case is parked for a coordinator.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, insert, select

from core.context import Context
from core.db import Q, Tx
from core.errors import Refusal
from core.messages import _
from core.people.choices import acting_person, park
from core.policy import HOUR_MS
from core.tables import address, code_try, parked_case

MOST_TRIES = 5
MOST_OF_ALL = 200
TRY_SPAN = HOUR_MS
_GUESSING = "code_guessing"

_TRIES_OF = Q(
    select(func.count())
    .select_from(code_try)
    .join(address, address.c.id == code_try.c.address_id)
    .where(address.c.person_id == bindparam("person_id"), code_try.c.at > bindparam("since"))
)
_TRIES_OF_ALL = Q(select(func.count()).select_from(code_try).where(code_try.c.at > bindparam("since")))
_NOTE_TRY = Q(
    insert(code_try).from_select(
        ["address_id", "at"],
        select(func.max(address.c.id), bindparam("now", type_=code_try.c.at.type)).where(
            address.c.person_id == bindparam("person_id")
        ),
    )
)
_ALARMED = Q(
    select(parked_case.c.id)
    .where(parked_case.c.code == _GUESSING, parked_case.c.at > bindparam("since"), parked_case.c.resolved_at.is_(None))
    .limit(1)
)


def too_many(tx: Tx, person_id: int, now: int) -> bool:
    """Whether a limit is reached, so that no code is even looked for."""
    since = now - TRY_SPAN
    if tx.value(_TRIES_OF, person_id=person_id, since=since) >= MOST_TRIES:
        return True
    return bool(tx.value(_TRIES_OF_ALL, since=since) >= MOST_OF_ALL)


def stop_guessing(tx: Tx, person_id: int, now: int) -> None:
    """Raises a Refusal for the sixth try in an hour."""
    if too_many(tx, person_id, now):
        raise Refusal(_("That was tried too often. Wait an hour, or write “person” to talk to a coordinator."))


def note_refused(ctx: Context) -> None:
    """Count a code that was refused, whatever else of the command was undone; at a limit, alarm once an hour."""
    person_id = acting_person(ctx)
    ctx.tx.run(_NOTE_TRY, person_id=person_id, now=ctx.now)
    if too_many(ctx.tx, person_id, ctx.now) and ctx.tx.one(_ALARMED, since=ctx.now - TRY_SPAN) is None:
        park(ctx, _GUESSING)
