"""What can be asked of core about safety: with whom an organisation has nothing to do, and what alerts may say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """The acting organisation and the other side of an exchange, or the owner of a listing, do not meet any more."""

    exchange_id: int | None = None
    listing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Unblock:
    """They may meet again, as far as the acting organisation is concerned."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class SetDiscreet:
    """Whether this person's alerts say nothing until they are opened."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetLight:
    """No emoji, no buttons and the shortest words for this person, or everything again."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetNight:
    """Between which hours of the day nothing is sent to this person that can wait; twice the same hour: never."""

    first: int
    last: int


Safety = SetNight | Block | Unblock | SetDiscreet | SetLight
