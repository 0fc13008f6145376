"""How does a hub stand, and which organisations are in it? What its coordinators read before they stop something."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, or_, select

from core.db import Q, Tx
from core.exchange_states import COMPLETED
from core.look.coordinators import Colleague
from core.look.hub import HubStands, MeasureCard, Named, OrganisationCard
from core.messages import Sealed
from core.people.mentions import mentioned
from core.people.organisations import WITHOUT_PEOPLE
from core.privacy.seeing import unsettled
from core.tables import coordinator, exchange, hub, measure, membership, name_column, organisation, person

_MEASURES, _ALL = 5, 2000
_mine = exists().where(membership.c.person_id == bindparam("reader"), membership.c.organisation_id == organisation.c.id)
_me = coordinator.alias("me")
_is_away = and_(coordinator.c.away_until.is_not(None), coordinator.c.away_until > bindparam("now"))


def _how_many(*which: Any) -> Any:
    found = select(func.count()).select_from(coordinator).where(coordinator.c.hub_id == hub.c.id, *which)
    return found.correlate(hub).scalar_subquery()


_STANDS = Q(
    select(
        hub.c.id,
        hub.c.name,
        hub.c.frozen_at,
        _how_many(coordinator.c.deputy == 0, ~func.coalesce(_is_away, False)),
        _how_many(coordinator.c.deputy == 0, _is_away),
        _how_many(coordinator.c.deputy == 1),
        case((_me.c.away_until > bindparam("now"), _me.c.away_until), else_=None),
        _me.c.deputy,
    )
    .join(_me, and_(_me.c.hub_id == hub.c.id, _me.c.person_id == bindparam("reader")))
    .order_by(hub.c.id)
)
_away = case((_is_away, 1), else_=0)
_COLLEAGUES = Q(
    select(coordinator.c.person_id, func.coalesce(name_column(organisation), ""), coordinator.c.deputy, _away)
    .join(person, person.c.id == coordinator.c.person_id)
    .outerjoin(organisation, organisation.c.id == person.c.acting_for)
    .where(coordinator.c.hub_id == bindparam("hub_id"), coordinator.c.person_id != bindparam("reader"))
    .order_by(_away, coordinator.c.deputy, coordinator.c.since, coordinator.c.person_id)
)
_CARD = select(
    organisation.c.id,
    organisation.c.hub_id,
    name_column(organisation),
    organisation.c.town,
    organisation.c.country,
    organisation.c.kind,
    organisation.c.status,
    case((WITHOUT_PEOPLE, 1), else_=0),
    organisation.c.frozen_at,
    case((_mine, 1), else_=0),
    organisation.c.said_kind,
    case((unsettled(organisation), 1), else_=0),
).where(organisation.c.hub_id.in_(select(coordinator.c.hub_id).where(coordinator.c.person_id == bindparam("reader"))))
_IN = _CARD.where(or_(organisation.c.status == "approved", organisation.c.status == "suspended"))
_KNOWN = _CARD.where(organisation.c.status != "closed")
_ALL_OF_THEM = Q(_KNOWN.order_by(organisation.c.id).limit(bindparam("most")))
_MEMBERS = Q(
    _IN.order_by(func.lower(organisation.c.name), organisation.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("skipped"))
)
_ONE = Q(_CARD.where(organisation.c.id == bindparam("id"), organisation.c.status != "closed"))
_PAST = Q(
    select(measure.c.at, measure.c.action, measure.c.sealed)
    .where(measure.c.organisation_id == bindparam("id"))
    .order_by(measure.c.id.desc())
    .limit(_MEASURES)
)
_TOOK_PART = Q(
    select(
        func.sum(case((exchange.c.provider_id == bindparam("id"), exchange.c.settled_minutes), else_=0)),
        func.sum(case((exchange.c.receiver_id == bindparam("id"), exchange.c.settled_minutes), else_=0)),
        func.max(exchange.c.settled_at),
    ).where(
        or_(exchange.c.provider_id == bindparam("id"), exchange.c.receiver_id == bindparam("id")),
        exchange.c.state.in_(COMPLETED),
    )
)


def stands(tx: Tx, person_id: int, now: int) -> list[HubStands]:
    """The hubs that this person coordinates."""
    return [HubStands(*(*row[:-1], bool(row[-1]))) for row in tx.all(_STANDS, reader=person_id, now=now)]


def colleagues(tx: Tx, hub_id: int, person_id: int, now: int) -> list[Colleague]:
    """The other coordinators of a hub and its deputies, those who are there first."""
    rows = tx.all(_COLLEAGUES, hub_id=hub_id, reader=person_id, now=now)
    return [Colleague(id, name, bool(deputy), bool(away)) for id, name, deputy, away in rows]


def members(tx: Tx, person_id: int, skipped: int, most: int) -> list[OrganisationCard]:
    """The organisations of those hubs that are in or suspended, by name, a page of them."""
    return [_card(row) for row in tx.all(_MEMBERS, reader=person_id, skipped=skipped, most=most)]


def named(tx: Tx, person_id: int, text: str) -> Named | None:
    """Those that words name, also such as wait or were refused, and where in the words."""
    rows = tx.all(_ALL_OF_THEM, reader=person_id, most=_ALL)
    found = mentioned(text, [row[2] for row in rows])
    return Named(tuple(_card(rows[at]) for at in found.names), found.start, found.end) if found else None


def member(tx: Tx, person_id: int, organisation_id: int) -> OrganisationCard | None:
    """One of them, also one that waits or was refused, with what was done about it and how it took part."""
    row = tx.one(_ONE, reader=person_id, id=organisation_id)
    if row is None:
        return None
    past = tuple(MeasureCard(at, action, _words(why)) for at, action, why in tx.all(_PAST, id=organisation_id))
    given, received, last = tx.one(_TOOK_PART, id=organisation_id) or (0, 0, None)
    return replace(_card(row, past), given=int(given or 0), received=int(received or 0), last=last)


def _card(row: tuple[Any, ...], past: tuple[MeasureCard, ...] = ()) -> OrganisationCard:
    *plain, assisted, frozen_at, mine, said_kind, open_ = row
    return OrganisationCard(*(*plain, bool(assisted), frozen_at, bool(mine), said_kind, bool(open_), past))


def _words(sealed: bytes | None) -> Sealed | None:
    return Sealed(bytes(sealed).decode()) if sealed else None
