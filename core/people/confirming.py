"""Is it the person's own phone that wrote their code? The one they have says so, by the number on the other.

A code is talked out of somebody, read over a shoulder, or sent to the wrong chat. So it only asks: the new phone shows
a number, and whoever has the old one picks it among three. A thief who is quicker than the owner gains nothing by it,
since the owner's own new phone shows no number then (docs/decisions/025-one-person-two-channels.md).

While that waits the invite is used, by somebody who is not yet the person whose code it is.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update

from core.commands.phones import ConfirmPhone, PhoneDenied, PhoneLinked, PhoneWaits, WaitingPhone
from core.context import Context
from core.db import Q, Tx
from core.errors import Refusal
from core.events import Event
from core.messages import _
from core.people import linking, lost
from core.people.choices import acting_person
from core.people.codes import LINK_TTL
from core.tables import address, conversation, invite
from core.vault import Vault

_FEWEST, _SPAN, _SHOWN = 10, 90, 3  # numbers of two digits
_waits = (
    select(invite.c.id, invite.c.used_by, address.c.id, address.c.channel)
    .join(address, address.c.person_id == invite.c.used_by)
    .where(
        invite.c.kind == "link",
        invite.c.used_at.is_not(None),
        invite.c.used_by != invite.c.moves_id,
        invite.c.expires_at > bindparam("now"),
    )
    .order_by(invite.c.id.desc())
    .limit(1)
)
_OF = Q(_waits.where(invite.c.moves_id == bindparam("person_id")))
_ONE = Q(
    _waits.where(invite.c.moves_id == bindparam("person_id"), invite.c.id == bindparam("id")).with_for_update(
        of=invite, key_share=True
    )
)
_AGAIN = Q(
    _waits.add_columns(invite.c.moves_id).where(
        invite.c.used_by == bindparam("person_id"), invite.c.code_index == bindparam("code_index")
    )
)
_CLAIM = Q(
    update(invite)
    .where(invite.c.id == bindparam("id"))
    .values(used_at=bindparam("now"), used_by=bindparam("person_id"), expires_at=bindparam("until"))
)
_DONE = Q(update(invite).where(invite.c.id == bindparam("id")).values(used_by=bindparam("person_id")))
_END = Q(update(invite).where(invite.c.id == bindparam("id")).values(expires_at=bindparam("now")))
_BEGIN_ANEW = Q(update(conversation).where(conversation.c.address_id == bindparam("address_id")).values(state=""))


def ask(ctx: Context, invite_id: int, moves_id: int) -> list[Event]:
    """Somebody of whom nothing is known wrote the code: its owner is asked. Raises as `linking.may_be_linked`."""
    writer = acting_person(ctx)
    linking.may_be_linked(ctx.tx, writer, moves_id)
    ctx.tx.run(_CLAIM, id=invite_id, now=ctx.now, person_id=writer, until=ctx.now + LINK_TTL)
    number, choices = _numbers(ctx.vault, invite_id, writer)
    return [PhoneWaits(moves_id, invite_id, ctx.actor.channel, number, choices)]


def asked_before(ctx: Context, code_index: bytes) -> list[Event]:
    """Who wrote the code a second time reads the number again; [] where nothing waits for them."""
    row = ctx.tx.one(_AGAIN, person_id=acting_person(ctx), code_index=code_index, now=ctx.now)
    if row is None:
        return []
    id, writer, _address_id, channel, moves_id = row
    number, choices = _numbers(ctx.vault, id, writer)
    return [PhoneWaits(moves_id, id, channel, number, choices)]


def waiting(tx: Tx, vault: Vault, person_id: int, now: int) -> WaitingPhone | None:
    """The phone that wrote a code of theirs and waits for their word."""
    row = tx.one(_OF, person_id=person_id, now=now)
    return WaitingPhone(row[0], row[3], _numbers(vault, row[0], row[1])[1]) if row else None


def confirm(ctx: Context, command: ConfirmPhone) -> list[Event]:
    """The right number makes it theirs; any other, or none, ends it."""
    tx, person_id = ctx.tx, acting_person(ctx)
    row = tx.one(_ONE, person_id=person_id, id=command.invite_id, now=ctx.now)
    if row is None:
        raise Refusal(_("That is over, and nothing was linked by it. Begin again under “Phones and apps”."))
    id, writer, address_id, channel = row
    if command.number != _numbers(ctx.vault, id, writer)[0]:
        tx.run(_END, id=id, now=ctx.now)
        return [PhoneDenied(address_id, channel)]
    lost.lock(tx, writer)
    linking.may_be_linked(tx, writer, person_id)
    tx.run(_DONE, id=id, person_id=person_id)  # before nobody is left who used it
    lost.take_over(tx, writer, channel, person_id)
    tx.run(_BEGIN_ANEW, address_id=address_id)
    return [PhoneLinked(person_id, address_id, channel)]


def _numbers(vault: Vault, invite_id: int, writer: int) -> tuple[int, tuple[int, ...]]:
    """The number that stands on the new phone, and those among which it is picked, smallest first. Kept nowhere."""
    made = vault.index("link_number", str(invite_id), str(writer))
    drawn = dict.fromkeys(_FEWEST + int.from_bytes(made[at : at + 2]) % _SPAN for at in range(0, len(made), 2))
    few = tuple(drawn)[:_SHOWN]
    return few[0], tuple(sorted(few))


HANDLERS: dict[type, Any] = {ConfirmPhone: confirm}
