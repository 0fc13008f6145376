"""What happened to words that should perhaps not reach others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """Words wait until a coordinator has looked at them: a listing (`about` 'listing'), or a step with words in it."""

    flag_id: int
    about: str
    kind: str  # of core/moderation: ABUSES
    listing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """Somebody reported words; `again`: the same person has before. `holds`: so many have that they are held now."""

    flag_id: int
    again: bool = False
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A coordinator decided; what letting the words through caused follows. `gone`: they can not be let through any
    more, since what they were for has changed.
    """

    flag_id: int
    case_id: int
    let_through: bool
    answer: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ListingPutBack:
    """A listing that the coordination had taken down is shown again."""

    measure_id: int
    listing_id: int
    organisation_id: int


ModerationEvent = Held | Reported | Judged | ListingPutBack
