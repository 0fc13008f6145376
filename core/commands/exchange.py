"""What can be asked of core in the life of an exchange, from the proposal to the review."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """What two organisations agree on."""

    minutes: int
    due_on: str
    place: str = ""
    remote: bool = False
    what: str = ""


@dataclass(frozen=True, slots=True)
class Propose:
    """From a suggestion (`exchange_id`) or from a listing of another organisation (`listing_id`).

    `terms` None = the listing's own; refused kindly when it has no hours or day.
    """

    exchange_id: int | None = None
    version: int = 0
    listing_id: int | None = None
    terms: Terms | None = None
    need_id: int | None = None  # of an offer: the request of one's own that it serves, which the fund may carry


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Either side proposes that the same two go on: hours beyond what was agreed, or more of the same."""

    exchange_id: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Counter:
    exchange_id: int
    version: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Accept:
    exchange_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Decline:
    """The receiver of a suggestion or a proposal says no, thanks."""

    exchange_id: int
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The author takes a proposal back."""

    exchange_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Either side, after it was agreed; late when less than the free span is left. `rest`: the later parts too.

    `words`: "language token" of what the other side is told beside it.
    """

    exchange_id: int
    version: int
    reason: str = ""
    rest: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Deliver:
    """The provider says it is done; None = the agreed hours. What is more than they are counts only as a `FollowUp`."""

    exchange_id: int
    version: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """The receiver says it was received; None = the provider's figure. Reviews at once."""

    exchange_id: int
    version: int
    minutes: int | None = None
    on_time: bool | None = None
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class AgreeFigure:
    """The provider's answer to a lower figure."""

    exchange_id: int
    version: int
    agree: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something is wrong; a coordinator reads it, nothing moves."""

    exchange_id: int
    version: int
    text: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What a side says of the other: stars from 1 to 5; None is what was not answered, '' no words."""

    exchange_id: int
    on_time: bool | None = None
    as_promised: bool | None = None
    stars: int | None = None
    text: str = ""
    lang: str = ""


OfExchange = (
    Propose
    | FollowUp
    | Counter
    | Accept
    | Decline
    | Withdraw
    | Cancel
    | Deliver
    | Confirm
    | AgreeFigure
    | Problem
    | Review
)
