"""How does a listing look to whoever reads it? One card, made in one place of what the listing and its owner are."""

from __future__ import annotations

from dataclasses import dataclass

from core.matching.values import Listing
from core.messages import Service
from core.privacy.nameless import Called
from core.relied import Relied
from core.written import Written


@dataclass(frozen=True, slots=True)
class ListingCard:
    """A need or an offer as it is shown."""

    id: int
    kind: str
    what: str
    organisation_id: int
    organisation: Called
    town: str
    country: str
    minutes: int | None
    due_on: str | None
    place: str
    remote: bool
    state: str
    created_at: int
    exchanges: int = 0  # suggestions and proposals that wait
    alone: bool = False  # for coordinators: nobody fits this request
    relied: Relied | None = None  # of its owner; None where not asked
    urgent: bool = False  # as soon as possible
    ends_on: str = ""  # its last day, where its owner may give it more time already
    until: str = ""  # it rests until this day (ISO), for its owner
    audience: str = "civil"  # who may see it: core/privacy/seeing.py
    service: Service | None = None  # what it is about, where its words are in another language than the reader's
    written: Written | None = None  # None where it is the reader's own
    held: bool = False  # it rests until a coordinator has looked at it


def card_of(
    one: Listing,
    organisation: Called,
    *,
    alone: bool = False,
    ends_on: str = "",
    until: str = "",
    service: Service | None = None,
    written: Written | None = None,
) -> ListingCard:
    """The card of a listing. `organisation`: what its owner is called; `alone`: nobody fits it; `ends_on` as there."""
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
        urgent=bool(one.urgent),
        ends_on=ends_on,
        until=until,
        audience=one.audience,
        service=service,
        written=written,
        held=one.held is not None,
    )
