"""Cards about the fund and about whom hours may be given to; see core/look/."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import Sealed, Service


@dataclass(frozen=True, slots=True)
class MemberCard:
    """An approved organisation of the hub; `guessed`: its name only sounds like what was typed in other letters.

    `town` is '' for one with which nothing was ever agreed.
    """

    id: int
    name: str
    town: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class FundCard:
    """The hub's fund: minutes in it that are not set aside, given in this year, and to how many organisations."""

    available: int
    given: int
    helped: int


@dataclass(frozen=True, slots=True)
class FundAskCard:
    """What the fund was asked for; `until` is set where it was promised."""

    id: int
    hub_id: int
    organisation_id: int
    organisation: str
    what: str
    minutes: int
    why: Sealed | str
    state: str
    until: int | None


@dataclass(frozen=True, slots=True)
class CarriedCard:
    """A request for which the fund gives the hours, up to `minutes`."""

    need_id: int
    what: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ContributionCard:
    """What an organisation gave in a year; `services` by weight, the words themselves where the list has no name."""

    year: int
    minutes: int
    gifts: int  # exchanges of no hours
    organisations: int
    grassroots: int
    donated: int
    services: tuple[Service | str, ...]
