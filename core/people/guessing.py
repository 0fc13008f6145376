"""Does somebody guess codes? Every code that is tried counts.

Five in an hour for a person (all their addresses together) and `MOST_OF_ALL` for everybody together; where a limit is
reached a case is parked for a coordinator. Who has their data deleted has not one try more: the address is forgotten,
and a keyed fingerprint of it stands in its place until the tries go.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, insert, null, select, update

from core.context import Context
from core.db import Q, Tx, scalar_rows
from core.errors import Refusal
from core.messages import _
from core.people.choices import acting_person, park
from core.policy import HOUR_MS
from core.tables import address, code_try, parked_case
from core.vault import Vault

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
_BLINDS_OF = Q(select(address.c.blind).where(address.c.person_id == bindparam("person_id")))
_TRIES_BEFORE = Q(
    select(func.count())
    .select_from(code_try)
    .where(code_try.c.blind == bindparam("its_blind"), code_try.c.at > bindparam("since"))
)
_BLIND = Q(select(address.c.blind).where(address.c.id == bindparam("address_id")))
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


def too_many(tx: Tx, vault: Vault, person_id: int, now: int) -> bool:
    """Whether a limit is reached, so that no code is even looked for."""
    since = now - TRY_SPAN
    tries = int(tx.value(_TRIES_OF, person_id=person_id, since=since))
    for blind in scalar_rows(tx.all(_BLINDS_OF, person_id=person_id)):
        tries += int(tx.value(_TRIES_BEFORE, its_blind=_fingerprint(vault, blind), since=since))
    return tries >= MOST_TRIES or bool(tx.value(_TRIES_OF_ALL, since=since) >= MOST_OF_ALL)


def forget_whose(tx: Tx, vault: Vault, address_id: int) -> None:
    """An address is about to be forgotten; its tries go on counting for whoever writes from it."""
    blind = tx.value(_BLIND, address_id=address_id)
    tx.run(_NAMELESS, address_id=address_id, its_blind=_fingerprint(vault, blind))


def _fingerprint(vault: Vault, blind: bytes) -> bytes:
    """Another one than that by which addresses are found."""
    return vault.index("code_try", bytes(blind).hex())


def stop_guessing(tx: Tx, vault: Vault, person_id: int, now: int) -> None:
    """Raises a Refusal for the sixth try in an hour."""
    if too_many(tx, vault, person_id, now):
        raise Refusal(_("That was tried too often. Wait an hour, or write “person” to talk to a coordinator."))


def note_refused(ctx: Context) -> None:
    """Count a code that was refused, whatever else of the command was undone; at a limit, alarm once an hour.

    What was not looked at is no try: one phone that goes on would reach the limit of all, and shut out everybody.
    """
    person_id = acting_person(ctx)
    if not too_many(ctx.tx, ctx.vault, person_id, ctx.now):
        ctx.tx.run(_NOTE_TRY, person_id=person_id, now=ctx.now)
    if too_many(ctx.tx, ctx.vault, person_id, ctx.now) and ctx.tx.one(_ALARMED, since=ctx.now - TRY_SPAN) is None:
        park(ctx, _GUESSING)
