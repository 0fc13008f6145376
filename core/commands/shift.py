"""What can be asked of core about who coordinates: taking and handing over a case, being away, calling in others.

Plain values like those of core/commands/.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TakeCase:
    """A coordinator sees to a case, so that the others need not."""

    case_id: int


@dataclass(frozen=True, slots=True)
class HandCase:
    """They hand it to another coordinator, or let go of it (None)."""

    case_id: int
    to: int | None = None


@dataclass(frozen=True, slots=True)
class GoAway:
    """A coordinator is away until the morning of that day: the others have all that they saw to."""

    until_on: str


@dataclass(frozen=True, slots=True)
class ComeBack:
    """They are back before."""


@dataclass(frozen=True, slots=True)
class CallIn:
    """A code that makes somebody a coordinator of that hub, or its deputy from outside."""

    hub_id: int
    deputy: bool


@dataclass(frozen=True, slots=True)
class InviteIn:
    """A code by which organisations come into that hub, where they wait to be let in as any other."""

    hub_id: int


@dataclass(frozen=True, slots=True)
class AskPage:
    """A link to the coordinators' pages, for the address it is asked from."""

    address_id: int


Shift = TakeCase | HandCase | GoAway | ComeBack | CallIn | InviteIn | AskPage
