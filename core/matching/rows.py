"""How is a listing read from its row? One list of columns for the listings and for the matching."""

from __future__ import annotations

from typing import Any

from core.matching.values import Listing
from core.tables import listing, organisation

FROM = listing.join(organisation, organisation.c.id == listing.c.organisation_id)
COLUMNS = (
    listing.c.id,
    listing.c.hub_id,
    listing.c.organisation_id,
    listing.c.person_id,
    listing.c.kind,
    listing.c.what,
    listing.c.lang,
    listing.c.minutes,
    listing.c.due_on,
    listing.c.place,
    listing.c.remote,
    listing.c.urgent,
    listing.c.state,
    listing.c.version,
    listing.c.created_at,
    listing.c.expires_at,
    listing.c.service,
    organisation.c.town,
    organisation.c.country,
    listing.c.audience,
    organisation.c.languages,
    listing.c.held,
)
_REMOTE, _URGENT = 10, 11  # where the two truth values stand


def listing_of(row: tuple[Any, ...]) -> Listing:
    """A row of `COLUMNS` as a value."""
    columns = list(row)
    columns[_REMOTE], columns[_URGENT] = bool(row[_REMOTE]), bool(row[_URGENT])
    return Listing(*columns)
