"""How is what somebody wrote to partners, or reported, forgotten? Its rows go, and it goes from every screen that shows
it.

Screens hold the same sealed token as the row, in the lanes of both organisations and of coordinators who read it.
"""

from __future__ import annotations

from sqlalchemy import bindparam, case, delete, or_, select, union, update

from core.db import Q, Row, Tx, scalar_rows
from core.relay import attachments
from core.tables import (
    address,
    attachment,
    contact,
    coordinator,
    exchange,
    flag,
    held_alert,
    membership,
    outbound,
    parked_case,
    relayed,
    report,
)

_me = bindparam("person_id", type_=relayed.c.person_id.type)
_TOKENS = Q(
    union(
        select(relayed.c.sealed).where(relayed.c.person_id == _me, relayed.c.sealed.is_not(None)),
        select(contact.c.sealed).where(contact.c.person_id == _me),
        select(parked_case.c.sealed)
        .join(flag, flag.c.id == parked_case.c.flag_id)
        .where(flag.c.person_id == _me, parked_case.c.answered_by.is_(None), parked_case.c.sealed.is_not(None)),
        select(report.c.sealed).where(report.c.person_id == _me, report.c.sealed.is_not(None)),
    )
)
_mine = union(
    select(relayed.c.exchange_id).where(relayed.c.person_id == _me),
    select(contact.c.exchange_id).where(contact.c.person_id == _me),
    select(attachment.c.exchange_id).where(attachment.c.person_id == _me, attachment.c.exchange_id.is_not(None)),
    select(exchange.c.id)
    .join(
        attachment,
        or_(attachment.c.listing_id == exchange.c.need_id, attachment.c.listing_id == exchange.c.offer_id),
    )
    .where(attachment.c.person_id == _me),
)
_reported = select(report.c.flag_id).where(report.c.person_id == _me)
_readers = union(
    select(membership.c.person_id)
    .join(
        exchange,
        or_(
            membership.c.organisation_id == exchange.c.receiver_id,
            membership.c.organisation_id == exchange.c.provider_id,
        ),
    )
    .where(exchange.c.id.in_(_mine)),
    select(coordinator.c.person_id)
    .join(exchange, exchange.c.hub_id == coordinator.c.hub_id)
    .where(exchange.c.id.in_(_mine)),
    select(coordinator.c.person_id)
    .join(flag, flag.c.hub_id == coordinator.c.hub_id)
    .where(or_(flag.c.person_id == _me, flag.c.id.in_(_reported))),
)
_lanes = select(address.c.id).where(address.c.person_id.in_(_readers))
_SENT = Q(
    select(outbound.c.id, outbound.c.screen).where(
        outbound.c.lane_id.in_(_lanes),
        or_(outbound.c.screen.contains('{"x":"', autoescape=True), outbound.c.screen.contains('"j":', autoescape=True)),
    )
)
_HELD = Q(select(held_alert.c.id, held_alert.c.screen).where(held_alert.c.address_id.in_(_lanes)))
_EMPTY = Q(
    update(outbound)
    .where(outbound.c.id == bindparam("message"))
    .values(screen="", state=case((outbound.c.state == "waiting", "dropped"), else_=outbound.c.state))
)
_LET_GO = Q(delete(held_alert).where(held_alert.c.id == bindparam("message")))
_FORGET = (
    Q(delete(relayed).where(relayed.c.person_id == _me)),
    Q(delete(contact).where(contact.c.person_id == _me)),
)


def unsay(tx: Tx, person_id: int) -> None:
    """Forget all that the person wrote to partners, and the contact details that they offered."""
    tokens = [bytes(sealed).decode() for sealed in scalar_rows(tx.all(_TOKENS, person_id=person_id))]
    tokens += [f'"j":{id}}}' for id in attachments.mine(tx, person_id)]  # the last part of a screen
    if tokens:
        tx.many(_EMPTY, [{"message": id} for id in _with(tokens, tx.all(_SENT, person_id=person_id))])
        tx.many(_LET_GO, [{"message": id} for id in _with(tokens, tx.all(_HELD, person_id=person_id))])
    for q in _FORGET:
        tx.run(q, person_id=person_id)
    attachments.forget(tx, person_id)


def _with(tokens: list[str], rows: list[Row]) -> list[int]:
    """Ids of the screens that hold one of the tokens, in order."""
    return sorted(id for id, screen in rows if any(token in screen for token in tokens))
