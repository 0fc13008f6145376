"""What a conversation may read about the people of an organisation, and the organisations of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.messages import Sealed
from core.privacy.nameless import Called


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody who acts for the organisation. `place` counts from one, by how long they have been in it.

    `name` is what they gave themselves, None where they gave none; `channel` is where they wrote last.
    """

    person_id: int
    place: int
    name: Sealed | None
    role: str
    since: int
    channel: str
    me: bool
    pin: bool = False  # their phone asks for a PIN


@dataclass(frozen=True, slots=True)
class ApprovalCard:
    """A step that waits for a second person's yes. `minutes` of a changed limit is the new one, -1 = none any more."""

    id: int
    organisation_id: int
    organisation: str
    person_id: int | None  # who asked
    name: Sealed | None
    kind: str  # accept, confirm, propose, donate, figure, undo, limit
    minutes: int
    above: int
    ends_at: int
    state: str
    exchange_id: int | None
    number: int | None
    what: str
    other: Called  # '' for the fund, and where there is none


@dataclass(frozen=True, slots=True)
class RecoveryCard:
    """A lost phone or a forgotten PIN that coordinators see to. `state` is 'waiting' until `ready_at`, then 'ready'."""

    id: int
    hub_id: int
    organisation_id: int
    organisation: str
    person_id: int
    by_id: int | None
    state: str
    ready_at: int
    kind: str  # 'phone' | 'pin'
    wrong: int  # PINs that were told since the last right one


class ServingCode(NamedTuple):
    """A code that serves; `kind` is 'hub', 'organisation', 'coordinator', 'assisted', 'phone' or 'link'; of which
    network it is.
    """

    invite_id: int
    kind: str
    hub: str


class InvitedCard(NamedTuple):
    """Where a colleague's code leads."""

    invite_id: int
    organisation_id: int
    organisation: str


class Acting(NamedTuple):
    """An organisation that a person may act for."""

    organisation_id: int
    name: str
