"""What can be asked of core about organisations without a phone: register one, act for it, and its own yes or no."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Register:
    """A coordinator registers an organisation that has no phone here."""

    name: str
    town: str
    kind: str = "unknown"
    country: str = ""  # ISO code; '' = as the town tells


@dataclass(frozen=True, slots=True)
class AnswerIntake:
    """A coordinator says whether the hours begin of organisations that another one brought in."""

    intake_id: int
    yes: bool


@dataclass(frozen=True, slots=True)
class ActFor:
    """A coordinator acts for one from now on (about that exchange or listing), or for their own organisation again
    (None)."""

    organisation_id: int | None
    exchange_id: int | None = None
    listing_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewCode:
    """The code for an exchange was lost: a new one, and the old one serves no more."""

    exchange_id: int


@dataclass(frozen=True, slots=True)
class AnswerAssisted:
    """Whether what a coordinator did for them is right: by its code, which was written before from any phone, or as one
    of its people."""

    agree: bool
    invite_id: int | None = None
    assisted_id: int | None = None


Assisted = Register | AnswerIntake | ActFor | NewCode | AnswerAssisted
