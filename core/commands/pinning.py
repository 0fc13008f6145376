"""What can be asked of core about the PIN of a shared phone. Digits are in no repr: no log and no digest holds them."""

from __future__ import annotations

from dataclasses import dataclass, field

FEWEST, MOST = 4, 6  # digits of a PIN


@dataclass(frozen=True, slots=True)
class SetPin:
    """From now on this address asks for four to six digits before hours move."""

    address_id: int
    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DropPin:
    """This address asks for none any more."""

    address_id: int


@dataclass(frozen=True, slots=True)
class EnterPin:
    """The digits, and the step that waits for them: a command (core/people/steps.py) or a page ("m:statement")."""

    address_id: int
    digits: str = field(repr=False)
    step: str


@dataclass(frozen=True, slots=True)
class ForgetPin:
    """Another person forgot theirs: one of the acting organisation; or whoever a coordinator's case is of, who can
    object first."""

    person_id: int | None = None
    case_id: int | None = None


Pinning = SetPin | DropPin | EnterPin | ForgetPin
