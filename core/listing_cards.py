"""How does a listing look to whoever reads it? One card, made in one place of what the listing and its owner are."""

from __future__ import annotations

from core.look import ListingCard
from core.matching.values import Listing
from core.nameless import Called


def card_of(one: Listing, organisation: Called, *, alone: bool = False) -> ListingCard:
    """The card of a listing. `organisation`: what its owner is called; `alone`: nobody fits it."""
    return ListingCard(
        id=one.id,
        kind=one.kind,
        what=one.what,
        organisation_id=one.organisation_id,
        organisation=organisation,
        town=one.town,
        country=one.country,
        minutes=one.minutes,
        due_on=one.due_on,
        place=one.place,
        remote=one.remote,
        state=one.state,
        created_at=one.created_at,
        alone=alone,
        audience=one.audience,
    )
