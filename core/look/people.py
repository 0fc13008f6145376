"""What a conversation may ask about the person who writes: phones, organisations, colleagues, and what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.commands.phones import PhoneCard, WaitingPhone
from core.look.assisted import AssistedCard
from core.look.data import BlockCard, KnownCard
from core.look.team import Acting, ApprovalCard, InvitedCard, PersonCard, RecoveryCard, ServingCode


@dataclass(frozen=True, slots=True)
class LeavingCard:
    """What goes when the person goes: organisations that close, those that go on, and what must be ended before."""

    closing: tuple[str, ...]
    staying: tuple[str, ...]
    unfinished: tuple[int, ...]  # public numbers of exchanges
    mark_until: int | None = None  # how long a fingerprint of an address stays, where an organisation came in from it


class PeopleLook(Protocol):
    """About the person who asks, or those with whom they act for an organisation."""

    def code(self, digits: str) -> ServingCode | None:
        """What a code is for, and its id; None when it does not serve."""
        ...

    def invited(self, code: str) -> InvitedCard | None:
        """The organisation, none of theirs, into which a colleague's code brings them; None for any other code."""
        ...

    def invited_by(self, invite_id: int) -> InvitedCard | None:
        """The same of a code that they have written before."""
        ...

    def phones(self) -> list[PhoneCard]:
        """The addresses by which the person writes, the first one first."""
        ...

    def waiting_phone(self) -> WaitingPhone | None:
        """The phone that wrote a code of theirs, and waits until they say that it is theirs."""
        ...

    def acts_for(self) -> list[Acting]:
        """The organisations that the person may act for."""
        ...

    def elsewhere(self, kind: str, thing_id: int) -> Acting | None:
        """Another organisation of the same person, where an exchange ('x', 'n') or a listing ('l') is its own."""
        ...

    def number_elsewhere(self, number: int) -> tuple[Acting, int] | None:
        """The same by an exchange's public number, with its id."""
        ...

    def people(self) -> list[PersonCard]:
        """Who acts for the person's organisation, those who came first first."""
        ...

    def second_above(self) -> int | None:
        """Above how many minutes the organisation wants two people; None where one is enough."""
        ...

    def approvals(self) -> list[ApprovalCard]:
        """What waits for a second person of the organisation."""
        ...

    def unconfirmed(self, exchange_id: int) -> bool:
        """Whether the organisation without a phone has yet to confirm what was done for it in an exchange."""
        ...

    def assisted(self, invite_id: int) -> AssistedCard | None:
        """What a coordinator did for an organisation, which the code that they wrote confirms; None for any other."""
        ...

    def recovery(self, recovery_id: int) -> RecoveryCard | None:
        """A lost phone that goes on, for a coordinator who may see to it."""
        ...

    def blocked(self) -> list[BlockCard]:
        """Whom the person's organisation has blocked, the last first."""
        ...

    def people_called(self, words: str, *, alike: bool = False) -> list[PersonCard]:
        """Those of `people`, but for who asks, whose name stands in the words; `alike`: for whom the words are the
        name in other letters or in another spelling.
        """
        ...

    def is_here(self, hub_id: int, name: str, town: str) -> bool:
        """Whether an organisation of that hub is called so and is in that town."""
        ...

    def rests_until(self) -> int | None:
        """When suggestions that rest come again by themselves; None where they have no end, or do not rest."""
        ...

    def how_many_coordinate(self) -> int:
        """The people who coordinate their hub and are there now; deputies where there is nobody else."""
        ...

    def leaving(self) -> LeavingCard:
        """What would become of the person's organisations without them."""
        ...

    def known(self) -> KnownCard:
        """What is stored about the person who asks."""
        ...
