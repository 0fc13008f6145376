"""What happened to a listing; whom it was suggested to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Posted:
    """A need or an offer is open; `matches` are exchange ids in state suggested, best first."""

    listing_id: int
    kind: str
    matches: tuple[int, ...] = ()
    look_at: int | None = None  # nobody fits a request: when a person will look at it


@dataclass(frozen=True, slots=True)
class PostedSeveral:
    """Offers of one message are open; `matches` as above, of all of them."""

    listing_ids: tuple[int, ...]
    matches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """More that fit a listing of some time ago, after those who did not answer; `matches` as above.

    `calm`: of a whole list that came in at once, so everybody hears of it in the day's digest. `by_hand`: a coordinator
    chose whom to ask, who need not have published anything that fits.
    """

    listing_id: int
    matches: tuple[int, ...]
    calm: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Rested:
    """Its owner lets a listing rest, until a day (ISO) or until they show it again."""

    listing_id: int
    until: str = ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A listing that rested is shown again; `matches` as above, those that were not asked before."""

    listing_id: int
    matches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Renewed:
    """A listing has more time, until the end of `day` ('': until it is taken down).

    `undated`: it was needed by a day, and is not any more. `again`: its time was over, and it is found again; `matches`
    as above.
    """

    listing_id: int
    day: str
    undated: bool
    again: bool
    matches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListingEnds:
    """The last day of a listing comes near: its owner is asked."""

    listing_id: int
    day: str


@dataclass(frozen=True, slots=True)
class AudienceSet:
    """Who may see a listing has changed; `matches` as above, where more may see it now."""

    listing_id: int
    matches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListingChanged:
    """A listing says something else now; `kept` are exchange ids of those asked before whom it still fits, `matches` as
    above, who were not asked before. `unheard` are exchange and address of whoever had not heard of the one before.
    """

    listing_id: int
    kept: tuple[int, ...]
    matches: tuple[int, ...]
    unheard: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NobodyFits:
    """A request is open for days and fits nobody: a person should look at it."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class ListingEnded:
    """Withdrawn, fulfilled, expired or removed."""

    listing_id: int
    state: str


ListingEvent = (
    Posted
    | PostedSeveral
    | Suggested
    | Rested
    | Resumed
    | Renewed
    | ListingEnds
    | AudienceSet
    | ListingChanged
    | NobodyFits
    | ListingEnded
)
