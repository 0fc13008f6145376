"""What became of a claimed message that did not arrive? Each function is one outcome, in its caller's transaction.

The lane is locked first, and touched only if the lease is still ours; the next waiting message is looked for in a
statement of its own, after the lock, or a message added meanwhile would never be woken for. The message is marked
whoever holds the lane. What did arrive: core/outbox/sent.py.
"""

from __future__ import annotations

from random import Random

from sqlalchemy import bindparam, select, update

from core import contents
from core.db import Q, Tx
from core.outbox.cases import open_case, we_are_refused
from core.outbox.claim import Claimed
from core.outbox.elsewhere import elsewhere
from core.outbox.lanes import WAITING, reply_still_waits, woken_at
from core.outbox.windows import shut
from core.people import aliases
from core.people.addresses import block, move, stop
from core.tables import address, lane, outbound
from core.vault import Vault

ATTEMPTS = 24
"""Tries before a message is given up: with the pauses below, about four hours without a network."""
FIRST_PAUSE_MS = 2_000
LONGEST_PAUSE_MS = 15 * 60_000
TYPED = frozenset(("21610",))
"""Codes by which a provider keeps a STOP of the person: it ends with their START, not with the next word."""
CREDENTIALS = frozenset(("20003", "token", "63007", "21606"))
"""Codes by which a provider refuses us and not the message: our credentials, or a sender that is not ours."""
NAMES = frozenset(("21211", "21614", "63003", "63024", "foreign_id"))
"""Codes by which WhatsApp's recipient is not taken by the name that was used; the chat may have another one."""
NOT_YET = "21211"
"""Twilio has refused ids so that it took at other times."""
LONGEST_KEPT_MS = 60_000
"""Longer than any process remembers how a Content stands."""

_RELEASE = Q(
    update(lane)
    .where(lane.c.address_id == bindparam("lane"), lane.c.lease_by == bindparam("lease"))
    .values(lease_until=0, lease_by="")
)
_at = bindparam("at", type_=lane.c.next_at.type)
_WAKE_AT = Q(
    update(lane)
    .where(lane.c.address_id == bindparam("lane"))
    .values(next_at=woken_at(_at), reply_waits=reply_still_waits())
)
_WROTE_AT = Q(select(address.c.last_inbound_at).where(address.c.id == bindparam("address_id")))
_NOT_SENT = Q(
    update(outbound)
    .where(outbound.c.id == bindparam("message"), outbound.c.state == WAITING)
    .values(
        state=bindparam("state"),
        error=bindparam("error"),
        attempts=outbound.c.attempts + bindparam("counts", type_=outbound.c.attempts.type),
    )
)
_EMPTY = Q(
    update(outbound)
    .where(outbound.c.lane_id == bindparam("lane"), outbound.c.state == WAITING)
    .values(state="dropped", error=bindparam("error"))
)


def throttled(tx: Tx, claimed: Claimed, wait_ms: int, code: str, now: int) -> None:
    """The provider named the pause: exactly that, for this recipient only, and it is no failed attempt."""
    _again(tx, claimed, now + wait_ms, code, counts=0)


def unreachable(tx: Tx, claimed: Claimed, code: str, now: int, rng: Random) -> None:
    """Later and later; after ATTEMPTS it is given up, a coordinator sees it, and the lane goes on."""
    attempts = claimed.attempts + 1
    if attempts >= ATTEMPTS and claimed.kind == "alert" and elsewhere(tx, claimed.address_id, now, claimed.id):
        _next(tx, claimed, _release(tx, claimed), now)
    elif attempts >= ATTEMPTS:
        _give_up(tx, claimed, "failed", "failed", code, now)
    else:
        _again(tx, claimed, now + pause_ms(attempts, rng), code, counts=1)


def rejected(tx: Tx, claimed: Claimed, code: str, now: int) -> None:
    """The provider will never take it, or we could not make it: parked for a coordinator, the lane goes on."""
    _give_up(tx, claimed, "parked", "rejected", code, now)


def stopped(tx: Tx, claimed: Claimed, code: str, now: int) -> None:
    """Blocked, opted out or gone: the address is marked, and nothing that waits for it goes any more."""
    (stop if code in TYPED else block)(tx, claimed.address_id, now)
    if code not in TYPED:
        elsewhere(tx, claimed.address_id, now)
    _empty(tx, claimed, code or "stopped", now)


def moved(tx: Tx, vault: Vault, claimed: Claimed, value: str, now: int) -> None:
    """The chat has the address `value` now: the message goes there.

    If that address is known as somebody's already, nobody is merged by guess: what waits is dropped and a
    coordinator sees it.
    """
    if claimed.attempts + 1 >= ATTEMPTS or not move(tx, vault, claimed.address_id, claimed.channel, value):
        block(tx, claimed.address_id, now)
        _empty(tx, claimed, "moved", now)
        open_case(tx, "moved", claimed.address_id, now)
        return
    _again(tx, claimed, now, "moved", counts=1)


def name_refused(tx: Tx, vault: Vault, claimed: Claimed, code: str, now: int, rng: Random) -> bool:
    """Whether it is tried again: by another name of the same chat at once, or later by an id that is its only one."""
    if code not in NAMES or claimed.channel != aliases.CHANNEL or claimed.attempts + 1 >= ATTEMPTS:
        return False
    name = vault.open(claimed.sealed)
    if aliases.refuse(tx, claimed.address_id, vault.index(claimed.channel, name), now):
        _again(tx, claimed, now, code, counts=1)
        return True
    if code == NOT_YET and aliases.kind_of(name) != aliases.NUMBER:
        unreachable(tx, claimed, code, now, rng)
        return True
    return False


def window_closed(tx: Tx, claimed: Claimed, now: int) -> None:
    """The person must write first: an approved template goes now, else the message keeps its place until then.

    She may have written while we tried; her message then found the lane awake and left it to us. A template that is
    refused like this is not one that was approved.
    """
    ours = _release(tx, claimed)
    if claimed.template:
        contents.refuse(tx, claimed.template.id, "63016")
    elif tx.value(_WROTE_AT, address_id=claimed.address_id) == claimed.last_inbound_at:
        shut(tx, claimed.address_id, now, now)
    _next(tx, claimed, ours, now)


def content_refused(tx: Tx, claimed: Claimed, content_id: int, code: str, now: int) -> None:
    """The Content is missing, deleted or not as it should be: a coordinator is told; the message goes without it."""
    contents.refuse(tx, content_id, code)
    open_case(tx, "rejected", claimed.address_id, now)
    _again(tx, claimed, now + LONGEST_KEPT_MS, code, counts=1)


def pause_ms(attempts: int, rng: Random) -> int:
    """Doubling from 2 seconds to a quarter of an hour, and half of it by chance, so that not all come back at once."""
    whole = min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << min(attempts - 1, 20))
    return whole // 2 + rng.randrange(whole // 2)


def _again(tx: Tx, claimed: Claimed, at: int, error: str, counts: int) -> None:
    ours = _release(tx, claimed)
    tx.run(_NOT_SENT, message=claimed.id, state="waiting", error=error, counts=counts)
    _next(tx, claimed, ours, at)


def _give_up(tx: Tx, claimed: Claimed, state: str, case: str, error: str, now: int) -> None:
    ours = _release(tx, claimed)
    if tx.run(_NOT_SENT, message=claimed.id, state=state, error=error, counts=1):
        if error in CREDENTIALS:
            we_are_refused(tx, now)
        else:
            open_case(tx, case, claimed.address_id, now)
    _next(tx, claimed, ours, now)


def _empty(tx: Tx, claimed: Claimed, error: str, now: int) -> None:
    ours = _release(tx, claimed)
    tx.run(_EMPTY, lane=claimed.address_id, error=error)
    _next(tx, claimed, ours, now)


def _release(tx: Tx, claimed: Claimed) -> bool:
    """Lock the lane and give it back; False when the lease ran out and another worker has the lane."""
    return bool(tx.run(_RELEASE, lane=claimed.address_id, lease=claimed.lease))


def _next(tx: Tx, claimed: Claimed, ours: bool, at: int) -> None:
    """Wake the lane at `at` for what waits, or let it rest."""
    if ours:
        tx.run(_WAKE_AT, lane=claimed.address_id, at=at)
