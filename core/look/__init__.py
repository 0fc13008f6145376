"""The read-only questions that a conversation may ask while it thinks: a protocol and the plain cards it gets.

Flows see only this; core/reads.py answers it from the database. What is read here is a hint: the command checks every
rule again inside the transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from core.calendar import Night, own_night
from core.commands.phones import PhoneCard
from core.commands.talk import ReadCard, TalkCard
from core.listings.cards import ListingCard
from core.look.assisted import AssistedCard
from core.look.browse import BrowseLook
from core.look.coordinators import CoordinatorsLook
from core.look.data import BlockCard, KnownCard, MonthCard, SummaryCard
from core.look.fund import CarriedCard, ContributionCard, FundCard, MemberCard
from core.look.linked import UNLINKED, Links
from core.look.reports import ReportsLook
from core.look.reviews import ReviewsLook
from core.look.team import Acting, ApprovalCard, PersonCard, RecoveryCard
from core.messages import Message, Screen
from core.policy import Policy
from core.privacy.nameless import Called
from core.relay.pieces import PieceCard
from core.relied import Relied

_ID_DIGITS = 15


def is_id(text: str) -> bool:
    """Whether this may be the id of something of ours: what comes back from a phone was not always sent by us."""
    return text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS


class Me(NamedTuple):
    """Who is talking. `organisation_id` is None before joining; `hub_id` is 0 then."""

    person_id: int
    address_id: int
    channel: str
    lang: str
    digits: str = ""
    organisation_id: int | None = None
    organisation: str = ""
    town: str = ""
    country: str = ""
    zone: str = "UTC"
    status: str = ""  # of the organisation: pending, approved, …
    kind: str = ""
    role: str = ""
    hub_id: int = 0
    hub: str = ""
    coordinates: bool = False
    stopped: bool = False
    with_human: bool = False
    several: bool = False  # they act for other organisations too
    colleagues: bool = False  # others act for this one
    doubted: bool = False  # the address was silent for so long that it must say whose it is
    assists: bool = False  # a coordinator who acts for an organisation without a phone
    discreet_wish: int | None = None  # their own; None = as the hub has it
    pin: bool = False  # the address asks for a PIN before hours move
    light: bool = False  # no emoji, no buttons, the shortest words
    quiet_from: int | None = None  # their own quiet hours; None = the usual ones
    quiet_until: int | None = None

    @property
    def night(self) -> Night:
        """Between which hours nothing is sent to them that can wait."""
        return own_night(self.quiet_from, self.quiet_until)

    @property
    def left_out(self) -> bool:
        """Whether the organisation was not let in, or is taken out of the network for now."""
        return self.status in ("refused", "suspended", "closed")

    @property
    def joined(self) -> bool:
        return self.organisation_id is not None


@dataclass(frozen=True, slots=True)
class ExchangeCard:
    """An exchange as one side sees it. `gives` says whether the viewer's organisation provides the service."""

    id: int
    number: int
    version: int
    state: str
    what: str
    minutes: int | None  # None: a suggestion from a need without hours
    due_on: str | None
    place: str
    remote: bool
    gives: bool
    mine: bool  # whether the viewer's organisation is one of the two
    my_turn: bool
    other_id: int
    other: Called
    other_town: str
    other_country: str
    own_words: str = ""  # the other side's listing, in its own words
    author_is_me: bool = False
    delivered_minutes: int | None = None
    asked_minutes: int | None = None  # the receiver's lower figure that waits for the provider
    settled_minutes: int | None = None
    answer_by: int | None = None  # epoch ms
    reasons: tuple[Message, ...] = ()
    reviewed: bool = False  # they have said something, be it by a tap
    rateable: bool = False  # they may still say how it was
    said_on_time: bool = False  # they have said whether it was in time
    opinions: bool = False  # what was said about it may be read
    told_of: bool = False  # others wrote about the other side, and it may be read
    looked_at: bool = False  # a coordinator has a case about it that is open
    late_after: int | None = None  # when cancelling starts to count as late
    receiver_id: int = 0
    receiver: Called = ""
    provider_id: int = 0
    provider: Called = ""
    wish: str = ""  # what one side asked and the other has not answered: day, figure, absent, undo
    wish_is_mine: bool = False
    wish_value: str = ""
    may_move: bool = False  # the day may still be moved
    absent_id: int | None = None  # who did not come
    excused: bool = False
    silent: bool = False  # settled because the receiver said nothing
    object_until: int | None = None  # set for the receiver, while it may object
    appeal_until: int | None = None  # set for who may appeal
    relied: Relied | None = None  # of the other side; None where not asked
    has_need: bool = False
    has_offer: bool = False
    own_listing: int | None = None  # the viewer's request or offer that it is about, while that is shown
    by_fund: bool = False  # the fund gives the hours, or will
    may_write: bool = False  # the two sides may write to each other
    frozen: bool = False  # all deadlines rest
    files: bool = False  # photos or files belong to it
    abroad: bool = False  # the two sides are in different countries
    links: Links = UNLINKED


@dataclass(frozen=True, slots=True)
class BalanceCard:
    """Minutes: posted, set aside for exchanges under way, coming in, and what may be used now."""

    posted: int
    held_out: int
    held_in: int
    line: int
    available: int

    @property
    def givable(self) -> int:
        """What may be given away: what is there, without the credit line."""
        return max(self.posted - self.held_out, 0)


@dataclass(frozen=True, slots=True)
class MovementCard:
    """One line of the statement; `minutes` is signed."""

    entry_id: int
    at: int
    kind: str
    minutes: int
    other: str
    number: int | None


@dataclass(frozen=True, slots=True)
class HubCard:
    id: int
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class LeavingCard:
    """What goes when the person goes: organisations that close, those that go on, and what must be ended before."""

    closing: tuple[str, ...]
    staying: tuple[str, ...]
    unfinished: tuple[int, ...]  # public numbers of exchanges


class Look(BrowseLook, CoordinatorsLook, ReportsLook, ReviewsLook, Protocol):
    """What may be asked. Lists are short (a page) and newest or most urgent first."""

    me: Me
    now: int
    web: str  # where our pages are, without a slash at the end

    @property
    def today(self) -> date:
        """Today where the person's organisation is."""
        ...

    @property
    def policy(self) -> Policy: ...

    def open_hubs(self) -> list[HubCard]: ...

    def code_kind(self, code: str) -> str | None:
        """What an invite code is for: 'hub', 'organisation', 'coordinator'; None when it does not serve."""
        ...

    def my_listings(self, kind: str = "") -> list[ListingCard]: ...

    def listing(self, listing_id: int) -> ListingCard | None:
        """An open listing of the person's hub, or one of their own."""
        ...

    def others_listings(self, kind: str, words: str = "", before: int = 0) -> list[ListingCard]:
        """Open listings of other organisations in the hub, fitting the words first."""
        ...

    def people(self) -> list[PersonCard]:
        """Who acts for the person's organisation, those who came first first."""
        ...

    def second_above(self) -> int | None:
        """Above how many minutes the organisation wants two people; None where one is enough."""
        ...

    def approvals(self) -> list[ApprovalCard]:
        """What waits for a second person of the organisation."""
        ...

    def unconfirmed(self, exchange_id: int) -> bool:
        """Whether the organisation without a phone has yet to confirm what was done for it in an exchange."""
        ...

    def recovery(self, recovery_id: int) -> RecoveryCard | None:
        """A lost phone that goes on, for a coordinator who may see to it."""
        ...

    def phones(self) -> list[PhoneCard]:
        """The addresses by which the person writes, the first one first."""
        ...

    def acts_for(self) -> list[Acting]:
        """The organisations that the person may act for."""
        ...

    def elsewhere(self, kind: str, thing_id: int) -> Acting | None:
        """Another organisation of the same person, where an exchange ('x', 'n') or a listing ('l') is its own."""
        ...

    def number_elsewhere(self, number: int) -> tuple[Acting, int] | None:
        """The same by an exchange's public number, with its id."""
        ...

    def names_service(self, words: str, lang: str) -> bool:
        """Whether words in that language surely name a service."""
        ...

    def doubt(self, what: str) -> list[tuple[str, str]]:
        """(id, name) of the services between which these words are in doubt; [] where they are clear."""
        ...

    def leaving(self) -> LeavingCard:
        """What would become of the person's organisations without them."""
        ...

    def blocked(self) -> list[BlockCard]:
        """Whom the person's organisation has blocked, the last first."""
        ...

    @property
    def discreet(self) -> bool:
        """Whether alerts to this person say nothing until they are opened."""
        ...

    def whole(self, outbound_id: int) -> Screen | None:
        """A message to this person with all its choices, of which an SMS shows only some."""
        ...

    def hidden(self, outbound_id: int) -> Screen | None:
        """An alert that was sent to this person without its words; 0 for the newest."""
        ...

    def my_exchanges(self) -> list[ExchangeCard]:
        """Those that go on, the person's turn first."""
        ...

    def exchange(self, exchange_id: int) -> ExchangeCard | None:
        """One that the person's organisation is part of (or whose hub they coordinate)."""
        ...

    def alert(self, ref: str) -> Screen | None:
        """The alert that went to this chat as a template: by the provider's id of that message, or the newest."""
        ...

    def exchange_by_number(self, number: int) -> ExchangeCard | None: ...

    def balance(self) -> BalanceCard | None: ...

    def movements(self, before: int = 0) -> list[MovementCard]: ...

    def organisations(self, name: str) -> list[MemberCard]:
        """Other approved organisations of the hub that are called so, or whose name holds these words."""
        ...

    def fund(self) -> FundCard | None: ...

    def carried(self) -> list[CarriedCard]:
        """The requests of the person's organisation for which the fund gives the hours."""
        ...

    def contribution(self) -> ContributionCard:
        """What the person's organisation gave this year."""
        ...

    def known(self) -> KnownCard:
        """What is stored about the person who asks."""
        ...

    def months(self) -> list[MonthCard]:
        """The organisation's hours by month, newest first."""
        ...

    def summary(self) -> SummaryCard | None:
        """How the person's hub is doing, or the one they coordinate; None before joining."""
        ...

    def hub_needs(self, skipped: int = 0) -> list[ListingCard]:
        """For coordinators: open needs of the hub, oldest first; a page and one more."""
        ...

    def assisted(self, code: str) -> AssistedCard | None:
        """What a code confirms that a coordinator did for its organisation; None where it serves for nothing."""
        ...

    def talk(self, exchange_id: int) -> TalkCard | None:
        """What was said about an exchange of the person's organisation."""
        ...

    def said(self, exchange_id: int) -> ReadCard | None:
        """The same for coordinators of neither side, while a problem of it is open."""
        ...

    def files(self, exchange_id: int) -> list[PieceCard]:
        """What was attached to an exchange or its listings, as far as this person may see it."""
        ...

    def seal(self, text: str) -> str:
        """Words for somebody else as a sealed token, so that no draft or screen holds them in clear."""
        ...
