"""On which Telegram chats does somebody coordinate? There the list of commands has theirs as well."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, select

from core.db import Q, Tx
from core.tables import address, coordinator, person

_CHATS = Q(
    select(address.c.id, address.c.sealed, person.c.lang)
    .join(person, person.c.id == address.c.person_id)
    .where(
        exists().where(coordinator.c.person_id == person.c.id),
        address.c.channel == "telegram",
        address.c.stopped_at.is_(None),
        address.c.doubted_at.is_(None),
    )
    .order_by(address.c.id)
)
_SEALED = Q(select(address.c.sealed).where(address.c.id == bindparam("address_id")))


def chats_of_coordinators(tx: Tx) -> dict[int, tuple[bytes, str]]:
    """Address id → its sealed value and the person's language."""
    return {id: (sealed, lang) for id, sealed, lang in tx.all(_CHATS)}


def sealed_of(tx: Tx, address_id: int) -> bytes | None:
    """The sealed value of an address; None when it is erased."""
    found: bytes | None = tx.value(_SEALED, address_id=address_id)
    return found
