"""Who holds a shared phone knows its PIN: what is set, what it guards, and what becomes of wrong tries.

A PIN belongs to an address. It is kept as a salted scrypt digest, sealed by the vault: a stolen database alone does not
let anybody try the few digits through. Five wrong tries shut the guarded steps of the address for an hour.
"""

from __future__ import annotations

import hmac
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, literal, null, select, update

from core.commands import Command
from core.commands.pinning import FEWEST, MOST, DropPin, EnterPin, ForgetPin, SetPin
from core.context import Context
from core.db import Q, Tx
from core.errors import Bug, Faster, NotYours, Refusal
from core.events import Changed, Event, PinForgotten, PinLocked, PinRight, PinWrong
from core.messages import _
from core.people import digests, lost
from core.people.choices import acting_person
from core.people.roles import require_owner
from core.people.steps import GUARDED, load_step
from core.policy import HOUR_MS
from core.tables import address

TRIES = 5
LOCKED_MS = HOUR_MS

_this: BindParameter[int] = bindparam("address_id")
_who: BindParameter[int] = bindparam("person_id")
_own = (address.c.id == _this) & (address.c.person_id == _who)
_PIN = Q(
    select(
        address.c.pin, func.coalesce(address.c.pin_tries, literal(0)), func.coalesce(address.c.pin_until, literal(0))
    )
    .where(_own)
    .with_for_update(key_share=True)
)
_NO_TRIES = {"pin_tries": null(), "pin_until": null(), "pin_wrong": null()}
_SET = Q(update(address).where(_own).values(pin=bindparam("new_pin"), **_NO_TRIES))
_TRIED = Q(
    update(address)
    .where(_own)
    .values(
        pin_tries=bindparam("tries"),
        pin_until=bindparam("until"),
        pin_wrong=func.coalesce(address.c.pin_wrong, literal(0)) + 1,
    )
)
_FORGIVE = Q(update(address).where(_own).values(**_NO_TRIES))
_FORGET = Q(
    update(address).where(address.c.person_id == _who, address.c.pin.is_not(None)).values(pin=null(), **_NO_TRIES)
)


_HAS = Q(
    select(func.count(), func.coalesce(func.sum(address.c.pin_wrong), literal(0))).where(
        address.c.person_id == _who, address.c.pin.is_not(None)
    )
)


def wrong_tries(tx: Tx, person_id: int | None) -> int | None:
    """How many wrong PINs were told on their phones since the last right one; None where no phone of theirs has one."""
    count, wrong = (tx.one(_HAS, person_id=person_id) if person_id is not None else None) or (0, 0)
    return int(wrong) if count else None


def take_off(tx: Tx, person_id: int) -> bool:
    """Their phones have no PIN any more; whether one had."""
    return bool(tx.run(_FORGET, person_id=person_id))


def enter(ctx: Context, command: EnterPin) -> tuple[list[Event], Command | None]:
    """The digits are right, and the step may be done; else what is told.

    Raises a Refusal where the PIN was taken off meanwhile: whatever is typed then was not meant as a yes.
    """
    own = {"address_id": command.address_id, "person_id": acting_person(ctx)}
    row = ctx.tx.one(_PIN, **own)
    if row is None:
        raise NotYours()
    pin, tries, until = row
    if pin is None:
        raise Refusal(
            _("This phone has no PIN any more, and nothing was done yet. If you still want it, choose it anew.")
        )
    if until > ctx.now:
        return [PinLocked(until)], None
    if not _fits(ctx, bytes(pin), command.digits):
        return [_wrong(ctx, own, tries + 1)], None
    if tries or until:
        ctx.tx.run(_FORGIVE, **own)
    known = lost.remembered(ctx, own["person_id"])
    if command.step.startswith("m:"):
        return [PinRight(command.step), *known], None
    return [PinRight(), *known], load_step(command.step, GUARDED)


def _wrong(ctx: Context, own: dict[str, int], tries: int) -> Event:
    if tries < TRIES:
        ctx.tx.run(_TRIED, **own, tries=tries, until=None)
        return PinWrong(TRIES - tries)
    ctx.tx.run(_TRIED, **own, tries=None, until=ctx.now + LOCKED_MS)
    return PinLocked(ctx.now + LOCKED_MS)


def _fits(ctx: Context, stored: bytes, digits: str) -> bool:
    kept, made = digests.digest(digits, bytes.fromhex(ctx.vault.open(stored)))
    return hmac.compare_digest(kept, made)


def put(ctx: Context, command: SetPin) -> list[Event]:
    """Where there is none yet; who wants another one removes the old one first, for which it is asked."""
    if not (FEWEST <= len(command.digits) <= MOST and command.digits.isascii() and command.digits.isdigit()):
        raise Bug("not a PIN")
    own = {"address_id": command.address_id, "person_id": acting_person(ctx)}
    row = ctx.tx.one(_PIN, **own)
    if row is None or row[0] is not None:
        raise Faster()
    ctx.tx.run(_SET, **own, new_pin=ctx.vault.seal(digests.fresh(command.digits).hex()))
    return [Changed("pin", "on")]


def drop(ctx: Context, command: DropPin) -> list[Event]:
    """The person's own address has none any more."""
    ctx.tx.run(_SET, address_id=command.address_id, person_id=acting_person(ctx), new_pin=None)
    return [Changed("pin", "off")]


def forget(ctx: Context, command: ForgetPin) -> list[Event]:
    """A colleague's, who forgot it: by who is responsible for all organisations for which they act."""
    mine = require_owner(ctx)
    if command.person_id is None:
        raise NotYours()
    lost.may_ask(ctx.tx, command.person_id, acting_person(ctx), mine.id)
    if not take_off(ctx.tx, command.person_id):
        raise Faster()
    return [PinForgotten(command.person_id)]


HANDLERS: dict[type, Any] = {SetPin: put, DropPin: drop}
