"""What can be asked of core about listings: to publish, show for longer, change or take down one, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """A need or an offer."""

    kind: str  # 'need' | 'offer'
    what: str
    minutes: int | None = None
    due_on: str | None = None
    place: str = ""
    remote: bool = False
    urgent: bool = False
    lang: str = ""
    service: str = ""  # which it is, where the words left a doubt; "-": none of those that were offered
    audience: str = "civil"  # core/privacy/nameless.py
    files: tuple[str, ...] = ()  # sealed core/relay/pieces.py


@dataclass(frozen=True, slots=True)
class PostOffers:
    """Several offers of one organisation, told in one message; each becomes a listing of its own."""

    whats: tuple[str, ...]
    place: str = ""
    remote: bool = False
    lang: str = ""
    audience: str = "civil"
    files: tuple[str, ...] = ()
    days: tuple[str, ...] = ()  # after which each is over, '' for most


@dataclass(frozen=True, slots=True)
class TakeDown:
    """The owner withdraws a listing."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class Resume:
    """The owner shows a listing again that rests."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class Rest:
    """The owner lets an open listing rest: nobody finds it until it is shown again, by itself on the day `until` (ISO).

    One that rests already gets that day, or none.
    """

    listing_id: int
    until: str = ""


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


OfListing = Post | PostOffers | TakeDown | Resume | Rest | Renew | ChangeListing | SetAudience
