"""What can be asked of core, and read, about a person's phones and apps: the addresses by which they write.

Plain values like those of core/commands/.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LinkPhone:
    """The code by which the same person writes from another phone or app too."""


@dataclass(frozen=True, slots=True)
class ConfirmPhone:
    """Which number stands on the phone that wrote the person's code; 0: none of those, or it is not theirs."""

    invite_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Unlink:
    """Another address of the person is theirs no longer."""

    address_id: int


@dataclass(frozen=True, slots=True)
class Prefer:
    """Where the person's alerts go first; None: where they wrote last."""

    address_id: int | None


@dataclass(frozen=True, slots=True)
class PhoneCard:
    """One address of the person. `wrote_at` is when they last wrote from it (epoch ms), None before that."""

    address_id: int
    channel: str
    here: bool  # it is the one they write from now
    preferred: bool
    stopped: bool
    wrote_at: int | None


@dataclass(frozen=True, slots=True)
class LinkCode:
    """The code for the other phone or app: shown once, to who asked for it."""

    digits: str = field(repr=False)
    expires_at: int = 0


@dataclass(frozen=True, slots=True)
class WaitingPhone:
    """Somebody wrote the person's code from that channel; its number is one of `choices`."""

    invite_id: int
    channel: str
    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PhoneWaits:
    """Whose code it is, is asked for the number that stands on the phone which wrote it."""

    person_id: int
    invite_id: int
    channel: str
    number: int
    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PhoneDenied:
    """The phone that wrote the code is not theirs: it stays a stranger's."""

    address_id: int
    channel: str


@dataclass(frozen=True, slots=True)
class PhoneLinked:
    """The person writes from one more address from now on."""

    person_id: int
    address_id: int
    channel: str


@dataclass(frozen=True, slots=True)
class PhoneUnlinked:
    """An address is a stranger's from now on."""

    channel: str


Phones = LinkPhone | ConfirmPhone | Unlink | Prefer
PhoneEvent = LinkCode | PhoneWaits | PhoneDenied | PhoneLinked | PhoneUnlinked
