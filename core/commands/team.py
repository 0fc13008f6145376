"""What can be asked of core about the people of an organisation: what they are called, what they may, who acts for it.

Plain values like those of core/commands/. `sealed` is the vault's token of what somebody wrote.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameMe:
    """What the others of the acting organisation call this person."""

    sealed: str


@dataclass(frozen=True, slots=True)
class SetRole:
    """An owner makes somebody an owner, or an owner a member again."""

    person_id: int
    role: str  # 'owner' | 'member'


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """An owner takes somebody out of the organisation."""

    person_id: int


@dataclass(frozen=True, slots=True)
class NewPhone:
    """An owner asks for the code by which somebody who lost their phone takes their place again from another."""

    person_id: int


@dataclass(frozen=True, slots=True)
class Leave:
    """The acting person leaves the organisation; their data stays."""


@dataclass(frozen=True, slots=True)
class JoinToo:
    """Who acts for an organisation comes into another one by a colleague's code: beside it, or in its place."""

    invite_id: int
    instead: bool = False


@dataclass(frozen=True, slots=True)
class SwitchTo:
    """From now on the person acts for another of their organisations; `then` is the card to show first."""

    organisation_id: int
    then: str = ""


@dataclass(frozen=True, slots=True)
class SetSecond:
    """Above how many minutes a second person must say yes before the organisation's hours move; None = never."""

    above: int | None


@dataclass(frozen=True, slots=True)
class AnswerSecond:
    """A colleague's yes or no to what waits for it; who asked for it may take it back with a no."""

    approval_id: int
    yes: bool


@dataclass(frozen=True, slots=True)
class StillMe:
    """After a long silence: whether the address still belongs to the person.

    `lang` is the person's own language, where a stranger changed it before they said no.
    """

    address_id: int
    yes: bool
    lang: str = ""


@dataclass(frozen=True, slots=True)
class RecoverPhone:
    """A coordinator begins to bring back who alone is responsible for an organisation and lost the phone."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class StopRecovery:
    """The phone that it is about says no, a colleague where it is about a PIN, or a coordinator calls it off."""

    recovery_id: int


@dataclass(frozen=True, slots=True)
class AgreeRecovery:
    """A second coordinator says that a PIN was forgotten by who has it: it goes at once."""

    recovery_id: int


@dataclass(frozen=True, slots=True)
class MakeRecoveryCode:
    """A coordinator asks for the code, once the old phone has had its time."""

    recovery_id: int


Recovering = RecoverPhone | StopRecovery | AgreeRecovery | MakeRecoveryCode
Team = (
    Recovering
    | StillMe
    | SetSecond
    | AnswerSecond
    | NameMe
    | SetRole
    | RemovePerson
    | NewPhone
    | Leave
    | JoinToo
    | SwitchTo
)
