"""By which name is a service told to people? In the reader's language, also where it is a hub's own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.db import Q, Tx
from core.matching.cards import cards_from, weights_of
from core.matching.own import services_of
from core.matching.values import Listing
from core.messages import Service
from core.tables import listing_meaning
from core.taxonomy import Taxonomy, number_of, taxonomy

SURE = 0.4  # of the services of a text: what can be called by its name
_CARD = Q(select(listing_meaning.c.card).where(listing_meaning.c.listing_id == bindparam("listing_id")))


def told(services: Taxonomy, id: str, lang: str) -> Service:
    """A service as a value of a sentence; `lang` is that of who reads it first."""
    if id not in services or id in taxonomy():
        return Service(id, services.name(id, lang))
    names = tuple((code, labels[0]) for code, labels in services.services[id].labels.items())
    return Service(id, services.name(id, lang), names if len(names) > 1 else ())


def service_for(tx: Tx, listing: Listing, lang: str) -> Service | None:
    """What an open listing is about, for who reads another language than its writer; None where nothing is sure."""
    if listing.lang == lang:
        return None
    card = tx.value(_CARD, listing_id=listing.id)
    if card is None:
        return None
    services = services_of(tx, listing.hub_id)
    id = surest(cards_from([card])[0], services, SURE)
    return told(services, id, lang) if id else None


def surest(card: Any, services: Taxonomy, least: float) -> str:
    """The service that a listing names most surely; '' where none weighs `least`, or it is not listed any more."""
    weights = weights_of(card)
    number = max(weights, key=weights.__getitem__, default=0)
    if weights.get(number, 0.0) < least:
        return ""
    return next((id for id in services.services if number_of(id) == number), "")
