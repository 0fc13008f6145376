"""What happened among the people of an organisation: a part of core/events/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """Somebody is an owner or a member from now on; `by_id` is None where nobody decided it (the last owner left)."""

    organisation_id: int
    person_id: int
    role: str
    by_id: int | None


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """A person acts for an organisation no longer: of their own will, or taken out by `by_id`.

    `sealed` is the name they had there, as the vault's token; '' where they gave none.
    """

    organisation_id: int
    person_id: int
    by_id: int
    sealed: str


@dataclass(frozen=True, slots=True)
class SecondAsked:
    """A step waits for a second person's yes; `again` where the clock reminds of it."""

    approval_id: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class SecondAnswered:
    """A colleague said yes (what was done comes with it) or no; `own`: taken back; `void`: it had moved on."""

    approval_id: int
    yes: bool
    own: bool = False
    void: bool = False


@dataclass(frozen=True, slots=True)
class SecondLapsed:
    """Nobody answered in time: nothing happens."""

    approval_id: int


@dataclass(frozen=True, slots=True)
class Switched:
    """The person acts for another of their organisations; `then` is the card to show first."""

    organisation_id: int
    then: str


@dataclass(frozen=True, slots=True)
class Detached:
    """An address is somebody else's now. `left`: organisations whose others should know that the person cannot be
    reached any more; `alone`: those in which nobody can."""

    person_id: int
    left: tuple[int, ...]
    alone: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PinRight:
    """The PIN was right; `page` is what was to be seen, '' where a command follows."""

    page: str = ""


@dataclass(frozen=True, slots=True)
class PinWrong:
    """It was not, and `left` tries are."""

    left: int


@dataclass(frozen=True, slots=True)
class PinLocked:
    """No PIN is taken from this address before `until` (epoch ms)."""

    until: int


@dataclass(frozen=True, slots=True)
class PinForgotten:
    """Who is responsible for an organisation removed the PIN of a colleague's phones."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """The code by which a person takes their place again from another phone: shown once, to who asked for it."""

    digits: str
    person_id: int
    organisation_id: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class PhoneMoved:
    """A person writes from another phone from now on, and the old one is nobody's; `organisations` are theirs."""

    person_id: int
    organisations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecoveryAsked:
    """A coordinator wants to bring back who lost the phone or forgot its PIN; that phone may say no."""

    recovery_id: int


@dataclass(frozen=True, slots=True)
class RecoveryStopped:
    """It will not be; `own` where the phone that it is about said so, or a colleague; `remembered`: by its PIN."""

    recovery_id: int
    own: bool
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class PinRemoved:
    """The coordination removed a PIN: after the time to say no, or by a second coordinator's yes."""

    recovery_id: int


@dataclass(frozen=True, slots=True)
class RecoveryReady:
    """The old phone has had its time."""

    recovery_id: int


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The code for the new phone, shown once to the coordinator who asked."""

    digits: str
    recovery_id: int
    expires_at: int


RecoveryEvent = PinRemoved | RecoveryAsked | RecoveryStopped | RecoveryReady | RecoveryCode
PinEvent = PinRight | PinWrong | PinLocked | PinForgotten
TeamEvent = (
    PinEvent
    | RecoveryEvent
    | RoleChanged
    | PersonLeft
    | SecondAsked
    | SecondAnswered
    | SecondLapsed
    | Switched
    | Detached
    | PhoneCode
    | PhoneMoved
)
