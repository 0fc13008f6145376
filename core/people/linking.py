"""How is a person the same on two channels? By a code asked for on one and written on the other, and by nothing else.

A number, a name or a profile proves nothing: numbers change hands, and WhatsApp may hide them. Only somebody of whom
nothing is known becomes another address of a person, once the phone they have has said so (confirming.py); who acts for
an organisation already is refused, since one code that was talked out of somebody would hand it over (docs/decisions).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, case, func, select, update

from core.commands.phones import PhoneCard, PhoneUnlinked, Prefer, Unlink
from core.context import Context
from core.db import Q, Tx
from core.errors import NotYours, Refusal
from core.events import Changed, Event
from core.messages import _
from core.people import doubting, lost
from core.people.choices import acting_person
from core.tables import address, coordinator, organisation, person

MOST = 4
"""Addresses of one person."""

_who: BindParameter[int] = bindparam("person_id")
_CARDS = Q(
    select(address.c.id, address.c.channel, address.c.preferred, address.c.stopped_at, address.c.last_inbound_at)
    .where(address.c.person_id == _who)
    .order_by(address.c.id)
)
_COUNT = Q(select(func.count()).select_from(address).where(address.c.person_id == _who))
_HUB = Q(
    select(func.coalesce(organisation.c.hub_id, coordinator.c.hub_id))
    .select_from(person)
    .outerjoin(organisation, organisation.c.id == person.c.acting_for)
    .outerjoin(coordinator, coordinator.c.person_id == person.c.id)
    .where(person.c.id == _who)
    .limit(1)
)
_PREFER = Q(
    update(address)
    .where(address.c.person_id == _who)
    .values(preferred=case((address.c.id == bindparam("chosen"), 1), else_=0))
)
_LANG = Q(
    select(person.c.lang)
    .join(address, address.c.person_id == person.c.id)
    .where(person.c.id == _who, address.c.id == bindparam("address_id"))
)


def phones_of(tx: Tx, person_id: int, here: int) -> list[PhoneCard]:
    """All addresses of a person, the first one first; `here` is the one they write from."""
    rows = tx.all(_CARDS, person_id=person_id)
    return [PhoneCard(id, channel, id == here, bool(first), stopped is not None, wrote)
            for id, channel, first, stopped, wrote in rows]  # fmt: skip


def may_link(tx: Tx, person_id: int) -> int:
    """The hub in which somebody's code is made; a Refusal for who has not joined, or has many addresses."""
    hub_id: int | None = tx.value(_HUB, person_id=person_id)
    if hub_id is None:
        raise NotYours()
    _not_many(tx, person_id)
    return hub_id


def may_be_linked(tx: Tx, writer: int, person_id: int) -> None:
    """Whether the address of `writer` may become the person's too; a Refusal for who is known, or has many."""
    if writer == person_id:
        raise Refusal(_("You already write to me from this phone. Write the code from the other one."))
    if not lost.is_newcomer(tx, writer):
        raise Refusal(
            _(
                "Somebody who is known to me writes from here already. To act for both organisations, invite this "
                "phone as a colleague; to make it one with the other, first write “delete my data” here."
            )
        )
    _not_many(tx, person_id)


def unlink(ctx: Context, command: Unlink) -> list[Event]:
    """From that address on, whoever writes is a stranger; nothing that waits for it is sent there."""
    person_id = acting_person(ctx)
    lost.lock(ctx.tx, person_id)
    cards = {card.address_id: card for card in phones_of(ctx.tx, person_id, 0)}
    lang = ctx.tx.value(_LANG, person_id=person_id, address_id=command.address_id)
    if lang is None or len(cards) < 2:
        raise NotYours()
    doubting.let_go(ctx.tx, command.address_id, doubting.stranger(ctx.tx, lang, ctx.now), ctx.now)
    return [PhoneUnlinked(cards[command.address_id].channel)]


def prefer(ctx: Context, command: Prefer) -> list[Event]:
    """Where alerts go first."""
    person_id = acting_person(ctx)
    cards = {card.address_id: card for card in phones_of(ctx.tx, person_id, 0)}
    if command.address_id is not None and command.address_id not in cards:
        raise NotYours()
    ctx.tx.run(_PREFER, person_id=person_id, chosen=command.address_id or 0)
    return [Changed("phones", cards[command.address_id].channel if command.address_id else "")]


def _not_many(tx: Tx, person_id: int) -> None:
    if tx.value(_COUNT, person_id=person_id) >= MOST:
        raise Refusal(_("You write to me from many phones already. Unlink one that you no longer use."))


HANDLERS: dict[type, Any] = {Unlink: unlink, Prefer: prefer}
