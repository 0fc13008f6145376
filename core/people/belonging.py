"""Who belongs to which organisation, and which of them is meant? Reading; what changes it is core/people/roles.py."""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, func, select

from core.db import Q, Tx
from core.look.team import Acting, PersonCard
from core.messages import Sealed
from core.parties import is_party
from core.tables import address, exchange, listing, membership, name_column, organisation

MOST_SHOWN = 100
_me: BindParameter[int] = bindparam("person_id")
_of: BindParameter[int] = bindparam("organisation_id")
_newest_channel = (
    select(address.c.channel)
    .where(address.c.person_id == membership.c.person_id)
    .order_by(func.coalesce(address.c.last_inbound_at, 0).desc(), address.c.id.desc())
    .limit(1)
    .correlate(membership)
    .scalar_subquery()
)
_PEOPLE = Q(
    select(
        membership.c.person_id,
        membership.c.sealed,
        membership.c.role,
        membership.c.since,
        func.coalesce(_newest_channel, ""),
        exists().where(address.c.person_id == membership.c.person_id, address.c.pin.is_not(None)),
    )
    .where(membership.c.organisation_id == _of)
    .order_by(membership.c.since, membership.c.person_id)
    .limit(MOST_SHOWN)
)
_NAME = Q(select(membership.c.sealed).where(membership.c.person_id == _me, membership.c.organisation_id == _of))
_MINE = Q(
    select(organisation.c.id, name_column(organisation))
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(membership.c.person_id == _me, organisation.c.status.in_(("pending", "approved")))
    .order_by(membership.c.since, organisation.c.id)
)


def people(tx: Tx, organisation_id: int, me: int) -> list[PersonCard]:
    """Everyone who acts for it, those who came first first."""
    rows = enumerate(tx.all(_PEOPLE, organisation_id=organisation_id), 1)
    return [
        PersonCard(id, place, _words(sealed), role, since, channel, id == me, bool(pin))
        for place, (id, sealed, role, since, channel, pin) in rows
    ]


def name_of(tx: Tx, person_id: int, organisation_id: int) -> Sealed | None:
    """What they are called in that organisation, sealed; None where they gave no name."""
    return _words(tx.value(_NAME, person_id=person_id, organisation_id=organisation_id))


def organisations_of(tx: Tx, person_id: int) -> list[Acting]:
    """The organisations a person may act for now."""
    return [Acting(*row) for row in tx.all(_MINE, person_id=person_id)]


def _words(sealed: bytes | None) -> Sealed | None:
    return Sealed(bytes(sealed).decode()) if sealed else None


# ---- whose card is it -------------------------------------------------------------------------------------------

_is_side = is_party(organisation.c.id)


def _mine_of(owned: Select[tuple[int, str]], which: ColumnElement[bool]) -> Q:
    """The person's organisation to which a thing belongs, if it is not the one they act for."""
    return Q(
        owned.join(membership, membership.c.organisation_id == organisation.c.id)
        .where(which, membership.c.person_id == _me)
        .order_by(organisation.c.id)
        .limit(1)
    )


_organisation = select(organisation.c.id, name_column(organisation))
_thing: BindParameter[int] = bindparam("thing_id")
_not_here = and_(exchange.c.receiver_id != _of, exchange.c.provider_id != _of)
_EXCHANGE = _mine_of(_organisation.join(exchange, _is_side), and_(exchange.c.id == _thing, _not_here))
_LISTING = _mine_of(
    _organisation.join(listing, listing.c.organisation_id == organisation.c.id),
    and_(listing.c.id == _thing, listing.c.organisation_id != _of),
)
_BY_NUMBER = Q(
    select(organisation.c.id, name_column(organisation), exchange.c.id)
    .join(exchange, _is_side)
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(exchange.c.number == bindparam("number"), membership.c.person_id == _me, _not_here)
    .order_by(organisation.c.id)
    .limit(1)
)
_OWNERS = {"x": _EXCHANGE, "n": _EXCHANGE, "l": _LISTING}


def owner_elsewhere(tx: Tx, kind: str, thing_id: int, person_id: int, acting_for: int) -> Acting | None:
    """Whose exchange ('x', 'n') or listing ('l') it is, where that is another organisation of the same person."""
    q = _OWNERS.get(kind)
    row = tx.one(q, thing_id=thing_id, person_id=person_id, organisation_id=acting_for) if q else None
    return Acting(*row) if row else None


def number_elsewhere(tx: Tx, number: int, person_id: int, acting_for: int) -> tuple[Acting, int] | None:
    """The same by the number that people see, with the exchange's id."""
    row = tx.one(_BY_NUMBER, number=number, person_id=person_id, organisation_id=acting_for)
    return (Acting(row[0], row[1]), row[2]) if row else None
