"""By which names is a WhatsApp chat known? By a number, by an id of the person for us, by one for our parent business.

Somebody who takes a username may hide the number; then only the id comes. So all names that came together are kept as
names of one address: one conversation, one lane, one PIN, one STOP, one window of 24 hours. The number is sent to while
the provider takes it, then the id. Where nothing came with an id, there are no rows here and the address is the number.

An id belongs to one WhatsApp account and becomes another one with another number; a number may be somebody else's one
day. So an id and a number that come together are one chat's; where one of them was together with another one before,
whoever writes is asked whether it is still them (doubting.py) before anything is shown. Nobody is merged by guess.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, case, delete, func, literal_column, null, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import Q, Tx
from core.people import lost
from core.policy import DAY_MS
from core.tables import address, alias, code_try, outbound
from core.vault import Vault

CHANNEL = "whatsapp"
PREFIX = "whatsapp:"
NUMBER, ID, PARENT = "number", "id", "parent"
_PREFERRED = (NUMBER, ID, PARENT)
"""To which a message goes, the first that is known and not refused."""

_id, _number = alias.alias("the_id"), alias.alias("the_number")
_one: BindParameter[bytes] = bindparam("one")
_this: BindParameter[int] = bindparam("address_id")
_blinds = [bindparam(f"blind_{n}", type_=alias.c.blind.type) for n in range(len(_PREFERRED))]
_KNOWN = Q(
    select(alias.c.blind, alias.c.address_id, alias.c.kind, alias.c.seen_at, alias.c.refused_at).where(
        alias.c.blind.in_(_blinds)
    )
)
_AS_ADDRESS = Q(select(address.c.id).where(address.c.blind == bindparam("blind")))
_HELD = Q(
    select(alias.c.kind, alias.c.blind, alias.c.sealed, alias.c.refused_at)
    .where(alias.c.address_id == _this)
    .order_by(alias.c.kind)
)
_LOCK = Q(
    select(address.c.id, address.c.person_id)
    .where(address.c.id.in_([bindparam("one"), bindparam("two")]))
    .order_by(address.c.id)
    .with_for_update(key_share=True)
)
_ADD = Q(
    insert(alias)
    .inline()
    .values(
        address_id=_this,
        kind=bindparam("kind"),
        blind=bindparam("blind"),
        sealed=bindparam("sealed"),
        seen_at=bindparam("now"),
    )
    .on_conflict_do_nothing()
)
_of_kind = (alias.c.address_id == _this, alias.c.kind == bindparam("its_kind"))
_REPLACE = Q(
    update(alias)
    .where(*_of_kind)
    .values(blind=bindparam("new_blind"), sealed=bindparam("new_sealed"), seen_at=bindparam("now"), refused_at=null())
)
_SEEN = Q(update(alias).where(*_of_kind).values(seen_at=bindparam("now"), refused_at=null()))
_REFUSED = Q(
    update(alias)
    .where(alias.c.address_id == _this, alias.c.blind == bindparam("its_blind"))
    .values(refused_at=bindparam("now"))
)
_DROP = Q(delete(alias).where(*_of_kind))
_GUESSED = Q(update(code_try).where(code_try.c.address_id == bindparam("gone")).values(address_id=_this))
_NO_ALIAS = Q(delete(alias).where(alias.c.address_id == _this))
_NO_NAME = Q(update(address).where(address.c.id == _this).values(blind=bindparam("new_blind")))
_SEND_TO = Q(
    update(address)
    .where(address.c.id == _this, address.c.blind != bindparam("new_blind"))
    .values(blind=bindparam("new_blind"), sealed=bindparam("new_sealed"), unreachable_at=null())
)
_SENT_TO = Q(
    select(address.c.id, address.c.blind)
    .join(outbound, outbound.c.lane_id == address.c.id)
    .where(outbound.c.id == bindparam("outbound_id"), address.c.channel == literal_column(f"'{CHANNEL}'"))
)


_CAME_BY = Q(  # of those who wrote since: how many had an id, no number, and a number that no longer comes
    select(
        func.count(),
        func.count(_id.c.id),
        func.count(case((_number.c.id.is_(None), _id.c.id))),
        func.count(case((_id.c.seen_at - _number.c.seen_at >= DAY_MS, _id.c.id))),
    )
    .select_from(address)
    .outerjoin(_id, (_id.c.address_id == address.c.id) & (_id.c.kind == ID))
    .outerjoin(_number, (_number.c.address_id == address.c.id) & (_number.c.kind == NUMBER))
    .where(address.c.channel == CHANNEL, address.c.last_inbound_at >= bindparam("since"))
)
_SENT_BY = Q(select(address.c.blind).join(alias, alias.c.address_id == address.c.id).where(alias.c.blind == _one))


class Came(NamedTuple):
    """How many wrote on WhatsApp, and of them: with an id, by an id whose number was never seen, or is hidden now."""

    people: int
    with_id: int
    never_a_number: int
    hidden_since: int


class Whose(NamedTuple):
    """The chat; `surprising` where it must say once that it is still the same person's.

    `forgets` is another one, of somebody of whom nothing is known, that has no name left: it was the same chat.
    `doubts` is another one, of somebody known, that can only be reached by a number which is no longer theirs.
    """

    address_id: int
    surprising: bool = False
    forgets: int | None = None
    doubts: int | None = None


class _Known(NamedTuple):
    blind: bytes
    address_id: int
    kind: str
    seen_at: int
    refused_at: int | None


class _Held(NamedTuple):
    kind: str
    blind: bytes
    sealed: bytes
    refused_at: int | None


def kind_of(name: str) -> str:
    """What a name of WhatsApp's is, by how it is written."""
    rest = name.removeprefix(PREFIX)
    return NUMBER if rest.startswith("+") else PARENT if rest[2:].startswith(".ENT.") else ID


def country_in(name: str) -> str:
    """The two letters with which an id begins; '' for any other name."""
    return name.removeprefix(PREFIX)[:2] if name.startswith(PREFIX) and kind_of(name) != NUMBER else ""


def whose(tx: Tx, vault: Vault, names: Sequence[str], now: int) -> Whose | None:
    """Whose chat these names are, which came with one message; None for somebody new. What is new about it is kept."""
    found = {vault.index(CHANNEL, name): name for name in names}
    known = _known(tx, list(found))
    if len(known) == len(found) and _is_usual(known, now):
        return Whose(known[0].address_id)
    owners = {one.kind: one.address_id for one in known}
    for blind, name in found.items():
        if kind_of(name) == NUMBER and NUMBER not in owners and (id := tx.value(_AS_ADDRESS, blind=blind)):
            owners[NUMBER] = id
    by_number, by_id = owners.get(NUMBER), owners.get(ID) or owners.get(PARENT)
    if by_number is None or by_id is None or by_number == by_id:
        one = by_number or by_id
        return None if one is None else Whose(one, keep(tx, vault, one, names, now))
    return _one_of_two(tx, vault, by_number, by_id, names, now)


def keep(tx: Tx, vault: Vault, address_id: int, names: Iterable[str], now: int) -> bool:
    """These are names of that address; whether one is another than before, so that it may be somebody else's now."""
    tx.all(_LOCK, one=address_id, two=address_id)
    held = {row[0]: _Held(*row) for row in tx.all(_HELD, address_id=address_id)}
    changed = {}
    for name in names:
        kind, blind = kind_of(name), vault.index(CHANNEL, name)
        before = held.get(kind)
        if before is None:
            tx.run(_ADD, address_id=address_id, kind=kind, blind=blind, sealed=vault.seal(name), now=now)
        elif bytes(before.blind) == blind:
            tx.run(_SEEN, address_id=address_id, its_kind=kind, now=now)
        else:
            sealed = vault.seal(name)
            tx.run(_REPLACE, address_id=address_id, its_kind=kind, new_blind=blind, new_sealed=sealed, now=now)
        changed[kind] = before is not None and bytes(before.blind) != blind
    _choose(tx, address_id)
    same_parent = PARENT in held and changed.get(PARENT) is False
    return changed.get(NUMBER, False) or (changed.get(ID, False) and not same_parent)


def learn(tx: Tx, vault: Vault, outbound_id: int | None, names: Sequence[str], now: int) -> None:
    """A report about a message of ours names who got it in several ways: before they write, we know their id.

    Only what is not known yet is taken from it; what is new in any other way waits for a message of theirs.
    """
    row = tx.one(_SENT_TO, outbound_id=outbound_id) if outbound_id is not None and len(names) > 1 else None
    found = {vault.index(CHANNEL, name): name for name in names}
    if row is None or bytes(row[1]) != next(iter(found)):
        return
    if len(_known(tx, list(found))) < len(found):
        for blind, name in found.items():
            tx.run(_ADD, address_id=row[0], kind=kind_of(name), blind=blind, sealed=vault.seal(name), now=now)


def came_by(tx: Tx, since: int) -> Came:
    """Who wrote since that moment (epoch ms), by which names."""
    row = tx.one(_CAME_BY, since=since)
    assert row
    return Came(*row)


def address_of(tx: Tx, blind: bytes) -> bytes:
    """The blind index of the address that is sent to, by that of any name of it."""
    return bytes(tx.value(_SENT_BY, one=blind) or blind)


def refuse(tx: Tx, address_id: int, blind: bytes, now: int) -> bool:
    """The provider does not take that name of the chat: whether there is another one, which is sent to from now on."""
    if not tx.run(_REFUSED, address_id=address_id, its_blind=blind, now=now):
        return False
    chosen = _choose(tx, address_id)
    return chosen is not None and chosen.refused_at is None


def _known(tx: Tx, blinds: list[bytes]) -> list[_Known]:
    """The rows of these names, at most as many as there are kinds."""
    padded = (blinds * len(_PREFERRED))[: len(_PREFERRED)]
    return [_Known(*row) for row in tx.all(_KNOWN, **{f"blind_{n}": blind for n, blind in enumerate(padded)})]


def _is_usual(known: list[_Known], now: int) -> bool:
    """Whether all are of one chat, none was refused, and each was seen within a day."""
    fresh = all(one.refused_at is None and now - one.seen_at < DAY_MS for one in known)
    return fresh and len({one.address_id for one in known}) == 1


def _choose(tx: Tx, address_id: int) -> _Held | None:
    """The name that is sent to; None where there is only the address itself."""
    held = [_Held(*row) for row in tx.all(_HELD, address_id=address_id)]
    if not held:
        return None
    chosen = min(held, key=lambda one: (one.refused_at is not None, _PREFERRED.index(one.kind)))
    tx.run(_SEND_TO, address_id=address_id, new_blind=chosen.blind, new_sealed=chosen.sealed)
    return chosen


def _one_of_two(tx: Tx, vault: Vault, by_number: int, by_id: int, names: Sequence[str], now: int) -> Whose:
    """The number is known of one chat, the id of another: who wrote before without the one or the other.

    Where of one of them nothing is known, it was the same person. Where both are somebody, the id says who writes, and
    the number is no longer the other one's.
    """
    people = dict(tuple(row) for row in tx.all(_LOCK, one=by_number, two=by_id))
    ids = [name for name in names if kind_of(name) != NUMBER]
    if people[by_number] == people[by_id]:
        return Whose(by_id, keep(tx, vault, by_id, ids, now))
    for gone, stays in ((by_id, by_number), (by_number, by_id)):
        if lost.is_newcomer(tx, people[gone]):
            tx.run(_GUESSED, gone=gone, address_id=stays)
            tx.run(_NO_ALIAS, address_id=gone)
            tx.run(_NO_NAME, address_id=gone, new_blind=secrets.token_bytes(32))
            return Whose(stays, keep(tx, vault, stays, names, now), forgets=gone)
    if any(row[0] != NUMBER for row in tx.all(_HELD, address_id=by_number)):
        tx.run(_DROP, address_id=by_number, its_kind=NUMBER)
        _choose(tx, by_number)
        return Whose(by_id, keep(tx, vault, by_id, names, now))
    return Whose(by_id, keep(tx, vault, by_id, ids, now), doubts=by_number)
