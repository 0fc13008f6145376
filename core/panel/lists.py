"""What is in a hub, as rows for its coordinators: listings, exchanges, organisations, the fund, what did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, distinct, func, or_, select

from core.db import Q, Row, Tx, scalar_rows
from core.exchange_states import ONGOING, UNDER_WAY
from core.exchanges.record import figure_in
from core.many import Among
from core.outbox.again import MAY_GO_AGAIN
from core.panel.finding import in_order
from core.parties import PROVIDER, RECEIVER, WITH_BOTH, is_party
from core.tables import (
    account,
    address,
    exchange,
    fund_request,
    history,
    hub_month,
    lane,
    listing,
    membership,
    organisation,
    outbound,
    person,
    policy_change,
)

MOST = 300
_hub: BindParameter[int] = bindparam("hub_id")
_suggested = (
    select(func.count())
    .select_from(exchange)
    .where(or_(exchange.c.need_id == listing.c.id, exchange.c.offer_id == listing.c.id))
    .correlate(listing)
    .scalar_subquery()
)
_LISTED = Q(
    select(listing.c.id, listing.c.what, organisation.c.name, listing.c.place)
    .join(organisation, organisation.c.id == listing.c.organisation_id)
    .where(
        listing.c.hub_id == _hub,
        listing.c.kind == bindparam("kind"),
        listing.c.state == bindparam("state"),
        listing.c.held.is_(None),  # of those there is a case
    )
    .order_by(listing.c.id.desc())
)
_LISTINGS = Among(
    select(
        listing.c.id,
        listing.c.what,
        organisation.c.name,
        listing.c.place,
        listing.c.minutes,
        listing.c.due_on,
        listing.c.created_at,
        _suggested,
    ).join(organisation, organisation.c.id == listing.c.organisation_id),
    listing.c.id,
)
_LISTING = Q(
    select(
        *(listing.c.what, listing.c.kind, organisation.c.name, listing.c.state, listing.c.place, listing.c.minutes),
        *(listing.c.due_on, listing.c.created_at, listing.c.audience),
    )
    .join(organisation, organisation.c.id == listing.c.organisation_id)
    .where(listing.c.id == bindparam("id"), listing.c.hub_id == _hub)
)
_exchanges: Select[Any] = (
    select(
        exchange.c.id,
        exchange.c.version,
        exchange.c.number,
        exchange.c.what,
        RECEIVER.c.name,
        PROVIDER.c.name,
        exchange.c.state,
        func.coalesce(exchange.c.settled_minutes, exchange.c.minutes),
        exchange.c.due_on,
        exchange.c.updated_at,
        exchange.c.receiver_id,
        exchange.c.provider_id,
        func.coalesce(exchange.c.need_id, exchange.c.offer_id, 0),
    )
    .select_from(WITH_BOTH)
    .where(exchange.c.hub_id == _hub)
)
_NEWEST = (exchange.c.updated_at.desc(), exchange.c.id.desc())
_known_by: Select[Any] = (
    select(exchange.c.id, exchange.c.number, exchange.c.what, RECEIVER.c.name, PROVIDER.c.name)
    .select_from(WITH_BOTH)
    .where(exchange.c.hub_id == _hub)
    .order_by(*_NEWEST)
)
_EXCHANGES_BY = {
    "going": Q(_known_by.where(exchange.c.state.in_(UNDER_WAY))),
    "suggested": Q(_known_by.where(exchange.c.state == "suggested")),
    "disputed": Q(_known_by.where(exchange.c.state == "disputed")),
    "ended": Q(_known_by.where(exchange.c.state.not_in(ONGOING))),
}
_EXCHANGES = Among(_exchanges, exchange.c.id)
_newest = _exchanges.order_by(*_NEWEST).limit(MOST)
_OF_LISTING = Q(_newest.where(or_(exchange.c.need_id == bindparam("id"), exchange.c.offer_id == bindparam("id"))))
_OF_MEMBER = Q(_newest.where(is_party(bindparam("id"))))
_EXCHANGE = Q(_newest.where(exchange.c.id == bindparam("id")))
_HISTORY = Q(
    select(history.c.at, history.c.action, history.c.actor, func.coalesce(organisation.c.name, ""), history.c.terms)
    .outerjoin(organisation, organisation.c.id == history.c.organisation_id)
    .where(history.c.exchange_id == bindparam("id"))
    .order_by(history.c.id)
)
_people = (
    select(func.count())
    .select_from(membership)
    .where(membership.c.organisation_id == organisation.c.id)
    .correlate(organisation)
    .scalar_subquery()
)
_members = (
    select(
        organisation.c.id,
        organisation.c.name,
        organisation.c.kind,
        organisation.c.town,
        organisation.c.country,
        organisation.c.status,
        func.coalesce(account.c.posted, 0),
        func.coalesce(account.c.held_out, 0),
        func.coalesce(account.c.line, 0),
        _people,
    )
    .outerjoin(account, account.c.organisation_id == organisation.c.id)
    .where(organisation.c.hub_id == _hub, organisation.c.status != "closed")
)
_known: Select[Any] = (
    select(organisation.c.id, organisation.c.name, organisation.c.town)
    .where(organisation.c.hub_id == _hub)
    .order_by(func.lower(organisation.c.name), organisation.c.id)
)
_MEMBERS_BY = Q(_known.where(organisation.c.status != "closed"))
_WAITING_BY = Q(_known.where(organisation.c.status == "pending"))
_ANY_MEMBER = Q(
    select(organisation.c.id).where(organisation.c.hub_id == _hub, organisation.c.status != "closed").limit(1)
)
_MEMBERS = Among(_members, organisation.c.id)
_MEMBER = Q(_members.where(organisation.c.id == bindparam("id")))
_PEOPLE = Q(
    select(person.c.id, membership.c.role, membership.c.since, person.c.lang, address.c.channel)
    .join(person, person.c.id == membership.c.person_id)
    .outerjoin(address, address.c.person_id == person.c.id)
    .where(membership.c.organisation_id == bindparam("id"))
    .order_by(membership.c.since, person.c.id, address.c.id)
)
_FUND = Q(
    select(
        fund_request.c.id,
        organisation.c.name,
        listing.c.what,
        fund_request.c.minutes,
        fund_request.c.state,
        fund_request.c.at,
        fund_request.c.decided_at,
    )
    .join(organisation, organisation.c.id == fund_request.c.organisation_id)
    .join(listing, listing.c.id == fund_request.c.need_id)
    .where(fund_request.c.hub_id == _hub)
    .order_by(fund_request.c.id.desc())
    .limit(MOST)
)
_CHANGES = Q(
    select(policy_change.c.at, policy_change.c.name, policy_change.c.old, policy_change.c.new, policy_change.c.actor)
    .where(policy_change.c.hub_id == _hub)
    .order_by(policy_change.c.id.desc())
    .limit(MOST)
)
_ORGANISATIONS_OF = Q(
    select(organisation.c.name)
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(membership.c.person_id == bindparam("person_id"), organisation.c.hub_id == _hub)
    .order_by(organisation.c.id)
)
_of_hub = (
    outbound.join(lane, lane.c.address_id == outbound.c.lane_id)
    .join(address, address.c.id == lane.c.address_id)
    .join(person, person.c.id == address.c.person_id)
    .join(organisation, and_(organisation.c.id == person.c.acting_for, organisation.c.hub_id == _hub))
)
_UNDELIVERED = Q(
    select(outbound.c.id, organisation.c.name, lane.c.channel, outbound.c.created_at, outbound.c.error, MAY_GO_AGAIN)
    .select_from(_of_hub)
    .where(or_(outbound.c.state == "parked", outbound.c.state == "failed"))
    .order_by(outbound.c.id.desc())
    .limit(MOST)
)
_ONE_UNDELIVERED = Q(select(outbound.c.id).select_from(_of_hub).where(outbound.c.id == bindparam("id")))
_DELIVERY = Q(
    select(
        lane.c.channel,
        outbound.c.state,
        func.count(distinct(outbound.c.id)),
        func.coalesce(func.sum(outbound.c.parts), 0),
    )
    .select_from(_of_hub)
    .where(outbound.c.created_at > bindparam("since"))
    .group_by(lane.c.channel, outbound.c.state)
    .order_by(lane.c.channel, outbound.c.state)
)

_SPENT = Q(
    select(hub_month.c.month, hub_month.c.spent, hub_month.c.messages, hub_month.c.parts)
    .where(hub_month.c.hub_id == _hub)
    .order_by(hub_month.c.month.desc())
    .limit(bindparam("most"))
)


def listings_by(tx: Tx, hub_id: int, kind: str, state: str) -> list[Row]:
    """(id, what, organisation, place) of all in that state, newest first: by what they are looked for."""
    return tx.all(_LISTED, hub_id=hub_id, kind=kind, state=state)


def listings(tx: Tx, ids: Sequence[int]) -> list[Row]:
    """(id, what, organisation, place, minutes, day, since, how many exchanges it has or had), as the ids stand."""
    return in_order(_LISTINGS.rows(tx, ids), ids)


def listing_of(tx: Tx, hub_id: int, id: int) -> Row | None:
    """(what, kind, organisation, state, place, minutes, day, since, who may see it)."""
    return tx.one(_LISTING, hub_id=hub_id, id=id)


def exchanges_by(tx: Tx, hub_id: int, which: str) -> list[Row]:
    """(id, number, what, receiver, provider), newest first: by what they are looked for."""
    return tx.all(_EXCHANGES_BY.get(which, _EXCHANGES_BY["going"]), hub_id=hub_id)


def exchanges(tx: Tx, hub_id: int, ids: Sequence[int]) -> list[Row]:
    """(id, version, number, what, receiver, provider, state, minutes, day, changed at, both ids, listing), as the ids
    stand."""
    return in_order(_EXCHANGES.rows(tx, ids, hub_id=hub_id), ids)


def exchanges_of_listing(tx: Tx, hub_id: int, id: int) -> list[Row]:
    return tx.all(_OF_LISTING, hub_id=hub_id, id=id)


def exchanges_of_member(tx: Tx, hub_id: int, id: int) -> list[Row]:
    return tx.all(_OF_MEMBER, hub_id=hub_id, id=id)


def exchange_of(tx: Tx, hub_id: int, id: int) -> Row | None:
    return tx.one(_EXCHANGE, hub_id=hub_id, id=id)


def whole_history(tx: Tx, exchange_id: int) -> list[Row]:
    """(at, action, actor, organisation, minutes or None), oldest first; whoever asks."""
    return [(*step, figure_in(terms)) for *step, terms in tx.all(_HISTORY, id=exchange_id)]


def members_by(tx: Tx, hub_id: int, *, waiting: bool = False) -> list[Row]:
    """(id, name, town), by name; or only those that wait to be let in."""
    return tx.all(_WAITING_BY if waiting else _MEMBERS_BY, hub_id=hub_id)


def members(tx: Tx, hub_id: int, ids: Sequence[int]) -> list[Row]:
    """(id, name, kind, town, country, status, posted, set aside, line, people), as the ids stand."""
    return in_order(_MEMBERS.rows(tx, ids, hub_id=hub_id), ids)


def member_of(tx: Tx, hub_id: int, id: int) -> Row | None:
    return tx.one(_MEMBER, hub_id=hub_id, id=id)


def people_of(tx: Tx, organisation_id: int) -> list[Row]:
    """(role, since, language, channels) of each: never a number, never a name."""
    found: dict[int, tuple[Any, Any, Any, list[str]]] = {}
    for id, role, since, lang, channel in tx.all(_PEOPLE, id=organisation_id):
        channels = found.setdefault(id, (role, since, lang, []))[-1]
        channels += [channel] if channel and channel not in channels else []
    return list(found.values())


def is_empty(tx: Tx, hub_id: int) -> bool:
    """Whether the hub has no organisation yet."""
    return tx.one(_ANY_MEMBER, hub_id=hub_id) is None


def fund_requests(tx: Tx, hub_id: int) -> list[Row]:
    """(id, organisation, what, minutes, state, asked at, decided at), newest first."""
    return tx.all(_FUND, hub_id=hub_id)


def policy_changes(tx: Tx, hub_id: int) -> list[Row]:
    """(at, name, old, new, actor), newest first."""
    return tx.all(_CHANGES, hub_id=hub_id)


def organisations_of(tx: Tx, hub_id: int, person_id: int) -> list[str]:
    """The names of the hub's organisations that a person acts for."""
    return scalar_rows(tx.all(_ORGANISATIONS_OF, hub_id=hub_id, person_id=person_id))


def undelivered(tx: Tx, hub_id: int, now: int) -> list[Row]:
    """(id, organisation, channel, made at, error, whether it may be sent again), newest first."""
    return tx.all(_UNDELIVERED, hub_id=hub_id, now=now)


def is_message_of(tx: Tx, hub_id: int, outbound_id: int) -> bool:
    """Whether that message went to somebody of this hub."""
    return tx.one(_ONE_UNDELIVERED, hub_id=hub_id, id=outbound_id) is not None


def delivery(tx: Tx, hub_id: int, since: int) -> list[Row]:
    """(channel, state, messages, SMS parts) of what was made since then."""
    return tx.all(_DELIVERY, hub_id=hub_id, since=since)


def months_spent(tx: Tx, hub_id: int, most: int) -> list[Row]:
    """(month, millionths of a US dollar, messages, SMS parts), oldest first: what WhatsApp and SMS cost."""
    return tx.all(_SPENT, hub_id=hub_id, most=most)[::-1]
