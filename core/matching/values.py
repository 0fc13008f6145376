"""What matching sees of a listing, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import Message


@dataclass(frozen=True, slots=True)
class Listing:
    """A need or an offer with its organisation's town and country; `minutes` and `due_on` None = not said."""

    id: int
    hub_id: int
    organisation_id: int
    person_id: int | None
    kind: str  # 'need' | 'offer'
    what: str
    lang: str
    minutes: int | None
    due_on: str | None
    place: str
    remote: bool
    urgent: bool
    state: str
    version: int
    created_at: int
    expires_at: int | None
    service: str  # chosen by its writer where the words left a doubt (core/matching/doubt.py), else ''
    town: str
    country: str
    audience: str = "civil"  # who may see it: core/privacy/seeing.py
    languages: str = ""  # of its organisation's people, parted by spaces
    held: int | None = None  # core/moderation/flags.py: it rests until a coordinator has looked at it


@dataclass(frozen=True, slots=True)
class Match:
    """A listing of the other kind that fits: `score` per mille, and why, each reason a sentence of its own."""

    listing_id: int
    score: int
    reasons: tuple[Message, ...]
