"""What happens at once when SECRET_KEY is said to be lost for good? Whom nobody can write to any more is given up.

Their addresses cannot be opened, and who writes from them again is found by no index of the new key. So nothing is
sent there and nothing waits for them, and who coordinated from there alone coordinates no more: cases would be theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import bindparam, delete, null, select, update

from core import right_key
from core.db import Q, Tx
from core.errors import Misconfigured
from core.outbox.lanes import WAITING
from core.people.addresses import block
from core.tables import address, approval, coordinator, lane, outbound, parked_case, shared_page
from core.vault import SHUT, Vault

_PAGE = 1000
_ADDRESSES = Q(
    select(*(address.c.id, address.c.person_id, address.c.channel, address.c.blind, address.c.sealed), right_key.ERASED)
    .where(address.c.id > bindparam("after"))
    .order_by(address.c.id)
    .limit(_PAGE)
)
_of_lane = bindparam("lane", type_=lane.c.address_id.type)
_DROP = Q(
    update(outbound)
    .where(outbound.c.lane_id == _of_lane, outbound.c.state == WAITING)
    .values(state="dropped", error="lost key")
)
_REST = Q(update(lane).where(lane.c.address_id == _of_lane).values(next_at=null(), lease_until=0, lease_by=""))
_GONE = Q(delete(coordinator).where(coordinator.c.person_id == bindparam("person_id")))

_LET_GO = Q(update(parked_case).where(parked_case.c.taken_by == bindparam("gone")).values(taken_by=null()))
_PAGES = Q(select(shared_page.c.id, shared_page.c.sealed))
_CLOSE = Q(delete(shared_page).where(shared_page.c.id == bindparam("page_id")))
_VOID = Q(update(approval).where(approval.c.state == "waiting").values(state="void", decided_at=bindparam("now")))


class GivenUp(NamedTuple):
    """How many addresses stay shut, messages that waited for them, and coordinators who had no other."""

    addresses: int
    messages: int
    coordinators: int


def give_up(tx: Tx, vault: Vault, now: int) -> GivenUp:
    """From here on the key of `vault` counts. Said again, it finds nothing more to do.

    Raises Misconfigured where nothing is lost.
    """
    if not right_key.stands(tx, vault):
        raise Misconfigured("SECRET_KEY opens what is stored: nothing is lost, and nothing was changed.")
    right_key.accept(tx, vault, now)
    every = list(_every(tx, vault))
    reached = {one.person_id for one in every if not one.is_shut}
    shut = [one for one in every if one.is_shut]
    messages = 0
    for one in shut:
        block(tx, one.id, now)
        messages += tx.run(_DROP, lane=one.id)
        tx.run(_REST, lane=one.id)
    _end_what_is_shut(tx, vault, now)
    gone = sum(_nobody(tx, id) for id in sorted({one.person_id for one in shut} - reached))
    return GivenUp(len(shut), messages, gone)


def _nobody(tx: Tx, person_id: int) -> int:
    """The roles as coordinator that end; what they saw to is anybody's."""
    tx.run(_LET_GO, gone=person_id)
    return tx.run(_GONE, person_id=person_id)


def _end_what_is_shut(tx: Tx, vault: Vault, now: int) -> None:
    """Pages whose address nobody can be told any more, and steps that wait for a second yes and cannot be read."""
    for id, sealed in tx.all(_PAGES):
        if vault.shown(bytes(sealed)) == SHUT:
            tx.run(_CLOSE, page_id=id)
    tx.run(_VOID, now=now)


class _Address(NamedTuple):
    id: int
    person_id: int
    is_shut: bool


def _every(tx: Tx, vault: Vault) -> Iterator[_Address]:
    """All addresses; shut are those that this key does not open, or does not find."""
    after = 0
    while page := tx.all(_ADDRESSES, after=after):
        after = page[-1][0]
        for id, person_id, channel, blind, sealed, erased in page:
            wrong = right_key.misfit(vault, channel, blind, sealed)
            yield _Address(id, person_id, bool(wrong) and not (erased and wrong == right_key.FINDS_NOBODY))
