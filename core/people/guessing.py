"""Does somebody guess codes? Every code that is tried counts.

A person has five in an hour, all their addresses together. Once everybody together has tried `MOST_OF_ALL` in a day,
each has two in that day and no more: so a crowd of strangers tries little, and shuts nobody out who has not guessed
(docs/decisions/045-a-crowd-that-guesses.md). Where a limit is reached a case is parked for a coordinator. Who has their
data deleted has not one try more: the address is forgotten, and a keyed fingerprint of it stands in its place until the
tries go.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, insert, null, select, update

from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.errors import Refusal
from core.messages import Moment, _
from core.people.choices import acting_person, park
from core.policy import DAY_MS, HOUR_MS
from core.tables import address, alias, code_try, parked_case
from core.vault import Vault

MOST_TRIES = 5
TRY_SPAN = HOUR_MS
MOST_OF_ALL, MOST_THEN = 200, 2
CROWD_SPAN = DAY_MS
_GUESSING = "code_guessing"

_TRIES_OF = Q(
    select(code_try.c.at)
    .join(address, address.c.id == code_try.c.address_id)
    .where(address.c.person_id == bindparam("person_id"), code_try.c.at > bindparam("since"))
)
_by_name = func.coalesce(  # WhatsApp's id of somebody, which comes with and without a number
    select(alias.c.blind).where(alias.c.address_id == address.c.id, alias.c.kind == "id").scalar_subquery(),
    address.c.blind,
)
_BLINDS_OF = Q(select(_by_name).where(address.c.person_id == bindparam("person_id")))
_TRIES_BEFORE = Q(
    select(code_try.c.at).where(code_try.c.blind == bindparam("its_blind"), code_try.c.at > bindparam("since"))
)
_BLIND = Q(select(_by_name).where(address.c.id == bindparam("address_id")))
_NAMELESS = Q(
    update(code_try)
    .where(code_try.c.address_id == bindparam("address_id"))
    .values(address_id=null(), blind=bindparam("its_blind"))
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


class TriedTooOften(Refusal):
    """No code is even looked for before a moment."""

    def __init__(self, until: int) -> None:
        super().__init__(
            _(
                "There were too many tries. Write “person” to talk to a coordinator, or try again from {until}.",
                until=Moment(until),
            )
        )


def shut_until(tx: Tx, vault: Vault, person_id: int, now: int) -> int | None:
    """From when on a code of theirs is looked for again, where a limit is reached; None where it is looked for now."""
    tries = tries_of(tx, vault, person_id, now)
    ends = [tries[MOST_TRIES - 1] + TRY_SPAN] if len(tries) >= MOST_TRIES else []
    if len(tries) >= MOST_THEN and is_crowd(tx, now):
        ends.append(tries[MOST_THEN - 1] + CROWD_SPAN)
    return max((end for end in ends if end > now), default=None)


def tries_of(tx: Tx, vault: Vault, person_id: int, now: int) -> list[int]:
    """When they tried codes that did not serve, the last first; also before their data was last deleted."""
    since = now - CROWD_SPAN
    tries = scalar_rows(tx.all(_TRIES_OF, person_id=person_id, since=since))
    for blind in scalar_rows(tx.all(_BLINDS_OF, person_id=person_id)):
        tries += scalar_rows(tx.all(_TRIES_BEFORE, its_blind=_fingerprint(vault, blind), since=since))
    return sorted(tries, reverse=True)


def is_crowd(tx: Tx, now: int) -> bool:
    """Whether everybody together tried so much that each has few tries left."""
    return bool(tx.value(_TRIES_OF_ALL, since=now - CROWD_SPAN) >= MOST_OF_ALL)


def too_many(tx: Tx, vault: Vault, person_id: int, now: int) -> bool:
    """Whether a limit is reached, so that no code is even looked for."""
    return shut_until(tx, vault, person_id, now) is not None


def forget_whose(tx: Tx, vault: Vault, address_id: int) -> None:
    """An address is about to be forgotten; its tries go on counting for whoever writes from it."""
    blind = tx.value(_BLIND, address_id=address_id)
    tx.run(_NAMELESS, address_id=address_id, its_blind=_fingerprint(vault, blind))


def _fingerprint(vault: Vault, blind: bytes) -> bytes:
    """Another one than that by which addresses are found."""
    return vault.index("code_try", bytes(blind).hex())


def stop_guessing(tx: Tx, vault: Vault, person_id: int, now: int) -> None:
    """Raises a Refusal for the sixth try in an hour, and for the third in a day in which many guess."""
    until = shut_until(tx, vault, person_id, now)
    if until is not None:
        raise TriedTooOften(until)


def note_refused(ctx: Context) -> None:
    """Count a code that was refused, whatever else of the command was undone; at a limit, alarm once an hour.

    What was not looked at is no try: one phone that goes on would reach the limit of all, and leave everybody two.
    """
    person_id = acting_person(ctx)
    if not too_many(ctx.tx, ctx.vault, person_id, ctx.now):
        ctx.tx.run(_NOTE_TRY, person_id=person_id, now=ctx.now)
    reached = too_many(ctx.tx, ctx.vault, person_id, ctx.now) or is_crowd(ctx.tx, ctx.now)
    if reached and ctx.tx.one(_ALARMED, since=ctx.now - TRY_SPAN) is None:
        park(ctx, _GUESSING)
