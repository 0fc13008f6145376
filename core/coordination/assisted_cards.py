"""What there is to read about organisations without a phone; see core/coordination/assisting.py."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, case, exists, func, or_, select

from core.db import Q, Tx
from core.look.assisted import AssistedCard, Offline
from core.parties import is_party
from core.people.organisations import WITHOUT_PEOPLE
from core.tables import assisted, coordinator, exchange, membership, name_column, organisation

_mine, _other = organisation.alias("mine"), organisation.alias("other")
_CARD = (
    select(
        assisted.c.id,
        exchange.c.id,
        exchange.c.number,
        exchange.c.version,
        exchange.c.state,
        exchange.c.what,
        func.coalesce(exchange.c.settled_minutes, exchange.c.delivered_minutes, exchange.c.minutes, 0),
        name_column(_mine),
        name_column(_other),
        case((exchange.c.provider_id == assisted.c.organisation_id, 1), else_=0),
    )
    .join(exchange, exchange.c.id == assisted.c.exchange_id)
    .join(_mine, _mine.c.id == assisted.c.organisation_id)
    .join(
        _other,
        _other.c.id
        == case(
            (exchange.c.provider_id == assisted.c.organisation_id, exchange.c.receiver_id), else_=exchange.c.provider_id
        ),
    )
)
_BY_CODE = Q(_CARD.where(assisted.c.invite_id == bindparam("code_id"), assisted.c.answered_at.is_(None)))
_BY_ID = Q(_CARD.where(assisted.c.id == bindparam("assisted_id")))
_OF = Q(
    select(assisted.c.id).where(
        assisted.c.exchange_id == bindparam("exchange_id"),
        assisted.c.organisation_id == bindparam("organisation_id"),
        assisted.c.answered_at.is_(None),
    )
)
_of_reader = exists().where(
    membership.c.person_id == bindparam("reader"),
    or_(membership.c.organisation_id == exchange.c.receiver_id, membership.c.organisation_id == exchange.c.provider_id),
)
_coordinated = exists().where(
    coordinator.c.hub_id == organisation.c.hub_id, coordinator.c.person_id == bindparam("reader")
)
_MAY_ACT = Q(
    select(organisation.c.id, name_column(organisation))
    .join(exchange, is_party(organisation.c.id))
    .where(exchange.c.id == bindparam("exchange_id"), WITHOUT_PEOPLE, _coordinated, ~_of_reader)
    .order_by(organisation.c.id)
)
_OFFLINE = Q(
    select(organisation.c.id, name_column(organisation))
    .where(WITHOUT_PEOPLE, organisation.c.status == "approved", _coordinated)
    .order_by(organisation.c.name, organisation.c.id)
)
_IS_OFFLINE = Q(
    select(organisation.c.hub_id, name_column(organisation)).where(
        organisation.c.id == bindparam("organisation_id"), WITHOUT_PEOPLE
    )
)


def by_code(tx: Tx, invite_id: int) -> AssistedCard | None:
    """What the code of that id confirms; None where it confirms nothing more."""
    row = tx.one(_BY_CODE, code_id=invite_id)
    return _card(row) if row else None


def by_id(tx: Tx, assisted_id: int) -> AssistedCard | None:
    """The same by its id, whoever asks."""
    row = tx.one(_BY_ID, assisted_id=assisted_id)
    return _card(row) if row else None


def unanswered(tx: Tx, exchange_id: int, organisation_id: int) -> bool:
    """Whether that organisation has not said yet whether what was done for it is right."""
    return tx.one(_OF, exchange_id=exchange_id, organisation_id=organisation_id) is not None


def may_act(tx: Tx, exchange_id: int, person_id: int) -> list[Offline]:
    """The sides of an exchange that have no phone and that this coordinator, who is of neither, may act for."""
    return [Offline(*row) for row in tx.all(_MAY_ACT, exchange_id=exchange_id, reader=person_id)]


def offline(tx: Tx, person_id: int) -> list[Offline]:
    """The organisations without a phone in the hubs that this person coordinates."""
    return [Offline(*row) for row in tx.all(_OFFLINE, reader=person_id)]


def offline_hub(tx: Tx, organisation_id: int) -> tuple[int, str] | None:
    """(hub, name) of an organisation without a phone; None for any other."""
    row = tx.one(_IS_OFFLINE, organisation_id=organisation_id)
    return (row[0], row[1]) if row else None


def _card(row: tuple[Any, ...]) -> AssistedCard:
    return AssistedCard(*(*row[:-1], bool(row[-1])))
