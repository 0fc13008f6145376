"""Which cards of exchanges on people's phones say what is true no more? Those whose exchange moved on.

Only messages with buttons that die then are remembered, where the channel can change a message, for two weeks, or until
no change is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import and_, bindparam, delete, func, insert, literal_column, select, update

from core.db import Q, Tx
from core.people.whereabouts import reading_country_column, zone_column
from core.policy import DAY_MS
from core.tables import address, exchange, hub, lane, organisation, outbound, person, sent_card

KEPT_MS = 14 * DAY_MS

_REMEMBER = Q(
    insert(sent_card).from_select(
        ["lane_id", "provider_id", "exchange_id", "version", "at"],
        select(
            outbound.c.lane_id,  # of a message that is still there: erasure may have come meanwhile
            bindparam("provider_id", type_=sent_card.c.provider_id.type),
            bindparam("exchange_id", type_=sent_card.c.exchange_id.type),
            bindparam("version", type_=sent_card.c.version.type),
            bindparam("at", type_=sent_card.c.at.type),
        ).where(outbound.c.id == bindparam("message")),
    )
)
_resting = and_(lane.c.next_at.is_(None), lane.c.lease_until <= bindparam("now"))
_OUTDATED = Q(
    select(
        sent_card.c.id,
        sent_card.c.lane_id,
        address.c.sealed,
        sent_card.c.provider_id,
        sent_card.c.exchange_id,
        person.c.acting_for,
        person.c.lang,
        person.c.digits,
        reading_country_column(),
        zone_column(""),
        person.c.light,
        person.c.discreet,
        func.coalesce(hub.c.policy, literal_column("'{}'")),
    )
    .select_from(sent_card)
    .join(exchange, exchange.c.id == sent_card.c.exchange_id)
    .join(lane, lane.c.address_id == sent_card.c.lane_id)
    .join(address, address.c.id == sent_card.c.lane_id)
    .join(person, person.c.id == address.c.person_id)
    .outerjoin(organisation, organisation.c.id == person.c.acting_for)
    .outerjoin(hub, hub.c.id == organisation.c.hub_id)
    .where(exchange.c.version > sent_card.c.version, _resting)
    .order_by(sent_card.c.id.desc())
    .limit(bindparam("most"))
)
_REWRITTEN = Q(update(sent_card).where(sent_card.c.id == bindparam("card")).values(version=bindparam("shows")))
_FORGET = Q(delete(sent_card).where(sent_card.c.id == bindparam("card")))


class Card(NamedTuple):
    """What a card shows: an exchange as it was at that version."""

    exchange_id: int
    version: int


class Outdated(NamedTuple):
    """A card whose exchange moved on, with who reads it; `sealed` opens with core.people.addresses.open_value."""

    id: int
    address_id: int
    sealed: bytes
    provider_id: str
    exchange_id: int
    viewer: int | None  # the organisation they act for
    lang: str
    digits: str
    country: str
    zone: str
    light: int
    discreet_wish: int | None
    policy: str


def remember(tx: Tx, cards: Sequence[tuple[int, str, Card]], now: int) -> None:
    """(outbound id, the provider's id of it, the card) of messages that just went out."""
    if cards:
        tx.many(
            _REMEMBER,
            [
                {"message": id, "provider_id": provider_id, "exchange_id": of, "version": version, "at": now}
                for id, provider_id, (of, version) in cards
            ],
        )


def outdated(tx: Tx, now: int, most: int) -> list[Outdated]:
    """At most so many, the newest first; those wait for whose person a message waits."""
    return [Outdated(*row) for row in tx.all(_OUTDATED, now=now, most=most)]


def rewritten(tx: Tx, cards: Mapping[int, int]) -> None:
    """Card → the version of the exchange that it tells of by now."""
    tx.many(_REWRITTEN, [{"card": id, "shows": version} for id, version in sorted(cards.items())])


def forget_cards(tx: Tx, ids: Iterable[int]) -> None:
    """Their buttons are gone and nothing else can be changed."""
    tx.many(_FORGET, [{"card": id} for id in sorted(ids)])
