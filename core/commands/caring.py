"""What coordinators can ask of core about who could help whom: remind, take care, end it, ask others.

Plain values like those of core/commands/.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemindBoth:
    """A coordinator lets both sides know of a suggestion again."""

    exchange_id: int


@dataclass(frozen=True, slots=True)
class TakeCare:
    """A coordinator sees to a suggestion, so that the others need not."""

    exchange_id: int


@dataclass(frozen=True, slots=True)
class Release:
    """They do so no longer."""

    exchange_id: int


@dataclass(frozen=True, slots=True)
class Mute:
    """A coordinator says that the two do not fit."""

    exchange_id: int


@dataclass(frozen=True, slots=True)
class AskNext:
    """A coordinator does not wait for the clock: the next who fit a listing are asked now."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class Forward:
    """A coordinator sends a listing to one organisation, whether or not the two were put together."""

    listing_id: int
    to_id: int


Caring = RemindBoth | TakeCare | Release | Mute | AskNext | Forward
