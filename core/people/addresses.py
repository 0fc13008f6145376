"""Whose address is it? Sealed, found by a blind index; behind it stand a person and a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, null, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import New, Q, Tx
from core.tables import address, conversation, person
from core.vault import Vault

_FIND = Q(select(address.c.id, address.c.person_id).where(address.c.blind == bindparam("blind")))
_NEW_PERSON = New(insert(person).values(lang=bindparam("lang"), created_at=bindparam("now")))
_NEW_ADDRESS = New(
    insert(address)
    .values(
        person_id=bindparam("person_id"),
        channel=bindparam("channel"),
        blind=bindparam("blind"),
        sealed=bindparam("sealed"),
        created_at=bindparam("now"),
        last_inbound_at=bindparam("heard_at"),
    )
    .on_conflict_do_nothing(index_elements=[address.c.blind])
)
_NEW_CONVERSATION = Q(insert(conversation).values(address_id=bindparam("address_id"), updated_at=bindparam("now")))
_FORGET_PERSON = Q(delete(person).where(person.c.id == bindparam("id")))
_SEALED = Q(select(address.c.sealed).where(address.c.id == bindparam("of_address")))
_STOP = Q(
    update(address)
    .where(address.c.id == bindparam("address_id"))
    .values(stopped_at=func.coalesce(address.c.stopped_at, bindparam("now")), blocked_at=null())
)
_START = Q(
    update(address)
    .where(address.c.id == bindparam("address_id"))
    .values(stopped_at=null(), blocked_at=null(), unreachable_at=null())
)
_BLOCK = Q(
    update(address)
    .where(address.c.id == bindparam("address_id"), address.c.stopped_at.is_(None))
    .values(stopped_at=bindparam("now"), blocked_at=bindparam("now"))
)
_UNBLOCK = Q(
    update(address)
    .where(address.c.id == bindparam("address_id"), address.c.blocked_at.is_not(None))
    .values(stopped_at=null(), blocked_at=null(), unreachable_at=null())
)
_gone = address.alias("gone")
_OR_OTHER = Q(
    select(address.c.id, address.c.channel)
    .join(_gone, _gone.c.person_id == address.c.person_id)
    .where(
        _gone.c.id == bindparam("address_id"),
        or_(_gone.c.blocked_at.is_not(None), _gone.c.unreachable_at.is_not(None)),
        address.c.id != _gone.c.id,
        address.c.stopped_at.is_(None),
        address.c.doubted_at.is_(None),
        address.c.unreachable_at.is_(None),
    )
    .order_by(address.c.preferred.desc(), func.coalesce(address.c.last_inbound_at, 0).desc(), address.c.id.desc())
    .limit(1)
)
_TAKEN = Q(select(address.c.id).where(address.c.blind == bindparam("other")))
_MOVE = Q(
    update(address)
    .where(address.c.id == bindparam("address_id"))
    .values(blind=bindparam("new_blind"), sealed=bindparam("new_sealed"), unreachable_at=null())
)
_OWN = Q(
    select(address.c.id)
    .where(address.c.person_id == bindparam("person_id"), address.c.channel == bindparam("channel"))
    .order_by(func.coalesce(address.c.last_inbound_at, 0).desc(), address.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address and the person behind it; `made` when it was not known before."""

    id: int
    person_id: int
    made: bool


def find_or_make(tx: Tx, vault: Vault, channel: str, value: str, lang: str, now: int) -> Address:
    """The address, with a person who speaks `lang` and an empty conversation made for it when it is new.

    Two first messages at once make one address: the second waits for the first's commit and finds it.
    """
    blind = vault.index(channel, value)
    return _found(tx, blind) or _made(tx, blind, vault.seal(value), channel, lang, now, None)


def is_known(tx: Tx, vault: Vault, channel: str, value: str) -> bool:
    """Whether somebody has this address."""
    return _found(tx, vault.index(channel, value)) is not None


def make(tx: Tx, vault: Vault, channel: str, value: str, lang: str, now: int) -> Address:
    """The same for somebody who writes just now and was looked for in vain."""
    return _made(tx, vault.index(channel, value), vault.seal(value), channel, lang, now, now)


def another(tx: Tx, vault: Vault, person_id: int, channel: str, value: str, now: int) -> int:
    """One more address of a person who is here already, with a conversation of its own; its id."""
    id: int = tx.added(
        _NEW_ADDRESS,
        person_id=person_id,
        channel=channel,
        blind=vault.index(channel, value),
        sealed=vault.seal(value),
        now=now,
        heard_at=None,
    )
    tx.run(_NEW_CONVERSATION, address_id=id, now=now)
    return id


def open_value(vault: Vault, sealed: bytes) -> str:
    """The channel's own address (a chat id, `whatsapp:+504…`), to send to; never to be logged."""
    return vault.open(sealed)


def value_of(tx: Tx, vault: Vault, address_id: int) -> str:
    """The same of an address by its id."""
    return open_value(vault, bytes(tx.value(_SEALED, of_address=address_id)))


def own(tx: Tx, person_id: int | None, channel: str) -> int | None:
    """The address of that channel that a person used last; None for a clock, and without one."""
    id: int | None = None if person_id is None else tx.value(_OWN, person_id=person_id, channel=channel)
    return id


def stop(tx: Tx, address_id: int, now: int) -> None:
    """The person wants nothing that she did not ask for; a second time changes nothing."""
    tx.run(_STOP, address_id=address_id, now=now)


def start(tx: Tx, address_id: int) -> None:
    """Alerts may go to this address again."""
    tx.run(_START, address_id=address_id)


def block(tx: Tx, address_id: int, now: int) -> None:
    """The provider takes nothing for it any more: they blocked us, or are gone. A STOP typed before stays a STOP."""
    tx.run(_BLOCK, address_id=address_id, now=now)


def unblock(tx: Tx, address_id: int) -> None:
    """They are back; what they had stopped themselves stays stopped until they write START."""
    tx.run(_UNBLOCK, address_id=address_id)


def move(tx: Tx, vault: Vault, address_id: int, channel: str, value: str) -> bool:
    """The same chat has another address; False where that one is known already, since nobody is merged by guess."""
    blind = vault.index(channel, value)
    if tx.one(_TAKEN, other=blind):
        return False
    tx.run(_MOVE, address_id=address_id, new_blind=blind, new_sealed=vault.seal(value))
    return True


def or_other(tx: Tx, address_id: int) -> tuple[int, str] | None:
    """Another address of the same person and its channel, where this one is blocked or cannot be reached."""
    row = tx.one(_OR_OTHER, address_id=address_id)
    return (row[0], row[1]) if row else None


def _found(tx: Tx, blind: bytes) -> Address | None:
    row = tx.one(_FIND, blind=blind)
    return Address(row[0], row[1], made=False) if row else None


def _made(tx: Tx, blind: bytes, sealed: bytes, channel: str, lang: str, now: int, heard_at: int | None) -> Address:
    person_id: int = tx.added(_NEW_PERSON, lang=lang, now=now)
    whose = {"person_id": person_id, "channel": channel, "blind": blind, "sealed": sealed}
    id = tx.added(_NEW_ADDRESS, now=now, heard_at=heard_at, **whose)
    if id is None:  # somebody else made it meanwhile
        tx.run(_FORGET_PERSON, id=person_id)
        found = _found(tx, blind)
        assert found, "a conflict on an address that is not there"
        return found
    tx.run(_NEW_CONVERSATION, address_id=id, now=now)
    return Address(id, person_id, made=True)
