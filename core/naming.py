"""The names and words that a notice needs about a listing, an organisation or the two sides of an exchange."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from sqlalchemy import bindparam, func, literal_column, select

from core.db import Q, Tx
from core.errors import NotYours
from core.many import Among
from core.messages import Message, load_value, organisations_in
from core.parties import PROVIDER, RECEIVER, WITH_BOTH
from core.privacy.nameless import Called, called
from core.tables import exchange, hub, listing, name_column, organisation

_need = listing.alias("need")
_offer = listing.alias("offer")
_LISTING = Q(
    select(
        listing.c.organisation_id, listing.c.kind, listing.c.what, listing.c.audience, listing.c.due_on.is_not(None)
    ).where(listing.c.id == bindparam("listing_id"))
)
_AGE = Q(
    select(listing.c.organisation_id, listing.c.hub_id, listing.c.what, listing.c.created_at).where(
        listing.c.id == bindparam("listing_id")
    )
)
_ORGANISATION = Q(
    select(name_column(organisation), hub.c.name)
    .join(hub, hub.c.id == organisation.c.hub_id)
    .where(organisation.c.id == bindparam("id"))
)
_NAMES = Among(select(organisation.c.id, organisation.c.name), organisation.c.id)
_HUB_OF = Q(select(organisation.c.hub_id).where(organisation.c.id == bindparam("id")))
_CALLED = Q(
    select(
        exchange.c.state,
        RECEIVER.c.id,
        name_column(RECEIVER),
        RECEIVER.c.kind,
        PROVIDER.c.id,
        name_column(PROVIDER),
        PROVIDER.c.kind,
    )
    .select_from(WITH_BOTH)
    .where(exchange.c.id == bindparam("id"))
)
_SIDES = Q(
    select(
        exchange.c.hub_id,
        exchange.c.number,
        RECEIVER.c.id,
        name_column(RECEIVER),
        PROVIDER.c.id,
        name_column(PROVIDER),
        func.coalesce(_need.c.what, literal_column("''")),
        func.coalesce(_offer.c.what, literal_column("''")),
        exchange.c.reasons,
        func.coalesce(exchange.c.need_id, exchange.c.offer_id, 0),
    )
    .select_from(WITH_BOTH)
    .outerjoin(_need, _need.c.id == exchange.c.need_id)
    .outerjoin(_offer, _offer.c.id == exchange.c.offer_id)
    .where(exchange.c.id == bindparam("id"))
)


@dataclass(frozen=True, slots=True)
class ListingWords:
    owner: int
    kind: str
    what: str
    audience: str
    dated: bool  # it is needed by a day


@dataclass(frozen=True, slots=True)
class ListingAge:
    """The same of a request that waits."""

    owner: int
    hub_id: int
    what: str
    created_at: int


@dataclass(frozen=True, slots=True)
class Sides:
    """An exchange's two organisations by name, what they asked and offered, and why they were suggested."""

    hub_id: int
    number: int
    receiver_id: int
    receiver: str
    provider_id: int
    provider: str
    need: str  # '' where an offer went to somebody who had published no request
    offer: str  # '' where a request went to somebody who had published no offer
    reasons: tuple[Message, ...]
    listing_id: int  # the request, or where there is none the offer


def listing_words(tx: Tx, listing_id: int) -> ListingWords:
    """Whose it is and what it says."""
    row = tx.one(_LISTING, listing_id=listing_id)
    if row is None:
        raise NotYours
    return ListingWords(*row)


def listing_age(tx: Tx, listing_id: int) -> ListingAge:
    """Whose it is, what it says and since when."""
    row = tx.one(_AGE, listing_id=listing_id)
    if row is None:
        raise NotYours
    return ListingAge(*row)


def names_in(tx: Tx, *screens: str) -> dict[int, str]:
    """What the organisations are called now of which dumped screens speak, in one statement; none where none does."""
    ids = set[int]().union(*map(organisations_in, screens))
    return dict(_NAMES.rows(tx, sorted(ids))) if ids else {}


def organisation_of(tx: Tx, organisation_id: int) -> tuple[str, str]:
    """(its name, its hub's name)."""
    row = tx.one(_ORGANISATION, id=organisation_id)
    return (row[0], row[1]) if row else ("", "")


def called_in(tx: Tx, exchange_id: int) -> dict[int, Called]:
    """What each side of an exchange is called by the other: its name once both have agreed, before what it is."""
    row = tx.one(_CALLED, id=exchange_id)
    if row is None:
        raise NotYours
    state, first, first_name, first_kind, second, second_name, second_kind = row
    return {first: called(first_name, first_kind, state), second: called(second_name, second_kind, state)}


def hub_of(tx: Tx, organisation_id: int) -> int:
    """The hub it belongs to; 0 for none."""
    return tx.value(_HUB_OF, id=organisation_id) or 0


def side_names(tx: Tx, exchange_id: int) -> Sides:
    """Both sides of an exchange by name, with their own words and why they were put together."""
    row = tx.one(_SIDES, id=exchange_id)
    if row is None:
        raise NotYours
    reasons = tuple(load_value(orjson.dumps(one).decode()) for one in orjson.loads(row[8]))
    return Sides(*(*row[:8], reasons, row[9]))
