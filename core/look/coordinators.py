"""What coordinators may ask while a conversation thinks, and the cards they get; part of `Look` (core/look/)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from core.listings.cards import ListingCard
from core.look.assisted import Offline
from core.look.fund import FundAskCard
from core.look.hub import HubStands, Named, OrganisationCard
from core.look.queue import QueueCard, StepCard
from core.messages import Message, Sealed, Service


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """An organisation that waits for a coordinator."""

    id: int
    name: str
    town: str
    country: str
    since: int
    look_alike: str = ""
    brought_with: str | None = None  # the organisation that the same person brought in before; '' where it has closed


class CaseWords(NamedTuple):
    """One text of a case, sealed, or a ready phrase; `ours` where a coordinator wrote it."""

    id: int
    at: int
    words: Sealed | Message
    ours: bool


class Danger(NamedTuple):
    """What a case of danger shows before all else. `kind` is one of core.moderation.DANGERS.

    `alarm` are the words that raised it. `lang` is what the writer reads, where that is not the reader's own. `number`
    is the one to call where they are, `line` one for this kind of danger.
    """

    kind: str
    alarm: CaseWords | None = None
    lang: str = ""
    number: str = ""
    line: str = ""
    doubted: bool = False  # the phone was silent for so long that it may be somebody else's


class ReportCard(NamedTuple):
    """Who reported words, and why (core/commands/moderation.py: REASONS)."""

    organisation: str
    reason: str
    words: Sealed | None


class FlagCard(NamedTuple):
    """Words that were held or reported; `about` as in core/moderation/flags.py. `waits`: nobody else reads them now."""

    how: str
    about: str
    waits: bool
    listing_id: int | None
    reports: tuple[ReportCard, ...]


@dataclass(frozen=True, slots=True)
class CaseCard:
    """An open case as a coordinator sees it. `earlier` says that there are texts before the first of `words`."""

    id: int
    code: str
    since: int
    organisation: str
    number: int | None
    receiver: str
    provider: str
    answerable: bool
    exchange_id: int | None = None
    version: int = 0
    state: str = ""  # of the exchange
    hours_moved: bool = False
    excused: bool = False
    words: tuple[CaseWords, ...] = ()
    earlier: bool = False
    taken: str = ""  # '', 'me' or 'other': who sees to it
    wrong_pins: int | None = None  # told since the last right one, where whoever wrote has a PIN on their phone
    said: bool = False  # the two sides wrote to each other, and it may be read while this is open
    files: bool = False  # photos or files belong to it, and may be seen while this is open
    danger: Danger | None = None  # somebody may be in danger
    flag: FlagCard | None = None  # it is about words that were held or reported


@dataclass(frozen=True, slots=True)
class CareCard:
    """A suggestion as a coordinator of neither side sees it. `by` is '', 'me' or 'other': who takes care of it."""

    id: int
    number: int
    version: int
    state: str
    receiver: str
    provider: str
    need: str  # '' where an offer was sent to somebody who had published no request
    offer: str  # '' where a request was sent to somebody who had published no offer
    reasons: tuple[Message, ...]
    by: str
    reminded_at: int | None
    since: int
    listing_id: int  # the request, or where there is none the offer
    service: Service | None = None  # of that one, in a list, where it is in another language than the reader's


class IntakeCard(NamedTuple):
    """Organisations without a phone that were brought in at a time, as many as wait for their first hours."""

    id: int
    hub_id: int
    at: int
    organisations: int
    minutes: int
    names: tuple[str, ...]  # the first ones
    own: bool  # the reader brought them in
    may: bool  # the reader may say yes
    alone: int  # so many begin each month where nobody else coordinates


class Colleague(NamedTuple):
    """Another coordinator, by the organisation they act for ('' where they act for none)."""

    person_id: int
    organisation: str
    deputy: bool
    away: bool


class CoordinatorsLook(Protocol):
    """All of it is empty for who coordinates nothing. Lists are short (a page), oldest or most urgent first."""

    def fund_asks(self) -> list[FundAskCard]:
        """For coordinators: what the fund is asked and they may decide, oldest first."""
        ...

    def waiting(self) -> list[WaitingCard]:
        """For coordinators: organisations to approve."""
        ...

    def hub_listings(self, kind: str, skipped: int = 0) -> list[ListingCard]:
        """For coordinators: open requests of the hub, oldest first, or offers, newest first; a page and one more."""
        ...

    def listings_of(self, organisation_id: int = 0) -> list[ListingCard]:
        """For coordinators: open requests and offers of one organisation of the hub, or of all."""
        ...

    def care(self, exchange_id: int) -> CareCard | None:
        """For coordinators: an exchange of their hub between others, with what they may do about it."""
        ...

    def queue(self, skipped: int = 0) -> list[QueueCard]:
        """For coordinators: what waits for them, by when it should have been seen to; a page and one more."""
        ...

    def queue_count(self) -> int:
        """For coordinators: how many things wait."""
        ...

    def steps(self, exchange_id: int) -> list[StepCard]:
        """For coordinators: the last steps of an exchange of their hub, oldest first."""
        ...

    def another_decides(self, exchange_id: int) -> bool:
        """For coordinators: whether an appeal in it is for somebody else, since they decided first."""
        ...

    def case_about(self, exchange_id: int) -> int | None:
        """For coordinators: an open case about that exchange which they may read."""
        ...

    def stands(self) -> list[HubStands]:
        """For coordinators: how the hubs they coordinate stand."""
        ...

    def members(self, skipped: int = 0) -> list[OrganisationCard]:
        """For coordinators: the organisations of their hubs by name, a page and one more."""
        ...

    def named(self, text: str) -> Named | None:
        """For coordinators: the organisation that words name, of all that did not leave, and where in them."""
        ...

    def member(self, organisation_id: int) -> OrganisationCard | None:
        """For coordinators: one of them with what was done about it."""
        ...

    def offline(self) -> list[Offline]:
        """For coordinators: organisations without a phone that they may act for."""
        ...

    def intake(self, intake_id: int) -> IntakeCard | None:
        """For coordinators: organisations without a phone that one of them brought in."""
        ...

    def may_act(self, exchange_id: int) -> list[Offline]:
        """For coordinators: the sides of an exchange that have no phone, where they belong to neither."""
        ...

    def suggestions(self) -> list[CareCard]:
        """For coordinators: suggestions between others that nobody has answered, oldest first."""
        ...

    def may_be_asked(self, listing_id: int, name: str = "") -> list[tuple[int, str]]:
        """For coordinators: (id, name) of who may see a listing of their hub and was not asked about it, by name."""
        ...

    def cases(self) -> list[CaseCard]:
        """For coordinators: open cases they may read, oldest first, without what was written."""
        ...

    def case(self, case_id: int, before: int = 0) -> CaseCard | None:
        """For coordinators: one with its newest texts, or those before a text."""
        ...

    def may_take(self, case_id: int) -> list[Colleague]:
        """The other coordinators to whom a case may be handed."""
        ...

    def misunderstood(self) -> list[tuple[int, Sealed]]:
        """For coordinators: sentences that were not understood and how often, the most frequent first."""
        ...
