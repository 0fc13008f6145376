"""By which name is a service told to people? In the reader's language, also where it is a hub's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from core.db import Tx
from core.many import Among
from core.matching.cards import cards_from, weights_of
from core.matching.own import services_of
from core.matching.values import Listing
from core.messages import Service
from core.tables import listing, listing_meaning
from core.taxonomy import Taxonomy, number_of, taxonomy
from core.text.normal import fold

SURE = 0.4  # of the services of a text: what can be called by its name
_FOREIGN = Among(
    select(listing.c.id, listing.c.hub_id, listing.c.what, listing_meaning.c.card)
    .join(listing_meaning, listing_meaning.c.listing_id == listing.c.id)
    .where(listing.c.lang != bindparam("lang")),
    listing.c.id,
)
_CARDS = Among(select(listing_meaning.c.listing_id, listing_meaning.c.card), listing_meaning.c.listing_id)


def told(services: Taxonomy, id: str, lang: str) -> Service:
    """A service as a value of a sentence; `lang` is that of who reads it first."""
    if id not in services or id in taxonomy():
        return Service(id, services.name(id, lang))
    names = tuple((code, labels[0]) for code, labels in services.services[id].labels.items())
    return Service(id, services.name(id, lang), names if len(names) > 1 else ())


def service_for(tx: Tx, about: Listing, lang: str) -> Service | None:
    """What an open listing is about, for who reads another language than its writer; None where nothing is sure."""
    return None if about.lang == lang else service_in(tx, about.id, lang)


def service_in(tx: Tx, listing_id: int, lang: str) -> Service | None:
    """The same of a listing by its id."""
    return services_in(tx, [listing_id], lang).get(listing_id)


def services_in(tx: Tx, listing_ids: Sequence[int], lang: str) -> dict[int, Service]:
    """The same of many: those that are findable, in another language than the reader's, and surely about a service that
    is not called as they are.
    """
    if not listing_ids:
        return {}
    found: dict[int, Service] = {}
    for listing_id, hub_id, what, card in _FOREIGN.rows(tx, listing_ids, lang=lang):
        services = services_of(tx, hub_id)
        id = surest(cards_from([card])[0], services, SURE)
        if id and fold(services.name(id, lang)) != fold(what):  # of a hub's own there may be nothing to translate
            found[listing_id] = told(services, id, lang)
    return found


def fields_of(tx: Tx, hub_id: int, listing_ids: Sequence[int]) -> dict[int, str]:
    """The field of the service that each of these open listings surely names; the others are left out."""
    services = services_of(tx, hub_id)
    by_number = {number_of(id): one.field for id, one in services.services.items()}
    found: dict[int, str] = {}
    for listing_id, card in _CARDS.rows(tx, listing_ids):
        weights = weights_of(cards_from([card])[0])
        number = max(weights, key=weights.__getitem__, default=0)
        if weights.get(number, 0.0) >= SURE and number in by_number:
            found[listing_id] = by_number[number]
    return found


def surest(card: Any, services: Taxonomy, least: float) -> str:
    """The service that a listing names most surely; '' where none weighs `least`, or it is not listed any more."""
    weights = weights_of(card)
    number = max(weights, key=weights.__getitem__, default=0)
    if weights.get(number, 0.0) < least:
        return ""
    return next((id for id in services.services if number_of(id) == number), "")
