"""What a conversation may ask about exchanges, the card of one side's, and what was said and handed over in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from core.commands.talk import ReadCard, TalkCard
from core.look.linked import UNLINKED, Links
from core.messages import Message
from core.policy import DEFAULT, Policy
from core.privacy.nameless import Called
from core.relay.pieces import PieceCard
from core.relied import Relied
from core.written import Written


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
    urgent: bool = False  # its request is, and nobody has answered it yet
    own_words: str = ""  # the other side's listing, in its own words
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
    wish: str = ""  # what one side asked and the other has not answered: day, hours, figure, absent, undo
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
    may_again: bool = False  # it lapsed, and either side may propose it again
    frozen: bool = False  # all deadlines rest
    files: bool = False  # photos or files belong to it
    abroad: bool = False  # the two sides are in different countries
    written: Written | None = None  # None where it serves no request
    spans: Policy = DEFAULT  # the hub's rules when it was created, which go on for it
    wish_what: str = ""  # what it is to be about then, where another hour is wished for
    links: Links = UNLINKED
    day_over: bool = False  # the agreed day is past, where the service is given

    @property
    def waits(self) -> bool:
        """Whether this side owes an answer: of what is agreed, where the other asked something or the day is over."""
        if self.state != "agreed" or self.asked_minutes is not None or (self.wish and not self.wish_is_mine):
            return self.my_turn
        return self.day_over

    @property
    def told_minutes(self) -> int | None:
        """What it took as the giver said, else what is agreed."""
        return self.minutes if self.delivered_minutes is None else self.delivered_minutes

    def then(self, what: str, due_on: str) -> ExchangeCard:
        """The same on that day, about that."""
        return replace(self, what=what, due_on=due_on)


@dataclass(frozen=True, slots=True)
class StepCard:
    """Something that the person did in an exchange, and when."""

    exchange_id: int
    at: int


class ExchangesLook(Protocol):
    """Those of the person's organisation; some may be read by coordinators of its hub."""

    def my_exchanges(self) -> list[ExchangeCard]:
        """Those that go on, the person's turn first."""
        ...

    def lapsed_lately(self) -> ExchangeCard | None:
        """The last proposal of theirs, or to them, that nobody answered in time; None where that is a month ago."""
        ...

    def completed_lately(self) -> list[ExchangeCard]:
        """Those of the last months that came to a good end, the newest first."""
        ...

    def last_step(self, since: int) -> StepCard | None:
        """The last thing that the person did in one of their organisation's; None where that is longer ago."""
        ...

    def exchange(self, exchange_id: int) -> ExchangeCard | None:
        """One that the person's organisation is part of (or whose hub they coordinate)."""
        ...

    def exchange_by_number(self, number: int) -> ExchangeCard | None: ...

    def talk(self, exchange_id: int) -> TalkCard | None:
        """What was said about an exchange of the person's organisation."""
        ...

    def said(self, exchange_id: int) -> ReadCard | None:
        """The same for coordinators of neither side, while a problem of it is open."""
        ...

    def files(self, exchange_id: int) -> list[PieceCard]:
        """What was attached to an exchange or its listings, as far as this person may see it."""
        ...
