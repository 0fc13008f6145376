"""What can be asked of core about a listing that is there: shown again or for longer, changed, and who may see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resume:
    """The owner shows a listing again that rests."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class Rest:
    """The owner lets an open listing rest: nobody finds it until it is shown again."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class Renew:
    """The owner gives a listing more time; one whose time is over is shown again."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class ChangeListing:
    """The owner says it anew, all of it as it is from now on; `service` as in Post, None: as it was."""

    listing_id: int
    what: str
    minutes: int | None = None
    due_on: str | None = None
    place: str = ""
    remote: bool = False
    lang: str = ""
    service: str | None = None


@dataclass(frozen=True, slots=True)
class SetAudience:
    """Who may see a listing of the acting organisation from now on: core/privacy/nameless.py."""

    listing_id: int
    audience: str


OfListing = Resume | Rest | Renew | ChangeListing | SetAudience
