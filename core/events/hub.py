"""What coordinators did for a hub, its organisations and each other: plain values like those of core/events/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BudgetReached:
    """WhatsApp and SMS have come to 80 or 100 percent of what the hub gives a month."""

    hub_id: int
    percent: int
    month: str


@dataclass(frozen=True, slots=True)
class ActsFor:
    """A coordinator acts for an organisation without a phone from now on, or for their own again (None)."""

    organisation_id: int | None
    exchange_id: int | None = None  # what it is about
    listing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A coordinator registered an organisation without a phone; `waits` where another one looks at its name first."""

    organisation_id: int
    waits: bool
    granted: int


@dataclass(frozen=True, slots=True)
class Brought:
    """A coordinator brought in organisations without a phone, whose hours wait for another one's yes."""

    intake_id: int
    hub_id: int
    organisations: int
    by_id: int | None


@dataclass(frozen=True, slots=True)
class IntakeAnswered:
    """The first hours of so many of them begin, or not."""

    intake_id: int
    hub_id: int
    yes: bool
    organisations: int
    minutes: int


@dataclass(frozen=True, slots=True)
class HasPeople:
    """The first person of an organisation that coordinators wrote for has come; `acted` did so just now. `granted` are
    the hours that begin with them; None where these had begun, or wait for a coordinator."""

    organisation_id: int
    hub_id: int
    acted: tuple[int, ...]
    granted: int | None = None


@dataclass(frozen=True, slots=True)
class Assisted:
    """A coordinator bound an organisation without a phone; `digits` is the code by which it confirms that ('': it has
    one that serves for this too)."""

    assisted_id: int
    exchange_id: int
    organisation_id: int
    digits: str


@dataclass(frozen=True, slots=True)
class AssistedAnswered:
    """The organisation says whether what was done for it is right."""

    assisted_id: int
    exchange_id: int
    organisation_id: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """A coordinator put right what an organisation is, is called, or where it is; '' = stayed. `said` is what it had
    said itself that it is, where that was waiting to be looked at."""

    organisation_id: int
    hub_id: int
    kind: str
    name: str
    town: str
    said: str
    country: str = ""  # where it is now, where that is another than before


@dataclass(frozen=True, slots=True)
class Renamed:
    """An organisation is called otherwise from now on, or is elsewhere, as its people say: `before` is the name that it
    had, and '' where that stayed, as `town` is. `at_once`: within an hour of its coming.
    """

    organisation_id: int
    hub_id: int
    before: str
    town: str
    country: str
    at_once: bool


@dataclass(frozen=True, slots=True)
class Frozen:
    """All deadlines of a hub rest, or of one organisation; `concerned` have something under way."""

    hub_id: int
    organisation_id: int | None
    concerned: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Thawed:
    """They go on, each later by `rested` milliseconds."""

    hub_id: int
    organisation_id: int | None
    concerned: tuple[int, ...]
    rested: int


@dataclass(frozen=True, slots=True)
class OrganisationStopped:
    """A coordinator took an organisation out for now, or let it go on (`back`); `words` is why, sealed."""

    measure_id: int
    organisation_id: int
    hub_id: int
    words: str
    back: bool = False


@dataclass(frozen=True, slots=True)
class ListingStopped:
    """A coordinator lets a listing rest, or removed it; `words` is why, sealed."""

    measure_id: int
    listing_id: int
    organisation_id: int
    words: str
    removed: bool


@dataclass(frozen=True, slots=True)
class CaseHanded:
    """A coordinator takes a case, hands it to another, or lets go of it (`to` None)."""

    case_id: int
    by: int
    to: int | None


@dataclass(frozen=True, slots=True)
class WentAway:
    """A coordinator is away until that day, or back (`until_on` None); `handed` is how much they saw to."""

    hub_id: int
    person_id: int
    until_on: str | None
    handed: int


@dataclass(frozen=True, slots=True)
class CalledIn:
    """A code for another coordinator or a deputy; shown once to who asked."""

    digits: str
    deputy: bool
    expires_at: int


@dataclass(frozen=True, slots=True)
class InvitedIn:
    """A code by which organisations come into that hub; shown once to who asked."""

    digits: str
    hub_id: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class QueueLate:
    """So much waits for longer than it should; `deputies`: for so long that those from outside hear of it too."""

    hub_id: int
    count: int
    deputies: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A coordinator may open their pages with this word, once, before `until`."""

    word: str
    until: int


HubEvent = (
    Corrected
    | Renamed
    | PageLink
    | ActsFor
    | Registered
    | HasPeople
    | Brought
    | IntakeAnswered
    | Assisted
    | AssistedAnswered
    | Frozen
    | Thawed
    | OrganisationStopped
    | ListingStopped
    | CaseHanded
    | WentAway
    | CalledIn
    | InvitedIn
    | QueueLate
    | BudgetReached
)
