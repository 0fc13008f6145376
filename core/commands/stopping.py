"""What can be asked of core about stopping: all deadlines in a crisis, an organisation, a listing; and going on.

Plain values like those of core/commands/. `sealed` is the vault's token of why, which the people concerned are told.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Freeze:
    """A coordinator lets the clocks of a hub rest (a blackout, a hurricane, unrest), or of one organisation."""

    hub_id: int
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Thaw:
    """The clocks go on; each ends later by as long as they rested."""

    hub_id: int
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Suspend:
    """A coordinator of another organisation takes an organisation out of the network for now."""

    organisation_id: int
    sealed: str


@dataclass(frozen=True, slots=True)
class LetGoOn:
    """It is back."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class StopListing:
    """A coordinator lets a request or an offer rest until its owner shows it again, or removes it for good."""

    listing_id: int
    sealed: str
    remove: bool


Stopping = Freeze | Thaw | Suspend | LetGoOn | StopListing
