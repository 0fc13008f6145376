"""Which Telegram chats have a list of commands of their own? Where somebody coordinates, or chose their language."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, exists, literal_column, select

from core.db import Q, Tx
from core.tables import address, coordinator, person

_coordinates = exists().where(coordinator.c.person_id == person.c.id)
_chats = (
    select(address.c.id, address.c.sealed, person.c.lang)
    .join(person, person.c.id == address.c.person_id)
    .where(address.c.channel == "telegram", address.c.stopped_at.is_(None), address.c.doubted_at.is_(None))
)
_OF_COORDINATORS = Q(_chats.where(_coordinates))
_OF_CHOOSERS = Q(_chats.where(person.c.lang_chosen == literal_column("1")))
_SEALED = Q(select(address.c.sealed).where(address.c.id == bindparam("address_id")))


class Menu(NamedTuple):
    """Whose list is wanted: `sealed` is the chat."""

    sealed: bytes
    lang: str
    coordinates: bool


def wanted_menus(tx: Tx) -> dict[int, Menu]:
    """Address id → its own list of commands; all others have that of their phone's language."""
    found = {id: Menu(sealed, lang, False) for id, sealed, lang in tx.all(_OF_CHOOSERS)}
    return found | {id: Menu(sealed, lang, True) for id, sealed, lang in tx.all(_OF_COORDINATORS)}


def sealed_of(tx: Tx, address_id: int) -> bytes | None:
    """The sealed value of an address; None when it is erased."""
    found: bytes | None = tx.value(_SEALED, address_id=address_id)
    return found
